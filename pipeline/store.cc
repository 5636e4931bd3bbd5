#include "pipeline/store.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <stdexcept>
#include <utility>

#include "analyzers/setup_error.h"
#include "pipeline/record_codec.h"

namespace audit {
namespace {

constexpr int kSchemaVersion = 1;  // raise when tables change; an older program refuses a newer file

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inputs(path TEXT PRIMARY KEY, file BLOB NOT NULL, bytes INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL, changed_ns INTEGER NOT NULL, inode INTEGER NOT NULL, settings INTEGER NOT NULL,
  state INTEGER NOT NULL, note TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records(path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL,
  changed_ns INTEGER NOT NULL, inode INTEGER NOT NULL, key TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
)sql";

/// A prepared statement; finalized with its owner.
class Query {
 public:
  Query(sqlite3* db, const char* sql) : db_(db) {
    if (sqlite3_prepare_v2(db, sql, -1, &statement_, nullptr) != SQLITE_OK) Fail();
  }
  ~Query() { sqlite3_finalize(statement_); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& Bind(std::string_view text) {
    Check(sqlite3_bind_text64(statement_, ++bound_, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
  }
  Query& BindBytes(std::string_view bytes) {
    Check(sqlite3_bind_blob64(statement_, ++bound_, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
    return *this;
  }
  Query& Bind(std::int64_t number) {
    Check(sqlite3_bind_int64(statement_, ++bound_, number));
    return *this;
  }
  Query& Bind(const FileStamp& stamp) {
    return Bind(static_cast<std::int64_t>(stamp.bytes))
        .Bind(stamp.modified_ns)
        .Bind(stamp.changed_ns)
        .Bind(static_cast<std::int64_t>(stamp.inode));
  }

  /// True while there is a row to read.
  bool Step() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) Fail();
    return result == SQLITE_ROW;
  }
  void Run() {
    while (Step()) {
    }
    sqlite3_reset(statement_);
    bound_ = 0;
  }

  std::string Text(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    return std::string(static_cast<const char*>(data),
                       static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
  }
  std::int64_t Number(int column) const { return sqlite3_column_int64(statement_, column); }

 private:
  [[noreturn]] void Fail() const { throw SetupError(fmt::format("audit.db: {}", sqlite3_errmsg(db_))); }
  void Check(int result) const {
    if (result != SQLITE_OK) Fail();
  }

  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

constexpr const char* kInsertInput = "INSERT INTO inputs VALUES(?,?,?,?,?,?,?,?,?)";

Input InputOf(const Query& row) {
  Input input;
  input.path = row.Text(0);
  input.file = row.Text(1);
  input.stamp = {static_cast<std::uint64_t>(row.Number(2)), row.Number(3), row.Number(4),
                 static_cast<std::uint64_t>(row.Number(5))};
  input.settings = static_cast<std::size_t>(row.Number(6));
  input.state = static_cast<InputState>(row.Number(7));
  input.note = row.Text(8);
  return input;
}

}  // namespace

struct Store::Impl {
  sqlite3* db = nullptr;

  void Execute(const char* sql) const {
    char* message = nullptr;
    if (sqlite3_exec(db, sql, nullptr, nullptr, &message) == SQLITE_OK) return;
    const std::string text = message != nullptr ? message : "unknown error";
    sqlite3_free(message);
    throw SetupError(fmt::format("audit.db: {}", text));
  }
};

Store::Store(const std::filesystem::path& folder) : impl_(std::make_unique<Impl>()) {
  const std::string file = (folder / "audit.db").string();
  if (sqlite3_open_v2(file.c_str(), &impl_->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK) {
    const std::string reason = sqlite3_errmsg(impl_->db);
    sqlite3_close(impl_->db);
    throw SetupError(fmt::format("{}: {}", file, reason));
  }
  try {
    impl_->Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
    Query version(impl_->db, "PRAGMA user_version");
    version.Step();
    if (version.Number(0) > kSchemaVersion)
      throw SetupError(fmt::format("{}: written by a newer version; use that version or another --out", file));
    impl_->Execute(kSchema);
    impl_->Execute(fmt::format("PRAGMA user_version={}", kSchemaVersion).c_str());
  } catch (...) {
    sqlite3_close_v2(impl_->db);
    throw;
  }
}

Store::~Store() { sqlite3_close_v2(impl_->db); }

void Store::ReplaceInputs(const std::function<void(const std::function<void(const Input&)>&)>& fill) {
  impl_->Execute("BEGIN IMMEDIATE; DELETE FROM inputs;");
  try {
    Query insert(impl_->db, kInsertInput);
    fill([&insert](const Input& input) {
      insert.Bind(input.path).BindBytes(input.file.native()).Bind(input.stamp);
      insert.Bind(static_cast<std::int64_t>(input.settings)).Bind(static_cast<std::int64_t>(input.state));
      insert.Bind(input.note).Run();
    });
  } catch (...) {
    impl_->Execute("ROLLBACK");
    throw;
  }
  impl_->Execute("COMMIT");
}

std::vector<Input> Store::Pending(const std::function<std::string(std::size_t)>& key_of, std::string_view after,
                                  std::size_t limit) const {
  Query rows(impl_->db,
             "SELECT i.path, i.file, i.bytes, i.modified_ns, i.changed_ns, i.inode, i.settings, i.state, i.note, r.key,"
             " r.bytes IS i.bytes AND r.modified_ns IS i.modified_ns AND r.changed_ns IS i.changed_ns"
             " AND r.inode IS i.inode FROM inputs i LEFT JOIN records r ON r.path = i.path WHERE i.path > ?"
             " ORDER BY i.path");
  rows.Bind(after);
  std::vector<Input> pending;
  while (pending.size() < limit && rows.Step()) {
    Input input = InputOf(rows);
    const bool same_bytes = rows.Number(10) != 0;
    if (!same_bytes || rows.Text(9) != key_of(input.settings)) pending.push_back(std::move(input));
  }
  return pending;
}

void Store::Put(const Input& input, std::string_view key, const AuditRecord& record) {
  Query insert(impl_->db, "INSERT OR REPLACE INTO records VALUES(?,?,?,?,?,?,?)");
  insert.Bind(input.path).Bind(input.stamp).Bind(key).Bind(EncodeRecord(record)).Run();
}

void Store::DropRecordsWithoutInput() {
  impl_->Execute("DELETE FROM records WHERE path NOT IN (SELECT path FROM inputs)");
}

std::size_t Store::InputCount() const {
  Query count(impl_->db, "SELECT count(*) FROM inputs");
  count.Step();
  return static_cast<std::size_t>(count.Number(0));
}

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
