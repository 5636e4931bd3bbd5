#include "analyzers/judge/selector.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "analyzers/judge/quotation.h"
#include "analyzers/judge/rule_words.h"

namespace audit {
namespace {

constexpr std::array<NamedValue<Naming>, 2> kNamings = {{{Naming::kNamed, "named"}, {Naming::kNone, "none"}}};

/// The first of the phrases as a reader knows words: "illustrat…" for "illustrat*".
std::string FirstOf(const std::vector<Phrase>& phrases) {
  std::string words;
  for (const char c : phrases.front().Text())
    words += c == '*' || c == '_' ? "…" : std::string(1, c);
  return fmt::format("\"{}\"{}", words, phrases.size() > 1 ? " or the like" : "");
}

}  // namespace

template <>
std::span<const NamedValue<Naming>> NamesOf() {
  return kNamings;
}

namespace {

template <typename T>
bool Contains(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

template <typename T>
bool Allows(const std::vector<T>& list, const T& value) {
  return list.empty() || Contains(list, value);
}

bool StandsOneOf(const Statement& statement, const std::vector<StatementKind>& kinds) {
  return std::any_of(statement.labels.begin(), statement.labels.end(),
                     [&](const Label& label) { return label.stands && Contains(kinds, label.kind); });
}

/// Verbatim words of the first phrase found; where `voice` asks for it, words asked or quoted are passed over.
enum class Voice { kAny, kOwn };
std::string FirstWords(const DocumentView& view, std::size_t statement, const std::vector<Phrase>& phrases,
                       Voice voice) {
  const std::string& text = view.statements()[statement].text;
  if (voice == Voice::kOwn && (text.ends_with('?') || text.ends_with("？"))) return "";
  for (const Phrase& phrase : phrases) {
    const auto span = phrase.FindIn(view.Tokens(statement));
    if (span && (voice == Voice::kAny || (!IsQuotedWithin(text, span->begin) && !IsQuotedWithin(text, span->end - 1))))
      return text.substr(span->begin, span->end - span->begin);
  }
  return "";
}

/// Claims that a denial makes ("no side effects", "no approval needed"); of the others it leaves nothing.
bool MayBeNegated(StatementKind kind) {
  return kind != StatementKind::kApprovalClaim && kind != StatementKind::kDeviceClearance &&
         kind != StatementKind::kDiseaseClaim && kind != StatementKind::kEvidenceClaim;
}

/// "If you feel no difference, the next one is free": the case supposed belongs to the promise.
bool MayBeSupposed(StatementKind kind) { return kind == StatementKind::kGuaranteeClaim; }

/// Of a disclosure; below it, the words rather say something else, and excuse nothing. Less than even, because missing
/// a breach costs less than alleging that something is lacking which stands there. Chosen on held-out pieces.
constexpr double kExcuses = 0.4;

template <typename Enum>
std::string OneOf(const std::vector<Enum>& values) {
  std::vector<std::string_view> names;
  names.reserve(values.size());
  for (const Enum value : values)
    names.push_back(NameOf(value));
  return fmt::format("{}", fmt::join(names, " or "));
}

constexpr std::array<Field, 13> kSelectorFields = {{
    {"kinds", Holds::kWords, Presence::kOptional, "One of these kinds stands.", WordsOf<StatementKind>},
    {"with", Holds::kWords, Presence::kOptional, "One of these kinds stands in the same statement too.",
     WordsOf<StatementKind>},
    {"without", Holds::kWords, Presence::kOptional, "None of these kinds stands in the same statement.",
     WordsOf<StatementKind>},
    {"stance", Holds::kWords, Presence::kOptional, "How the statement holds what it names.", WordsOf<Stance>},
    {"subject", Holds::kWords, Presence::kOptional, "Whose standing or effect is meant.", WordsOf<Subject>},
    {"agency", Holds::kWords, Presence::kOptional, "Whose regulator is named, seen from the pack's jurisdiction.",
     WordsOf<Agency>},
    {"blocks", Holds::kWords, Presence::kOptional, "Where it stands.", WordsOf<BlockKind>},
    {"condition", Holds::kWord, Presence::kOptional, "Whether a disease or symptom is named.", WordsOf<Naming>},
    {"says", Holds::kPhrases, Presence::kOptional,
     "One of these phrases: stem*, # a number, _ a gap of at most four words."},
    {"not_says", Holds::kPhrases, Presence::kOptional, "None of these phrases."},
    {"standing", Holds::kWords, Presence::kOptional, "Of the product named, in the pack's register of approvals.",
     WordsOf<ApprovalStanding>},
    {"track", Holds::kWords, Presence::kOptional, "Of the document.", WordsOf<ProductTrack>},
    {"role", Holds::kWords, Presence::kOptional, "Of the document.", WordsOf<DocumentRole>},
}};

// The fields of a selector, and `within`.
const std::vector<Field>& ConditionFields() {
  static const std::vector<Field> fields = [] {
    std::vector<Field> out(kSelectorFields.begin(), kSelectorFields.end());
    out.push_back({"within", Holds::kWord, Presence::kOptional,
                   "How far around the statement; needed unless only the document is asked about.", WordsOf<Reach>});
    return out;
  }();
  return fields;
}

Selector ReadSelectorKeys(const YamlReader& reader) {
  Selector out;
  out.kinds = reader.Words<StatementKind>("kinds");
  out.with = reader.Words<StatementKind>("with");
  out.without = reader.Words<StatementKind>("without");
  out.stance = reader.Words<Stance>("stance");
  out.subject = reader.Words<Subject>("subject");
  out.agency = reader.Words<Agency>("agency");
  out.blocks = reader.Words<BlockKind>("blocks");
  out.standing = reader.Words<ApprovalStanding>("standing");
  out.track = reader.Words<ProductTrack>("track");
  out.role = reader.Words<DocumentRole>("role");
  if (reader.Find("condition") != nullptr) out.condition = reader.Word<Naming>("condition");
  out.says = ReadPhrases(reader, "says");
  out.not_says = ReadPhrases(reader, "not_says");
  return out;
}

Selector ReadSelector(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, SelectorShape());
  return ReadSelectorKeys(reader);
}

}  // namespace

const Shape& SelectorShape() {
  static const Shape shape = {"selector",        "a selector", kSelectorFields,
                              {"kinds", "says"}, false,        {{"stance", "kinds"}, {"subject", "kinds"}}};
  return shape;
}

const Shape& ConditionShape() {
  static const Shape shape = {"condition",
                              "a condition",
                              ConditionFields(),
                              {"kinds", "says", "track", "role"},
                              false,
                              {{"stance", "kinds"}, {"subject", "kinds"}, {"kinds", "within"}, {"says", "within"}}};
  return shape;
}

std::optional<Hit> Selector::Match(const DocumentView& view, std::size_t statement) const {
  const Statement& said = view.statements()[statement];
  if (!Allows(track, view.facts().track) || !Allows(role, view.facts().role)) return std::nullopt;
  Hit hit;
  hit.statement = statement;
  for (const Label& label : said.labels)
    if (hit.label == nullptr && Takes(view, statement, label)) hit.label = &label;
  if (!kinds.empty() && hit.label == nullptr) return std::nullopt;
  if (!with.empty() && !StandsOneOf(said, with)) return std::nullopt;
  if (!without.empty() && StandsOneOf(said, without)) return std::nullopt;
  if (!agency.empty() && !Contains(agency, view.AgencyOf(statement, hit.label))) return std::nullopt;
  if (!Allows(blocks, said.block_kind)) return std::nullopt;
  if (condition && (*condition == Naming::kNamed) == said.conditions.empty()) return std::nullopt;
  if (!standing.empty() && !Contains(standing, view.StandingOf(statement))) return std::nullopt;
  if (!says.empty()) {
    // No label has judged the context of bare words.
    hit.words = FirstWords(view, statement, says, kinds.empty() ? Voice::kOwn : Voice::kAny);
    if (hit.words.empty()) return std::nullopt;
  }
  if (!not_says.empty() && !FirstWords(view, statement, not_says, Voice::kAny).empty()) return std::nullopt;
  return hit;
}

bool Selector::Takes(const DocumentView& view, std::size_t statement, const Label& label) const {
  if (!label.stands || !Contains(kinds, label.kind) || !Allows(subject, label.subject)) return false;
  if (FamilyOf(label.kind) != KindFamily::kClaim)
    return label.confidence >= kExcuses && (stance.empty() || Contains(stance, label.stance));
  if (!view.Believes(statement, label)) return false;
  if (!stance.empty()) return Contains(stance, label.stance);
  if (label.stance == Stance::kHypothetical) return MayBeSupposed(label.kind);
  return label.stance != Stance::kQuestioned && label.stance != Stance::kMentioned &&
         (label.stance != Stance::kNegated || MayBeNegated(label.kind));
}

std::string Selector::Describe() const {
  std::string out = kinds.empty() ? std::string("statement") : OneOf(kinds);
  if (!LooksAtWords()) out = "document";
  if (!with.empty()) out += fmt::format(" with {}", OneOf(with));
  if (!subject.empty()) out += fmt::format(" about {}", OneOf(subject));
  if (!says.empty()) out += fmt::format(" that says {}", FirstOf(says));
  if (!not_says.empty())
    out += fmt::format("{} not say {}", says.empty() ? " that does" : " and does", FirstOf(not_says));
  if (!track.empty()) out += fmt::format(" of track {}", OneOf(track));
  if (!role.empty()) out += fmt::format(" by a {}", OneOf(role));
  return out;
}

std::optional<Hit> Selectors::Match(const DocumentView& view, std::size_t statement) const {
  for (const Selector& selector : any)
    if (auto hit = selector.Match(view, statement)) return hit;
  return std::nullopt;
}

std::optional<Hit> Selectors::First(const DocumentView& view, StatementRange range,
                                    bool (DocumentView::*admits)(std::size_t) const) const {
  for (std::size_t i = range.begin; i < range.end; ++i)
    if ((view.*admits)(i))
      if (auto hit = Match(view, i)) return hit;
  return std::nullopt;
}

std::string Selectors::Describe() const {
  std::vector<std::string> each;
  for (const Selector& selector : any)
    each.push_back(selector.Describe());
  return fmt::format("{}", fmt::join(each, ", or "));
}

Selectors ReadSelectors(const YamlFile& file, const YamlNode& node) {
  Selectors out;
  if (node.kind != YamlNode::Kind::kList) {
    out.any.push_back(ReadSelector(file, node));
    return out;
  }
  if (node.items.empty()) FailAt(file.path, node, "a list of selectors must not be empty");
  for (const YamlNode& item : node.items)
    out.any.push_back(ReadSelector(file, item));
  return out;
}

Selectors ReadSelectors(const YamlReader& reader, std::string_view key) {
  return ReadSelectors(reader.file(), reader.Get(key));
}

Selectors ReadOptionalSelectors(const YamlReader& reader, std::string_view key) {
  return reader.Find(key) != nullptr ? ReadSelectors(reader, key) : Selectors{};
}

std::optional<Hit> Condition::Find(const DocumentView& view, std::size_t statement) const {
  if (within == Reach::kDocument) {
    if (auto hit = selector.Match(view, statement)) return hit;
    const auto& known = view.Remember(this, [&]() -> std::optional<std::size_t> {
      for (std::size_t i = 0; i < view.statements().size(); ++i)
        if (view.Shows(i) && selector.Match(view, i)) return i;
      return std::nullopt;
    });
    return known ? selector.Match(view, *known) : std::nullopt;
  }
  const StatementRange range = view.Around(statement, within);
  for (std::size_t i = range.begin; i < range.end; ++i)
    if (i == statement || view.Shows(i))
      if (auto hit = selector.Match(view, i)) return hit;
  return std::nullopt;
}

std::string Condition::Describe() const {
  static constexpr std::array<std::string_view, 6> kWhere = {"in the same statement",
                                                             "in the same statement or the next",
                                                             "in the same statement or beside it",
                                                             "in the same paragraph",
                                                             "in the same section",
                                                             "in the whole document"};
  if (!selector.LooksAtWords()) return selector.Describe();
  return fmt::format("{} {}", selector.Describe(), kWhere[static_cast<std::size_t>(within)]);
}

Condition ReadCondition(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, ConditionShape());
  Condition out;
  out.selector = ReadSelectorKeys(reader);
  if (out.selector.LooksAtWords()) out.within = reader.Word<Reach>("within");
  return out;
}

}  // namespace audit
