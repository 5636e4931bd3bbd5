#include "parsers/html/style_sheet.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "parsers/html/css_text.h"
#include "parsers/html/html_letters.h"

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view kBlanks = " \t\r\n\f";
constexpr std::size_t kMaxRules = 20'000;
constexpr int kMaxNesting = 8;
constexpr std::uint64_t kIdWeight = 1u << 20;
constexpr std::uint64_t kClassWeight = 1u << 10;

std::string WithoutComments(std::string_view css) {
  std::string out;
  out.reserve(css.size());
  while (!css.empty()) {
    const std::size_t open = std::min(css.find("/*"), css.size());
    out += css.substr(0, open);
    css.remove_prefix(open);
    if (css.empty()) break;
    out += ' ';
    const std::size_t close = css.find("*/", 2);
    css.remove_prefix(close == npos ? css.size() : close + 2);
  }
  return out;
}

enum class Applies : std::uint8_t { kYes, kPerhaps, kNo };

/// Whether a page on a screen in its usual colours is shown so.
Applies MediaApplies(std::string_view media) {
  const std::string lower = LowerCss(media);
  std::string_view rest = lower;
  bool all_no = true;
  do {
    const std::size_t end = std::min(rest.find(','), rest.size());
    std::string_view query = TrimCss(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (query.starts_with("only ")) query = TrimCss(query.substr(5));
    if (query.empty() || query == "all" || query == "screen") return Applies::kYes;
    constexpr std::array<std::string_view, 4> kElsewhere = {"print", "speech", "aural", "braille"};
    const bool dark = query.find("prefers-color-scheme") != npos && query.find("dark") != npos;
    const bool elsewhere = IsOneOf(query.substr(0, query.find(' ')), kElsewhere);
    all_no &= elsewhere || (dark && !query.starts_with("not "));
  } while (!rest.empty());
  return all_no ? Applies::kNo : Applies::kPerhaps;
}

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '\\' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

/// Reads one selector from its end of words; remembers what it names in the sheet.
class SelectorReader {
 public:
  SelectorReader(StyleSheet& sheet, std::string_view selector) : sheet_(sheet), rest_(TrimCss(selector)) {}

  /// The element's own part first; empty when the selector never applies to a page at rest or cannot be read.
  std::vector<CompoundSelector> Read() {
    std::vector<CompoundSelector> parts(1);
    while (!rest_.empty()) {
      if (!ReadSimple(parts.back())) return {};
      const bool blank = TakeBlanks();
      if (rest_.empty()) break;
      const char sign = rest_.front();
      const bool combines = sign == '>' || sign == '+' || sign == '~';
      if (!blank && !combines) continue;
      if (combines) {
        rest_.remove_prefix(1);
        TakeBlanks();
      }
      // What stands before a sibling is not known here: the rest of the selector may apply.
      if (sign == '+' || sign == '~' || parts.size() == StyleSheet::kMaxParts)
        parts.assign(1, {}), perhaps_ = true;
      else
        parts.back().is_parent = sign == '>', parts.emplace_back();
    }
    std::reverse(parts.begin(), parts.end());
    parts.front().asks_more |= perhaps_;
    // Now a part's sign tells how it stands to the one on its right.
    return parts;
  }

  std::uint64_t weight() const { return weight_; }

 private:
  bool TakeBlanks() {
    const std::size_t first = std::min(rest_.find_first_not_of(kBlanks), rest_.size());
    rest_.remove_prefix(first);
    return first > 0;
  }

  /// A name, escapes resolved.
  std::string TakeName() {
    std::string name;
    while (!rest_.empty() && IsNameCharacter(rest_.front())) {
      char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '\\' && !rest_.empty()) {
        c = rest_.front();
        rest_.remove_prefix(1);
        // "\31 0": a character by its number; ten digits and signs begin so, all in ASCII.
        if (c == '3' && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
          c = rest_.front();
          rest_.remove_prefix(1);
          if (rest_.starts_with(' ')) rest_.remove_prefix(1);
        }
      }
      name += c;
    }
    return name;
  }

  bool ReadSimple(CompoundSelector& part) {
    const char sign = rest_.front();
    if (sign == '*') {
      rest_.remove_prefix(1);
      return true;
    }
    if (sign == '[') {
      const std::size_t end = FindInCss(rest_, 1, "]");
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      return AskMore(part);
    }
    if (sign == ':') return ReadPseudo(part);
    const bool is_class = sign == '.';
    const bool is_id = sign == '#';
    if (is_class || is_id) rest_.remove_prefix(1);
    std::string name = TakeName();
    if (name.empty()) return false;
    if (is_class) sheet_.classes_.insert(name);
    if (!is_class && !is_id) name = LowerCss(name);
    part.names.push_back(sheet_.Intern(is_class ? '.' : is_id ? '#' : ' ', name));
    weight_ += is_id ? kIdWeight : is_class ? kClassWeight : 1;
    return true;
  }

  bool AskMore(CompoundSelector& part) {
    part.asks_more = true;
    weight_ += kClassWeight;
    return true;
  }

  bool ReadPseudo(CompoundSelector& part) {
    const bool is_element = rest_.starts_with("::");
    rest_.remove_prefix(is_element ? 2 : 1);
    const std::string name = LowerCss(TakeName());
    if (rest_.starts_with('(')) {
      const std::size_t end = FindInCss(rest_, 1, ")");
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
    }
    if (name == "before" || name == "after") {
      part.draws_beside = true;
      return true;
    }
    constexpr std::array<std::string_view, 9> kNotAtRest = {"hover",        "focus",      "focus-visible",
                                                            "focus-within", "active",     "target",
                                                            "selection",    "first-line", "first-letter"};
    if (is_element || IsOneOf(name, kNotAtRest)) return false;
    if (name != "root") return AskMore(part);
    part.names.push_back(sheet_.Intern(' ', "html"));
    weight_ += kClassWeight;
    return true;
  }

  StyleSheet& sheet_;
  std::string_view rest_;
  std::uint64_t weight_ = 0;
  bool perhaps_ = false;
};

StyleSheet::StyleSheet(const std::vector<StyleSheetText>& sheets) {
  std::vector<std::string> texts;
  texts.reserve(sheets.size());  // views into them are kept until the end
  std::vector<Raw> raws;
  for (const StyleSheetText& sheet : sheets) {
    const Applies applies = MediaApplies(sheet.media);
    if (applies == Applies::kNo) continue;
    Split(texts.emplace_back(WithoutComments(sheet.text)), applies == Applies::kPerhaps, 0, raws);
  }
  for (const Raw& raw : raws) {
    const std::string selectors = LowerCss(TrimCss(raw.selectors));
    const bool of_the_page = selectors == ":root" || selectors == "html" || selectors == "body";
    ReadCssVariables(raw.block, of_the_page && !raw.unsure, variables_);
  }
  for (const Raw& raw : raws)
    AddRules(raw);
}

void StyleSheet::Split(std::string_view css, bool unsure, int depth, std::vector<Raw>& out) {
  while (whole_) {
    css = TrimCss(css);
    for (std::string_view mark : {"<!--", "-->", ";", "}"})
      while (css.starts_with(mark))
        css = TrimCss(css.substr(mark.size()));
    if (css.empty()) return;
    const bool is_at_rule = css.front() == '@';
    const std::size_t open = FindInCss(css, 0, is_at_rule ? "{;" : "{");
    const std::string_view prelude = css.substr(0, open);
    if (open == css.size() || css[open] == ';') {
      if (is_at_rule && LowerCss(prelude).starts_with("@import")) whole_ = false;
      css.remove_prefix(std::min(open + 1, css.size()));
      continue;
    }
    std::size_t end = open + 1;
    for (int braces = 1; braces > 0 && end < css.size(); ++end) {
      end = FindInCss(css, end, "{}");
      if (end < css.size()) braces += css[end] == '{' ? 1 : -1;
    }
    end = std::min(end, css.size());
    std::string_view block = css.substr(open + 1, end - open - 1);
    if (block.ends_with('}')) block.remove_suffix(1);
    css.remove_prefix(end);
    if (is_at_rule) {
      ReadAtRule(prelude, block, unsure, depth, out);
    } else if (FindInCss(block, 0, "{") < block.size() || out.size() >= kMaxRules) {
      whole_ = false;  // rules within rules
    } else {
      out.push_back({prelude, block, unsure});
    }
  }
}

void StyleSheet::ReadAtRule(std::string_view prelude, std::string_view block, bool unsure, int depth,
                            std::vector<Raw>& out) {
  const std::size_t name_end = std::min(prelude.find_first_of(" \t\r\n\f(\""), prelude.size());
  const std::string name = LowerCss(prelude.substr(1, name_end - 1));
  constexpr std::array<std::string_view, 7> kNoRules = {
      "font-face", "page", "property", "font-palette-values", "counter-style", "view-transition", "color-profile"};
  if (IsOneOf(name, kNoRules) || name.ends_with("keyframes")) return;
  Applies applies = Applies::kPerhaps;
  if (name == "media") applies = MediaApplies(prelude.substr(name_end));
  if (applies == Applies::kNo) return;
  if (depth >= kMaxNesting) {
    whole_ = false;
    return;
  }
  Split(block, unsure || applies == Applies::kPerhaps, depth + 1, out);
}

int StyleSheet::Intern(char kind, const std::string& name) {
  return numbers_.try_emplace(kind + name, static_cast<int>(numbers_.size())).first->second;
}

int StyleSheet::NumberOf(char kind, std::string_view name) const {
  std::string key(1, kind);
  key += name;
  const auto found = numbers_.find(key);
  return found == numbers_.end() ? kUnnamed : found->second;
}

const std::vector<std::uint32_t>& StyleSheet::RulesFor(int name) const {
  static const std::vector<std::uint32_t> none;
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? none : found->second;
}

void StyleSheet::AddRules(const Raw& raw) {
  const CssDeclarations declarations = ReadCssPaints(raw.block, variables_);
  for (std::string_view rest = raw.selectors; !rest.empty();) {
    const std::size_t end = FindInCss(rest, 0, ",");
    SelectorReader reader(*this, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::vector<CompoundSelector> parts = reader.Read();
    if (parts.empty()) continue;
    for (const bool important : {false, true}) {
      const CssPaints& paints = important ? declarations.important : declarations.usual;
      if (paints == CssPaints()) continue;
      AddRule(parts, (std::uint64_t{important} << 40 | reader.weight()), paints, raw.unsure);
    }
  }
}

void StyleSheet::AddRule(std::vector<CompoundSelector> parts, std::uint64_t weight, CssPaints paints, bool unsure) {
  if (rules_.size() >= kMaxRules) {
    whole_ = false;
    return;
  }
  StyleRule rule;
  rule.is_important = weight >> 40 != 0;
  rule.weight = weight;
  rule.may_not_apply = unsure;
  for (const CompoundSelector& part : parts)
    rule.may_not_apply |= part.asks_more;
  if (parts.front().draws_beside) {
    // Something may be drawn over or under the words; what stands beside them changes nothing.
    if (paints.ground.state == CssState::kSilent && paints.picture != CssTrait::kYes) return;
    paints = {};
    paints.veil = CssTrait::kYes;
  }
  rule.paints = paints;
  const SelectorNames& own = parts.front().names;
  by_name_[own.empty() ? kAnyElement : *std::max_element(own.begin(), own.end())].push_back(
      static_cast<std::uint32_t>(rules_.size()));
  rule.parts = std::move(parts);
  rules_.push_back(std::move(rule));
}

}  // namespace audit
