// What the classifier says of a document: its regulatory statements, each with labels (kind, stance, subject and
// the words that decided), and facts of the whole document. Plain data, owned by value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "parsers/document.h"

namespace audit {

/// The kinds of regulatory statements. Names: kebab-case of the enumerator ("approval-claim"), see vocabulary.h.
enum class StatementKind : std::uint8_t {
  // claims
  kApprovalClaim,
  kBorrowedAuthority,
  kDeviceClearance,
  kDiseaseClaim,
  kBenefitClaim,
  kGuaranteeClaim,
  kSafetyClaim,
  kEvidenceClaim,
  kSuperiorityClaim,
  kTestimonial,
  kApprovalForecast,
  // disclosures
  kStatusDisclosure,
  kResultsDisclaimer,
  kAdviceDisclaimer,
  kRoleDisclosure,
  kRiskDisclosure,
  kEvidenceLimitation,
  // context
  kResearchStatus,
  kRegulatoryContext,
  kConsumerGuidance,
};
inline constexpr std::size_t kStatementKindCount = 20;

/// A set of kinds; bit k: the kind with enumerator k.
using KindBits = std::uint32_t;
constexpr KindBits BitOf(StatementKind kind) { return KindBits{1} << static_cast<unsigned>(kind); }

enum class KindFamily : std::uint8_t { kClaim, kDisclosure, kContext };

/// How the statement holds what its words name.
enum class Stance : std::uint8_t { kAsserted, kNegated, kQuestioned, kHypothetical, kMentioned, kAttributed };

/// Whose standing or effect is meant.
enum class Subject : std::uint8_t {
  kUnknown,
  kProduct,
  kProgramme,
  kDevice,
  kFacility,
  kPerson,
  kOtherProduct,
  kFirm,
  kStudy,
};

/// One decision about one statement, with its reason.
struct Label {
  StatementKind kind = StatementKind::kRegulatoryContext;
  Stance stance = Stance::kAsserted;
  Subject subject = Subject::kUnknown;
  /// False: considered and dropped for the reason in `because` ("Is it FDA approved?" is no approval-claim).
  bool stands = true;
  std::string cue;          ///< the words of the statement that decided, verbatim
  std::string because;      ///< the chain of decisions in words a lawyer can quote
  double confidence = 1.0;  ///< 0..1; 1 = decided by rule alone
};

/// One sentence, heading, list item, table cell, caption or footnote.
struct Statement {
  std::string text;       ///< verbatim from the document, soft line breaks as single blanks
  TextSpan span;          ///< of Document::text
  std::size_t block = 0;  ///< index into Document::blocks
  BlockKind block_kind = BlockKind::kParagraph;
  SourceLocation where;                 ///< of the statement itself, as near as the format allows
  std::vector<Label> labels;            ///< standing ones first, then by kind; one label a kind
  std::string jurisdiction;             ///< of the agency or law it names: "us", "tw", "eu", ... ; "" = none named
  std::vector<std::string> conditions;  ///< diseases and symptoms named, verbatim, in order, no repeats
};

enum class ProductTrack : std::uint8_t { kUnknown, kTherapeutic, kCosmetic, kMixed };
enum class DocumentRole : std::uint8_t { kUnknown, kClinic, kBroker, kManufacturer, kPublisher, kRegulator };

/// What holds for the whole document, from its text or, stronger, from the archive's settings.
struct DocumentFacts {
  std::vector<std::string> jurisdictions;  ///< whose law is asked: "us", "tw"; sorted
  ProductTrack track = ProductTrack::kUnknown;
  DocumentRole role = DocumentRole::kUnknown;
  std::string language;              ///< of most of the text: "en", "zh-Hant", "zh-Hans", "" = unknown
  std::vector<std::string> because;  ///< one sentence for each fact that was decided, with the words that decided it
  std::string not_classified;        ///< why no statement was labelled; "" = all were
};

/// Facts that the auditor states (brochure-audit.yaml); what is stated is not guessed.
struct DeclaredFacts {
  std::vector<std::string> jurisdictions;
  ProductTrack track = ProductTrack::kUnknown;
  DocumentRole role = DocumentRole::kUnknown;
};

/// All that the classifier says of one document.
struct Analysis {
  std::vector<Statement> statements;  ///< every statement in reading order, also those without any label
  DocumentFacts facts;
};

}  // namespace audit
