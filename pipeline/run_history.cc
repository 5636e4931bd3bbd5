#include "pipeline/run_history.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "pipeline/run_folder.h"
#include "pipeline/sqlite_query.h"
#include "reporters/place.h"

namespace audit {
namespace {

// `now` and `then` are the names before which _documents and _findings make tables of this form; `out` is the schema
// of the results. `number` is the finding's place in its record; `ordinal` tells apart those of one fingerprint.
constexpr const char* kTables = R"sql(
CREATE TABLE IF NOT EXISTS {0}_documents(path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, was_read INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS {0}_findings(path TEXT NOT NULL, fingerprint TEXT NOT NULL, ordinal INTEGER NOT NULL,
  number INTEGER NOT NULL, rule TEXT NOT NULL, severity INTEGER NOT NULL, title TEXT NOT NULL, quote TEXT NOT NULL,
  place TEXT NOT NULL, content TEXT NOT NULL, first_seen TEXT NOT NULL,
  PRIMARY KEY(path, fingerprint, ordinal)) WITHOUT ROWID;
)sql";

constexpr const char* kCompare = R"sql(
DROP TABLE IF EXISTS temp.moved;
CREATE TEMP TABLE moved(now_path TEXT PRIMARY KEY, then_path TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE lost(sha256 TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY(sha256, path)) WITHOUT ROWID;
INSERT INTO lost SELECT sha256, path FROM {then}_documents t WHERE sha256 <> ''
  AND NOT EXISTS (SELECT 1 FROM {now}_documents n WHERE n.path = t.path);
INSERT INTO moved SELECT n.path, min(l.path) FROM {now}_documents n JOIN lost l ON l.sha256 = n.sha256
  WHERE NOT EXISTS (SELECT 1 FROM {then}_documents t WHERE t.path = n.path) GROUP BY n.path;
DROP TABLE temp.lost;
CREATE INDEX temp.moved_from ON moved(then_path);
DROP TABLE IF EXISTS {out}.finding_history;
CREATE TABLE {out}.finding_history(path TEXT NOT NULL, number INTEGER NOT NULL, change INTEGER NOT NULL,
  first_seen TEXT NOT NULL, PRIMARY KEY(path, number)) WITHOUT ROWID;
INSERT INTO {out}.finding_history SELECT n.path, n.number,
  CASE WHEN t.path IS NULL THEN 1 WHEN t.content <> n.content THEN 2 ELSE 0 END, coalesce(t.first_seen, '{run}')
  FROM {now}_findings n LEFT JOIN moved m ON m.now_path = n.path LEFT JOIN {then}_findings t
  ON t.path = coalesce(m.then_path, n.path) AND t.fingerprint = n.fingerprint AND t.ordinal = n.ordinal;
DROP TABLE IF EXISTS {out}.gone_findings;
CREATE TABLE {out}.gone_findings(path TEXT NOT NULL, fingerprint TEXT NOT NULL, ordinal INTEGER NOT NULL,
  number INTEGER NOT NULL, rule TEXT NOT NULL, severity INTEGER NOT NULL, title TEXT NOT NULL, quote TEXT NOT NULL,
  place TEXT NOT NULL, content TEXT NOT NULL, first_seen TEXT NOT NULL, PRIMARY KEY(path, number)) WITHOUT ROWID;
INSERT INTO {out}.gone_findings SELECT t.* FROM {then}_findings t
  WHERE NOT EXISTS (SELECT 1 FROM {now}_documents d WHERE d.path = t.path AND d.was_read = 0)
  AND NOT EXISTS (SELECT 1 FROM {now}_findings n WHERE n.path = t.path
    AND n.fingerprint = t.fingerprint AND n.ordinal = t.ordinal)
  AND NOT EXISTS (SELECT 1 FROM moved m JOIN {now}_findings n ON n.path = m.now_path WHERE m.then_path = t.path
    AND n.fingerprint = t.fingerprint AND n.ordinal = t.ordinal);
)sql";

// Findings of documents that could not be read this time are carried over.
constexpr const char* kRemember = R"sql(
INSERT INTO now_findings SELECT t.* FROM seen_findings t JOIN now_documents d ON d.path = t.path AND d.was_read = 0;
UPDATE now_findings AS n SET first_seen = (SELECT h.first_seen FROM finding_history h
  WHERE h.path = n.path AND h.number = n.number)
  WHERE EXISTS (SELECT 1 FROM finding_history h WHERE h.path = n.path AND h.number = n.number);
DROP TABLE seen_documents; ALTER TABLE now_documents RENAME TO seen_documents;
DROP TABLE seen_findings; ALTER TABLE now_findings RENAME TO seen_findings;
)sql";

std::string CompareSql(const char* now, const char* then, const char* out, const std::string& run_id) {
  return fmt::format(fmt::runtime(kCompare), fmt::arg("now", now), fmt::arg("then", then), fmt::arg("out", out),
                     fmt::arg("run", run_id));
}

bool WasRead(const AuditRecord& record) {
  return record.outcome == Outcome::kAudited || record.outcome == Outcome::kPartlyRead;
}

constexpr const char* kGoneColumns = "path, rule, severity, title, quote, place, fingerprint, first_seen";

GoneFinding GoneOf(const Query& row, int first_column) {
  GoneFinding gone;
  gone.path = row.Text(first_column);
  gone.rule = row.Text(first_column + 1);
  gone.severity = static_cast<Severity>(row.Number(first_column + 2));
  gone.title = row.Text(first_column + 3);
  gone.quote = row.Text(first_column + 4);
  gone.place = row.Text(first_column + 5);
  gone.fingerprint = row.Text(first_column + 6);
  gone.first_seen_run = row.Text(first_column + 7);
  return gone;
}

/// Another run's database beside this one, under the name `schema`.
class Attached {
 public:
  Attached(sqlite3* database, const std::filesystem::path& folder, const std::string& schema)
      : database_(database), schema_(schema) {
    RequireStoredRun(folder);
    Query(database_, "ATTACH ? AS " + schema_).Bind((folder / "audit.db").native()).Run();
  }
  ~Attached() {
    try {
      ExecuteSql(database_, "DETACH " + schema_);
    } catch (const SetupError&) {
      return;  // it goes with the connection
    }
  }
  Attached(const Attached&) = delete;
  Attached& operator=(const Attached&) = delete;

  /// Start of the run whose findings it remembers. Throws if it never finished one.
  std::string Run(const std::filesystem::path& folder) const {
    Query tables(database_, "SELECT 1 FROM " + schema_ + ".sqlite_master WHERE name = 'seen_findings'");
    if (tables.Step()) {
      Query row(database_, "SELECT value FROM " + schema_ + ".meta WHERE name = 'seen'");
      if (row.Step()) return row.Text(0);
    }
    throw SetupError(fmt::format("{}: holds no finished run to compare with", folder.string()));
  }

 private:
  sqlite3* database_;
  std::string schema_;
};

}  // namespace

RunHistory::RunHistory(Store& store) : store_(store) {
  ExecuteSql(store_.Database(), fmt::format(fmt::runtime(kTables), "seen"));
}

void RunHistory::CollectFindings() const {
  sqlite3* database = store_.Database();
  ExecuteSql(database, "DROP TABLE IF EXISTS now_documents; DROP TABLE IF EXISTS now_findings;");
  ExecuteSql(database, fmt::format(fmt::runtime(kTables), "now"));
  Query document(database, "INSERT INTO now_documents VALUES(?,?,?)");
  Query row(database, "INSERT INTO now_findings VALUES(?,?,?,?,?,?,?,?,?,?,'')");
  store_.ForEach([&](const AuditRecord& record) {
    document.Bind(record.path).Bind(record.sha256).Bind(std::int64_t{WasRead(record)}).Run();
    std::map<std::string, std::int64_t> ordinals;
    for (std::size_t i = 0; i < record.findings.size(); ++i) {
      const Finding& finding = record.findings[i];
      const Place place = finding.places.empty() ? Place() : finding.places.front();
      row.Bind(record.path).Bind(finding.fingerprint).Bind(ordinals[finding.fingerprint]++);
      row.Bind(static_cast<std::int64_t>(i)).Bind(finding.rule).Bind(static_cast<std::int64_t>(finding.severity));
      row.Bind(finding.title).Bind(place.quote).Bind(PlaceInWords(place.where));
      row.Bind(fmt::format("{} {} {}", NameOf(finding.severity), finding.places.size(), finding.message)).Run();
    }
  });
}

Baseline RunHistory::Compare(const std::filesystem::path& other, const std::string& run_id) {
  sqlite3* database = store_.Database();
  Baseline baseline;
  std::unique_ptr<Attached> attached;
  if (!other.empty()) {
    attached = std::make_unique<Attached>(database, other, "base");
    baseline.run = attached->Run(other);
  } else if (Query seen(database, "SELECT value FROM meta WHERE name = 'seen'"); seen.Step()) {
    baseline.run = seen.Text(0);
  }
  store_.InTransaction([&] {
    CollectFindings();
    ExecuteSql(database, CompareSql("main.now", other.empty() ? "main.seen" : "base.seen", "main", run_id));
  });
  Query counts(database,
               "SELECT h.change, n.severity, count(*) FROM finding_history h JOIN now_findings n ON n.path = h.path"
               " AND n.number = h.number GROUP BY 1, 2");
  while (counts.Step()) {
    const auto count = static_cast<std::size_t>(counts.Number(2));
    if (counts.Number(0) == static_cast<int>(FindingChange::kChanged)) baseline.changed_findings += count;
    if (counts.Number(0) != static_cast<int>(FindingChange::kNew)) continue;
    baseline.new_findings += count;
    baseline.new_by_severity[static_cast<Severity>(counts.Number(1))] += count;
  }
  Query gone(database, "SELECT count(*) FROM gone_findings");
  gone.Step();
  baseline.gone_findings = static_cast<std::size_t>(gone.Number(0));
  return baseline;
}

void RunHistory::Remember(const std::string& run_id) {
  store_.InTransaction([&] {
    ExecuteSql(store_.Database(), kRemember);
    Query(store_.Database(), "INSERT OR REPLACE INTO meta VALUES('seen', ?)").Bind(run_id).Run();
  });
}

void RunHistory::ForEach(const std::function<void(const AuditRecord&)>& visit) const {
  Query history(store_.Database(), "SELECT number, change, first_seen FROM finding_history WHERE path = ?");
  store_.ForEach([&](const AuditRecord& stored) {
    AuditRecord record = stored;
    record.history.resize(record.findings.size());
    history.Bind(record.path);
    while (history.Step())
      record.history.at(static_cast<std::size_t>(history.Number(0))) = {static_cast<FindingChange>(history.Number(1)),
                                                                        history.Text(2)};
    history.Reset();
    visit(record);
  });
}

void RunHistory::ForEachGone(const std::function<void(const GoneFinding&)>& visit) const {
  Query rows(store_.Database(), fmt::format("SELECT {} FROM gone_findings ORDER BY path, number", kGoneColumns));
  while (rows.Step())
    visit(GoneOf(rows, 0));
}

void CompareRuns(const std::filesystem::path& old_run, const std::filesystem::path& new_run,
                 const std::function<void(const FindingDifference&)>& visit) {
  const MemoryDatabase memory;
  sqlite3* database = memory.Database();
  const Attached before(database, old_run, "old"), after(database, new_run, "new");
  before.Run(old_run);
  after.Run(new_run);
  ExecuteSql(database, CompareSql("new.seen", "old.seen", "main", ""));
  const std::string columns = "f.path, f.rule, f.severity, f.title, f.quote, f.place, f.fingerprint, f.first_seen";
  Query rows(database, fmt::format("SELECT h.change, {0}, f.number FROM finding_history h JOIN new.seen_findings f"
                                   " ON f.path = h.path AND f.number = h.number WHERE h.change > 0"
                                   " UNION ALL SELECT 3, {0}, f.number FROM gone_findings f ORDER BY 2, 1, 10",
                                   columns));
  while (rows.Step()) {
    const auto change = rows.Number(0);
    visit({change == 3 ? "gone" : ChangeInWords(static_cast<FindingChange>(change)), GoneOf(rows, 1)});
  }
}

}  // namespace audit
