#include "analyzers/judge/agency.h"

#include <algorithm>
#include <array>

namespace audit {
namespace {

constexpr std::array<NamedValue<Agency>, 3> kAgencies = {
    {{Agency::kHome, "home"}, {Agency::kForeign, "foreign"}, {Agency::kNone, "none"}}};

constexpr std::array<std::string_view, 5> kGenitives = {"", " ", "'s ", "’s ", "-"};
constexpr std::array<std::string_view, 6> kSettingAside = {"than ",       "than the ", "unlike ",
                                                           "unlike the ", "not by ",   "not by the "};

/// "Mexico's FDA", "the Thai FDA".
bool IsAnotherCountrys(std::string_view text, TextSpan agency, const std::vector<TextSpan>& countries) {
  return std::any_of(countries.begin(), countries.end(), [&](const TextSpan& country) {
    return country.end <= agency.begin &&
           std::find(kGenitives.begin(), kGenitives.end(), text.substr(country.end, agency.begin - country.end)) !=
               kGenitives.end();
  });
}

/// "Stricter than the FDA" names it only to compare; "not by the FDA" to deny.
bool IsSetAside(std::string_view text, TextSpan agency) {
  const std::string_view before = text.substr(0, agency.begin);
  const auto ends_before = [before](std::string_view words) {
    if (before.size() < words.size()) return false;
    const std::string_view end = before.substr(before.size() - words.size());
    return std::equal(end.begin(), end.end(), words.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
  };
  return std::any_of(kSettingAside.begin(), kSettingAside.end(), ends_before);
}

bool DisclosesStatus(const Statement& statement) {
  return std::any_of(statement.labels.begin(), statement.labels.end(),
                     [](const Label& label) { return label.stands && label.kind == StatementKind::kStatusDisclosure; });
}

}  // namespace

template <>
std::span<const NamedValue<Agency>> NamesOf() {
  return kAgencies;
}

Agency AgencyOf(const Statement& statement, const TokenizedText& tokens, const AgencyWords& words, const Label* label) {
  std::vector<TextSpan> countries;
  for (const Phrase& phrase : words.foreign)
    for (const TextSpan& span : phrase.FindAllIn(tokens))
      countries.push_back(span);
  const auto is_own = [&](const TextSpan& span) {
    return !IsAnotherCountrys(statement.text, span, countries) && !IsSetAside(statement.text, span);
  };
  const bool names_home = std::any_of(words.home.begin(), words.home.end(), [&](const Phrase& phrase) {
    const auto spans = phrase.FindAllIn(tokens);
    return std::any_of(spans.begin(), spans.end(), is_own);
  });
  const bool believed = !statement.jurisdiction.empty();
  const bool is_home = believed && statement.jurisdiction == words.jurisdiction;
  // Without words of its own for regulators, a pack cannot tell a regulator from a place of its country.
  if (is_home && words.home.empty()) return Agency::kHome;
  const bool names_foreign = !countries.empty() || (believed && !is_home);
  const bool is_claim = label != nullptr && FamilyOf(label->kind) == KindFamily::kClaim;
  if (names_home) return names_foreign && is_claim && DisclosesStatus(statement) ? Agency::kForeign : Agency::kHome;
  if (names_foreign) return Agency::kForeign;
  return is_home ? Agency::kHome : Agency::kNone;
}

}  // namespace audit
