// What the judge says: a rule of a policy pack matched, where, why, on whose authority. A finding is for counsel,
// never a ruling. Plain data, owned by value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "parsers/document.h"

namespace audit {

/// Ordered: a greater value is more severe.
enum class Severity : std::uint8_t { kInfo, kLow, kMedium, kHigh, kCritical };

/// How far the text of an authority was checked for the rule catalogue.
enum class Verification : std::uint8_t {
  kVerified,    ///< official text seen
  kSecondary,   ///< seen in a secondary source alone
  kUnverified,  ///< from general knowledge; the report says so
};

/// What a reviewer decided about a finding. The words of waiver files.
enum class Disposition : std::uint8_t {
  kOpen,           ///< nobody decided yet
  kFalseAlarm,     ///< the words do not breach the rule
  kAccepted,       ///< they may, and the risk is taken
  kSubstantiated,  ///< the claim is proven by documents that the reviewer holds
  kBeingCorrected,
};

struct Authority {
  std::string cite;  ///< "21 CFR 807.97"
  Verification verification = Verification::kUnverified;
  std::string note;  ///< what it says, in our words; may be empty
};

/// What stands around a quote, each part on one line and bounded ("…" where it was cut); all empty = not collected.
struct Context {
  std::string before;     ///< the end of the block before, in reading order
  std::string paragraph;  ///< the block that holds the quote
  std::string after;      ///< the beginning of the next block

  bool operator==(const Context&) const = default;
};

struct Place {
  SourceLocation where;
  std::string quote;         ///< verbatim; empty for something that is missing
  Context context = {};      ///< of the first places of a finding
  std::string picture = {};  ///< of the page with the words marked: file name below evidence/, "" = none
};

/// How far a document answers a question that careful readers ask.
enum class Answered : std::uint8_t {
  kMet,
  kPartly,  ///< in part, or with something beside it that spoils the answer
  kNotMet,
};

/// A question of the checklist that a document gives rise to. Questions that do not arise have no point.
struct ChecklistPoint {
  std::string rule;      ///< "us/checklist-status"; a finding of that rule says why it is not met
  std::string question;  ///< a sentence with its mark
  Answered answered = Answered::kNotMet;
  std::vector<Place> evidence;  ///< what answers it, wholly or in part, then what spoils it; empty = no words do
};

struct Finding {
  std::string rule;      ///< "us/false-approval"
  std::string category;  ///< "false-approval"
  Severity severity = Severity::kInfo;
  std::string title;    ///< the rule's, a few words
  std::string message;  ///< what is wrong, for the reader of the report
  std::string rewrite;  ///< a compliant wording to start from; may be empty
  std::vector<Authority> authorities;
  std::string as_of;          ///< date of the pack's law, ISO 8601
  std::string reason;         ///< the chain: words, context decision, rule, and why nothing nearby excuses it
  std::vector<Place> places;  ///< at least one; the same statement repeated is one finding with several places
  std::vector<std::size_t> statements;  ///< indices into Analysis::statements; empty for something missing
  /// 16 lower-case hex digits from rule and normalized words alone, so it survives moves and edits elsewhere.
  std::string fingerprint;
  /// Of the waivers that a run was given, not of the judge; a finding that is not open counts in every total and is
  /// only left out of --fail-on.
  Disposition disposition = Disposition::kOpen;
  std::string disposition_note;  ///< why, who, until when; empty while it is open
};

}  // namespace audit
