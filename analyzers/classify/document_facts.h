// Facts of a whole document: whose law is asked, product track, role of the publisher, language. What the auditor
// declared wins; the rest is read from agencies, places, currency, wording, each with the words that decided.
#pragma once

#include <vector>

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/statement_view.h"
#include "analyzers/classify/topic.h"
#include "parsers/document.h"

namespace audit {

DocumentFacts DecideFacts(const ConceptIds& ids, const Topic& topic, const Document& document,
                          const std::vector<StatementView>& views, const DeclaredFacts& declared);

}  // namespace audit
