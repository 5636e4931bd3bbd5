#include "analyzers/judge/document_view.h"

#include <algorithm>
#include <array>
#include <map>

#include "analyzers/judge/contrast.h"

namespace audit {
namespace {

constexpr std::array<NamedValue<Reach>, 6> kReaches = {{{Reach::kStatement, "statement"},
                                                        {Reach::kNext, "next"},
                                                        {Reach::kAdjacent, "adjacent"},
                                                        {Reach::kBlock, "block"},
                                                        {Reach::kSection, "section"},
                                                        {Reach::kDocument, "document"}}};

/// Statements that are looked at on either side within a section or block; bounds the work on endless ones.
constexpr std::size_t kMaxReach = 100;

StatementRange Clamp(StatementRange range, std::size_t statement) {
  const std::size_t lowest = statement > kMaxReach ? statement - kMaxReach : 0;
  return {std::max(range.begin, lowest), std::min(range.end, statement + kMaxReach + 1)};
}

bool OpensSection(BlockKind kind) { return kind == BlockKind::kHeading || kind == BlockKind::kFaqQuestion; }

/// Headings, and the running ones that repeat them.
bool NamesATopic(BlockKind kind) {
  return OpensSection(kind) || kind == BlockKind::kHeader || kind == BlockKind::kFooter;
}

bool IsItem(BlockKind kind) { return kind == BlockKind::kListItem || kind == BlockKind::kTableCell; }

bool OpensList(const Statement& statement) {
  return statement.block_kind == BlockKind::kHeading || statement.text.ends_with(':') || statement.text.ends_with("：");
}

double KnownContrast(const Block& block) {
  const TextStyle& style = block.style;
  return style.color && style.ground ? ContrastOf(*style.color, *style.ground) : 0;
}

/// The value that `look` gives for most bytes of visible text.
double MostCommon(const Document& document, double (*look)(const Block&)) {
  std::map<double, std::size_t> bytes;
  for (const Block& block : document.blocks)
    if (block.visibility != Visibility::kHidden) bytes[look(block)] += block.text.end - block.text.begin;
  double best = 0;
  std::size_t most = 0;
  for (const auto& [size, count] : bytes)
    if (count > most) most = count, best = size;
  return best;
}

// Chosen on 2,244 held-out pieces that were judged once by the classifier's labels and once by their authors'.
constexpr std::size_t kShowsATone = 8;  // statements; fewer say nothing of the document
constexpr std::size_t kFewClaims = 3;
constexpr double kLeastAmongFew = 0.8;
// By reason, not by measure: against so many other statements a lone claim is rather a misread line.
constexpr std::size_t kOverwhelming = 8;
constexpr double kLeastAgainstMost = 0.9;
constexpr double kLeastAmongMany = 0.5;
// Claims of one statement that bear one another out, each by itself.
constexpr double kBearsOut = 0.6;

bool Stands(const Statement& statement, bool is_claim) {
  return std::any_of(statement.labels.begin(), statement.labels.end(), [&](const Label& label) {
    return label.stands && (FamilyOf(label.kind) == KindFamily::kClaim) == is_claim;
  });
}

double LeastConfidenceOf(const std::vector<Statement>& statements) {
  if (statements.size() < kShowsATone) return 0;
  std::size_t claims = 0;
  std::size_t others = 0;
  for (const Statement& statement : statements) {
    if (Stands(statement, true)) ++claims;
    if (Stands(statement, false)) ++others;
  }
  if (others >= kOverwhelming * claims) return kLeastAgainstMost;
  if (claims <= kFewClaims || others >= 2 * claims) return kLeastAmongFew;
  return others >= claims ? kLeastAmongMany : 0;
}

/// Claims of standing, unlike those of an effect.
bool IsOfStanding(StatementKind kind) {
  return kind == StatementKind::kApprovalClaim || kind == StatementKind::kBorrowedAuthority ||
         kind == StatementKind::kDeviceClearance || kind == StatementKind::kApprovalForecast;
}

/// What studies and others' practice are reported to do, unlike what only sellers say.
bool MayBeReported(StatementKind kind) {
  return kind == StatementKind::kDiseaseClaim || kind == StatementKind::kBenefitClaim ||
         kind == StatementKind::kEvidenceClaim || kind == StatementKind::kSafetyClaim;
}

/// A claim that hardly anybody makes who does not sell.
bool SellsByKind(const Statement& statement) {
  return std::any_of(statement.labels.begin(), statement.labels.end(), [](const Label& label) {
    return label.stands && label.confidence >= kLeastAmongFew &&
           (IsOfStanding(label.kind) || label.kind == StatementKind::kGuaranteeClaim) &&
           label.kind != StatementKind::kDeviceClearance;
  });
}

bool SaysOneOf(const std::vector<Phrase>& phrases, const TokenizedText& tokens) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& phrase) { return phrase.FindIn(tokens).has_value(); });
}

/// That a statement makes one of the claims that are likely by themselves.
double ConfidenceOfAny(const Statement& statement) {
  double none = 1;
  for (const Label& label : statement.labels)
    if (label.stands && FamilyOf(label.kind) == KindFamily::kClaim && label.confidence >= kBearsOut)
      none *= 1 - std::min(label.confidence, 1.0);
  return 1 - none;
}

enum class Claimed : std::uint8_t { kAnything, kAnEffect };

/// What shows that a heading names an effect to claim it: standing does not, nor does what studies found.
bool ClaimsAnEffect(StatementKind kind) { return !IsOfStanding(kind) && kind != StatementKind::kEvidenceClaim; }

bool ClaimsOutsideHeadings(const std::vector<Statement>& statements, Claimed what, double least_confidence) {
  if (statements.size() < kShowsATone) return true;
  const auto claims = [&](const Label& label) {
    return label.stands && FamilyOf(label.kind) == KindFamily::kClaim &&
           (what == Claimed::kAnything || ClaimsAnEffect(label.kind)) && label.confidence >= least_confidence;
  };
  return std::any_of(statements.begin(), statements.end(), [&](const Statement& statement) {
    return !NamesATopic(statement.block_kind) && std::any_of(statement.labels.begin(), statement.labels.end(), claims);
  });
}

}  // namespace

template <>
std::span<const NamedValue<Reach>> NamesOf() {
  return kReaches;
}

DocumentView::DocumentView(const Document& document, const Analysis& analysis)
    : document_(document),
      analysis_(analysis),
      body_font_size_(MostCommon(document, [](const Block& block) { return block.style.font_size_pt; })),
      body_contrast_(MostCommon(document, KnownContrast)),
      least_confidence_(LeastConfidenceOf(analysis.statements)),
      believes_headings_of_standing_(ClaimsOutsideHeadings(analysis.statements, Claimed::kAnything, least_confidence_)),
      believes_headings_of_effect_(ClaimsOutsideHeadings(analysis.statements, Claimed::kAnEffect, least_confidence_)),
      section_begin_(analysis.statements.size()),
      section_end_(analysis.statements.size()),
      tokens_(analysis.statements.size()) {
  const auto& all = statements();
  std::size_t begin = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool new_block = i == 0 || all[i].block != all[i - 1].block;
    if (new_block && OpensSection(all[i].block_kind)) begin = i;
    section_begin_[i] = begin;
  }
  for (std::size_t i = all.size(); i-- > 0;) {
    const bool is_last = i + 1 == all.size() || section_begin_[i + 1] != section_begin_[i];
    section_end_[i] = is_last ? i + 1 : section_end_[i + 1];
  }
}

void DocumentView::AskFor(const Standpoint& standpoint) {
  standpoint_.emplace(standpoint);
  remembered_.clear();
  offers_.reset();
}

ApprovalStanding DocumentView::StandingOf(std::size_t statement) const {
  if (!standpoint_ || standpoint_->approvals.approvals.empty()) return ApprovalStanding::kUnlisted;
  return standpoint_->approvals.StandingOf(statements()[statement], Tokens(statement));
}

Agency DocumentView::AgencyNamed(std::size_t statement, const Label* label) const {
  if (!standpoint_) return Agency::kNone;
  return audit::AgencyOf(statements()[statement], Tokens(statement), standpoint_->agencies, label);
}

Agency DocumentView::AgencyOfList(std::size_t heading) const {
  Agency out = Agency::kNone;
  const std::size_t end = std::min(statements().size(), heading + 1 + kMaxReach);
  for (std::size_t i = heading + 1; i < end && IsItem(statements()[i].block_kind); ++i) {
    const Agency named = AgencyNamed(i, nullptr);
    if (named == Agency::kHome) return named;
    if (named == Agency::kForeign) out = named;
  }
  return out;
}

Agency DocumentView::AgencyOf(std::size_t statement, const Label* label) const {
  const Agency named = AgencyNamed(statement, label);
  if (named != Agency::kNone || label == nullptr || FamilyOf(label->kind) != KindFamily::kClaim) return named;
  const Statement& said = statements()[statement];
  if (OpensList(said)) return AgencyOfList(statement);
  if (statement == 0) return named;
  const Statement& before = statements()[statement - 1];
  const bool answers = before.text.ends_with('?') || before.text.ends_with("？");
  const bool in_row = said.block_kind == BlockKind::kTableCell && before.block_kind == BlockKind::kTableCell;
  return answers || in_row ? AgencyNamed(statement - 1, nullptr) : named;
}

bool DocumentView::Believes(std::size_t statement, const Label& claim) const {
  if (claim.confidence < least_confidence_ &&
      (claim.confidence < kBearsOut || ConfidenceOfAny(statements()[statement]) < least_confidence_))
    return false;
  const bool believes_headings =
      IsOfStanding(claim.kind) ? believes_headings_of_standing_ : believes_headings_of_effect_;
  if (!believes_headings && NamesATopic(statements()[statement].block_kind)) return false;
  return !OnlyReports(statement, claim.kind);
}

bool DocumentView::Offers() const {
  if (!offers_) {
    const DocumentRole role = facts().role;
    offers_ = role == DocumentRole::kClinic || role == DocumentRole::kBroker || role == DocumentRole::kManufacturer;
    for (std::size_t i = 0; i < statements().size() && !*offers_; ++i)
      offers_ = Speaks(i) && (SellsByKind(statements()[i]) || SaysOneOf(standpoint_->offers, Tokens(i)));
  }
  return *offers_;
}

bool DocumentView::OnlyReports(std::size_t statement, StatementKind kind) const {
  if (!standpoint_ || standpoint_->reports.empty() || !MayBeReported(kind)) return false;
  return SaysOneOf(standpoint_->reports, Tokens(statement)) && !Offers();
}

bool DocumentView::IsSure(const Label& label) { return label.confidence >= kLeastAmongFew; }

const Block& DocumentView::BlockOf(std::size_t statement) const {
  return document_.blocks.at(statements()[statement].block);
}

bool DocumentView::Speaks(std::size_t statement) const { return !IsRevision(statement); }

bool DocumentView::IsRevision(std::size_t statement) const {
  const BlockKind kind = statements()[statement].block_kind;
  return kind == BlockKind::kComment || kind == BlockKind::kDeletedText;
}

bool DocumentView::IsHidden(std::size_t statement) const {
  return BlockOf(statement).visibility == Visibility::kHidden;
}

bool DocumentView::Shows(std::size_t statement) const {
  const BlockKind kind = statements()[statement].block_kind;
  return Speaks(statement) && kind != BlockKind::kMetadata && kind != BlockKind::kAltText && !IsHidden(statement);
}

double DocumentView::FontSize(std::size_t statement) const { return BlockOf(statement).style.font_size_pt; }

double DocumentView::Contrast(std::size_t statement) const { return KnownContrast(BlockOf(statement)); }

StatementRange DocumentView::Around(std::size_t statement, Reach reach) const {
  const auto& all = statements();
  switch (reach) {
    case Reach::kStatement:
      return {statement, statement + 1};
    case Reach::kNext:
      return {statement, std::min(statement + 2, all.size())};
    case Reach::kAdjacent:
      return {statement == 0 ? 0 : statement - 1, std::min(statement + 2, all.size())};
    case Reach::kBlock: {
      const StatementRange limit = Clamp({0, all.size()}, statement);
      StatementRange out{statement, statement + 1};
      while (out.begin > limit.begin && all[out.begin - 1].block == all[statement].block)
        --out.begin;
      while (out.end < limit.end && all[out.end].block == all[statement].block)
        ++out.end;
      return out;
    }
    case Reach::kSection:
      return Clamp({section_begin_[statement], section_end_[statement]}, statement);
    case Reach::kDocument:
      return {0, all.size()};
  }
  return {statement, statement + 1};
}

const TokenizedText& DocumentView::Tokens(std::size_t statement) const {
  auto& tokens = tokens_[statement];
  if (!tokens) tokens = Tokenize(statements()[statement].text);
  return *tokens;
}

const std::optional<std::size_t>& DocumentView::Remember(
    const void* key, const std::function<std::optional<std::size_t>()>& find) const {
  auto known = remembered_.find(key);
  if (known == remembered_.end()) known = remembered_.emplace(key, find()).first;
  return known->second;
}

}  // namespace audit
