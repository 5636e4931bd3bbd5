#include <fmt/format.h>

#include <array>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "analyzers/judge/forms.h"
#include "analyzers/text/segment.h"

namespace audit {
namespace {

/// When one disclosure is required, and what satisfies it.
struct Required {
  Selectors required_when;
  Selectors disclosure;
};

/// What readers overlook; choices of engineering, kept in the rule's file.
struct Limits {
  double min_pt = 8;
  double min_ratio = 0.8;           ///< of the size in which most of the text is set
  double min_contrast = 1;          ///< of words to their ground
  std::optional<double> max_pages;  ///< between the disclosure and the nearest claim; absent = any
  bool folded = false;              ///< overlooked where it must be opened first and a claim stands open
  bool same_language = false;       ///< as some claim
  bool note_marks = false;          ///< overlooked in a note further away that a mark behind a claim leads to
};

// What WCAG calls large-scale text needs two thirds of the contrast: 3:1 for 4.5:1.
constexpr double kLargePt = 18;
constexpr double kLargeBoldPt = 14;
constexpr double kLargeShare = 2.0 / 3;

/// The mark that a note begins with: "*", "**", "†", "¹"; "" when it begins otherwise.
std::string_view NoteMarkOf(std::string_view note) {
  constexpr std::array<std::string_view, 15> kMarks = {"*", "＊", "†", "‡", "§", "※", "¹", "²",
                                                       "³", "⁴",  "⁵", "⁶", "⁷", "⁸", "⁹"};
  for (const std::string_view mark : kMarks) {
    std::size_t end = 0;
    while (note.substr(end).starts_with(mark))
      end += mark.size();
    if (end > 0) return note.substr(0, end);
  }
  return {};
}

/// Whether a claim has the mark in or behind its words, and once: "**" does not lead to "*", nor does "*this*".
bool Bears(std::string_view claim, std::string_view mark) {
  const std::size_t at = claim.find(mark);
  return at != std::string_view::npos && at != 0 && claim.find(mark, at + 1) == std::string_view::npos;
}

/// A required disclosure is there, but only in small or faint print or in notes.
class InconspicuousForm : public RuleForm {
 public:
  InconspicuousForm(std::vector<Required> required, Limits limits) : required_(std::move(required)), limits_(limits) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    std::vector<FormMatch> out;
    for (const Required& required : required_)
      if (auto match = FindOne(view, required)) out.push_back(std::move(*match));
    std::sort(out.begin(), out.end(), [](const FormMatch& a, const FormMatch& b) { return a.anchor < b.anchor; });
    return out;
  }

 private:
  std::optional<FormMatch> FindOne(const DocumentView& view, const Required& required) const {
    const StatementRange whole{0, view.statements().size()};
    const auto trigger = required.required_when.First(view, whole, &DocumentView::Speaks);
    if (!trigger) return std::nullopt;
    const std::vector<std::size_t> claims = ClaimsOf(view, required);
    std::optional<Hit> surest;
    std::string why;
    for (std::size_t i = 0; i < whole.end; ++i) {
      if (!view.Shows(i)) continue;
      auto hit = required.disclosure.Match(view, i);
      if (!hit) continue;
      const std::string overlooked = WhyOverlooked(view, *hit, claims);
      if (overlooked.empty()) return std::nullopt;
      if (!surest || SurenessOf(*hit) > SurenessOf(*surest)) surest = std::move(hit), why = overlooked;
    }
    if (!surest) return std::nullopt;
    const std::size_t claim = Nearest(claims, surest->statement);
    FormMatch match;
    match.anchor = surest->statement;
    match.others = {claim};
    match.reason =
        fmt::format("{} {} {} It is needed because the document says {} Nowhere does it stand in plain sight.",
                    Tell(*surest), why, Distance(view, surest->statement, claim), Quote(view, claim));
    return match;
  }

  /// Words without a label are sure.
  static double SurenessOf(const Hit& hit) { return hit.label == nullptr ? 1 : hit.label->confidence; }

  /// What requires the disclosure, in order; at least one.
  static std::vector<std::size_t> ClaimsOf(const DocumentView& view, const Required& required) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < view.statements().size(); ++i)
      if (view.Speaks(i) && required.required_when.Match(view, i)) out.push_back(i);
    return out;
  }

  /// The claim that the fewest statements part from `statement`; of two, the one before.
  static std::size_t Nearest(const std::vector<std::size_t>& claims, std::size_t statement) {
    const auto after = std::lower_bound(claims.begin(), claims.end(), statement);
    if (after == claims.begin()) return claims.front();
    if (after == claims.end()) return claims.back();
    return *after - statement < statement - *(after - 1) ? *after : *(after - 1);
  }

  static int PagesBetween(const DocumentView& view, std::size_t a, std::size_t b) {
    const int first = view.statements()[a].where.page;
    const int second = view.statements()[b].where.page;
    return first == 0 || second == 0 ? 0 : std::abs(first - second);
  }

  static std::string Distance(const DocumentView& view, std::size_t disclosure, std::size_t claim) {
    const std::size_t a = view.statements()[disclosure].block;
    const std::size_t b = view.statements()[claim].block;
    const std::size_t blocks = a > b ? a - b : b - a;
    if (blocks == 0) return "It stands in the same paragraph as the nearest claim.";
    const int pages = PagesBetween(view, disclosure, claim);
    const std::string on_pages = pages == 0 ? "" : fmt::format(" and {} page{}", pages, pages == 1 ? "" : "s");
    return fmt::format("It stands {} paragraph{}{} from the nearest claim.", blocks, blocks == 1 ? "" : "s", on_pages);
  }

  /// A sentence with the figures; "" when the statement is easy to see.
  std::string WhyOverlooked(const DocumentView& view, const Hit& hit, const std::vector<std::size_t>& claims) const {
    const std::size_t statement = hit.statement;
    const double size = view.FontSize(statement);
    const double body = view.BodyFontSize();
    if (size > 0 && body > 0 && size < limits_.min_ratio * body)
      return fmt::format("It is set at {:.1f} pt, most of the text at {:.1f} pt.", size, body);
    if (size > 0 && size < limits_.min_pt && (body == 0 || size < body))
      return fmt::format("It is set at {:.1f} pt, below {:.1f} pt.", size, limits_.min_pt);
    if (std::string faint = WhyFaint(view, statement); !faint.empty()) return faint;
    if (view.statements()[statement].block_kind == BlockKind::kFootnote) return "It stands in a footnote.";
    if (limits_.folded && IsFoldedAway(view, hit, claims))
      return "It stands folded away until the reader opens it, and what requires it does not.";
    if (limits_.note_marks) {
      if (const std::string_view mark = MarkLeadingTo(view, statement, claims); !mark.empty())
        return fmt::format("It stands in a note that the mark {} leads to.", mark);
    }
    if (limits_.max_pages && PagesBetween(view, statement, Nearest(claims, statement)) > *limits_.max_pages)
      return fmt::format("It stands more than {:.0f} pages away from the claim.", *limits_.max_pages);
    if (limits_.same_language) return WhyNotRead(view, statement, claims);
    return "";
  }

  /// A bare "None." to a question that must be opened is more likely misread than a disclosure.
  static bool IsFoldedAway(const DocumentView& view, const Hit& hit, const std::vector<std::size_t>& claims) {
    if (!view.BlockOf(hit.statement).folded || (hit.label != nullptr && !DocumentView::IsSure(*hit.label)))
      return false;
    return std::any_of(claims.begin(), claims.end(), [&](std::size_t claim) { return !view.BlockOf(claim).folded; });
  }

  /// The mark of the note in which the statement stands, if a claim bears it that is not right beside the note.
  static std::string_view MarkLeadingTo(const DocumentView& view, std::size_t statement,
                                        const std::vector<std::size_t>& claims) {
    const Block& note = view.BlockOf(statement);
    const std::string_view mark =
        NoteMarkOf(std::string_view(view.document().text).substr(note.text.begin, note.text.end - note.text.begin));
    if (mark.empty()) return {};
    const std::size_t at = view.statements()[statement].block;
    bool leads = false;
    for (const std::size_t claim : claims) {
      const Statement& said = view.statements()[claim];
      if (!Bears(said.text, mark)) continue;
      if ((said.block > at ? said.block - at : at - said.block) <= 1) return {};
      leads = true;
    }
    return leads ? mark : std::string_view();
  }

  /// Words as faint as most of the text are as easy to see as the claims.
  std::string WhyFaint(const DocumentView& view, std::size_t statement) const {
    const double contrast = view.Contrast(statement);
    const double body = view.BodyContrast();
    if (contrast == 0 || (body != 0 && contrast >= body)) return "";
    const TextStyle& style = view.BlockOf(statement).style;
    const bool large = style.font_size_pt >= (style.bold ? kLargeBoldPt : kLargePt);
    const double least = limits_.min_contrast * (large ? kLargeShare : 1);
    if (contrast >= least) return "";
    const std::string most = body == 0 ? "" : fmt::format(" Most of the text stands at {:.2f}:1.", body);
    return fmt::format(
        "Its words ({}) stand out from their ground ({}) by a contrast of {:.2f}:1 only, below {:.2f}:1.{}",
        HexOf(*style.color), HexOf(*style.ground), contrast, least, most);
  }

  static std::string HexOf(const Rgb& color) {
    return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue);
  }

  /// A document in two languages that claims in both needs its disclosure in either.
  static std::string WhyNotRead(const DocumentView& view, std::size_t statement,
                                const std::vector<std::size_t>& claims) {
    const std::string own = LanguageOf(view.statements()[statement].text);
    std::string other;
    for (const std::size_t claim : claims) {
      const std::string language = LanguageOf(view.statements()[claim].text);
      if (own.empty() || language.empty() || own.substr(0, 2) == language.substr(0, 2)) return "";
      other = language;
    }
    return fmt::format("It is written in another language ({}) than every claim ({}).", own, other);
  }

  std::vector<Required> required_;
  Limits limits_;
};

constexpr std::array<Field, 2> kRequiredFields = {{
    {"required_when", Holds::kMaps, Presence::kRequired, "What requires the disclosure.", nullptr, SelectorShape},
    {"disclosure", Holds::kMaps, Presence::kRequired, "What discloses.", nullptr, SelectorShape},
}};
const Shape& RequiredShape() {
  static const Shape shape = {"required-disclosure", "a required disclosure", kRequiredFields, {}};
  return shape;
}

constexpr std::array<Field, 8> kInconspicuousFormFields = {{
    {"disclosures", Holds::kMaps, Presence::kRequired, "What must be said in plain sight.", nullptr, RequiredShape},
    {"min_pt", Holds::kNumber, Presence::kOptional, "Smaller print is small, in points."},
    {"min_ratio", Holds::kNumber, Presence::kOptional, "Print smaller than this part of most of the text is small."},
    {"min_contrast", Holds::kNumber, Presence::kOptional,
     "Words that stand out less from their ground are faint, as a ratio from 1 to 21; large print needs two thirds."},
    {"folded", Holds::kFlag, Presence::kOptional,
     "true: a disclosure that the reader must unfold is overlooked where a claim stands open."},
    {"max_pages", Holds::kNumber, Presence::kOptional, "A disclosure farther from the nearest claim is overlooked."},
    {"same_language", Holds::kFlag, Presence::kOptional,
     "true: a disclosure in another language than all claims' is overlooked."},
    {"note_marks", Holds::kFlag, Presence::kOptional,
     "true: a disclosure in a note that a mark (*, †, ¹) in a claim leads to, more than a paragraph away, is "
     "overlooked."},
}};

}  // namespace

const Shape& InconspicuousFormShape() {
  static const Shape shape = {"inconspicuous", "the form 'inconspicuous'", kInconspicuousFormFields, {}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadInconspicuousForm(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, InconspicuousFormShape());
  std::vector<Required> required;
  for (const YamlNode* item : reader.Items("disclosures")) {
    const YamlReader one(file, *item, RequiredShape());
    required.push_back({ReadSelectors(one, "required_when"), ReadSelectors(one, "disclosure")});
  }
  Limits limits;
  limits.min_pt = reader.Number("min_pt", limits.min_pt);
  limits.min_ratio = reader.Number("min_ratio", limits.min_ratio);
  limits.min_contrast = reader.Number("min_contrast", limits.min_contrast);
  limits.folded = reader.Flag("folded", false);
  if (reader.Find("max_pages") != nullptr) limits.max_pages = reader.Number("max_pages", 0);
  limits.same_language = reader.Flag("same_language", false);
  limits.note_marks = reader.Flag("note_marks", false);
  return std::make_unique<InconspicuousForm>(std::move(required), limits);
}

}  // namespace audit
