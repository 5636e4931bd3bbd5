#include "parsers/pdf/list_labels.h"

#include <string>

#include "parsers/pdf/text_builder.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

bool IsTimeOfDay(std::string_view rest) {
  const auto digit = [&](std::size_t i) { return rest[i] >= '0' && rest[i] <= '9'; };
  return rest.size() > 4 && rest[0] == ':' && digit(1) && digit(2) && rest[3] == ' ';
}

}  // namespace

std::size_t BulletLength(std::string_view text) {
  constexpr std::u32string_view kBullets = U"•◦▪▫‣⁃·・･‧◎✦✧➜●○■□◆◇▶►▸➤➢➔❖♦★☆∙⚫⬤-–—";
  const char32_t first = FirstCharacter(text);
  if (kBullets.find(first) == std::u32string_view::npos) return 0;
  std::string label;
  AppendUtf8(first, label);
  const bool dash = first == U'-' || first == U'–' || first == U'—';
  std::size_t length = label.size();
  if (dash && (length >= text.size() || text[length] != ' ')) return 0;
  if (text.substr(length).starts_with(label)) return 0;  // a row of stars is a rating
  while (length < text.size() && text[length] == ' ')
    ++length;
  return length;
}

bool HasListLabel(std::string_view text) {
  if (BulletLength(text) > 0) return true;
  constexpr std::u32string_view kMarks = U"☐☑☒✓✔✗✘✅❌";
  if (kMarks.find(FirstCharacter(text)) != std::u32string_view::npos) return true;
  std::size_t at = !text.empty() && text[0] == '(' ? 1 : 0;
  const std::size_t begin = at;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9')
    ++at;
  const bool number = at > begin && at - begin <= 2;
  if (number && begin == 0 && IsTimeOfDay(text.substr(at))) return true;
  const bool letter = at == begin && at + 1 < text.size() && ((text[at] >= 'a' && text[at] <= 'z'));
  if (letter) ++at;
  if (!number && !letter) return false;
  if (at >= text.size() || (text[at] != '.' && text[at] != ')')) return false;
  if (letter && begin == 0 && text[at] == '.' && at != 1) return false;
  return at + 1 < text.size() && text[at + 1] == ' ';
}

}  // namespace audit
