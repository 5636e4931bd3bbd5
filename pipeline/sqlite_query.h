// One prepared statement of SQLite: bind, step, read. Every trouble is a SetupError that names the database.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/discovery.h"

struct sqlite3;
struct sqlite3_stmt;

namespace audit {

/// Runs statements that give no rows.
void ExecuteSql(sqlite3* database, const std::string& sql);

/// Finalized with its owner; the database must outlive it.
class Query {
 public:
  Query(sqlite3* database, const std::string& sql);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// Values are bound in order, from the first `?`.
  Query& Bind(std::string_view text);
  Query& BindBytes(std::string_view bytes);
  Query& Bind(std::int64_t number);
  Query& Bind(const FileStamp& stamp);

  /// True while there is a row to read.
  bool Step();
  /// Steps to the end; then values can be bound again.
  void Run();
  /// Makes the statement ready to be bound and stepped again.
  void Reset();

  std::string Text(int column) const;
  std::int64_t Number(int column) const;

 private:
  [[noreturn]] void Fail() const;
  void Check(int result) const;

  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

/// A database that goes with this object.
class MemoryDatabase {
 public:
  MemoryDatabase();
  ~MemoryDatabase();
  MemoryDatabase(const MemoryDatabase&) = delete;
  MemoryDatabase& operator=(const MemoryDatabase&) = delete;

  sqlite3* Database() const { return database_; }

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace audit
