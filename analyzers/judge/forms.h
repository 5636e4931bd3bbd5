// The forms of rules: what a rule's `when` may say. forms.cc has the one table; a new form is one row and one file.
// Forms are immutable after loading.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/finding.h"
#include "analyzers/judge/document_view.h"
#include "analyzers/judge/selector.h"
#include "analyzers/judge/yaml_reader.h"

namespace audit {

/// One place where a rule's form holds; exemptions are not yet asked.
struct FormMatch {
  std::size_t anchor = 0;           ///< the statement it hangs on
  std::vector<std::size_t> others;  ///< statements that it also rests on
  bool is_absence = false;          ///< something is missing: the anchor only shows why it is required
  bool cites_others = false;        ///< the others are places of the finding too
  std::string reason;               ///< the form's part of the chain, in sentences
  std::string key;                  ///< what to tell findings of one rule apart by; "" = the anchor's words
};

/// How a document answers a question, met or not.
struct CheckedQuestion {
  std::string_view question;  ///< of the form, which must outlive it
  Answered answered = Answered::kNotMet;
  std::vector<std::size_t> evidence;  ///< statements that answer it, wholly or in part, then what spoils the answer
};

class RuleForm {
 public:
  virtual ~RuleForm() = default;
  /// In order of the anchors.
  virtual std::vector<FormMatch> Find(const DocumentView& view) const = 0;
  /// Nothing for forms that ask no question, and where the question does not arise.
  virtual std::optional<CheckedQuestion> Check(const DocumentView& /*view*/) const { return std::nullopt; }
};

/// Reads the one form that a rule's `when` names. Throws SetupError.
std::unique_ptr<const RuleForm> ReadForm(const YamlFile& file, const YamlNode& when);

/// The one form of a rule's `when`, as a map of a single key.
const Shape& WhenShape();

// The shapes of the forms that take keys of their own; the others take selectors.
const Shape& NearFormShape();
const Shape& MissingFormShape();
const Shape& InconspicuousFormShape();
const Shape& ContradictionFormShape();
const Shape& ChecklistFormShape();
const Shape& UnseenFormShape();
const Shape& OutdatedFormShape();

std::unique_ptr<const RuleForm> ReadStatementForm(const YamlFile& file, const YamlNode& node);
std::unique_ptr<const RuleForm> ReadNearForm(const YamlFile& file, const YamlNode& node);
std::unique_ptr<const RuleForm> ReadMissingForm(const YamlFile& file, const YamlNode& node);
std::unique_ptr<const RuleForm> ReadInconspicuousForm(const YamlFile& file, const YamlNode& node);
std::unique_ptr<const RuleForm> ReadContradictionForm(const YamlFile& file, const YamlNode& node);
std::unique_ptr<const RuleForm> ReadChecklistForm(const YamlFile& file, const YamlNode& node);
std::unique_ptr<const RuleForm> ReadUnseenForm(const YamlFile& file, const YamlNode& node);
std::unique_ptr<const RuleForm> ReadDisguisedForm(const YamlFile& file, const YamlNode& node);
std::unique_ptr<const RuleForm> ReadOutdatedForm(const YamlFile& file, const YamlNode& node);

/// A statement in quotes with a full stop behind it, unless it brings its own.
std::string Quote(const DocumentView& view, std::size_t statement);

/// How the classifier came to the hit, in sentences that end in a full stop.
std::string Tell(const Hit& hit);

}  // namespace audit
