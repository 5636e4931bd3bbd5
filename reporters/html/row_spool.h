// Rows of a list that wait on the disk until the whole list is known: added in any order of their sections, read back
// section by section, cut into pages of bounded size. Memory grows with the number of sections, not of rows. One
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reporters/atomic_file.h"

namespace audit {

/// A stretch of rows of one section that lie together in the file.
struct RowRun {
  std::string section;
  std::uint64_t offset = 0;
  std::size_t bytes = 0;
  std::size_t rows = 0;
};

struct RowPage {
  std::vector<RowRun> runs;
  std::size_t bytes = 0;
  std::size_t rows = 0;
  std::size_t rows_before = 0;  ///< on the pages before it
};

class RowSpool {
 public:
  /// `file`: a temporary name; it is gone with the object.
  explicit RowSpool(const std::filesystem::path& file) : file_(file) {}

  /// Sections come out in ascending order of their names, rows of one in the order in which they were added.
  void Add(const std::string& section, std::string_view row);
  std::size_t Rows() const { return rows_; }

  /// All rows, in order; a page holds at most `most_rows` and `most_bytes` of them, or a single run. At least one page.
  std::vector<RowPage> Pages(std::size_t most_rows, std::size_t most_bytes);
  std::string Read(const RowRun& run) { return file_.ReadBack(run.offset, run.bytes); }

 private:
  struct Section {
    std::string buffer;
    std::size_t rows = 0;  ///< in the buffer
    std::vector<RowRun> runs;
  };
  void WriteOut(const std::string& name, Section& section);

  FileWriter file_;
  std::map<std::string, Section> sections_;
  std::uint64_t written_ = 0;
  std::size_t rows_ = 0;
};

}  // namespace audit
