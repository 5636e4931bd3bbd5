// One table as RFC 4180 has it: CRLF, quoted as needed, UTF-8. Cells that a spreadsheet would run are defused.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reporters/atomic_file.h"
#include "reporters/reporter.h"

namespace audit {

/// `text` as one cell. A cell that begins, after blanks, like a formula (= + - @ and their full-width forms, tab, CR)
/// gets a leading apostrophe; bytes outside UTF-8 and control characters but tab, CR and LF become U+FFFD.
std::string CsvCell(std::string_view text);

/// `values` as one cell's text, joined with "; ".
std::string JoinValues(std::span<const std::string> values);

class CsvTable {
 public:
  /// Writes the mark and the header row.
  CsvTable(const std::filesystem::path& file, std::span<const std::string_view> columns, CsvMark mark);

  /// One row. REQUIRES: one cell a column.
  void Add(std::span<const std::string> cells);
  void Commit() { file_.Commit(); }

 private:
  std::size_t columns_;
  AtomicFile file_;
};

}  // namespace audit
