#include "reporters/jsonl/jsonl_reporter.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <unicode/unistr.h>

#include <cmath>
#include <concepts>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/vocabulary.h"
#include "parsers/utf8.h"
#include "reporters/atomic_file.h"
#include "reporters/place.h"
#include "reporters/record_ids.h"

namespace audit {
namespace {

/// One object after the other, each a line: what RapidJSON's writer leaves to its caller, and no tree.
class JsonText {
 public:
  void BeginObject() { writer_.StartObject(); }
  void BeginArray() { writer_.StartArray(); }
  void EndObject() { writer_.EndObject(); }
  void EndArray() { writer_.EndArray(); }
  void Key(std::string_view name) { PutUtf8(name); }

  /// What is not UTF-8 becomes U+FFFD, as the writer would pass it on as it is.
  void Put(std::string_view text) {
    if (IsValidUtf8(text)) return PutUtf8(text);
    std::string valid;
    icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}).toUTF8String(valid);
    PutUtf8(valid);
  }
  void Put(const char* text) { Put(std::string_view(text)); }
  /// JSON has no infinity: null, for which the writer would put nothing.
  void Put(double number) { std::isfinite(number) ? writer_.Double(number) : writer_.Null(); }
  void Put(bool value) { writer_.Bool(value); }
  void Put(std::signed_integral auto number) { writer_.Int64(number); }
  void Put(std::unsigned_integral auto number) { writer_.Uint64(number); }
  void Put(const std::vector<std::string>& texts) {
    BeginArray();
    for (const std::string& text : texts)
      Put(text);
    EndArray();
  }

  void Member(std::string_view name, const auto& value) {
    Key(name);
    Put(value);
  }

  /// What was written goes to `file` as a line and is forgotten.
  void EndLine(AtomicFile& file) {
    buffer_.Put('\n');
    file.Write({buffer_.GetString(), buffer_.GetSize()});
    buffer_.Clear();
    writer_.Reset(buffer_);
  }

 private:
  /// Documents' texts are far shorter than the 4 GiB that the writer's lengths can say (ParseLimits).
  void PutUtf8(std::string_view text) { writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

/// Members that do not apply are left out.
void PutWhere(const SourceLocation& where, JsonText& out) {
  out.Key("where");
  out.BeginObject();
  out.Member("words", PlaceInWords(where));
  if (where.page > 0) out.Member("page", where.page);
  if (where.line > 0) out.Member("line", where.line);
  if (where.paragraph > 0) out.Member("paragraph", where.paragraph);
  if (!where.part.empty()) out.Member("part", where.part);
  if (where.box) {
    out.Key("box_pt");
    out.BeginArray();
    for (const double edge : {where.box->left, where.box->top, where.box->right, where.box->bottom})
      out.Put(edge);
    out.EndArray();
  }
  out.EndObject();
}

/// An array of objects, the members of each put by `put_members`.
template <typename Items, typename PutMembers>
void PutList(std::string_view name, const Items& items, JsonText& out, const PutMembers& put_members) {
  out.Key(name);
  out.BeginArray();
  for (const auto& item : items) {
    out.BeginObject();
    put_members(item);
    out.EndObject();
  }
  out.EndArray();
}

void PutPlaces(std::string_view name, const std::vector<Place>& places, JsonText& out) {
  PutList(name, places, out, [&out](const Place& place) {
    PutWhere(place.where, out);
    out.Member("quote", place.quote);
  });
}

void PutPages(const Coverage& coverage, JsonText& out) {
  out.Key("pages");
  out.BeginObject();
  out.Member("total", coverage.pages_total);
  out.Member("read", coverage.pages_read);
  out.Member("without_text", coverage.pages_without_text);
  out.Member("by_ocr", coverage.pages_by_ocr);
  out.EndObject();
}

void PutDocument(const AuditRecord& record, JsonText& out) {
  out.Member("record", "document");
  out.Member("document_id", record.document_id);
  out.Member("path", record.path);
  out.Member("sha256", record.sha256);
  out.Member("format", record.format);
  out.Member("bytes", record.bytes);
  out.Member("modified_unix_s", record.modified_unix_s);
  out.Member("outcome", OutcomeName(record.outcome));
  out.Member("outcome_detail", record.outcome_detail);
  out.Member("fully_read", !IsNotFullyRead(record));
  out.Member("clean", IsClean(record));
  PutPages(record.coverage, out);
  out.Member("limits_hit", record.coverage.limits_hit);
  out.Member("title", record.title);
  out.Member("language", record.facts.language);
  out.Member("jurisdictions", record.facts.jurisdictions);
  out.Member("unjudged_jurisdictions", record.unjudged);
  out.Member("product_track", NameOf(record.facts.track));
  out.Member("role", NameOf(record.facts.role));
  out.Member("facts_because", record.facts.because);
  out.Member("not_classified", record.facts.not_classified);
  PutList("anomalies", record.anomalies, out, [&out](const Anomaly& anomaly) {
    out.Member("name", anomaly.name);
    out.Member("detail", anomaly.detail);
    PutWhere(anomaly.where, out);
  });
  out.Member("statements", record.statements.size());
  out.Member("findings", record.findings.size());
  PutList("checklist", record.checklist, out, [&out](const ChecklistPoint& point) {
    out.Member("rule", point.rule);
    out.Member("question", point.question);
    out.Member("answered", NameOf(point.answered));
    PutPlaces("evidence", point.evidence, out);
  });
  out.Member("policy_digest", record.policy_digest);
  out.Member("tool_version", record.tool_version);
}

void PutStatement(const AuditRecord& record, std::size_t index, JsonText& out) {
  const Statement& statement = record.statements[index];
  out.Member("record", "statement");
  out.Member("statement_id", StatementId(record, index));
  out.Member("document_id", record.document_id);
  out.Member("path", record.path);
  PutWhere(statement.where, out);
  out.Member("block_kind", NameOf(statement.block_kind));
  out.Member("text", statement.text);
  out.Member("jurisdiction", statement.jurisdiction);
  out.Member("conditions", statement.conditions);
  PutList("labels", statement.labels, out, [&out](const Label& label) {
    out.Member("kind", NameOf(label.kind));
    out.Member("stands", label.stands);
    out.Member("stance", NameOf(label.stance));
    out.Member("subject", NameOf(label.subject));
    out.Member("cue", label.cue);
    out.Member("because", label.because);
    out.Member("confidence", label.confidence);
  });
}

void PutFinding(const AuditRecord& record, std::size_t index, const std::string& id, JsonText& out) {
  const Finding& finding = record.findings[index];
  out.Member("record", "finding");
  out.Member("finding_id", id);
  out.Member("fingerprint", finding.fingerprint);
  out.Member("document_id", record.document_id);
  out.Member("path", record.path);
  out.Member("rule", finding.rule);
  out.Member("category", finding.category);
  out.Member("severity", NameOf(finding.severity));
  out.Member("title", finding.title);
  out.Member("message", finding.message);
  out.Member("reason", finding.reason);
  out.Member("rewrite", finding.rewrite);
  PutPlaces("places", finding.places, out);
  out.Key("statement_ids");
  out.BeginArray();
  for (const std::size_t statement : finding.statements)
    out.Put(StatementId(record, statement));
  out.EndArray();
  PutList("authorities", finding.authorities, out, [&out](const Authority& authority) {
    out.Member("cite", authority.cite);
    out.Member("verification", NameOf(authority.verification));
    out.Member("note", authority.note);
  });
  out.Member("law_as_of", finding.as_of);
  out.Member("disposition", NameOf(finding.disposition));
  out.Member("disposition_note", finding.disposition_note);
  if (index < record.history.size()) {
    const FindingHistory& history = record.history[index];
    out.Member("change", history.change == FindingChange::kOld ? "old" : ChangeInWords(history.change));
    out.Member("first_seen_run", history.first_seen_run);
  }
}

void PutGone(const GoneFinding& gone, JsonText& out) {
  out.Member("record", "gone");
  out.Member("fingerprint", gone.fingerprint);
  out.Member("path", gone.path);
  out.Member("rule", gone.rule);
  out.Member("severity", NameOf(gone.severity));
  out.Member("title", gone.title);
  out.Member("place", gone.place);
  out.Member("quote", gone.quote);
  out.Member("first_seen_run", gone.first_seen_run);
}

}  // namespace

void WriteJsonLines(const RunInfo&, const RecordSource& records, const std::filesystem::path& folder) {
  AtomicFile file(folder / "audit.jsonl");
  JsonText out;
  const auto add_line = [&](const auto& put, const auto&... what) {
    out.BeginObject();
    put(what..., out);
    out.EndObject();
    out.EndLine(file);
  };
  records.ForEach([&](const AuditRecord& record) {
    add_line(PutDocument, record);
    for (std::size_t i = 0; i < record.statements.size(); ++i)
      add_line(PutStatement, record, i);
    const std::vector<std::string> ids = FindingIds(record);
    for (std::size_t i = 0; i < ids.size(); ++i)
      add_line(PutFinding, record, i, ids[i]);
  });
  records.ForEachGone([&](const GoneFinding& gone) { add_line(PutGone, gone); });
  file.Commit();
}

}  // namespace audit
