// The rules of the kinds as data: phrases over words, word stems, concepts and gaps, one file for a family of kinds.
// A rule only finds words; whether they count is decided by context (see decide.h). Immutable after loading.
//
//   [safety-claim] says that it is without side effects     heading: kind, flags, then the reason in words
//   <HARM> = side effects | risk* | downtime                a class of words, phrases, stems and concepts
//   (no|zero) ~2 <HARM> ;; own                              a rule; flags after ";;"
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analyzers/classify/statement_view.h"

namespace audit {

/// What a rule stands for.
enum class RuleTarget : std::uint8_t {
  kKind,  ///< a kind of statement
  kMask,  ///< a look-alike: its words count for no claim
};

struct Rule {
  RuleTarget target = RuleTarget::kKind;
  StatementKind kind = StatementKind::kRegulatoryContext;
  Subject subject = Subject::kUnknown;
  std::string because;           ///< the heading's reason, "says that ..."
  bool own_negation = false;     ///< flag "own": a negation among its words belongs to what it says
  bool even_asked = false;       ///< flag "asked": counts in questions
  bool any_context = false;      ///< flag "any": counts in every context
  bool even_attributed = false;  ///< flag "reported": counts when others are said to say it
  bool asserted_only = false;    ///< flag "asserted": counts only when asserted, as claims do
  bool short_only = false;       ///< flag "short": only in statements of at most 9 words
  std::string source;            ///< "claims.rules:12", for explanations
};

class RuleBook {
 public:
  /// Reads every *.rules below `folder`, sorted by name. Throws SetupError "file:line: ..." for a bad line.
  RuleBook(const std::filesystem::path& folder, const ConceptMatcher& concepts);
  ~RuleBook();
  RuleBook(RuleBook&&) noexcept;
  RuleBook& operator=(RuleBook&&) noexcept;

  const std::vector<Rule>& Rules() const;

  /// All rules found in the view's tokens (needs tokens, concepts, clauses), ordered by place, then by rule.
  std::vector<RuleHit> Find(const StatementView& view) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace audit
