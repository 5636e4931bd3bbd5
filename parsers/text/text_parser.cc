#include "parsers/text/text_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "parsers/document_builder.h"
#include "parsers/html/charset.h"
#include "parsers/pdf/list_labels.h"
#include "parsers/pdf/text_builder.h"
#include "parsers/text/text_lines.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kNarrowestWrap = 40;  // columns; shorter lines were not broken to fit
constexpr std::size_t kWidestWrap = 130;    // longer lines are whole paragraphs
constexpr std::size_t kLongestHeading = 80;

/// A line of signs alone, which draws a rule or underlines a heading.
bool IsRule(std::string_view line) {
  line = TrimBlanks(line);
  return line.size() >= 3 && line.find_first_not_of("-=_*~#. ") == std::string_view::npos;
}

bool IsInCapitals(std::string_view line) {
  int capitals = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t point = NextUtf8(line, &at);
    if (IsLower(point)) return false;
    capitals += IsUpper(point) ? 1 : 0;
  }
  return capitals >= 4;
}

class TextReader {
 public:
  TextReader(std::vector<std::string_view> lines, DocumentBuilder* builder)
      : lines_(std::move(lines)), builder_(*builder) {
    for (const std::string_view line : lines_)
      widest_ = std::max(widest_, std::min(kWidestWrap + 1, DisplayWidth(line)));
  }

  void Run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (IsBlankLine(lines_[i]) || IsRule(lines_[i])) {
        Flush();
        continue;
      }
      if (!paragraph_.empty() && !RunsOn(lines_[i - 1], lines_[i])) Flush();
      if (paragraph_.empty()) Begin(i);
      JoinLine(lines_[i].substr(label_), &paragraph_);
      label_ = 0;
    }
    Flush();
  }

 private:
  /// True if a line was broken to fit the width, so that the next one goes on with it.
  bool RunsOn(std::string_view line, std::string_view next) const {
    if (ListLabelLength(next) > 0 || heading_) return false;
    if (widest_ > kWidestWrap) return false;
    const std::size_t room = DisplayWidth(TrimBlanks(next).substr(0, TrimBlanks(next).find(' ')));
    const std::size_t width = DisplayWidth(line);
    if (width < kNarrowestWrap && !IsLower(FirstCharacter(TrimBlanks(next)))) return false;
    return width + std::min<std::size_t>(room + 1, 20) >= widest_ * 8 / 10 || !EndsSentence(TrimBlanks(line));
  }

  void Begin(std::size_t i) {
    const std::string_view line = TrimBlanks(lines_[i]);
    first_line_ = i;
    label_ = ListLabelLength(lines_[i]);
    is_item_ = label_ > 0;
    const bool underlined = i + 1 < lines_.size() && IsRule(lines_[i + 1]);
    const bool alone = i + 1 == lines_.size() || IsBlankLine(lines_[i + 1]);
    heading_ = !is_item_ && line.size() <= kLongestHeading && !EndsSentence(line) &&
               (underlined || (alone && IsInCapitals(line)));
    if (is_item_ && BulletLength(line) == 0 && line[0] != '-' && line[0] != '*' && line[0] != '+') label_ = 0;
  }

  void Flush() {
    if (!paragraph_.empty()) {
      Block block;
      block.kind = heading_ ? BlockKind::kHeading : is_item_ ? BlockKind::kListItem : BlockKind::kParagraph;
      block.heading_level = heading_ ? 1 : 0;
      block.visibility = Visibility::kVisible;
      block.where.line = static_cast<int>(first_line_) + 1;
      builder_.Add(std::move(block), paragraph_);
    }
    paragraph_.clear();
    heading_ = false;
    is_item_ = false;
  }

  std::vector<std::string_view> lines_;
  DocumentBuilder& builder_;
  std::size_t widest_ = 0;
  std::string paragraph_;
  std::size_t first_line_ = 0;
  std::size_t label_ = 0;
  bool heading_ = false;
  bool is_item_ = false;
};

}  // namespace

bool RecognizesText(std::string_view bytes, std::string_view name) {
  return NameEndsIn(name, {".txt", ".text"}) && LooksLikeText(bytes);
}

ParseResult ParseText(std::string_view bytes, const ParseLimits& limits) {
  if (bytes.size() > limits.max_container_bytes) {
    return ParseFailure{
        ParseFailureKind::kLimit, "text",
        fmt::format("The text has {} bytes; at most {} are read.", bytes.size(), limits.max_container_bytes)};
  }
  DocumentBuilder builder(limits);
  const DecodedText decoded = DecodeToUtf8(bytes);
  builder.SetMetadata("charset", decoded.charset);
  if (decoded.replaced > 0) {
    builder.AddAnomaly("bad-encoding",
                       fmt::format("{} characters could not be read as {}", decoded.replaced, decoded.charset));
  }
  TextReader(SplitLines(decoded.text), &builder).Run();
  Document& document = builder.document();
  if (document.blocks.empty()) {
    return ParseFailure{ParseFailureKind::kEmpty, "text", "The file holds no words."};
  }
  document.coverage.pages_total = 1;
  document.coverage.pages_read = 1;
  return std::move(document);
}

}  // namespace audit
