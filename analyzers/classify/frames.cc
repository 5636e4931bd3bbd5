#include "analyzers/classify/frames.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace audit {
namespace {

constexpr std::size_t kAuthorityReach = 7;  // tokens between a status word and its agency
constexpr std::size_t kNounRun = 6;         // words after a status word that may be the noun it describes
constexpr std::size_t kHoldingReach = 8;    // tokens between "holds" and "approval"

bool IsWord(const StatementView& view, std::size_t token, std::string_view text) {
  return token < view.Tokens().size() && view.Tokens()[token].text == text;
}

template <std::size_t N>
bool IsOneOf(const StatementView& view, std::size_t token, const std::string_view (&words)[N]) {
  return token < view.Tokens().size() &&
         std::find(std::begin(words), std::end(words), view.Tokens()[token].text) != std::end(words);
}

constexpr std::string_view kBe[] = {"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "got", "gets"};
constexpr std::string_view kBetweenBeAndStatus[] = {
    "not",   "n't",  "also", "fully", "officially", "now",       "already",  "the",     "yet",
    "both",  "only", "all",  "never", "indeed",     "fda",       "us",       "duly",    "thus",
    "first", "a",    "an",   "still", "really",     "currently", "properly", "legally", "actually"};
constexpr std::string_view kStopsNounRun[] = {"is",  "are",  "was",  "were", "by",      "for",   "to",   "in", "with",
                                              "and", "or",   "as",   "that", "which",   "has",   "have", "on", "of",
                                              "at",  "from", "will", "so",   "because", "since", "'s"};
constexpr std::string_view kBeforeModifier[] = {"from",  "in",      "by",    "with",   "of", "for",  "at",
                                                "under", "through", "using", "inside", "to", "than", "on"};

struct Noun {
  Subject subject = Subject::kUnknown;
  TokenRange words;
};

class FrameFinder {
 public:
  FrameFinder(const ConceptIds& ids, StatementView& view) : ids_(ids), view_(view) {}

  void Run() {
    for (std::size_t i = 0; i < view_.Tokens().size(); ++i) {
      if (!TryStatus(i, ids_.status_approve, StatusFamily::kApprove) &&
          !TryStatus(i, ids_.status_license, StatusFamily::kLicense) &&
          !TryStatus(i, ids_.status_clear, StatusFamily::kClear) &&
          !TryStatus(i, ids_.status_register, StatusFamily::kRegister))
        TryHolding(i);
    }
  }

 private:
  bool TryStatus(std::size_t i, const ConceptSet& set, StatusFamily family) {
    const TokenRange status = MatchAt(view_, set, i);
    if (status.last == 0 || view_.IsMasked(status)) return false;
    StatusFrame frame;
    frame.family = family;
    frame.status = status;
    frame.authority = NearestAuthority(status);
    if (view_.Tokens()[i].kind == TokenKind::kHan)
      BindChinese(frame);
    else
      BindEnglish(frame);
    Add(frame);
    return true;
  }

  void BindEnglish(StatusFrame& frame) {
    const TokenRange clause = ClauseOf(frame.status.first);
    if (const auto be = BeBefore(frame.status.first, clause)) {
      frame.form = FrameForm::kPassive;
      // "is an FDA-registered facility" names what the subject is: the noun after the status word decides.
      const Noun after = NounAfter(frame.status.last, clause);
      Bind(frame, after.subject != Subject::kUnknown ? after : NounBefore(*be, clause), clause);
      return;
    }
    if (const Noun after = NounAfter(frame.status.last, clause); after.subject != Subject::kUnknown) {
      frame.form = FrameForm::kAttributive;
      Bind(frame, after, clause);
      return;
    }
    const bool agency_acts = frame.authority.last > 0 && frame.authority.last <= frame.status.first &&
                             frame.status.first - frame.authority.last <= 2 && frame.status.last < clause.last &&
                             !IsWord(view_, frame.status.last, "by");
    if (agency_acts && IsObjectStart(frame.status.last)) {
      frame.form = FrameForm::kActive;
      Bind(frame, FirstNoun({frame.status.last, clause.last}), clause);
      return;
    }
    // "DHA-licensed urologist": it describes a noun that is none of ours.
    if (!StandsAlone(frame.status.last, clause)) {
      frame.subject = Subject::kPerson;
      return;
    }
    frame.form = FrameForm::kBare;
    const std::size_t start =
        frame.authority.last > 0 ? std::min(frame.authority.first, frame.status.first) : frame.status.first;
    // "a protocol authorised by the agency": the noun right before is what it describes.
    const Noun near = LastNoun({std::max(clause.first, start > 3 ? start - 3 : 0), start});
    Bind(frame, near.subject != Subject::kUnknown ? near : NounBefore(start, clause), clause);
  }

  // 經衛福部核准的外泌體: what 的 leads to; otherwise the last bearer named before, or the first after.
  void BindChinese(StatusFrame& frame) {
    const TokenRange clause = ClauseOf(frame.status.first);
    Noun noun;
    std::size_t after = frame.status.last;
    if (IsWord(view_, after, "的") || IsWord(view_, after, "之"))
      noun = LastNoun({after, std::min(clause.last, after + 14)});
    else if (after < clause.last)
      noun = NounAt(after);
    // 核准本診所的幹細胞療程: it is the programme that the approval is said of.
    if (noun.subject != Subject::kUnknown && noun.words.first == after && IsWord(view_, noun.words.last, "的")) {
      const Noun head = LastNoun({noun.words.last, std::min(clause.last, noun.words.last + 14)});
      if (head.subject != Subject::kUnknown) noun = head;
    }
    if (noun.subject != Subject::kUnknown) frame.form = FrameForm::kAttributive;
    if (noun.subject == Subject::kUnknown) {
      noun = LastNoun({clause.first, std::min(frame.status.first,
                                              frame.authority.last > 0 ? frame.authority.first : frame.status.first)});
      if (noun.subject == Subject::kUnknown) noun = LastNoun({clause.first, frame.status.first});
      if (noun.subject != Subject::kUnknown) frame.form = FrameForm::kPassive;
    }
    if (noun.subject == Subject::kUnknown) noun = FirstNoun({frame.status.last, clause.last});
    if (noun.subject == Subject::kUnknown && clause.first > 0) noun = FirstNoun(ClauseOf(clause.first - 1));
    Bind(frame, noun, clause);
  }

  // "holds / received / has ... approval".
  void TryHolding(std::size_t i) {
    const TokenRange verb = MatchAt(view_, ids_.holding_verb, i);
    if (verb.last == 0) return;
    const TokenRange clause = ClauseOf(i);
    for (std::size_t t = verb.last; t < clause.last && t < verb.last + kHoldingReach; ++t) {
      const TokenRange noun = MatchAt(view_, ids_.status_noun, t);
      if (noun.last == 0 || view_.IsMasked(noun)) continue;
      StatusFrame frame;
      frame.form = FrameForm::kHolding;
      frame.status = noun;
      frame.authority = NearestAuthority(noun);
      if (Holds(view_, ids_.status_clear, {verb.first, noun.last})) frame.family = StatusFamily::kClear;
      if (MatchAt(view_, ids_.license_noun, t).last > 0) frame.family = StatusFamily::kLicense;
      // "a facility holding a licence": a participle describes the noun right before it.
      static constexpr std::string_view kParticiples[] = {"holding", "having", "with", "under"};
      static constexpr std::string_view kRelatives[] = {"that", "which", "who"};
      const bool participle = IsOneOf(view_, i, kParticiples);
      const bool relative = i > 0 && IsOneOf(view_, i - 1, kRelatives);
      Noun bearer = participle || relative ? LastNoun({verb.first > 4 ? verb.first - 4 : 0, verb.first})
                                           : NounBefore(verb.first, clause);
      if (participle && bearer.subject == Subject::kUnknown) return;
      if (bearer.subject == Subject::kUnknown) bearer = NounBefore(noun.first, {verb.last, noun.first});
      Bind(frame, bearer, clause);
      frame.words.first = std::min(frame.words.first, verb.first);
      Add(frame);
      return;
    }
  }

  void Add(StatusFrame frame) {
    TokenRange& words = frame.words;
    if (words.last == 0) words = frame.status;
    for (const TokenRange& part : {frame.status, frame.authority, frame.bearer}) {
      if (part.last == 0) continue;
      words.first = std::min(words.first, part.first);
      words.last = std::max(words.last, part.last);
    }
    view_.frames.push_back(frame);
  }

  void Bind(StatusFrame& frame, const Noun& noun, const TokenRange& clause) {
    frame.words = frame.status;
    frame.subject = noun.subject;
    frame.bearer = noun.words;
    const std::size_t from =
        std::max(clause.first, noun.words.last > 0 && noun.words.first > 4 ? noun.words.first - 4 : clause.first);
    const std::size_t to = std::max(frame.status.last, noun.words.last);
    static constexpr std::string_view kFuture[] = {"will", "'ll", "shall", "would", "soon"};
    const std::size_t first =
        std::min(frame.status.first, frame.authority.last > 0 ? frame.authority.first : frame.status.first);
    for (std::size_t t = first > clause.first + 3 ? first - 3 : clause.first; t < frame.status.first; ++t)
      frame.future = frame.future || IsOneOf(view_, t, kFuture);
    frame.obliged =
        Holds(view_, ids_.obligation,
              {std::max(clause.first, frame.status.first > 3 ? frame.status.first - 3 : 0), frame.status.first});
    const std::string& word = view_.Tokens()[frame.status.first].text;
    frame.marked = word == "ce" || word == "510" || word == "ukca";
    frame.own = Holds(view_, ids_.own, {std::min(from, frame.status.first), to});
  }

  TokenRange ClauseOf(std::size_t token) const { return view_.clauses[view_.clause_of[token]].tokens; }

  std::optional<std::size_t> BeBefore(std::size_t status, const TokenRange& clause) const {
    std::size_t t = status;
    for (int steps = 0; t > clause.first && steps < 5; ++steps) {
      --t;
      if (IsOneOf(view_, t, kBe)) return t;
      const bool agency = Covered(ids_.agency, t);
      if (!agency && !IsOneOf(view_, t, kBetweenBeAndStatus)) return std::nullopt;
    }
    return std::nullopt;
  }

  bool StandsAlone(std::size_t t, const TokenRange& clause) const {
    static constexpr std::string_view kFollow[] = {"by", "for", "as", "to", "in", "with", "and",  "under", "since",
                                                   "of", "or",  "on", "at", "so", "but",  "from", "which", "✔"};
    return t >= clause.last || view_.Tokens()[t].kind != TokenKind::kWord || IsOneOf(view_, t, kFollow);
  }

  bool IsObjectStart(std::size_t t) const {
    static constexpr std::string_view kStarts[] = {"the", "our",  "this", "these", "a",    "an",
                                                   "it",  "them", "us",   "all",   "every"};
    return IsOneOf(view_, t, kStarts);
  }

  bool Covered(const ConceptSet& set, std::size_t token) const {
    const std::size_t from = token > kAuthorityReach ? token - kAuthorityReach : 0;
    for (std::size_t m = FirstMatchAt(view_, from); m < view_.concepts.size(); ++m) {
      if (view_.concepts[m].first > token) return false;
      if (view_.concepts[m].last >= token && set.Has(view_.concepts[m].id)) return true;
    }
    return false;
  }

  Noun NounAt(std::size_t t) const {
    Noun out;
    const struct {
      const ConceptSet& set;
      Subject subject;
    } kinds[] = {{ids_.other_product, Subject::kOtherProduct},
                 {ids_.study, Subject::kStudy},
                 {ids_.facility, Subject::kFacility},
                 {ids_.device, Subject::kDevice},
                 {ids_.person, Subject::kPerson},
                 {ids_.product, Subject::kProduct}};
    for (const auto& kind : kinds) {
      const TokenRange words = MatchAt(view_, kind.set, t);
      if (words.last > out.words.last) out = {kind.subject, words};
    }
    return out;
  }

  // The head of an English noun group is its last noun: "FDA-registered tissue processing facility". Of "approved the
  // clinic's programme" too, where the clinic is the owner; "the FDA-registered clinic's programme" speaks of the
  // clinic.
  Noun NounAfter(std::size_t t, const TokenRange& clause) const {
    Noun last;
    const bool object = IsObjectStart(t);
    for (std::size_t steps = 0; t < clause.last && steps < kNounRun; ++steps) {
      const bool owner = object && last.words.last == t && IsWord(view_, t, "'s");
      if (!owner && IsOneOf(view_, t, kStopsNounRun)) break;
      const Token& token = view_.Tokens()[t];
      if (token.kind == TokenKind::kPunctuation) break;
      const Noun here = NounAt(t);
      if (here.subject != Subject::kUnknown) {
        last = here;
        t = here.words.last;
      } else {
        ++t;
      }
    }
    return last;
  }

  // The subject before a verb: the first noun of the clause that no preposition leads into; the last of its group.
  Noun NounBefore(std::size_t end, const TokenRange& clause) const {
    Noun best;
    for (std::size_t t = clause.first; t < end;) {
      const Noun here = NounAt(t);
      if (here.subject == Subject::kUnknown) {
        ++t;
        continue;
      }
      const bool modifier = BehindPreposition(here.words.first, clause.first);
      const bool adjacent = best.subject != Subject::kUnknown && here.words.first <= best.words.last + 1 && !modifier;
      if (best.subject == Subject::kUnknown || adjacent) best = here;
      if (best.subject != Subject::kUnknown && !adjacent && !modifier) best = here;
      t = here.words.last;
    }
    return best;
  }

  bool BehindPreposition(std::size_t t, std::size_t floor) const {
    for (std::size_t steps = 0; t > floor && steps < 3; ++steps) {
      --t;
      if (IsOneOf(view_, t, kBeforeModifier)) return true;
      if (view_.Tokens()[t].kind == TokenKind::kPunctuation) return false;
    }
    return false;
  }

  Noun FirstNoun(const TokenRange& range) const {
    for (std::size_t t = range.first; t < range.last; ++t)
      if (const Noun here = NounAt(t); here.subject != Subject::kUnknown) return here;
    return {};
  }

  Noun LastNoun(const TokenRange& range) const {
    Noun last;
    for (std::size_t t = range.first; t < range.last;) {
      const Noun here = NounAt(t);
      if (here.subject != Subject::kUnknown) last = here;
      t = std::max(t + 1, here.words.last);
    }
    return last;
  }

  TokenRange NearestAuthority(const TokenRange& status) const {
    TokenRange best;
    std::size_t best_distance = kAuthorityReach + 1;
    const std::size_t home = view_.clause_of[status.first];
    const std::size_t from = status.first > 2 * kAuthorityReach ? status.first - 2 * kAuthorityReach : 0;
    for (std::size_t m = FirstMatchAt(view_, from); m < view_.concepts.size(); ++m) {
      const ConceptMatch& match = view_.concepts[m];
      if (match.first > status.last + kAuthorityReach) break;
      if (!ids_.agency.Has(match.id) || view_.clause_of[match.first] != home) continue;
      const TokenRange words{match.first, match.last + 1};
      const std::size_t distance = words.first >= status.last   ? words.first - status.last
                                   : words.last <= status.first ? status.first - words.last
                                                                : 0;
      if (distance < best_distance ||
          (distance == best_distance && words.last - words.first > best.last - best.first)) {
        best = words;
        best_distance = distance;
      }
    }
    return best;
  }

  const ConceptIds& ids_;
  StatementView& view_;
};

}  // namespace

void FindStatusFrames(const ConceptIds& ids, StatementView& view) {
  view.frames.clear();
  FrameFinder(ids, view).Run();
}

}  // namespace audit
