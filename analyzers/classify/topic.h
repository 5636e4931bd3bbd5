// Whether a document is about the field at all: exosomes, stem cells, PRP, perinatal tissue, regenerative and
// aesthetic procedures, cosmetics. Claims are made of products: where none is the subject, look-alikes are no claims.
#pragma once

#include <string>
#include <vector>

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/tally.h"
#include "analyzers/statement.h"

namespace audit {

struct Topic {
  std::size_t tokens = 0;
  Tally products;          ///< exosomes, cells, blood, perinatal tissue
  Tally procedures;        ///< "microneedling", "IV drip"
  Tally cosmetics;         ///< "skin care", "eye cream"
  Tally medical;           ///< words of medicine and beauty at large
  Tally offers;            ///< unmistakable wordings of those who sell or treat
  Tally own_voice;         ///< "we", "our": whoever writes speaks of itself
  bool in_field = false;   ///< a product, procedure or cosmetic is the subject, by number and density
  bool elsewhere = false;  ///< hardly a word of the field, and either of medicine or of an offer

  std::size_t FieldWords() const { return products.count + procedures.count + cosmetics.count; }
};

Topic TopicOf(const ConceptIds& ids, const std::vector<StatementView>& views);

/// Whether the document is so long and so clearly about something else that its statements are not labelled: whatever
/// they said would count for nothing. What the auditor says it is about (its track) is not doubted, and a regulator is
/// heard.
bool IsAboutSomethingElse(const Topic& topic, const DocumentFacts& facts, const DeclaredFacts& declared);

/// The sentence that says so, with the figures.
std::string WhyElsewhere(const Topic& topic);

/// Takes claims back that the document as a whole does not make, each with its reason: in a regulator's letter or
/// notice, which reports what others claim; in a publisher's quotations; in a few words about something else; where
/// nobody offers anything.
void WeighClaims(const Topic& topic, const DocumentFacts& facts, const DeclaredFacts& declared,
                 std::vector<Statement>& statements);

}  // namespace audit
