#include "reporters/html/row_spool.h"

namespace audit {
namespace {

constexpr std::size_t kRunBytes = 16 << 10;

}  // namespace

void RowSpool::Add(const std::string& section, std::string_view row) {
  Section& into = sections_[section];
  into.buffer += row;
  ++into.rows;
  ++rows_;
  if (into.buffer.size() >= kRunBytes) WriteOut(section, into);
}

void RowSpool::WriteOut(const std::string& name, Section& section) {
  if (section.rows == 0) return;
  file_.Write(section.buffer);
  section.runs.push_back({name, written_, section.buffer.size(), section.rows});
  written_ += section.buffer.size();
  section.buffer.clear();
  section.rows = 0;
}

std::vector<RowPage> RowSpool::Pages(std::size_t most_rows, std::size_t most_bytes) {
  std::vector<RowPage> pages(1);
  for (auto& [name, section] : sections_) {
    WriteOut(name, section);
    for (const RowRun& run : section.runs) {
      const RowPage& last = pages.back();
      if (last.rows > 0 && (last.rows + run.rows > most_rows || last.bytes + run.bytes > most_bytes))
        pages.push_back({{}, 0, 0, last.rows_before + last.rows});
      RowPage& page = pages.back();
      page.runs.push_back(run);
      page.rows += run.rows;
      page.bytes += run.bytes;
    }
  }
  return pages;
}

}  // namespace audit
