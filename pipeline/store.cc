#include "pipeline/store.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "analyzers/setup_error.h"
#include "pipeline/record_codec.h"
#include "pipeline/record_pack.h"
#include "pipeline/run_folder.h"
#include "pipeline/sqlite_query.h"

namespace audit {
namespace {

// Raise when tables or record_pack.cc change: an older program refuses a newer file, and a newer one an older.
constexpr int kSchemaVersion = 6;

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inputs(path TEXT PRIMARY KEY, file BLOB NOT NULL, bytes INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL, changed_ns INTEGER NOT NULL, inode INTEGER NOT NULL, settings INTEGER NOT NULL,
  state INTEGER NOT NULL, note TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records(path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL,
  changed_ns INTEGER NOT NULL, inode INTEGER NOT NULL, key TEXT NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents(bytes INTEGER NOT NULL, key TEXT NOT NULL, sha256 TEXT NOT NULL,
  ending TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY(bytes, key, sha256, ending)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS readings(path TEXT PRIMARY KEY, key TEXT NOT NULL, reading BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS pictures(path TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(path, name)) WITHOUT ROWID;
)sql";

// The words of what is asked for each document.
constexpr const char* kBegin = "BEGIN IMMEDIATE";
constexpr const char* kCommit = "COMMIT";
constexpr const char* kMayHold = "SELECT 1 FROM contents WHERE bytes = ? AND key = ? LIMIT 1";
constexpr const char* kFindContent =
    "SELECT r.record FROM contents c JOIN records r ON r.path = c.path AND r.key = c.key"
    " WHERE c.bytes = ? AND c.key = ? AND c.sha256 = ? AND c.ending = ?";
constexpr const char* kPutRecord = "INSERT OR REPLACE INTO records VALUES(?,?,?,?,?,?,?)";
constexpr const char* kPutContent = "INSERT OR REPLACE INTO contents VALUES(?,?,?,?,?)";
constexpr const char* kPutReading = "INSERT OR REPLACE INTO readings VALUES(?,?,?)";
constexpr const char* kDropReading = "DELETE FROM readings WHERE path = ?";
constexpr const char* kPutPicture = "INSERT INTO pictures VALUES(?,?)";
constexpr const char* kDropPictures = "DELETE FROM pictures WHERE path = ?";

/// Names of the pictures that a record shows.
std::set<std::string> PicturesOf(const AuditRecord& record) {
  std::set<std::string> names;
  for (const Finding& finding : record.findings)
    for (const Place& place : finding.places)
      if (!place.picture.empty()) names.insert(place.picture);
  return names;
}

}  // namespace

std::string EndingOf(std::string_view path) {
  const auto dot = path.find_last_of("./");
  std::string ending;
  if (dot == std::string_view::npos || path[dot] == '/') return ending;
  for (const char c : path.substr(dot + 1))
    ending += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending;
}

struct Store::Impl {
  sqlite3* db = nullptr;
  std::map<const char*, Query> kept;  ///< by the address of their text, which is a constant of this file

  ~Impl() {
    kept.clear();
    sqlite3_close_v2(db);
  }

  void Execute(const char* sql) const { ExecuteSql(db, sql); }

  /// What is asked for each document is prepared once. Ready to be bound; one use at a time.
  Query& Kept(const char* sql) {
    Query& query = kept.try_emplace(sql, db, sql).first->second;
    query.Reset();
    return query;
  }

  template <typename Names>
  void PutRecord(const Input& input, std::string_view key, std::string_view record, const Names& pictures) {
    Kept(kPutRecord).Bind(input.path).Bind(input.stamp).Bind(key).BindBytes(record).Run();
    Kept(kDropPictures).Bind(input.path).Run();
    for (const std::string& name : pictures)
      Kept(kPutPicture).Bind(input.path).Bind(name).Run();
  }
};

Store::Store(const std::filesystem::path& folder) : impl_(std::make_unique<Impl>()) {
  const std::string file = (folder / "audit.db").string();
  if (sqlite3_open_v2(file.c_str(), &impl_->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK) {
    const std::string reason = sqlite3_errmsg(impl_->db);
    throw SetupError(fmt::format("{}: {}", file, reason));
  }
  // A new file holds nothing yet that could be lost: it need not be flushed four times. What was written goes from the
  // journal to its place every 16 MiB, not 4: the workers wait for it, and pages written again and again go once.
  impl_->Execute(
      "PRAGMA synchronous=OFF; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4096;");
  Query version(impl_->db, "PRAGMA user_version");
  version.Step();
  if (version.Number(0) > kSchemaVersion)
    throw SetupError(fmt::format("{}: written by a newer version; use that version or another --out", file));
  if (version.Number(0) > 0 && version.Number(0) < kSchemaVersion)
    throw SetupError(
        fmt::format("{}: written by an earlier version; run into another --out, and give this folder as --baseline "
                    "if the history "
                    "of its findings is to go on",
                    file));
  impl_->Execute(kSchema);
  impl_->Execute(fmt::format("PRAGMA user_version={}", kSchemaVersion).c_str());
}

sqlite3* Store::Database() const { return impl_->db; }

void Store::InTransaction(const std::function<void()>& work) {
  if (sqlite3_get_autocommit(impl_->db) == 0) return work();  // within another one
  impl_->Kept(kBegin).Run();
  try {
    work();
    impl_->Kept(kCommit).Run();
  } catch (...) {
    sqlite3_exec(impl_->db, "ROLLBACK", nullptr, nullptr, nullptr);  // a full disk has rolled back already
    throw;
  }
}

Store::~Store() = default;

StoredDocument Store::Stored(std::string_view path, std::string_view reading_key) const {
  Query row(
      impl_->db,
      "SELECT d.reading, r.record FROM readings d JOIN records r ON r.path = d.path WHERE d.path = ? AND d.key = ?");
  row.Bind(path).Bind(reading_key);
  if (!row.Step()) return {};
  return {row.Text(0), row.Text(1)};
}

bool Store::MayHold(std::uint64_t bytes, std::string_view key) const {
  Query& row = impl_->Kept(kMayHold);
  const bool holds = row.Bind(static_cast<std::int64_t>(bytes)).Bind(key).Step();
  row.Reset();
  return holds;
}

std::optional<AuditRecord> Store::FindContent(std::uint64_t bytes, std::string_view sha256, std::string_view key,
                                              std::string_view ending) const {
  Query& row = impl_->Kept(kFindContent);
  row.Bind(static_cast<std::int64_t>(bytes)).Bind(key).Bind(sha256).Bind(ending);
  const std::string found = row.Step() ? row.Text(0) : "";
  row.Reset();
  if (found.empty()) return std::nullopt;
  AuditRecord record = DecodeRecord(found);
  if (record.sha256 != sha256) return std::nullopt;  // the document at that path was replaced since
  return record;
}

void Store::PutJudged(const Input& input, std::string_view key, const AuditRecord& record) {
  InTransaction([&] {
    impl_->PutRecord(input, key, EncodeRecord(record), PicturesOf(record));
    if (key.empty() || record.sha256.empty()) return;
    impl_->Kept(kPutContent)
        .Bind(static_cast<std::int64_t>(input.stamp.bytes))
        .Bind(key)
        .Bind(record.sha256)
        .Bind(EndingOf(input.path))
        .Bind(input.path)
        .Run();
  });
}

void Store::Put(const Input& input, std::string_view key, const AuditRecord& record, const KeptReading& reading) {
  InTransaction([&] {
    PutJudged(input, key, record);
    if (reading.bytes.empty())
      impl_->Kept(kDropReading).Bind(input.path).Run();
    else
      impl_->Kept(kPutReading).Bind(input.path).Bind(reading.key).BindBytes(reading.bytes).Run();
  });
}

void Store::PutKnown(const Input& input, std::string_view key, const AuditRecord& record, std::string_view from_path) {
  InTransaction([&] {
    PutJudged(input, key, record);
    if (from_path == input.path) return;
    impl_->Kept(kDropReading).Bind(input.path).Run();
    Query(impl_->db, "INSERT INTO readings SELECT ?, key, reading FROM readings WHERE path = ?")
        .Bind(input.path)
        .Bind(from_path)
        .Run();
  });
}

std::size_t Store::DropRecordsWithoutInput() {
  impl_->Execute("DELETE FROM records WHERE path NOT IN (SELECT path FROM inputs)");
  const auto dropped = static_cast<std::size_t>(sqlite3_changes64(impl_->db));
  impl_->Execute(
      "DELETE FROM contents WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.path = contents.path"
      " AND r.key = contents.key)");
  if (dropped > 0)
    impl_->Execute(
        "DELETE FROM pictures WHERE path NOT IN (SELECT path FROM records);"
        "DELETE FROM readings WHERE path NOT IN (SELECT path FROM records);");
  return dropped;
}

bool Store::HasRecords() const { return Query(impl_->db, "SELECT 1 FROM records LIMIT 1").Step(); }

std::size_t Store::RecordCount(std::string_view prefix) const {
  Query count(impl_->db, "SELECT count(*) FROM records WHERE substr(path, 1, length(?1)) = ?1");
  count.Bind(prefix).Step();
  return static_cast<std::size_t>(count.Number(0));
}

void Store::ForEachStored(const std::function<void(const StoredRecord&)>& visit) const {
  Query rows(impl_->db, "SELECT path, bytes, modified_ns, changed_ns, inode, key, record FROM records ORDER BY path");
  Query pictures(impl_->db, "SELECT name FROM pictures WHERE path = ? ORDER BY name");
  while (rows.Step()) {
    StoredRecord stored;
    stored.input.path = rows.Text(0);
    stored.input.stamp = {static_cast<std::uint64_t>(rows.Number(1)), rows.Number(2), rows.Number(3),
                          static_cast<std::uint64_t>(rows.Number(4))};
    stored.key = rows.Text(5);
    stored.record = rows.Text(6);
    pictures.Bind(stored.input.path);
    while (pictures.Step())
      stored.pictures.push_back(pictures.Text(0));
    pictures.Reset();
    visit(stored);
  }
}

void Store::ReplaceRecords(const std::function<void()>& fill) {
  InTransaction([&] {
    impl_->Execute("DELETE FROM records; DELETE FROM pictures; DELETE FROM readings;");
    fill();
  });
}

void Store::PutStored(const StoredRecord& stored) {
  impl_->PutRecord(stored.input, stored.key, stored.record, stored.pictures);
}

std::vector<std::string> Store::Pictures() const {
  Query rows(impl_->db, "SELECT DISTINCT name FROM pictures ORDER BY name");
  std::vector<std::string> names;
  while (rows.Step())
    names.push_back(rows.Text(0));
  return names;
}

void Store::ForgetRecordsThatShow(const std::vector<std::string>& pictures) {
  if (pictures.empty()) return;
  InTransaction([&] {
    Query(impl_->db, "CREATE TEMP TABLE gone_pictures(name TEXT PRIMARY KEY) WITHOUT ROWID").Run();
    Query add(impl_->db, "INSERT OR IGNORE INTO gone_pictures VALUES(?)");
    for (const std::string& name : pictures)
      add.Bind(name).Run();
    impl_->Execute(
        "DELETE FROM records WHERE path IN (SELECT p.path FROM pictures p JOIN gone_pictures g ON g.name = p.name);"
        "DELETE FROM pictures WHERE path NOT IN (SELECT path FROM records);"
        "DELETE FROM readings WHERE path NOT IN (SELECT path FROM records);"
        "DROP TABLE gone_pictures;");
  });
}

void Store::MakeOneFile() { impl_->Execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;"); }

void Store::CopyTo(const std::filesystem::path& file) const {
  const std::filesystem::path partial = file.parent_path() / ("." + file.filename().string() + ".partial");
  std::filesystem::remove(partial);
  try {
    Query(impl_->db, "VACUUM INTO ?").Bind(partial.native()).Run();
  } catch (const SetupError& error) {
    std::filesystem::remove(partial);
    throw SetupError(fmt::format("{}: cannot be written as a copy of {}", file.string(), error.what()));
  }
  FlushAndRename(partial, file);
}

void Store::SetMark(std::string_view name, std::string_view value) {
  Query(impl_->db, "INSERT OR REPLACE INTO meta VALUES(?, ?)").Bind(name).Bind(value).Run();
}

std::string Store::Mark(std::string_view name) const {
  Query row(impl_->db, "SELECT value FROM meta WHERE name = ?");
  row.Bind(name);
  return row.Step() ? row.Text(0) : "";
}

std::string Store::OpenRun(const std::string& now) {
  Query(impl_->db, "INSERT OR IGNORE INTO meta VALUES('open run', ?)").Bind(now).Run();
  Query row(impl_->db, "SELECT value FROM meta WHERE name = 'open run'");
  row.Step();
  return row.Text(0);
}

void Store::CloseRun() { impl_->Execute("DELETE FROM meta WHERE name = 'open run'"); }

void Store::PutRunInfo(const RunInfo& run) {
  Query(impl_->db, "INSERT OR REPLACE INTO meta VALUES('run', ?)").Bind(EncodeRunInfo(run)).Run();
}

std::optional<RunInfo> Store::GetRunInfo() const {
  Query row(impl_->db, "SELECT value FROM meta WHERE name = 'run'");
  if (!row.Step()) return std::nullopt;
  return DecodeRunInfo(row.Text(0));
}

void Store::ForEach(const std::function<void(const AuditRecord&)>& visit) const {
  Query rows(impl_->db, "SELECT record FROM records ORDER BY path");
  while (rows.Step())
    visit(DecodeRecord(rows.Text(0)));
}

}  // namespace audit
