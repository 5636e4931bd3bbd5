#include <fmt/core.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parsers/parser.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/document_checks.h"

namespace {

/// Marks on what was read, on what is not there, and on the document as a whole; as many outcomes must come back.
bool MarksUp(const audit::FormatParser& format, std::string_view bytes, const audit::ParseResult& read,
             const audit::ParseLimits& limits) {
  if (format.mark_up == nullptr) return true;
  audit::SourceLocation nowhere;
  nowhere.page = 3;
  nowhere.paragraph = 9;
  std::vector<audit::Mark> marks = {{{}, "", "heading", "<&>", {}}, {nowhere, "no such words", "heading", "\"", {}}};
  if (const auto* document = std::get_if<audit::Document>(&read)) {
    for (const audit::Block& block : document->blocks) {
      if (marks.size() == 6) break;
      marks.push_back(
          {block.where, document->text.substr(block.text.begin, block.text.end - block.text.begin), "", "", {}});
    }
  }
  const audit::MarkUpResult result = format.mark_up(bytes, marks, limits);
  const auto* copy = std::get_if<audit::MarkedCopy>(&result);
  return copy == nullptr || (copy->marks.size() == marks.size() && !copy->bytes.empty());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  audit::ParseLimits limits;
  limits.max_pages = 20;
  limits.max_part_bytes = 4u << 20;
  limits.max_container_bytes = 8u << 20;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const audit::FormatParser& format : audit::FormatParsers()) {
    if (format.name != AUDIT_FUZZ_FORMAT) continue;
    format.recognizes(bytes, "");
    const audit::ParseResult read = format.parse(bytes, limits);
    const std::string broken = audit::BrokenPromise(read);
    if (!broken.empty()) {
      fmt::print(stderr, "{}\n", broken);
      std::abort();
    }
    if (!MarksUp(format, bytes, read, limits)) {
      fmt::print(stderr, "a marked copy does not tell what became of each mark\n");
      std::abort();
    }
    return 0;
  }
  std::abort();  // the registry does not know this format
}
