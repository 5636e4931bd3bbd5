// Picks statements by what the classifier and their own words say of them; conditions also ask for the document's
// facts and look around a statement. The words of rules, exemptions and severities. Immutable.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyzers/judge/document_view.h"
#include "analyzers/judge/phrases.h"
#include "analyzers/judge/yaml_reader.h"

namespace audit {

/// A statement that a selector picked.
struct Hit {
  std::size_t statement = 0;
  const Label* label = nullptr;  ///< the label asked for; null when words alone decided
  std::string words;             ///< the phrase found, verbatim; "" when none was asked for
};

enum class Naming : std::uint8_t { kNamed, kNone };
template <>
std::span<const NamedValue<Naming>> NamesOf();

/// Everything that is given must hold.
struct Selector {
  std::vector<StatementKind> kinds;  ///< one of them stands
  std::vector<StatementKind> with;   ///< one of them stands too
  std::vector<StatementKind> without;
  /// Of the label that `kinds` found. When empty, claims asked, supposed or mentioned are passed over.
  std::vector<Stance> stance;
  std::vector<Subject> subject;  ///< of the label that `kinds` found
  std::vector<Agency> agency;
  std::vector<BlockKind> blocks;
  std::vector<ApprovalStanding> standing;  ///< of the product it names, in the pack's register
  std::vector<ProductTrack> track;         ///< of the document
  std::vector<DocumentRole> role;          ///< of the document
  std::optional<Naming> condition;         ///< whether a disease or symptom is named
  std::vector<Phrase> says;                ///< one of them
  std::vector<Phrase> not_says;            ///< none of them

  std::optional<Hit> Match(const DocumentView& view, std::size_t statement) const;
  /// Whether `label` of the statement is one that is asked for, and believed.
  bool Takes(const DocumentView& view, std::size_t statement, const Label& label) const;
  /// False when only the document is asked about.
  bool LooksAtWords() const { return !kinds.empty() || !says.empty(); }
  /// "status-disclosure or regulatory-context that says \"not approved\"".
  std::string Describe() const;
};

/// One of several.
struct Selectors {
  std::vector<Selector> any;

  std::optional<Hit> Match(const DocumentView& view, std::size_t statement) const;
  /// The first statement of `range` that is picked and that `admits` (a member of DocumentView) allows.
  std::optional<Hit> First(const DocumentView& view, StatementRange range,
                           bool (DocumentView::*admits)(std::size_t) const) const;
  std::string Describe() const;
};

const Shape& SelectorShape();
const Shape& ConditionShape();

/// A map or a list of maps.
Selectors ReadSelectors(const YamlFile& file, const YamlNode& node);
Selectors ReadSelectors(const YamlReader& reader, std::string_view key);
/// Empty when the key is absent.
Selectors ReadOptionalSelectors(const YamlReader& reader, std::string_view key);

/// Something near the statement, or about the whole document.
struct Condition {
  Reach within = Reach::kStatement;
  Selector selector;

  /// What makes it hold. Around the statement only what a reader sees counts.
  std::optional<Hit> Find(const DocumentView& view, std::size_t statement) const;
  std::string Describe() const;
};

/// Keys of a condition: those of a selector, and `within`, which is needed unless only the document is asked about.
Condition ReadCondition(const YamlFile& file, const YamlNode& node);

}  // namespace audit
