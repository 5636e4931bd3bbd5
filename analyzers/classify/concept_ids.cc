#include "analyzers/classify/concept_ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

#include "analyzers/setup_error.h"

namespace audit {

ConceptSet::ConceptSet(const ConceptMatcher& matcher, std::initializer_list<const char*> names)
    : members_(matcher.Names().size()) {
  for (const char* name : names) {
    try {
      members_[matcher.IdOf(name)] = true;
    } catch (const std::out_of_range&) {
      throw SetupError(fmt::format("the lexicons define no concept {}; install the program's lexicons again", name));
    }
  }
}

ConceptIds::ConceptIds(const ConceptMatcher& matcher)
    : contrast(matcher, {"CTX_CONTRAST"}),
      condition(matcher, {"CTX_CONDITION"}),
      clause_opener(matcher, {"CTX_CLAUSE"}),
      negation(matcher, {"CTX_NEGATION"}),
      negation_after(matcher, {"CTX_NEGATION_AFTER"}),
      not_negation(matcher, {"CTX_NOT_NEGATION"}),
      mention(matcher, {"CTX_MENTION"}),
      critic(matcher, {"CTX_CRITIC"}),
      asserting_question(matcher, {"CTX_ASSERTING_QUESTION"}),
      question_word(matcher, {"CTX_QUESTION_WORD"}),
      forecast(matcher, {"CTX_FUTURE"}),
      agency(matcher, {"AGENCY_US", "AGENCY_TW", "AGENCY_OTHER", "AGENCY_ANY"}),
      agency_us(matcher, {"AGENCY_US"}),
      agency_tw(matcher, {"AGENCY_TW"}),
      agency_other(matcher, {"AGENCY_OTHER"}),
      product(matcher, {"PRODUCT_EXO", "PRODUCT_CELL", "PRODUCT_BLOOD", "PRODUCT_PERINATAL", "SUBJECT_PRODUCT"}),
      device(matcher, {"SUBJECT_DEVICE"}),
      facility(matcher, {"SUBJECT_FACILITY"}),
      person(matcher, {"SUBJECT_PERSON"}),
      study(matcher, {"SUBJECT_STUDY"}),
      other_product(matcher, {"SUBJECT_OTHER_PRODUCT"}),
      own(matcher, {"OWN"}),
      own_product(matcher, {"OWN_PRODUCT"}),
      status_approve(matcher, {"STATUS_APPROVE"}),
      status_license(matcher, {"STATUS_LICENSE"}),
      license_noun(matcher, {"STATUS_LICENSE_NOUN"}),
      obligation(matcher, {"OBLIGATION"}),
      need(matcher, {"NEED"}),
      own_body(matcher, {"OWN_BODY"}),
      report(matcher, {"CTX_REPORT"}),
      pronoun(matcher, {"SUBJECT_PRONOUN"}),
      status_clear(matcher, {"STATUS_CLEAR"}),
      status_register(matcher, {"STATUS_REGISTER"}),
      status_noun(matcher, {"STATUS_NOUN"}),
      holding_verb(matcher, {"STATUS_HOLD"}),
      generic(matcher, {"GENERIC"}),
      answer_yes(matcher, {"ANSWER_YES"}),
      answer_no(matcher, {"ANSWER_NO"}),
      answer_gone(matcher, {"ANSWER_GONE"}),
      heading_conditions(matcher, {"HEADING_CONDITIONS"}),
      heading_risks(matcher, {"HEADING_RISKS"}),
      heading_questions(matcher, {"HEADING_QUESTIONS"}),
      role_clinic(matcher, {"ROLE_CLINIC"}),
      role_broker(matcher, {"ROLE_BROKER"}),
      role_manufacturer(matcher, {"ROLE_MANUFACTURER"}),
      role_publisher(matcher, {"ROLE_PUBLISHER"}),
      role_regulator(matcher, {"ROLE_REGULATOR"}),
      track_therapeutic(matcher, {"TRACK_THERAPEUTIC"}),
      track_cosmetic(matcher, {"TRACK_COSMETIC"}),
      cosmetic_form(matcher, {"TRACK_COSMETIC_FORM"}),
      field_product(matcher, {"PRODUCT_EXO", "PRODUCT_CELL", "PRODUCT_BLOOD", "PRODUCT_PERINATAL"}),
      field_procedure(matcher, {"FIELD_PROCEDURE"}),
      field_cosmetic(matcher, {"FIELD_COSMETIC"}),
      field_anatomy(matcher, {"FIELD_ANATOMY"}),
      medical(matcher, {"MEDICAL"}),
      offers(matcher, {"ROLE_CLINIC", "ROLE_BROKER", "ROLE_MANUFACTURER", "OFFER"}),
      own_voice(matcher, {"VOICE_OWN"}),
      promise(matcher, {"BENEFIT", "SAFETY", "ABSOLUTE", "TW_ANNEX1_EXAGGERATED", "TW_ANNEX4_MEDICAL", "FORECAST",
                        "REG_APPROVE", "REG_CLEAR", "REG_REGISTER", "EVIDENCE"}),
      conventional(matcher, {"CONVENTIONAL"}),
      disease(matcher, {"DISEASE_NEURO", "DISEASE_MSK", "DISEASE_OTHER", "CONDITION"}),
      juris_us(matcher, {"JURIS_US"}),
      juris_tw(matcher, {"JURIS_TW"}),
      juris_other(matcher, {"JURIS_OTHER"}) {}

std::size_t FirstMatchAt(const StatementView& view, std::size_t token) {
  const auto at = std::lower_bound(view.concepts.begin(), view.concepts.end(), token,
                                   [](const ConceptMatch& match, std::size_t t) { return match.first < t; });
  return static_cast<std::size_t>(at - view.concepts.begin());
}

TokenRange MatchAt(const StatementView& view, const ConceptSet& set, std::size_t token) {
  TokenRange best;
  for (std::size_t m = FirstMatchAt(view, token); m < view.concepts.size() && view.concepts[m].first == token; ++m)
    if (set.Has(view.concepts[m].id) && view.concepts[m].last + 1 > best.last)
      best = {token, view.concepts[m].last + 1};
  return best;
}

bool Holds(const StatementView& view, const ConceptSet& set, const TokenRange& range) {
  for (std::size_t m = FirstMatchAt(view, range.first); m < view.concepts.size(); ++m) {
    if (view.concepts[m].first >= range.last) return false;
    if (set.Has(view.concepts[m].id) && view.concepts[m].last < range.last) return true;
  }
  return false;
}

}  // namespace audit
