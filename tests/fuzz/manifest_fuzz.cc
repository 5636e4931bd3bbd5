#include "analyzers/setup_error.h"
#include "pipeline/manifest.h"
#include "pipeline/shard.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/temp_folder.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const audit::TempFolder folder;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    audit::ReadManifestShard(folder.Write("manifest", bytes), {1, 2}, [](const audit::Input&) {});
  } catch (const audit::SetupError&) {  // as it must be refused: most are, by their seal
  }
  try {
    folder.Write("shard-0001-of-0002/shard.json", bytes);
    audit::ReadShardInfo(folder.Path() / "shard-0001-of-0002");
  } catch (const audit::SetupError&) {
    return 0;
  }
  return 0;
}
