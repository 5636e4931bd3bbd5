// The sandbox must not cost text: a font or character map that cannot be opened loses words without any error.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <variant>

#include "parsers/parser.h"
#include "parsers/sha256.h"
#include "pipeline/discovery.h"
#include "pipeline/worker_pool.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

AuditedDocument DigestOfText(std::string_view bytes, std::string_view name, std::size_t) {
  AuditedDocument out;
  ParseLimits limits;
  limits.max_pages = 50;
  limits.ocr = {OcrMode::kAuto, 2, 60, nullptr};
  const ParseResult result = ParseDocument(bytes, name, limits);
  const auto* document = std::get_if<Document>(&result);
  out.record.outcome = Outcome::kAudited;
  out.record.title = document != nullptr ? Sha256Hex(document->text) : "failure";
  return out;
}

/// Reads every document below `archive` in workers and here, and compares.
void ExpectSameText(const std::filesystem::path& archive) {
  std::map<std::string, Input> inputs;
  Discover({archive}, "/nowhere", {}, [&inputs](const Input& input) {
    if (input.state == InputState::kReadable) inputs.emplace(input.path, input);
  });
  DocumentLimits limits;
  limits.parse.ocr.mode = OcrMode::kAuto;  // workers are to have the library
  auto next = inputs.begin();
  std::map<std::string, AuditRecord> records;
  const std::atomic<bool> stop{false};
  WorkerPool(2, limits, [] { return DocumentAuditor{DigestOfText}; })
      .Run(
          [&]() -> std::optional<Task> {
            return next == inputs.end() ? std::nullopt : std::optional<Task>(Task{(next++)->second});
          },
          [&records](const Finished& finished) { records[finished.input.path] = finished.record; }, stop);
  for (const auto& [path, input] : inputs) {
    const AuditRecord& record = records.at(path);
    if (record.outcome != Outcome::kAudited) continue;  // over a limit; not a matter of the sandbox
    EXPECT_EQ(record.title, DigestOfText(ReadFile(input.file), path, 0).record.title) << path;
  }
}

TEST(SandboxedText, IsTheSameAsWithoutSandbox) { ExpectSameText(std::filesystem::path(AUDIT_SOURCE_DIR) / "samples"); }

TEST(SandboxedText, OfRealDocumentsIsTheSameAsWithoutSandbox) {
  const char* corpus = std::getenv("AUDIT_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "AUDIT_CORPUS names no folder of real documents";
  for (const std::string folder : {"pdf", "docx", "html"})
    ExpectSameText(std::filesystem::path(corpus) / folder);
}

}  // namespace
}  // namespace audit
