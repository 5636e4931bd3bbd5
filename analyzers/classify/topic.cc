#include "analyzers/classify/topic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "analyzers/vocabulary.h"

namespace audit {
namespace {

constexpr std::size_t kTokensPerFieldWord = 400;    // a text about a product names it more often than that
constexpr std::size_t kTokensToTell = 150;          // below, a text is too short to say that it is about other things
constexpr std::size_t kTokensPerStrayWord = 2000;   // words of the field that stray into texts about other things
constexpr std::size_t kTokensPerMedicalWord = 100;  // medicine and beauty are the subject from here on

// Who offers nothing has little reason to claim: only what is nearly sure counts there.
constexpr double kSureOfPublisher = 0.9;
constexpr double kSureOfImpersonal = 0.8;
constexpr std::size_t kTokensToHearAVoice = 100;
constexpr double kAnyConfidence = 2;

bool IsQuotation(std::string_view text) {
  constexpr std::string_view kOpen[] = {"“", "\"", "「", "『", "«"};
  constexpr std::string_view kClose[] = {"”", "\"", "」", "』", "»"};
  while (!text.empty() && (text.back() == '.' || text.back() == ','))
    text.remove_suffix(1);
  for (std::size_t i = 0; i < std::size(kOpen); ++i) {
    if (!text.starts_with(kOpen[i]) || !text.ends_with(kClose[i])) continue;
    // Closed at the end only: else it begins and ends with different quotations.
    if (text.find(kClose[i], kOpen[i].size()) == text.size() - kClose[i].size()) return true;
  }
  return false;
}

/// Its claims, but for those that are as sure as `below`.
void TakeBack(Statement& statement, Stance stance, const std::string& why, double below = kAnyConfidence) {
  for (Label& label : statement.labels) {
    if (!label.stands || label.confidence >= below || FamilyOf(label.kind) != KindFamily::kClaim) continue;
    label.stands = false;
    label.stance = stance;
    label.because += why;
  }
  std::stable_partition(statement.labels.begin(), statement.labels.end(),
                        [](const Label& label) { return label.stands; });
}

std::string OfSomethingElse(const Topic& topic) {
  return fmt::format(
      "the document is about something else: {} of its {} words name a product, procedure or cosmetic that is judged "
      "here.",
      topic.FieldWords(), topic.tokens);
}

/// Nobody speaks of himself, nothing is on offer, and nothing shows whose text it is: rather an explanation than an
/// offer.
bool IsImpersonal(const Topic& topic, const DocumentFacts& facts) {
  return facts.role == DocumentRole::kUnknown && topic.offers.count == 0 && topic.own_voice.count == 0 &&
         topic.tokens >= kTokensToHearAVoice;
}

}  // namespace

Topic TopicOf(const ConceptIds& ids, const std::vector<StatementView>& views) {
  Topic out;
  out.tokens = TokensOf(views);
  out.products = Count(ids.field_product, views, Ambiguous::kCounted, ids.field_anatomy);
  out.procedures = Count(ids.field_procedure, views);
  out.cosmetics = Count(ids.field_cosmetic, views);
  out.medical = Count(ids.medical, views);
  out.in_field = out.FieldWords() >= 1 + out.tokens / kTokensPerFieldWord;
  const bool strays = !out.in_field && out.FieldWords() < 1 + out.tokens / kTokensPerStrayWord;
  out.offers = Count(ids.offers, views);
  out.own_voice = Count(ids.own_voice, views);
  const bool offers_nothing = Count(ids.offers, views, Ambiguous::kCounted).count == 0;
  const bool unmedical = out.medical.count < out.tokens / kTokensPerMedicalWord;
  // However short: nothing in it could be said of a product.
  const bool wordless = out.FieldWords() + out.medical.count + Count(ids.agency, views).count +
                            Count(ids.disease, views).count + Count(ids.promise, views, Ambiguous::kCounted).count ==
                        0;
  out.elsewhere = strays && offers_nothing && wordless;
  if (out.tokens >= kTokensToTell) out.elsewhere = out.elsewhere || (strays && (unmedical || offers_nothing));
  return out;
}

bool IsAboutSomethingElse(const Topic& topic, const DocumentFacts& facts, const DeclaredFacts& declared) {
  const bool publisher = facts.role == DocumentRole::kPublisher;
  return topic.tokens >= kTokensToTell && declared.track == ProductTrack::kUnknown &&
         facts.role != DocumentRole::kRegulator && (topic.elsewhere || (publisher && !topic.in_field));
}

std::string WhyElsewhere(const Topic& topic) {
  return fmt::format("No statement was classified: {} A product track in the archive's settings has it classified.",
                     OfSomethingElse(topic));
}

void WeighClaims(const Topic& topic, const DocumentFacts& facts, const DeclaredFacts& declared,
                 std::vector<Statement>& statements) {
  const bool regulator = facts.role == DocumentRole::kRegulator;
  const bool publisher = facts.role == DocumentRole::kPublisher;
  const bool impersonal = IsImpersonal(topic, facts);
  for (Statement& statement : statements) {
    if (regulator)
      TakeBack(statement, Stance::kAttributed,
               " But the document speaks for a regulator, which reports and judges "
               "what others claim.");
    else if (topic.elsewhere && declared.track == ProductTrack::kUnknown)  // short, and may be a notice that discloses
      TakeBack(statement, Stance::kMentioned, " But " + OfSomethingElse(topic));
    else if (publisher && IsQuotation(statement.text))
      TakeBack(statement, Stance::kMentioned, " But a publisher quotes it whole, as words of others.");
    else if (publisher && topic.offers.count == 0)
      TakeBack(statement, Stance::kMentioned,
               " But a publisher who offers nothing says it, and it is not sure enough "
               "to count as a claim there.",
               kSureOfPublisher);
    else if (impersonal)
      TakeBack(
          statement, Stance::kMentioned,
          " But nobody in the document speaks of himself or offers anything, and it is not sure enough to count as a "
          "claim there.",
          kSureOfImpersonal);
  }
}

}  // namespace audit
