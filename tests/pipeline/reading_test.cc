// What is stored of a reading: all that judging asks for, and nothing that a damaged one could do harm with.
#include "pipeline/reading.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/policy.h"
#include "parsers/sha256.h"
#include "pipeline/document_auditor.h"
#include "pipeline/record_pack.h"
#include "tests/support/document_checks.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

const std::filesystem::path kSamples = std::filesystem::path(AUDIT_SOURCE_DIR) / "samples";
const std::filesystem::path kData = std::filesystem::path(AUDIT_SOURCE_DIR) / "analyzers";

/// One of each format, and one of which nothing can be read.
std::vector<std::filesystem::path> OneOfEach() {
  std::map<std::string, std::filesystem::path> by_ending;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kSamples))
    if (entry.is_regular_file()) by_ending[entry.path().extension().string()] = entry.path();
  std::vector<std::filesystem::path> files;
  for (const auto& [ending, file] : by_ending)
    files.push_back(file);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kSamples / "unreadable"))
    if (entry.is_regular_file()) files.push_back(entry.path());
  return files;
}

TEST(Reading, ComesBackAsItWas) {
  for (const auto& file : OneOfEach()) {
    const std::string bytes = ReadFile(file);
    const Reading reading{Sha256Hex(bytes), ParseDocument(bytes, file.filename().string(), {})};
    const std::string encoded = EncodeReading(reading);
    const Reading again = DecodeReading(encoded);
    EXPECT_EQ(again.sha256, reading.sha256) << file;
    EXPECT_EQ(EncodeReading(again), encoded) << file;
    ASSERT_EQ(again.result.index(), reading.result.index()) << file;
    EXPECT_EQ(BrokenPromise(again.result), "") << file;
    if (const auto* document = std::get_if<Document>(&reading.result)) {
      EXPECT_EQ(std::get<Document>(again.result).text, document->text) << file;
    }
  }
}

TEST(Reading, RefusesWhatIsDamaged) {
  const std::string bytes = ReadFile(kSamples / "source/us/centrifuge-data-sheet.html");
  const std::string encoded = EncodeReading({Sha256Hex(bytes), ParseDocument(bytes, "a.html", {})});
  for (std::size_t at = 0; at < encoded.size(); at += 7) {
    EXPECT_THROW(DecodeReading(encoded.substr(0, at)), std::runtime_error) << at;
    std::string changed = encoded;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    EXPECT_THROW(DecodeReading(changed), std::runtime_error) << at;
  }
}

TEST(Reading, RefusesSpansOutsideTheText) {
  Document document;
  document.format = "text";
  document.text = "two words";
  document.blocks.resize(2);
  document.blocks[0].text = {0, 3};
  document.blocks[1].text = {4, 9};
  EXPECT_NO_THROW(DecodeReading(EncodeReading({"", document})));
  document.blocks[1].text = {4, 10};
  EXPECT_THROW(DecodeReading(EncodeReading({"", document})), std::runtime_error);
  document.blocks[1].text = {2, 9};
  EXPECT_THROW(DecodeReading(EncodeReading({"", document})), std::runtime_error);
  document.blocks[1].text = {4, 9};
  document.blocks[1].lines.push_back({{3, 9}, {}, 1});
  EXPECT_THROW(DecodeReading(EncodeReading({"", document})), std::runtime_error);
}

TEST(DocumentAuditor, JudgesAReadingAsItJudgesTheBytes) {
  const Classifier classifier(kData);
  const std::vector<FolderSettings> settings(1);
  const auto policy_of = [](const std::vector<std::string>& packs) {
    return PolicyTable{std::make_shared<const Policy>(kData, packs)};
  };
  const PolicyTable earlier = policy_of({"us"}), now = policy_of({"us", "tw"});
  const DocumentAuditor before = MakeDocumentAuditor(classifier, earlier, settings, {}, {}, KeepReadings::kYes);
  const DocumentAuditor after = MakeDocumentAuditor(classifier, now, settings, {}, {}, KeepReadings::kYes);
  std::size_t changed = 0;
  for (const auto& file : OneOfEach()) {
    const std::string bytes = ReadFile(file), name = file.filename().string();
    const AuditedDocument first = before.read(bytes, name, 0);
    const std::string fresh = EncodeRecord(after.read(bytes, name, 0).record);
    const AuditedDocument judged = after.judge({first.reading, EncodeRecord(first.record)}, 0);
    EXPECT_EQ(EncodeRecord(judged.record), fresh) << file;
    EXPECT_EQ(judged.reading, "") << file;
    if (fresh != EncodeRecord(first.record)) ++changed;
  }
  EXPECT_GT(changed, 2u);
}

}  // namespace
}  // namespace audit
