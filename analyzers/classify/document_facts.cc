#include "analyzers/classify/document_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "analyzers/classify/context.h"
#include "analyzers/classify/tally.h"
#include "analyzers/text/segment.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

constexpr std::size_t kWordsQuoted = 3;            // examples in a reason
constexpr std::size_t kTrackEvidence = 2;          // wordings below which the track stays unknown
constexpr std::size_t kTokensPerRoleWord = 1500;   // who speaks shows at least so often in a long text
constexpr std::size_t kTokensPerLetterWord = 400;  // a regulator speaks of itself and to its reader at least so often
constexpr std::size_t kLetterWords = 3;            // different wordings that show a regulator's voice

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
  // "美國FDA認證" is said to readers in Taiwan: the country that an agency is named with is no place of the document.
  const bool is_placed_in_us = us_places.count > us_agencies.count && us > 2 * tw;
  const bool is_us = us > 0 && !abroad && (!tw_language || is_placed_in_us) && us * 4 >= us + tw;
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

// Words of medicine that the document denies of what it offers: "not for injection, not meant to treat any disease".
std::size_t Denied(const ConceptIds& ids, const std::vector<StatementView>& views) {
  std::size_t count = 0;
  for (const StatementView& view : views)
    for (const ConceptMatch& match : view.concepts)
      if (ids.track_therapeutic.Has(match.id) && !match.ambiguous &&
          InScope(view, {match.first, match.last + 1}, CueKind::kNegation))
        ++count;
  return count;
}

// Wordings that tell medicine from cosmetics.
struct TrackWords {
  Tally therapeutic;  ///< the names of diseases included, unless a cosmetic is sold
  Tally cosmetic;
  std::size_t medicine = 0;  ///< of `therapeutic`, those that name no disease
  Tally forms;               ///< "serum", "face cream"
  /// A cosmetic is on offer: diseases named beside it are what it claims to help against, and make it no medicine.
  bool sells_cosmetic = false;
};

TrackWords TrackWordsOf(const ConceptIds& ids, const Topic& topic, const std::vector<StatementView>& views) {
  TrackWords out;
  out.cosmetic = Count(ids.track_cosmetic, views);
  out.forms = Count(ids.cosmetic_form, views);
  out.therapeutic = Count(ids.track_therapeutic, views, Ambiguous::kLeftOut, ids.disease);
  out.medicine = out.therapeutic.count;
  const std::size_t affirmed = out.medicine - std::min(out.medicine, Denied(ids, views));
  // Where no word of medicine stands but those that are denied, one form suffices beside other words of cosmetics.
  const bool only_cosmetic = affirmed == 0 && out.forms.count > 0 && topic.cosmetics.count >= kTrackEvidence;
  // Creams and lotions are medicines too: something must say that they are for beauty.
  const bool for_beauty = out.cosmetic.count + topic.cosmetics.count > 0;
  out.sells_cosmetic = for_beauty && (out.forms.count >= kTrackEvidence || only_cosmetic) &&
                       out.forms.count > topic.procedures.count && out.forms.count >= 2 * affirmed;
  if (out.sells_cosmetic) return out;
  out.therapeutic = Count(ids.track_therapeutic, views);
  const Tally diseases = Count(ids.disease, views);
  out.therapeutic.count += diseases.count;
  for (const auto& word : diseases.words)
    if (out.therapeutic.words.size() < kWordsQuoted) out.therapeutic.words.push_back(word);
  return out;
}

ProductTrack TrackBy(const TrackWords& words, const Topic& topic) {
  if (words.sells_cosmetic) return ProductTrack::kCosmetic;
  const std::size_t therapeutic = words.therapeutic.count;
  const std::size_t cosmetic = words.cosmetic.count;
  const std::size_t all = therapeutic + cosmetic;
  if (therapeutic * 4 >= all * 3) return ProductTrack::kTherapeutic;
  // Skin and hair are also treated by needle and drip: without any cosmetic named, their words make none.
  if (topic.cosmetics.count + words.forms.count == 0)
    return words.medicine > 0 ? ProductTrack::kTherapeutic : ProductTrack::kMixed;
  return cosmetic * 4 >= all * 3 ? ProductTrack::kCosmetic : ProductTrack::kMixed;
}

void DecideTrack(const ConceptIds& ids, const Topic& topic, const std::vector<StatementView>& views,
                 const DeclaredFacts& declared, DocumentFacts& facts) {
  if (declared.track != ProductTrack::kUnknown) {
    facts.track = declared.track;
    facts.because.push_back("Product track: stated in the archive's settings.");
    return;
  }
  // "Patients", "disease", "mask" are words of many trades: they decide only between the tracks of the field.
  if (!topic.in_field) return;
  const TrackWords words = TrackWordsOf(ids, topic, views);
  if (words.therapeutic.count + words.cosmetic.count < kTrackEvidence && !words.sells_cosmetic) {
    // Cells and blood products are medicine unless something says that they are put into cosmetics.
    if (topic.products.count < kTrackEvidence || (topic.cosmetics.count > 0 && topic.procedures.count == 0)) return;
    facts.track = ProductTrack::kTherapeutic;
    facts.because.push_back(
        fmt::format("Product track therapeutic: it is about {}, and no cosmetic is named.", topic.products.Quoted()));
    return;
  }
  facts.track = TrackBy(words, topic);
  std::string quoted = words.therapeutic.Quoted();
  if (words.cosmetic.count == 0 && words.sells_cosmetic) quoted += (quoted.empty() ? "" : ", ") + words.forms.Quoted();
  if (words.cosmetic.count > 0) quoted += (quoted.empty() ? "" : ", ") + words.cosmetic.Quoted();
  const Tally& subject = topic.products.count > 0     ? topic.products
                         : topic.procedures.count > 0 ? topic.procedures
                                                      : topic.cosmetics;
  facts.because.push_back(fmt::format(
      "Product track {}: it is about {}; {} therapeutic and {} cosmetic wordings, such as {}.{}", NameOf(facts.track),
      subject.Quoted(), words.therapeutic.count, words.cosmetic.count, quoted,
      words.sells_cosmetic ? " It is sold as a cosmetic, so the diseases that it names do not count." : ""));
}

// A letter or notice in a regulator's own voice: several different wordings, and nothing on offer.
bool SpeaksForRegulator(const Tally& regulator, std::size_t offers, std::size_t tokens) {
  return regulator.distinct >= kLetterWords && regulator.count >= tokens / kTokensPerLetterWord &&
         regulator.count > 2 * offers;
}

void DecideRole(const ConceptIds& ids, const Topic& topic, const std::vector<StatementView>& views,
                const DeclaredFacts& declared, DocumentFacts& facts) {
  if (declared.role != DocumentRole::kUnknown) {
    facts.role = declared.role;
    facts.because.push_back("Role: stated in the archive's settings.");
    return;
  }
  const Tally regulator = Count(ids.role_regulator, views, Ambiguous::kCounted);
  const bool named_itself = Count(ids.role_regulator, views).count > 0;
  if (named_itself && SpeaksForRegulator(regulator, Count(ids.role_clinic, views).count, topic.tokens)) {
    facts.role = DocumentRole::kRegulator;
    facts.because.push_back(fmt::format("Role regulator: shown by {}.", regulator.Quoted()));
    return;
  }
  struct Row {
    DocumentRole role;
    const ConceptSet& set;
    std::size_t weight;
    bool in_field_only;  ///< sellers of other things are no sellers of the field
  };
  // Brokers and makers also speak of clinics and doctors, so their rarer words weigh more.
  const std::array<Row, 4> rows = {{{DocumentRole::kBroker, ids.role_broker, 3, true},
                                    {DocumentRole::kManufacturer, ids.role_manufacturer, 2, true},
                                    {DocumentRole::kPublisher, ids.role_publisher, 2, false},
                                    {DocumentRole::kClinic, ids.role_clinic, 1, true}}};
  std::size_t best = 0;
  Tally shown;
  for (const Row& row : rows) {
    if (row.in_field_only && !topic.in_field) continue;
    const Tally strong = Count(row.set, views);
    const Tally all = Count(row.set, views, Ambiguous::kCounted);
    // One unmistakable wording, or two different ones that only together say something; more in a long text.
    if (strong.count == 0 && all.distinct < 2) continue;
    if (all.count < 1 + topic.tokens / kTokensPerRoleWord || all.count * row.weight <= best) continue;
    best = all.count * row.weight;
    facts.role = row.role;
    shown = strong.count > 0 ? strong : all;
  }
  if (best > 0) facts.because.push_back(fmt::format("Role {}: shown by {}.", NameOf(facts.role), shown.Quoted()));
}

}  // namespace

DocumentFacts DecideFacts(const ConceptIds& ids, const Topic& topic, const Document& document,
                          const std::vector<StatementView>& views, const DeclaredFacts& declared) {
  DocumentFacts facts;
  DecideLanguage(document, facts);
  DecideJurisdictions(ids, views, declared, facts);
  DecideTrack(ids, topic, views, declared, facts);
  DecideRole(ids, topic, views, declared, facts);
  return facts;
}

}  // namespace audit
