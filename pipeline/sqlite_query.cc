#include "pipeline/sqlite_query.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>

#include "analyzers/setup_error.h"
#include "reporters/atomic_file.h"

namespace audit {

namespace {

/// A full disk shows in many ways: no page, no journal, no memory that is shared through a file.
bool IsFull(sqlite3* database) {
  const int code = sqlite3_extended_errcode(database);
  return (code & 0xFF) == SQLITE_FULL || sqlite3_system_errno(database) == ENOSPC ||
         sqlite3_system_errno(database) == EDQUOT;
}

[[noreturn]] void ThrowTrouble(sqlite3* database) {
  const char* file = sqlite3_db_filename(database, "main");
  const std::string where =
      file == nullptr || *file == '\0' ? "a temporary database (in SQLITE_TMPDIR or /var/tmp)" : file;
  if (IsFull(database)) throw SetupError(fmt::format("{}: {}", where, ReasonInWords(ENOSPC)));
  throw SetupError(fmt::format("{}: {}", where, sqlite3_errmsg(database)));
}

}  // namespace

void ExecuteSql(sqlite3* database, const std::string& sql) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) ThrowTrouble(database);
}

MemoryDatabase::MemoryDatabase() {
  // An empty name is a temporary file that grows out of memory when need be.
  if (sqlite3_open("", &database_) != SQLITE_OK) throw SetupError("no temporary database can be opened");
}

MemoryDatabase::~MemoryDatabase() { sqlite3_close_v2(database_); }

Query::Query(sqlite3* database, const std::string& sql) : database_(database) {
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement_, nullptr) != SQLITE_OK) Fail();
}

Query::~Query() { sqlite3_finalize(statement_); }

Query& Query::Bind(std::string_view text) {
  Check(sqlite3_bind_text64(statement_, ++bound_, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Query& Query::BindBytes(std::string_view bytes) {
  Check(sqlite3_bind_blob64(statement_, ++bound_, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Query& Query::Bind(std::int64_t number) {
  Check(sqlite3_bind_int64(statement_, ++bound_, number));
  return *this;
}

Query& Query::Bind(const FileStamp& stamp) {
  return Bind(static_cast<std::int64_t>(stamp.bytes))
      .Bind(stamp.modified_ns)
      .Bind(stamp.changed_ns)
      .Bind(static_cast<std::int64_t>(stamp.inode));
}

bool Query::Step() {
  const int result = sqlite3_step(statement_);
  if (result != SQLITE_ROW && result != SQLITE_DONE) Fail();
  return result == SQLITE_ROW;
}

void Query::Run() {
  while (Step()) {
  }
  Reset();
}

void Query::Reset() {
  sqlite3_reset(statement_);
  bound_ = 0;
}

std::string Query::Text(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  return std::string(static_cast<const char*>(data),
                     static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

std::int64_t Query::Number(int column) const { return sqlite3_column_int64(statement_, column); }

void Query::Fail() const { ThrowTrouble(database_); }

void Query::Check(int result) const {
  if (result != SQLITE_OK) Fail();
}

}  // namespace audit
