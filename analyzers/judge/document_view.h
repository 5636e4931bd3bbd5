// What the rules ask of one analyzed document: sections, neighbours, what a reader sees, small print. Refers to the
// document and analysis, which must outlive it. One thread at a time (tokens are cut when first asked for).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/judge/agency.h"
#include "analyzers/judge/approvals.h"
#include "analyzers/statement.h"
#include "analyzers/text/tokens.h"
#include "analyzers/vocabulary.h"
#include "parsers/document.h"

namespace audit {

/// How far a rule looks around a statement. Every reach holds the statement itself.
enum class Reach : std::uint8_t {
  kStatement,
  kNext,      ///< and the one after it
  kAdjacent,  ///< and those before and after it
  kBlock,
  kSection,  ///< from one heading or question to the next, but at most 100 statements on either side
  kDocument,
};
template <>
std::span<const NamedValue<Reach>> NamesOf();

/// Half-open range of indices into Analysis::statements.
struct StatementRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class DocumentView {
 public:
  DocumentView(const Document& document, const Analysis& analysis);

  const Document& document() const { return document_; }
  const DocumentFacts& facts() const { return analysis_.facts; }
  const std::vector<Statement>& statements() const { return analysis_.statements; }

  /// Agencies and approvals are seen from here; all must outlive the view.
  struct Standpoint {
    AgencyWords agencies;
    const ApprovalRegister& approvals;
    const std::vector<Phrase>& offers;   ///< words of who sells or treats
    const std::vector<Phrase>& reports;  ///< words of who reports what is studied or done
  };
  void AskFor(const Standpoint& standpoint);
  /// Whose regulator `label` of the statement is about; null = the statement as a whole. A claim that names none is
  /// about those named by what it belongs to: the question that it answers, the first cell of its row, the list below
  /// it.
  Agency AgencyOf(std::size_t statement, const Label* label) const;
  ApprovalStanding StandingOf(std::size_t statement) const;

  /// True for what the document says to anybody: hidden text and metadata included, deleted text and comments not.
  bool Speaks(std::size_t statement) const;
  /// True for what a reader of the page sees; only such a statement discloses or excuses anything.
  bool Shows(std::size_t statement) const;
  bool IsHidden(std::size_t statement) const;
  /// True for deleted text and comments, which are no part of what the document says.
  bool IsRevision(std::size_t statement) const;

  /// Whether a claim is sure enough to be alleged in this document. A text that otherwise discloses and warns, or
  /// hardly claims anything, is more likely misread in one line than false in one, unless several claims in that line
  /// bear one another out; and a heading, where nothing below claims an effect or a standing, names a topic. Nor
  /// does who offers nothing claim an effect by reporting studies of it.
  bool Believes(std::size_t statement, const Label& claim) const;

  /// Whether a label is sure enough to be held against another statement of the document.
  static bool IsSure(const Label& label);

  const Block& BlockOf(std::size_t statement) const;
  /// Points; 0 = unknown.
  double FontSize(std::size_t statement) const;
  /// Size in which most of the visible text is set; 0 = unknown.
  double BodyFontSize() const { return body_font_size_; }
  /// Contrast ratio of a statement's words to their ground, 1 to 21; 0 = unknown.
  double Contrast(std::size_t statement) const;
  /// That of most of the visible text whose contrast is known; 0 = unknown.
  double BodyContrast() const { return body_contrast_; }

  StatementRange Around(std::size_t statement, Reach reach) const;
  const TokenizedText& Tokens(std::size_t statement) const;

  /// What `find` gave when it was first called for this key since the last AskFor: a search of the whole document is
  /// made once, not for each statement.
  const std::optional<std::size_t>& Remember(const void* key,
                                             const std::function<std::optional<std::size_t>()>& find) const;

 private:
  const Document& document_;
  const Analysis& analysis_;
  std::optional<Standpoint> standpoint_;
  double body_font_size_ = 0;
  double body_contrast_ = 0;
  double least_confidence_ = 0;
  bool believes_headings_of_standing_ = true;
  bool believes_headings_of_effect_ = true;
  std::vector<std::size_t> section_begin_;  ///< by statement: the first of its section
  std::vector<std::size_t> section_end_;
  bool Offers() const;
  bool OnlyReports(std::size_t statement, StatementKind kind) const;
  Agency AgencyNamed(std::size_t statement, const Label* label) const;
  Agency AgencyOfList(std::size_t heading) const;

  mutable std::vector<std::optional<TokenizedText>> tokens_;
  mutable std::map<const void*, std::optional<std::size_t>> remembered_;
  mutable std::optional<bool> offers_;  ///< of the standpoint
};

}  // namespace audit
