#include "parsers/text/text_lines.h"

#include <algorithm>
#include <cstddef>

#include "parsers/pdf/list_labels.h"
#include "parsers/pdf/text_builder.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kLookAt = 64u << 10;
constexpr std::size_t kOneInSoMany = 200;  // control characters that a text may have

}  // namespace

bool LooksLikeText(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  const std::string_view head = bytes.substr(0, kLookAt);
  std::size_t controls = 0;
  for (const char c : head) {
    if (c == '\0') return false;
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f' && byte != 0x1B) ++controls;
  }
  return !head.empty() && controls * kOneInSoMany <= head.size();
}

bool NameEndsIn(std::string_view name, const std::vector<std::string_view>& endings) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return lower.ends_with(ending); });
}

std::vector<std::string_view> SplitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\r\f"), text.size());
    lines.push_back(text.substr(0, end));
    const bool both = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(end + (both ? 2 : 1), text.size()));
  }
  return lines;
}

std::string_view TrimBlanks(std::string_view line) {
  constexpr std::string_view kIdeographicSpace = "\u3000";
  for (;;) {
    if (!line.empty() && (line.front() == ' ' || line.front() == '\t')) {
      line.remove_prefix(1);
    } else if (line.starts_with(kIdeographicSpace)) {
      line.remove_prefix(kIdeographicSpace.size());
    } else {
      break;
    }
  }
  return line.substr(0, line.find_last_not_of(" \t") + 1);
}

bool IsBlankLine(std::string_view line) { return TrimBlanks(line).empty(); }

void JoinLine(std::string_view line, std::string* paragraph) {
  line = TrimBlanks(line);
  if (line.empty()) return;
  if (!paragraph->empty() && !(IsHanLike(LastCharacter(*paragraph)) && IsHanLike(FirstCharacter(line)))) {
    *paragraph += ' ';
  }
  *paragraph += line;
}

std::size_t DisplayWidth(std::string_view line) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < line.size();)
    width += IsHanLike(NextUtf8(line, &at)) ? 2 : 1;
  return width;
}

std::size_t ListLabelLength(std::string_view line) {
  const std::string_view item = TrimBlanks(line);
  const auto indent = static_cast<std::size_t>(item.data() - line.data());
  if (item.size() > 2 && (item[0] == '-' || item[0] == '*' || item[0] == '+') && item[1] == ' ') return indent + 2;
  if (const std::size_t bullet = BulletLength(item); bullet > 0) return indent + bullet;
  if (!HasListLabel(item)) return 0;
  const std::size_t blank = item.find_first_of(" \t");
  return blank == std::string_view::npos || blank > 5 ? 0 : indent + blank + 1;
}

}  // namespace audit
