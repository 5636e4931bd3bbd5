#include "reporters/html/document_view.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "analyzers/vocabulary.h"
#include "reporters/html/overview_view.h"
#include "reporters/html/record_views.h"
#include "reporters/html/standing.h"
#include "reporters/place.h"
#include "reporters/record_ids.h"
#include "reporters/run_totals.h"
#include "reporters/wording.h"

namespace audit {
namespace {

/// Statements without findings on a page; statements.csv has all.
constexpr std::size_t kMostQuietStatements = 2000;

/// Of a quote in the text that stands for a picture.
constexpr std::size_t kPictureTextBytes = 300;
constexpr std::size_t kAnswerBytes = 400;  // of the words that answer a question of the checklist

std::string Words(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

std::string_view ClassOf(KindFamily family) {
  switch (family) {
    case KindFamily::kClaim:
      return "claim";
    case KindFamily::kDisclosure:
      return "disclosure";
    case KindFamily::kContext:
      return "context";
  }
  return "";
}

void AddLabels(const Statement& statement, View& view) {
  for (const Label& label : statement.labels) {
    View& item = view.Add(label.stands ? "labels" : "dropped");
    item.Set("kind", Capitalized(NameOf(label.kind)));
    item.Set("family", ClassOf(FamilyOf(label.kind)));
    item.Set("meaning", KindInWords(label.kind));
    item.Set("stance", NameOf(label.stance));
    if (label.subject != Subject::kUnknown) item.Set("subject", Words(NameOf(label.subject)));
    item.Set("because", label.because);
    if (label.confidence < 1) item.Set("confidence", fmt::format("{:.0f} %", label.confidence * 100));
  }
  if (view.lists.contains("labels")) view.Show("some_labels");
  if (view.lists.contains("dropped")) view.Show("some_dropped");
}

/// The text in pieces, marked where a finding that begins here quotes it.
void AddPieces(std::string_view text, std::vector<std::pair<std::size_t, std::size_t>> marks, View& view) {
  std::sort(marks.begin(), marks.end());
  std::size_t at = 0;
  const auto add = [&view, text](const char* how, std::size_t from, std::size_t to) {
    if (from < to) view.Add("pieces").Set(how, text.substr(from, to - from));
  };
  for (const auto& [begin, end] : marks) {
    const std::size_t from = std::max(at, begin);
    if (from >= end) continue;
    add("plain", at, from);
    add("marked", from, end);
    at = end;
  }
  add("plain", at, text.size());
}

/// Pictures are named by their content; anything else is no picture of ours and makes no link.
bool IsPictureName(std::string_view name) {
  return !name.empty() && name.front() != '.' && name.front() != '/' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_./") == std::string_view::npos &&
         name.find("..") == std::string_view::npos;
}

/// The picture of the place, else the paragraph with its neighbours if the document is not too small to need them.
void SetEvidence(const Place& place, View& view) {
  if (IsPictureName(place.picture)) {
    view.Set("picture", place.picture);
    view.Set("picture_text", fmt::format("{} with the words marked: {}", PlaceInWords(place.where),
                                         Shortened(place.quote, kPictureTextBytes)));
    return;
  }
  const Context& context = place.context;
  if (context.before.empty() && context.after.empty() && context.paragraph == place.quote) return;
  view.Set("context_before", context.before);
  view.Set("context_paragraph", context.paragraph);
  view.Set("context_after", context.after);
  if (context != Context{}) view.Show("some_context");
}

void SetPlaces(const Finding& finding, std::string_view statement, View& view) {
  if (finding.places.empty()) return;
  const Place& first = finding.places.front();
  // Where the statement beside it holds the words, they are marked there.
  if (first.quote.empty())
    view.Show("missing");
  else if (first.quote != statement)
    view.Set("quote", first.quote);
  view.Set("place", Capitalized(PlaceInWords(first.where).substr(0, 1)) + PlaceInWords(first.where).substr(1));
  view.Set("position", PositionOnPage(first.where));
  SetEvidence(first, view);
  for (std::size_t i = 1; i < finding.places.size(); ++i) {
    View& item = view.Add("more");
    item.Set("more_place", PlaceInWords(finding.places[i].where));
    item.Set("more_position", PositionOnPage(finding.places[i].where));
    if (IsPictureName(finding.places[i].picture)) item.Set("more_picture", finding.places[i].picture);
    if (finding.places[i].quote != first.quote) item.Set("more_quote", finding.places[i].quote);
  }
  if (finding.places.size() > 1)
    view.Set("some_more", fmt::format("Also in {}", Counted(finding.places.size() - 1, "other place", "other places")));
}

/// The statement beside which a finding stands: the one that holds its words, else its first; none for something
/// missing.
std::optional<std::size_t> StatementOf(const AuditRecord& record, const Finding& finding) {
  std::optional<std::size_t> first;
  const std::string_view quote = finding.places.empty() ? std::string_view() : finding.places.front().quote;
  for (const std::size_t index : finding.statements) {
    if (index >= record.statements.size()) continue;
    if (!quote.empty() && record.statements[index].text.find(quote) != std::string::npos) return index;
    if (!first) first = index;
  }
  return first;
}

class DocumentPageView {
 public:
  DocumentPageView(const RunInfo& run, const AuditRecord& record, const std::vector<std::string>& fixed_rules)
      : record_(record),
        fixed_rules_(fixed_rules),
        ids_(FindingIds(record)),
        beside_(record.statements.size()),
        also_(record.statements.size()) {
    SetRun(run, view_);
    for (std::size_t i = 0; i < record.findings.size(); ++i) {
      const auto home = StatementOf(record, record.findings[i]);
      (home ? beside_[*home] : alone_).push_back(i);
      const std::set<std::size_t> others(record.findings[i].statements.begin(), record.findings[i].statements.end());
      for (const std::size_t statement : others)
        if (statement < also_.size() && statement != home) also_[statement].push_back(i);
    }
  }

  View Make() {
    SetHead();
    AddAbout();
    AddChecklist();
    for (const std::size_t i : alone_) {
      const bool point = record_.findings[i].category.starts_with("checklist");
      AddFinding(i, "", view_.Add(point ? "checklist" : "alone"));
      view_.Show(point ? "some_checklist" : "some_alone");
    }
    AddStatements();
    return std::move(view_);
  }

 private:
  void SetHead() {
    view_.Set("document_id", record_.document_id);
    view_.Set("path", record_.path);
    view_.Set("doc_title", record_.title);
    view_.Set("page_title", fmt::format("{}: audit report", record_.path));
    view_.Set("doc_facts", FactsInWords(record_));
    view_.Set("unread_reason", UnreadReason(record_));
    view_.Set("unjudged", UnjudgedInWords(record_));
    view_.Set("sha256", record_.sha256);
    SetLanguage(record_, view_);
    const Standing standing = StandingOf(record_);
    if (standing == Standing::kNotFullyRead)
      view_.Set("not_whole", record_.outcome == Outcome::kAudited ? "Not read in whole"
                                                                  : Capitalized(OutcomeInWords(record_.outcome)));
    if (standing == Standing::kClean || standing == Standing::kNotes) view_.Show("clean");
    view_.Set("not_classified", record_.facts.not_classified);
    const StatementCounts counts = CountStatements(record_);
    view_.Set("statements_counted",
              fmt::format("{} ({}, {})", record_.statements.size(), Counted(counts.claims, "claim", "claims"),
                          Counted(counts.disclosures, "disclosure", "disclosures")));
    for (const Severity severity : kWorstFirst) {
      const auto count = std::count_if(record_.findings.begin(), record_.findings.end(),
                                       [severity](const Finding& finding) { return finding.severity == severity; });
      if (count == 0) continue;
      View& item = view_.Add("severities");
      SetSeverity(item, severity);
      item.SetCount("severity_findings", static_cast<std::size_t>(count));
    }
  }

  void AddAbout() {
    const Coverage& coverage = record_.coverage;
    view_.Set("coverage",
              fmt::format("{} of {} read{}", coverage.pages_read,
                          Counted(static_cast<std::size_t>(std::max(coverage.pages_total, 0)), "page", "pages"),
                          coverage.pages_by_ocr > 0 ? fmt::format(", {} by OCR", coverage.pages_by_ocr) : ""));
    for (const std::string& because : record_.facts.because)
      view_.Add("reasons").Set("fact_reason", because);
    if (!record_.facts.because.empty()) view_.Show("some_reasons");
    for (const Anomaly& anomaly : record_.anomalies) {
      View& item = view_.Add("anomalies");
      item.Set("anomaly", Capitalized(anomaly.name));
      item.Set("anomaly_detail", anomaly.detail);
      if (anomaly.where != SourceLocation{}) item.Set("anomaly_place", PlaceInWords(anomaly.where));
    }
    if (!record_.anomalies.empty()) view_.Show("some_anomalies");
  }

  /// Every question that arises, met or not, with the words that answer it.
  void AddChecklist() {
    view_.Set("checklist_met", ChecklistMet(record_));
    for (const ChecklistPoint& point : record_.checklist) {
      View& item = view_.Add("points");
      item.Set("answered", NameOf(point.answered));
      item.Set("answered_word", Capitalized(AnsweredInWords(point.answered)));
      item.Set("question", point.question);
      item.Set("point_rule", point.rule);
      for (std::size_t i = 0; i < record_.findings.size(); ++i)
        if (record_.findings[i].rule == point.rule) item.Set("point_finding", ids_[i]);
      if (point.evidence.empty())
        item.Set("without_words",
                 point.answered == Answered::kMet ? "Nothing speaks against it." : "No words answer it.");
      for (const Place& place : point.evidence) {
        View& evidence = item.Add("answers");
        evidence.Set("answer_quote", Shortened(place.quote, kAnswerBytes));
        evidence.Set("answer_place", PlaceInWords(place.where));
      }
    }
  }

  /// All that findings stand beside, and the first of the others.
  void AddStatements() {
    std::size_t quiet = 0;
    for (std::size_t i = 0; i < record_.statements.size(); ++i)
      if (!beside_[i].empty() || ++quiet <= kMostQuietStatements) AddStatement(i);
    if (quiet > kMostQuietStatements) view_.SetCount("more_statements", quiet - kMostQuietStatements);
    if (!record_.statements.empty()) view_.Show("some_statements");
  }

  void AddStatement(std::size_t index) {
    const Statement& statement = record_.statements[index];
    View& item = view_.Add("statements");
    item.Set("statement_id", StatementId(record_, index));
    item.SetCount("number", index + 1);
    item.Set("statement_place", PlaceInWords(statement.where));
    item.Set("statement_position", PositionOnPage(statement.where));
    if (statement.block_kind != BlockKind::kParagraph) item.Set("block_kind", Words(NameOf(statement.block_kind)));
    AddLabels(statement, item);
    std::vector<std::pair<std::size_t, std::size_t>> marks;
    for (const std::size_t i : beside_[index]) {
      const Finding& finding = record_.findings[i];
      const std::string_view quote = finding.places.empty() ? std::string_view() : finding.places.front().quote;
      const std::size_t at = quote.empty() ? std::string::npos : statement.text.find(quote);
      // A statement that is the quote needs no mark.
      if (at != std::string::npos && quote != statement.text) marks.emplace_back(at, at + quote.size());
      AddFinding(i, statement.text, item.Add("findings"));
    }
    AddPieces(statement.text, std::move(marks), item);
    AddReferences(index, item);
  }

  /// Findings that stand beside another statement but rest on this one too.
  void AddReferences(std::size_t index, View& item) const {
    for (const std::size_t i : also_[index]) {
      const Finding& finding = record_.findings[i];
      View& reference = item.Add("references");
      reference.Set("reference_id", ids_[i]);
      reference.Set("reference_title", finding.title.empty() ? finding.rule : finding.title);
    }
    if (!also_[index].empty()) item.Show("some_references");
  }

  void AddFinding(std::size_t index, std::string_view statement, View& item) const {
    const Finding& finding = record_.findings[index];
    item.Set("finding_id", ids_[index]);
    if (finding.disposition != Disposition::kOpen) {
      item.Set("disposition", Capitalized(NameOf(finding.disposition)));
      item.Set("disposition_note", finding.disposition_note);
    }
    if (!record_.history.empty()) item.Set("change_word", Capitalized(ChangeInWords(record_.history[index].change)));
    item.Set("rule", finding.rule);
    item.Set("rule_title", finding.title.empty() ? finding.rule : finding.title);
    if (std::binary_search(fixed_rules_.begin(), fixed_rules_.end(), finding.rule)) item.Show("fixed");
    SetSeverity(item, finding.severity);
    SetPlaces(finding, statement, item);
    item.Set("message", finding.message);
    item.Set("reason", finding.reason);
    item.Set("as_of", finding.as_of);
    item.Set("rewrite", finding.rewrite);
    item.Set("fingerprint", finding.fingerprint);
    AddAuthorities(finding.authorities, "authorities", item);
  }

  const AuditRecord& record_;
  const std::vector<std::string>& fixed_rules_;
  const std::vector<std::string> ids_;
  std::vector<std::vector<std::size_t>> beside_;  ///< findings by the statement that they stand beside
  std::vector<std::vector<std::size_t>> also_;    ///< findings that rest on the statement and stand beside another
  std::vector<std::size_t> alone_;                ///< findings of something that is missing
  View view_;
};

}  // namespace

View DocumentView(const RunInfo& run, const AuditRecord& record, const std::vector<std::string>& fixed_rules) {
  return DocumentPageView(run, record, fixed_rules).Make();
}

}  // namespace audit
