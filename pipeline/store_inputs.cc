// The part of the store that knows what the archive holds: its inputs, and which of them have no valid record.
#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>
#include <utility>

#include "pipeline/sqlite_query.h"
#include "pipeline/store.h"

namespace audit {
namespace {

constexpr const char* kInsertInput = "INSERT INTO inputs VALUES(?,?,?,?,?,?,?,?,?)";
constexpr const char* kInsertKnownInput = "INSERT OR IGNORE INTO inputs VALUES(?,?,?,?,?,?,?,?,?)";

Query& BindInput(Query& insert, const Input& input) {
  // Later commands look for it from another folder.
  insert.Bind(input.path).BindBytes(std::filesystem::absolute(input.file).native()).Bind(input.stamp);
  insert.Bind(static_cast<std::int64_t>(input.settings)).Bind(static_cast<std::int64_t>(input.state));
  return insert.Bind(input.note);
}

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

void Store::ReplaceInputs(const std::function<void(const std::function<void(const Input&)>&)>& fill) {
  InTransaction([&] {
    ExecuteSql(Database(), "DELETE FROM inputs");
    Query insert(Database(), kInsertInput);
    fill([&insert](const Input& input) { BindInput(insert, input).Run(); });
  });
}

void Store::KeepInputsBelow(const std::vector<std::string>& folders) {
  if (folders.empty()) return;
  // Another connection still sees the inputs of before.
  sqlite3* before = nullptr;
  sqlite3_open_v2(sqlite3_db_filename(Database(), "main"), &before, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)> closing(before, sqlite3_close_v2);
  Query known(before,
              "SELECT i.path, i.file, coalesce(r.bytes, i.bytes), coalesce(r.modified_ns, i.modified_ns),"
              " coalesce(r.changed_ns, i.changed_ns), coalesce(r.inode, i.inode), 0, i.state, i.note"
              " FROM inputs i LEFT JOIN records r ON r.path = i.path WHERE i.path > ? AND i.path < ?");
  Query insert(Database(), kInsertKnownInput);
  for (const std::string& folder : folders) {
    known.Bind(folder + "/").Bind(folder + "0");  // '0' comes after '/'
    while (known.Step()) {
      Input input = InputOf(known);
      if (input.state != InputState::kSkipped) {
        input.state = InputState::kOutOfReach;
        input.note =
            fmt::format("It lies in {}, which cannot be listed now; what an earlier run made of it is kept.", folder);
      }
      BindInput(insert, input).Run();
    }
    known.Reset();
  }
}

std::vector<PendingInput> Store::Pending(const std::function<std::string(std::size_t)>& key_of, std::string_view after,
                                         std::size_t limit) const {
  Query rows(Database(),
             "SELECT i.path, i.file, i.bytes, i.modified_ns, i.changed_ns, i.inode, i.settings, i.state, i.note, r.key,"
             " r.bytes IS i.bytes AND r.modified_ns IS i.modified_ns AND r.changed_ns IS i.changed_ns"
             " AND r.inode IS i.inode FROM inputs i LEFT JOIN records r ON r.path = i.path WHERE i.path > ?"
             " ORDER BY i.path");
  rows.Bind(after);
  std::vector<PendingInput> pending;
  while (pending.size() < limit && rows.Step()) {
    Input input = InputOf(rows);
    const bool same_bytes = rows.Number(10) != 0;
    // What is out of reach is told of, even if its record would still hold.
    const bool holds = same_bytes && input.state != InputState::kOutOfReach && rows.Text(9) == key_of(input.settings);
    if (!holds) pending.push_back({std::move(input), same_bytes});
  }
  return pending;
}

std::size_t Store::InputCount() const {
  Query count(Database(), "SELECT count(*) FROM inputs");
  count.Step();
  return static_cast<std::size_t>(count.Number(0));
}

void Store::ForEachInput(const std::function<void(const Input&)>& visit) const {
  Query rows(Database(),
             "SELECT path, file, bytes, modified_ns, changed_ns, inode, settings, state, note FROM inputs"
             " ORDER BY path");
  while (rows.Step())
    visit(InputOf(rows));
}

}  // namespace audit
