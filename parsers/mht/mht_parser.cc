#include "parsers/mht/mht_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "parsers/html/html_parser.h"
#include "parsers/mht/mime_parts.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kMaxParts = 5'000;
constexpr std::size_t kLabelReach = 1'024;  // where browsers look for a charset in the page itself

/// The page with the charset of its part's header where it has no label of its own.
std::string Labelled(MimePart part) {
  std::string head = part.body.substr(0, kLabelReach);
  std::transform(head.begin(), head.end(), head.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool plain = part.charset.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:") == std::string::npos;
  if (part.charset.empty() || !plain || head.find("charset") != std::string::npos || IsValidUtf8(part.body)) {
    return std::move(part.body);
  }
  return fmt::format("<meta charset=\"{}\">{}", part.charset, part.body);
}

/// Puts a frame behind the page that shows it.
void Append(Document frame, const ParseLimits& limits, Document* page) {
  if (frame.text.empty()) return;
  const std::size_t shift = page->text.size() + (page->text.empty() ? 0 : 1);
  if (shift + frame.text.size() > limits.max_text_bytes) {
    page->coverage.limits_hit.push_back(fmt::format("the text was cut at {} bytes", limits.max_text_bytes));
    return;
  }
  if (page->coverage.pages_read == 0) page->coverage = std::move(frame.coverage);  // a mere frame set
  if (!page->text.empty()) page->text += '\n';
  page->text += frame.text;
  int tables = 0;
  for (const Block& block : page->blocks)
    tables = std::max(tables, block.table);
  for (Block& block : frame.blocks) {
    block.text = {block.text.begin + shift, block.text.end + shift};
    if (block.table > 0) block.table += tables;
    if (block.where.part.empty()) block.where.part = "frame";
    page->blocks.push_back(std::move(block));
  }
  for (Anomaly& anomaly : frame.anomalies)
    page->anomalies.push_back(std::move(anomaly));
}

}  // namespace

bool RecognizesMht(std::string_view bytes, std::string_view) { return IsMimeArchive(bytes); }

ParseResult ParseMht(std::string_view bytes, const ParseLimits& limits) {
  if (bytes.size() > limits.max_container_bytes) {
    return ParseFailure{
        ParseFailureKind::kLimit, "mht",
        fmt::format("The file has {} bytes; at most {} are read.", bytes.size(), limits.max_container_bytes)};
  }
  std::optional<Document> page;
  std::vector<MimePart> parts = MimeParts(bytes, kMaxParts);
  for (MimePart& part : parts) {
    if (part.type != "text/html") continue;
    const std::string location = part.location;
    ParseResult read = ParseHtml(Labelled(std::move(part)), limits);
    auto* document = std::get_if<Document>(&read);
    if (!page && document == nullptr) return read;
    if (document == nullptr) continue;
    if (page) {
      Append(std::move(*document), limits, &*page);
    } else {
      page = std::move(*document);
      if (IsValidUtf8(location) && !location.empty()) page->metadata.try_emplace("location", location);
    }
  }
  if (!page) {
    return ParseFailure{ParseFailureKind::kUnsupported, "mht",
                        "The web archive holds no page; save the page again, or as HTML."};
  }
  if (parts.size() >= kMaxParts) page->coverage.limits_hit.push_back(fmt::format("only {} parts were read", kMaxParts));
  return std::move(*page);
}

}  // namespace audit
