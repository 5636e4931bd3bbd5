#include "pipeline/known_content.h"

#include <string>
#include <utility>

#include "parsers/sha256.h"
#include "pipeline/original.h"
#include "pipeline/worker_pool.h"

namespace audit {

std::optional<KnownRecord> KnownContent(const Store& store, Input& input, const std::string& key,
                                        std::size_t max_bytes) {
  if (input.state != InputState::kReadable || input.stamp.bytes > max_bytes || !store.MayHold(input.stamp.bytes, key))
    return std::nullopt;
  const Original file = ReadSteadyFile(input.file, max_bytes);
  if (!file.trouble.empty() || file.stamp.bytes != input.stamp.bytes) return std::nullopt;
  auto record = store.FindContent(file.stamp.bytes, Sha256Hex(file.bytes), key, EndingOf(input.path));
  if (!record) return std::nullopt;
  input.stamp = file.stamp;
  std::string from_path = record->path;
  FillIn(input, *record);
  return KnownRecord{*std::move(record), std::move(from_path)};
}

}  // namespace audit
