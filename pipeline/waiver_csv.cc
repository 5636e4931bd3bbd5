#include "pipeline/waiver_csv.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace audit {
namespace {

/// Cuts the text into cells; columns are characters of the line, from 1.
class CsvCutter {
 public:
  explicit CsvCutter(const YamlFile& file) : file_(file) {}

  bool AtEnd() const { return at_ >= file_.text.size(); }

  /// The cells of the next row, which may span lines.
  std::vector<YamlNode> NextRow() {
    std::vector<YamlNode> cells;
    cells.push_back(NextCell());
    while (!AtEnd() && file_.text[at_] == ',') {
      Step();
      cells.push_back(NextCell());
    }
    if (!AtEnd()) Step();  // the line's end
    return cells;
  }

 private:
  YamlNode NextCell() {
    YamlNode cell;
    cell.line = line_;
    cell.column = column_;
    if (!AtEnd() && file_.text[at_] == '"')
      ReadQuoted(cell);
    else
      while (!AtEnd() && !EndsCell())
        cell.scalar += Step();
    return cell;
  }

  void ReadQuoted(YamlNode& cell) {
    Step();
    for (;; cell.scalar += Step()) {
      if (AtEnd()) FailAt(file_.path, cell, "the quotation mark that opens this cell is never closed");
      if (file_.text[at_] != '"') continue;
      Step();
      if (AtEnd() || file_.text[at_] != '"') break;
    }
    if (!AtEnd() && !EndsCell())
      FailAt(file_.path, cell, "a cell in quotation marks must end there; write a quotation mark within it twice");
  }

  bool EndsCell() const { return file_.text[at_] == ',' || file_.text[at_] == '\n'; }

  char Step() {
    const char c = file_.text[at_++];
    if (c == '\n')
      ++line_, column_ = 1;
    else if (AtEnd() || (static_cast<unsigned char>(file_.text[at_]) & 0xC0u) != 0x80u)
      ++column_;
    return c;
  }

  const YamlFile& file_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
};

YamlNode RowOf(const YamlFile& file, const std::vector<YamlNode>& header, std::vector<YamlNode> cells) {
  YamlNode row;
  row.kind = YamlNode::Kind::kMap;
  row.line = cells.front().line;
  row.column = cells.front().column;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].scalar.empty()) continue;
    if (i >= header.size()) FailAt(file.path, cells[i], "the row has more cells than the header has words");
    row.keys.push_back(header[i]);
    row.items.push_back(std::move(cells[i]));
  }
  return row;
}

}  // namespace

YamlFile ReadCsvTable(const std::filesystem::path& path, std::size_t max_bytes) {
  YamlFile out{path, ReadPlainText(path, max_bytes), {}};
  out.root.kind = YamlNode::Kind::kList;
  CsvCutter cutter(out);
  const std::vector<YamlNode> header = cutter.NextRow();
  for (std::size_t i = 0; i < header.size(); ++i)
    for (std::size_t other = 0; other < i; ++other)
      if (header[i].scalar == header[other].scalar)
        FailAt(path, header[i], fmt::format("the header says '{}' twice", header[i].scalar));
  while (!cutter.AtEnd()) {
    YamlNode row = RowOf(out, header, cutter.NextRow());
    if (!row.items.empty()) out.root.items.push_back(std::move(row));
  }
  return out;
}

}  // namespace audit
