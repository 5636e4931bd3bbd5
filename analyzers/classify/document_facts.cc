#include "analyzers/classify/document_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "analyzers/text/segment.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

constexpr std::size_t kWordsQuoted = 3;    // examples in a reason
constexpr std::size_t kTrackEvidence = 2;  // wordings below which the track stays unknown

/// Matches of some concepts in a whole document, with the first few wordings.
struct Tally {
  std::size_t count = 0;
  std::vector<std::string> words;

  void Note(std::string_view found) {
    ++count;
    if (words.size() < kWordsQuoted && std::find(words.begin(), words.end(), found) == words.end())
      words.emplace_back(found);
  }
  std::string Quoted() const {
    std::string out;
    for (const auto& word : words)
      out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", word);
    return out;
  }
};

Tally Count(const ConceptSet& set, const std::vector<StatementView>& views) {
  Tally out;
  for (const auto& view : views) {
    std::size_t end = 0;
    for (const auto& match : view.concepts) {
      if (!set.Has(match.id) || match.ambiguous || match.first < end) continue;
      end = match.last + 1;
      out.Note(WordsOf(view, {match.first, end}));
    }
  }
  return out;
}

void DecideLanguage(const Document& document, DocumentFacts& facts) {
  facts.language = LanguageOf(document.text);
  if (!facts.language.empty())
    facts.because.push_back(fmt::format("Language {}: that of most of the text.", facts.language));
}

void DecideJurisdictions(const ConceptIds& ids, const std::vector<StatementView>& views, const DeclaredFacts& declared,
                         DocumentFacts& facts) {
  if (!declared.jurisdictions.empty()) {
    facts.jurisdictions = declared.jurisdictions;
    std::sort(facts.jurisdictions.begin(), facts.jurisdictions.end());
    facts.because.push_back("Jurisdictions: stated in the archive's settings.");
    return;
  }
  const Tally us_places = Count(ids.juris_us, views);
  const Tally us_agencies = Count(ids.agency_us, views);
  const Tally tw_places = Count(ids.juris_tw, views);
  const Tally tw_agencies = Count(ids.agency_tw, views);
  const std::size_t us = us_places.count + us_agencies.count;
  const std::size_t tw = tw_places.count + tw_agencies.count;
  // Traditional Chinese is read in Taiwan unless the text shows another place only.
  const bool tw_language = facts.language == "zh-Hant";
  // A foreign agency named once in passing ("not approved by the US FDA") does not move the document abroad.
  const bool is_tw = tw_language || tw * 4 >= us + tw;
  // Nor does the FDA named in a text that is set in another country ("our hospital in Istanbul").
  const Tally other_places = Count(ids.juris_other, views);
  const bool abroad = us_places.count == 0 && other_places.count > us_agencies.count;
  const bool is_us = us > 0 && !abroad && (!tw_language || us > 2 * tw) && us * 4 >= us + tw;
  if (is_tw && (tw > 0 || tw_language)) {
    facts.jurisdictions.emplace_back("tw");
    facts.because.push_back(tw > 0 ? fmt::format("Jurisdiction tw: named by {}.",
                                                 tw_agencies.count > 0 ? tw_agencies.Quoted() : tw_places.Quoted())
                                   : std::string("Jurisdiction tw: written in Traditional Chinese, no place named."));
  }
  if (is_us) {
    facts.jurisdictions.emplace_back("us");
    facts.because.push_back(fmt::format("Jurisdiction us: named by {}.",
                                        us_agencies.count > 0 ? us_agencies.Quoted() : us_places.Quoted()));
  }
  std::sort(facts.jurisdictions.begin(), facts.jurisdictions.end());
}

void DecideTrack(const ConceptIds& ids, const std::vector<StatementView>& views, const DeclaredFacts& declared,
                 DocumentFacts& facts) {
  if (declared.track != ProductTrack::kUnknown) {
    facts.track = declared.track;
    facts.because.push_back("Product track: stated in the archive's settings.");
    return;
  }
  Tally therapeutic = Count(ids.track_therapeutic, views);
  const Tally diseases = Count(ids.disease, views);
  therapeutic.count += diseases.count;
  for (const auto& word : diseases.words)
    if (therapeutic.words.size() < kWordsQuoted) therapeutic.words.push_back(word);
  const Tally cosmetic = Count(ids.track_cosmetic, views);
  const std::size_t all = therapeutic.count + cosmetic.count;
  if (all < kTrackEvidence) return;
  if (therapeutic.count * 4 >= all * 3)
    facts.track = ProductTrack::kTherapeutic;
  else if (cosmetic.count * 4 >= all * 3)
    facts.track = ProductTrack::kCosmetic;
  else
    facts.track = ProductTrack::kMixed;
  std::string words = therapeutic.Quoted();
  if (cosmetic.count > 0) words += (words.empty() ? "" : ", ") + cosmetic.Quoted();
  facts.because.push_back(fmt::format("Product track {}: {} therapeutic and {} cosmetic wordings, such as {}.",
                                      NameOf(facts.track), therapeutic.count, cosmetic.count, words));
}

void DecideRole(const ConceptIds& ids, const std::vector<StatementView>& views, const DeclaredFacts& declared,
                DocumentFacts& facts) {
  if (declared.role != DocumentRole::kUnknown) {
    facts.role = declared.role;
    facts.because.push_back("Role: stated in the archive's settings.");
    return;
  }
  struct Row {
    DocumentRole role;
    const ConceptSet& set;
    std::size_t weight;
  };
  // Brokers and makers also speak of clinics and doctors, so their rarer words weigh more.
  const std::array<Row, 5> rows = {{{DocumentRole::kBroker, ids.role_broker, 3},
                                    {DocumentRole::kRegulator, ids.role_regulator, 2},
                                    {DocumentRole::kManufacturer, ids.role_manufacturer, 2},
                                    {DocumentRole::kPublisher, ids.role_publisher, 2},
                                    {DocumentRole::kClinic, ids.role_clinic, 1}}};
  std::size_t best = 0;
  std::string words;
  for (const Row& row : rows) {
    const Tally tally = Count(row.set, views);
    if (tally.count * row.weight <= best) continue;
    best = tally.count * row.weight;
    facts.role = row.role;
    words = tally.Quoted();
  }
  if (best > 0) facts.because.push_back(fmt::format("Role {}: shown by {}.", NameOf(facts.role), words));
}

}  // namespace

DocumentFacts DecideFacts(const ConceptIds& ids, const Document& document, const std::vector<StatementView>& views,
                          const DeclaredFacts& declared) {
  DocumentFacts facts;
  DecideLanguage(document, facts);
  DecideJurisdictions(ids, views, declared, facts);
  DecideTrack(ids, views, declared, facts);
  DecideRole(ids, views, declared, facts);
  return facts;
}

}  // namespace audit
