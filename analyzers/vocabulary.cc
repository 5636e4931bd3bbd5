#include "analyzers/vocabulary.h"

#include <array>

namespace audit {
namespace {

constexpr std::array<NamedValue<BlockKind>, 14> kBlockKinds = {{
    {BlockKind::kHeading, "heading"},
    {BlockKind::kParagraph, "paragraph"},
    {BlockKind::kListItem, "list-item"},
    {BlockKind::kTableCell, "table-cell"},
    {BlockKind::kCaption, "caption"},
    {BlockKind::kFootnote, "footnote"},
    {BlockKind::kHeader, "header"},
    {BlockKind::kFooter, "footer"},
    {BlockKind::kFaqQuestion, "faq-question"},
    {BlockKind::kFaqAnswer, "faq-answer"},
    {BlockKind::kAltText, "alt-text"},
    {BlockKind::kMetadata, "metadata"},
    {BlockKind::kComment, "comment"},
    {BlockKind::kDeletedText, "deleted-text"},
}};

constexpr std::array<NamedValue<Visibility>, 3> kVisibilities = {{
    {Visibility::kVisible, "visible"},
    {Visibility::kHidden, "hidden"},
    {Visibility::kUnknown, "unknown"},
}};

constexpr std::array<NamedValue<StatementKind>, kStatementKindCount> kStatementKinds = {{
    {StatementKind::kApprovalClaim, "approval-claim"},
    {StatementKind::kBorrowedAuthority, "borrowed-authority"},
    {StatementKind::kDeviceClearance, "device-clearance"},
    {StatementKind::kDiseaseClaim, "disease-claim"},
    {StatementKind::kBenefitClaim, "benefit-claim"},
    {StatementKind::kGuaranteeClaim, "guarantee-claim"},
    {StatementKind::kSafetyClaim, "safety-claim"},
    {StatementKind::kEvidenceClaim, "evidence-claim"},
    {StatementKind::kSuperiorityClaim, "superiority-claim"},
    {StatementKind::kTestimonial, "testimonial"},
    {StatementKind::kApprovalForecast, "approval-forecast"},
    {StatementKind::kStatusDisclosure, "status-disclosure"},
    {StatementKind::kResultsDisclaimer, "results-disclaimer"},
    {StatementKind::kAdviceDisclaimer, "advice-disclaimer"},
    {StatementKind::kRoleDisclosure, "role-disclosure"},
    {StatementKind::kRiskDisclosure, "risk-disclosure"},
    {StatementKind::kEvidenceLimitation, "evidence-limitation"},
    {StatementKind::kResearchStatus, "research-status"},
    {StatementKind::kRegulatoryContext, "regulatory-context"},
    {StatementKind::kConsumerGuidance, "consumer-guidance"},
}};

constexpr std::array<NamedValue<Stance>, 6> kStances = {{
    {Stance::kAsserted, "asserted"},
    {Stance::kNegated, "negated"},
    {Stance::kQuestioned, "questioned"},
    {Stance::kHypothetical, "hypothetical"},
    {Stance::kMentioned, "mentioned"},
    {Stance::kAttributed, "attributed"},
}};

constexpr std::array<NamedValue<Subject>, 9> kSubjects = {{
    {Subject::kUnknown, "unknown"},
    {Subject::kProduct, "product"},
    {Subject::kProgramme, "programme"},
    {Subject::kDevice, "device"},
    {Subject::kFacility, "facility"},
    {Subject::kPerson, "person"},
    {Subject::kOtherProduct, "other-product"},
    {Subject::kFirm, "firm"},
    {Subject::kStudy, "study"},
}};

constexpr std::array<NamedValue<ProductTrack>, 4> kTracks = {{
    {ProductTrack::kUnknown, "unknown"},
    {ProductTrack::kTherapeutic, "therapeutic"},
    {ProductTrack::kCosmetic, "cosmetic"},
    {ProductTrack::kMixed, "mixed"},
}};

constexpr std::array<NamedValue<DocumentRole>, 6> kRoles = {{
    {DocumentRole::kUnknown, "unknown"},
    {DocumentRole::kClinic, "clinic"},
    {DocumentRole::kBroker, "broker"},
    {DocumentRole::kManufacturer, "manufacturer"},
    {DocumentRole::kPublisher, "publisher"},
    {DocumentRole::kRegulator, "regulator"},
}};

constexpr std::array<NamedValue<Severity>, 5> kSeverities = {{
    {Severity::kInfo, "info"},
    {Severity::kLow, "low"},
    {Severity::kMedium, "medium"},
    {Severity::kHigh, "high"},
    {Severity::kCritical, "critical"},
}};

constexpr std::array<NamedValue<Verification>, 3> kVerifications = {{
    {Verification::kVerified, "verified"},
    {Verification::kSecondary, "secondary"},
    {Verification::kUnverified, "unverified"},
}};

constexpr std::array<NamedValue<Disposition>, 5> kDispositions = {{
    {Disposition::kOpen, "open"},
    {Disposition::kFalseAlarm, "false-alarm"},
    {Disposition::kAccepted, "accepted"},
    {Disposition::kSubstantiated, "substantiated"},
    {Disposition::kBeingCorrected, "being-corrected"},
}};

constexpr std::array<NamedValue<Answered>, 3> kAnswered = {
    {{Answered::kMet, "met"}, {Answered::kPartly, "partly"}, {Answered::kNotMet, "not-met"}}};

}  // namespace

template <>
std::span<const NamedValue<BlockKind>> NamesOf() {
  return kBlockKinds;
}
template <>
std::span<const NamedValue<Visibility>> NamesOf() {
  return kVisibilities;
}
template <>
std::span<const NamedValue<StatementKind>> NamesOf() {
  return kStatementKinds;
}
template <>
std::span<const NamedValue<Stance>> NamesOf() {
  return kStances;
}
template <>
std::span<const NamedValue<Subject>> NamesOf() {
  return kSubjects;
}
template <>
std::span<const NamedValue<ProductTrack>> NamesOf() {
  return kTracks;
}
template <>
std::span<const NamedValue<DocumentRole>> NamesOf() {
  return kRoles;
}
template <>
std::span<const NamedValue<Severity>> NamesOf() {
  return kSeverities;
}
template <>
std::span<const NamedValue<Verification>> NamesOf() {
  return kVerifications;
}
template <>
std::span<const NamedValue<Disposition>> NamesOf() {
  return kDispositions;
}

template <>
std::span<const NamedValue<Answered>> NamesOf() {
  return kAnswered;
}

KindFamily FamilyOf(StatementKind kind) {
  if (kind <= StatementKind::kApprovalForecast) return KindFamily::kClaim;
  if (kind <= StatementKind::kEvidenceLimitation) return KindFamily::kDisclosure;
  return KindFamily::kContext;
}

KindBits KindsOf(KindFamily family) {
  KindBits bits = 0;
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    if (const auto kind = static_cast<StatementKind>(k); FamilyOf(kind) == family) bits |= BitOf(kind);
  return bits;
}

}  // namespace audit
