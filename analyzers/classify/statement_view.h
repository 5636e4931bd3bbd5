// What the stages of classification found in one statement: tokens, concepts, clauses, context cues, frames, hits.
// Each stage reads what earlier ones wrote and adds its own field; the statistical model reads the same record.
// Token ranges are half-open [first, last) unless a field says otherwise.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/statement.h"
#include "analyzers/text/concepts.h"
#include "analyzers/text/tokens.h"

namespace audit {

struct TokenRange {
  std::size_t first = 0;
  std::size_t last = 0;

  bool operator==(const TokenRange&) const = default;
  bool Contains(const TokenRange& other) const { return first <= other.first && other.last <= last; }
  bool Overlaps(const TokenRange& other) const { return first < other.last && other.first < last; }
};

/// A stretch in which one assertion stands: cut at sentence ends, contrast, conditions and (Chinese) commas.
struct Clause {
  TokenRange tokens;
  std::size_t sentence = 0;   ///< 0-based within the statement
  bool questioned = false;    ///< its sentence ends with a question mark or a question particle
  bool hypothetical = false;  ///< opened by "if", "whether", "once", ...
};

enum class CueKind : std::uint8_t {
  kNegation,           ///< turns what stands in its scope into its opposite
  kHypothetical,       ///< "if a website implies ..."
  kMention,            ///< the words are talked about, not used: "words such as 'miracle'"
  kAttribution,        ///< somebody else is reported to say it: "some clinics claim"
  kAssertingQuestion,  ///< a question that states its own answer: "did you know"
  kForecast,           ///< what follows is said of the future
};

/// A word that changes how the words in its scope are held.
struct ContextCue {
  CueKind kind = CueKind::kNegation;
  TokenRange words;
  TokenRange scope;
};

/// How directly a status word is tied to a bearer.
enum class FrameForm : std::uint8_t {
  kPassive,      ///< "X is approved"
  kAttributive,  ///< "FDA-approved X"
  kHolding,      ///< "X holds approval"
  kActive,       ///< "the FDA approved X"
  kBare,         ///< "FDA approved", no bearer named
};

enum class StatusFamily : std::uint8_t {
  kApprove,   ///< approved, endorsed, sanctioned
  kLicense,   ///< licensed, authorised, permitted, recognised: of products and of premises alike
  kClear,     ///< cleared, CE-marked, 510(k)
  kRegister,  ///< registered, listed, notified, inspected, accredited
};

/// A status word bound to the thing that is said to have the status.
struct StatusFrame {
  FrameForm form = FrameForm::kBare;
  StatusFamily family = StatusFamily::kApprove;
  Subject subject = Subject::kUnknown;
  bool own = false;      ///< "our", "this", "we": the seller's own thing
  bool future = false;   ///< "will approve"
  bool obliged = false;  ///< "must be approved"
  bool marked = false;   ///< the status word itself names its law: "CE-marked", "510(k)"
  TokenRange status;     ///< the status word
  TokenRange bearer;     ///< empty when no bearer is named
  TokenRange authority;  ///< the agency; empty when none is named
  TokenRange words;      ///< all of it
};

/// A rule of the rule book found in the statement.
struct RuleHit {
  std::size_t rule = 0;  ///< index into the rule book
  TokenRange words;
};

struct StatementView {
  std::string_view text;  ///< must remain live while the view lives
  TokenizedText tokenized;
  std::vector<ConceptMatch> concepts;
  std::vector<Clause> clauses;
  std::vector<std::uint16_t> clause_of;  ///< for each token, index into `clauses`
  std::vector<bool> quoted;              ///< for each token: inside a short quotation
  std::vector<ContextCue> cues;
  std::vector<StatusFrame> frames;
  std::vector<RuleHit> hits;
  std::vector<TokenRange> masked;      ///< look-alikes ("approved financing") that no claim may use
  std::vector<std::string> decisions;  ///< in the order they were taken, in words

  const std::vector<Token>& Tokens() const { return tokenized.tokens; }
  bool IsMasked(const TokenRange& range) const {
    return std::any_of(masked.begin(), masked.end(), [&](const TokenRange& mask) { return mask.Overlaps(range); });
  }
};

/// The verbatim words of a range; empty for an empty range.
inline std::string_view WordsOf(const StatementView& view, const TokenRange& range) {
  if (range.first >= range.last || range.last > view.Tokens().size()) return {};
  const std::size_t begin = view.Tokens()[range.first].source.begin;
  const std::size_t end = view.Tokens()[range.last - 1].source.end;
  return view.text.substr(begin, end - begin);
}

}  // namespace audit
