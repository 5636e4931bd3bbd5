// The concepts that code, not data, asks for, looked up once when the lexicons are loaded. Looking one up that no
// lexicon defines is a set-up error. Immutable.
#pragma once

#include <initializer_list>
#include <vector>

#include "analyzers/classify/statement_view.h"
#include "analyzers/text/concepts.h"

namespace audit {

/// A set of concepts with a constant-time test.
class ConceptSet {
 public:
  ConceptSet() = default;
  ConceptSet(const ConceptMatcher& matcher, std::initializer_list<const char*> names);
  bool Has(ConceptId id) const { return id < members_.size() && members_[id]; }

 private:
  std::vector<bool> members_;
};

struct ConceptIds {
  /// Throws SetupError naming the concept that no lexicon defines.
  explicit ConceptIds(const ConceptMatcher& matcher);

  ConceptSet contrast;            ///< opens a clause that stands against the one before
  ConceptSet condition;           ///< opens a clause that is not asserted
  ConceptSet clause_opener;       ///< opens a clause without contrast
  ConceptSet negation;            ///< negates what follows
  ConceptSet negation_after;      ///< negates what precedes
  ConceptSet not_negation;        ///< looks like a negation and is none
  ConceptSet mention;             ///< "words such as"
  ConceptSet critic;              ///< others are said to claim
  ConceptSet asserting_question;  ///< "did you know"
  ConceptSet question_word;       ///< Chinese question particles without a mark
  ConceptSet forecast;            ///< "will be", "expected to"
  ConceptSet agency, agency_us, agency_tw, agency_other;
  ConceptSet product, device, facility, person, study, other_product, own, own_product;
  ConceptSet status_approve, status_license, license_noun, obligation, need, own_body, report, pronoun, status_clear,
      status_register, status_noun, holding_verb, generic;
  ConceptSet answer_yes, answer_no, answer_gone;  ///< "gone", "sorted": of a trouble
  ConceptSet heading_conditions, heading_risks, heading_questions;
  ConceptSet role_clinic, role_broker, role_manufacturer, role_publisher, role_regulator;
  ConceptSet track_therapeutic, track_cosmetic;
  ConceptSet cosmetic_form;  ///< what a cosmetic is sold as: "serum"
  ConceptSet field_product, field_procedure, field_cosmetic;
  ConceptSet field_anatomy;  ///< words of field_product that any text on biology or pregnancy uses
  ConceptSet medical;        ///< words of medicine and beauty at large
  ConceptSet offers;         ///< who sells or treats speaks: clinic, broker, maker
  ConceptSet own_voice;      ///< whoever writes speaks of itself: "we", "our"
  ConceptSet promise;        ///< effects and assurances, of whatever thing
  ConceptSet conventional;   ///< therapies outside the field: "chemotherapy"
  ConceptSet disease;
  ConceptSet juris_us, juris_tw, juris_other;
};

/// Index of the first match in `view.concepts` that begins at or after `token`.
std::size_t FirstMatchAt(const StatementView& view, std::size_t token);

/// The longest match of a concept of `set` that begins exactly at `token`; empty range if none does.
TokenRange MatchAt(const StatementView& view, const ConceptSet& set, std::size_t token);

/// True if a match of `set` lies wholly in `range`.
bool Holds(const StatementView& view, const ConceptSet& set, const TokenRange& range);

}  // namespace audit
