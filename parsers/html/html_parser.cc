#include "parsers/html/html_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "parsers/document_builder.h"
#include "parsers/html/charset.h"
#include "parsers/html/html_reader.h"
#include "parsers/html/html_sax.h"
#include "parsers/html/markup_cleaner.h"
#include "parsers/html/structured_data.h"

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t kRecognitionBytes = 4096;
constexpr std::size_t kMaxDeclaredQuestions = 500;

/// The first bytes in lower case, zeros left out, so that UTF-16 is recognized too.
std::string Head(std::string_view bytes) {
  std::string head;
  for (char c : bytes.substr(0, kRecognitionBytes)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c != '\0') head += c;
  }
  for (std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    if (head.starts_with(mark)) head.erase(0, mark.size());
  }
  return head;
}

std::string_view SkipProlog(std::string_view head) {
  for (;;) {
    const std::size_t first = head.find_first_not_of(" \t\r\n\f");
    if (first == npos) return {};
    head.remove_prefix(first);
    std::string_view end;
    if (head.starts_with("<!--")) end = "-->";
    if (head.starts_with("<?")) end = ">";
    if (end.empty()) return head;
    const std::size_t found = head.find(end);
    if (found == npos) return {};
    head.remove_prefix(found + end.size());
  }
}

int CountKnownTags(std::string_view head) {
  constexpr std::array<std::string_view, 22> kTags = {
      "<p",  "<div", "<span", "<a", "<h1",    "<h2", "<h3",  "<ul",     "<ol", "<li",      "<table",
      "<tr", "<td",  "<meta", "<b", "<title", "<br", "<img", "<strong", "<em", "<section", "<article"};
  int count = 0;
  for (std::string_view tag : kTags) {
    const std::size_t at = head.find(tag);
    if (at == npos) continue;
    const std::size_t after = at + tag.size();
    count += after < head.size() && std::string_view(" \t\r\n/>").find(head[after]) != npos ? 1 : 0;
  }
  return count;
}

bool NameEndsLikeHtml(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower.ends_with(".html") || lower.ends_with(".htm") || lower.ends_with(".xhtml");
}

bool IsBinary(std::string_view bytes) {
  for (std::string_view magic :
       {std::string_view("%PDF-"), std::string_view("PK\3\4"), std::string_view("{\\rtf"),
        std::string_view("\xD0\xCF\x11\xE0"), std::string_view("\x89PNG"), std::string_view("\xFF\xD8\xFF"),
        std::string_view("GIF8"), std::string_view("\x1F\x8B")}) {
    if (bytes.starts_with(magic)) return true;
  }
  return false;
}

/// Words of the blocks of a fragment, which is read like a page of its own.
std::vector<std::string> FragmentTexts(std::string_view html, const ParseLimits& limits) {
  DocumentBuilder builder(limits);
  const CleanMarkup clean = CleanHtml(html, limits.max_depth);
  HtmlReader reader(builder, clean);
  ReadMarkup(clean, reader);
  std::vector<std::string> texts;
  for (const Block& block : builder.document().blocks) {
    if (block.kind == BlockKind::kAltText) continue;
    texts.push_back(builder.document().text.substr(block.text.begin, block.text.end - block.text.begin));
  }
  return texts;
}

/// Adds declared questions and answers whose words the page does not show anyway.
void AddStructuredData(const CleanMarkup& clean, DocumentBuilder& builder) {
  const std::string shown = builder.document().text;
  auto add = [&](BlockKind kind, std::string_view text, int line) {
    if (shown.find(text) != std::string::npos) return;
    Block block;
    block.kind = kind;
    block.visibility = Visibility::kUnknown;
    block.where.line = line;
    block.where.part = "structured-data";
    builder.Add(block, text);
  };
  std::size_t entries = 0;
  for (const StructuredDataScript& script : clean.structured_data) {
    for (const FaqEntry& entry : ReadFaqEntries(script.text)) {
      if (++entries > kMaxDeclaredQuestions) {
        return builder.AddLimit(fmt::format("more than {} declared questions", kMaxDeclaredQuestions));
      }
      for (const std::string& text : FragmentTexts(entry.question, builder.limits())) {
        add(BlockKind::kFaqQuestion, text, script.line);
      }
      for (const std::string& text : FragmentTexts(entry.answer_html, builder.limits())) {
        add(BlockKind::kFaqAnswer, text, script.line);
      }
    }
  }
}

bool ShowsWords(const Document& document) {
  return std::any_of(document.blocks.begin(), document.blocks.end(), [](const Block& block) {
    return block.kind != BlockKind::kMetadata && block.kind != BlockKind::kAltText;
  });
}

void ReportCoverage(const CleanMarkup& clean, bool has_images, DocumentBuilder& builder) {
  Coverage& coverage = builder.document().coverage;
  coverage.pages_total = 1;
  coverage.pages_read = 1;
  if (ShowsWords(builder.document()) || !(has_images || clean.has_script)) return;
  coverage.pages_read = 0;
  coverage.pages_without_text = 1;
  builder.AddAnomaly("no-text", has_images ? "The page shows pictures only."
                                           : "The saved page holds no text; a script would fetch it.");
}

}  // namespace

bool RecognizesHtml(std::string_view bytes, std::string_view name) {
  if (IsBinary(bytes)) return false;
  const std::string head = Head(bytes);
  const std::string_view start = SkipProlog(head);
  if (start.starts_with("<!doctype html")) return true;
  for (std::string_view tag : {"<html", "<head", "<body"}) {
    const std::size_t at = head.find(tag);
    if (at == npos || at + tag.size() >= head.size()) continue;
    if (std::string_view(" \t\r\n/>").find(head[at + tag.size()]) != npos) return true;
  }
  const int known_tags = CountKnownTags(head);
  return known_tags >= 3 || (NameEndsLikeHtml(name) && !bytes.empty());
}

ParseResult ParseHtml(std::string_view bytes, const ParseLimits& limits) {
  if (bytes.size() > limits.max_container_bytes) {
    return ParseFailure{
        ParseFailureKind::kLimit, "html",
        fmt::format("The page has {} bytes; at most {} are read.", bytes.size(), limits.max_container_bytes)};
  }
  DocumentBuilder builder(limits);
  DecodedText decoded = DecodeToUtf8(bytes);
  builder.SetMetadata("charset", decoded.charset);
  if (decoded.replaced > 0) {
    builder.AddAnomaly("bad-encoding",
                       fmt::format("{} characters could not be read as {}", decoded.replaced, decoded.charset));
  }
  const CleanMarkup clean = CleanHtml(decoded.text, limits.max_depth);
  decoded.text = {};
  if (clean.too_deep) {
    builder.AddAnomaly("deep-nesting", fmt::format("elements nested deeper than {} were read without their structure",
                                                   limits.max_depth));
  }
  if (clean.unterminated)
    builder.AddAnomaly("unterminated-markup", "a comment or tag never ends; browsers show nothing after it");
  HtmlReader reader(builder, clean);
  if (!ReadMarkup(clean, reader)) builder.AddLimit("the page could not be read to its end");
  AddStructuredData(clean, builder);
  ReportCoverage(clean, reader.has_images(), builder);
  return std::move(builder.document());
}

}  // namespace audit
