// Honest pages, full of the words that others misuse: handouts, consents, trials, price lists, warnings, cosmetics with
// plain words. None may be accused; a question of the checklist that it leaves open is no accusation.
#include <gmock/gmock.h>

#include <filesystem>
#include <string>

#include "tests/support/csv.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

TEST(HonestPages, AreNotAccused) {
  const TempFolder folder;
  const ProgramResult run = RunProgram({"run", (fs::path(AUDIT_SOURCE_DIR) / "tests/golden/honest").string(), "--out",
                                        (folder.Path() / "out").string()});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::size_t read = 0;
  for (const auto& document : ReadCsv(ReadFile(folder.Path() / "out/documents.csv")))
    read += document.at("outcome") == "audited" ? 1 : 0;
  EXPECT_EQ(read, 28U);
  for (const auto& finding : ReadCsv(ReadFile(folder.Path() / "out/findings.csv")))
    EXPECT_EQ(finding.at("severity"), "info")
        << finding.at("path") << ": " << finding.at("rule") << ": " << finding.at("quote");
}

}  // namespace
}  // namespace audit
