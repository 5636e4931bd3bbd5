#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "parsers/pdf/list_labels.h"
#include "parsers/pdf/table_grid.h"
#include "parsers/pdf/tables.h"
#include "parsers/pdf/text_builder.h"

namespace audit {
namespace {

constexpr std::size_t kMinRows = 3;

struct TextRow {
  std::vector<std::size_t> lines;  // indices, left to right
  Box box;
};

std::vector<TextRow> RowsOf(const std::vector<PdfLine>& lines) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].rotation == 0) order.push_back(i);
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return CenterY(lines[a].box) < CenterY(lines[b].box); });
  std::vector<TextRow> rows;
  for (const std::size_t i : order) {
    const Box& box = lines[i].box;
    if (rows.empty() || std::abs(CenterY(rows.back().box) - CenterY(box)) > 0.35 * (box.bottom - box.top)) {
      rows.emplace_back();
    }
    rows.back().lines.push_back(i);
    rows.back().box = Union(rows.back().box, box);
  }
  for (TextRow& row : rows) {
    std::sort(row.lines.begin(), row.lines.end(),
              [&](std::size_t a, std::size_t b) { return lines[a].box.left < lines[b].box.left; });
  }
  return rows;
}

/// A price, dose, date, tick: short, and not prose.
bool IsDatum(const std::string& text) {
  const auto blanks = std::count(text.begin(), text.end(), ' ');
  const bool digit = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return (digit && text.size() <= 24 && blanks <= 3) || (text.size() <= 6 && blanks == 0);
}

bool HasDataColumn(const std::vector<PdfLine>& lines, const std::vector<TextRow>& rows, std::size_t first,
                   std::size_t last, const std::vector<double>& lanes) {
  std::vector<std::size_t> cells(lanes.size() + 1);
  std::vector<std::size_t> data(lanes.size() + 1);
  for (std::size_t row = first; row < last; ++row) {
    for (const std::size_t i : rows[row].lines) {
      const std::size_t column = SlotOf(CenterX(lines[i].box), lanes);
      ++cells[column];
      if (IsDatum(LineText(lines[i]))) ++data[column];
    }
  }
  for (std::size_t column = 1; column < cells.size(); ++column) {
    if (cells[column] >= kMinRows && 10 * data[column] >= 7 * cells[column]) return true;
  }
  return false;
}

/// The rows [first, last) that have text in the same columns.
struct RowRun {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t full_rows = 0;
  std::vector<double> lanes;
};

RowRun RunFrom(std::size_t first, const std::vector<PdfLine>& lines, const std::vector<TextRow>& rows) {
  RowRun run{first, first, 0, {}};
  std::vector<const PdfLine*> members;
  for (; run.last < rows.size(); ++run.last) {
    const TextRow& row = rows[run.last];
    const double height = row.box.bottom - row.box.top;
    if (run.last > first && row.box.top - rows[run.last - 1].box.bottom > 2.5 * height) break;
    std::vector<const PdfLine*> wider = members;
    for (const std::size_t i : row.lines)
      wider.push_back(&lines[i]);
    std::vector<double> narrowed = LanesBetween(wider);
    if (narrowed.empty() || (!run.lanes.empty() && narrowed.size() < run.lanes.size())) break;
    members = std::move(wider);
    run.lanes = std::move(narrowed);
    if (row.lines.size() > 1) ++run.full_rows;
  }
  while (run.last > first && rows[run.last - 1].lines.size() == 1 &&
         SlotOf(CenterX(rows[run.last - 1].box), run.lanes) == 0) {
    --run.last;  // what follows a table at its left edge is text
  }
  return run;
}

/// A term or the label of a form: a few words that are no sentence and no list item.
bool IsTerm(const std::string& text) {
  constexpr std::size_t kLongest = 40;
  if (text.size() > kLongest || std::count(text.begin(), text.end(), ' ') > 4 || HasListLabel(text)) return false;
  return text.ends_with(':') || text.ends_with("：") || !EndsSentence(text);
}

/// Terms at the left, each level with the first line of what explains it. Prose beside prose is not taken for one: its
/// left lines are long, and sentences of the right column run on past the lines of the left one.
bool IsDefinitionList(const RowRun& run, const std::vector<PdfLine>& lines, const std::vector<TextRow>& rows) {
  if (run.lanes.size() != 1 || run.full_rows < kMinRows) return false;
  bool marked = true;  // every term is bold or ends in a colon
  bool closed = true;  // every explanation is whole sentences
  bool wrapped = false;
  std::size_t term_bytes = 0;
  std::size_t explanation_bytes = 0;
  std::string last;
  for (std::size_t row = run.first; row < run.last; ++row) {
    const std::vector<std::size_t>& cells = rows[row].lines;
    const PdfLine& right = lines[cells.back()];
    if (cells.size() > 2 || SlotOf(CenterX(right.box), run.lanes) != 1) return false;
    const std::string text = LineText(right);
    explanation_bytes += text.size();
    if (cells.size() == 2) {
      const PdfLine& left = lines[cells.front()];
      const std::string term = LineText(left);
      if (SlotOf(CenterX(left.box), run.lanes) != 0 || !IsTerm(term) || IsLower(FirstCharacter(text))) return false;
      term_bytes += term.size();
      marked = marked && ((IsBold(left) && !IsBold(right)) || term.ends_with(':') || term.ends_with("："));
      closed = closed && (last.empty() || EndsSentence(last));
    } else {
      wrapped = true;
    }
    last = text;
  }
  closed = closed && EndsSentence(last);
  return 2 * term_bytes <= explanation_bytes && (marked || (closed && wrapped));
}

PageTable TableOf(const RowRun& run, const std::vector<PdfLine>& lines, const std::vector<TextRow>& rows) {
  std::map<std::pair<int, int>, TableCell> cells;
  int number = 0;
  for (std::size_t row = run.first; row < run.last; ++row) {
    const bool begins = SlotOf(CenterX(lines[rows[row].lines.front()].box), run.lanes) == 0;
    if (begins || number == 0) ++number;  // a row without a first cell goes on with the one above
    for (const std::size_t i : rows[row].lines) {
      cells[{number, static_cast<int>(SlotOf(CenterX(lines[i].box), run.lanes)) + 1}].lines.push_back(lines[i]);
    }
  }
  return AssembleTable(&cells);
}

}  // namespace

std::optional<PageTable> FindAlignedTable(const std::vector<PdfLine>& lines) {
  const std::vector<TextRow> rows = RowsOf(lines);
  for (std::size_t first = 0; first < rows.size(); ++first) {
    if (rows[first].lines.size() < 2) continue;
    const RowRun run = RunFrom(first, lines, rows);
    const std::size_t count = run.last - run.first;
    if (run.full_rows >= kMinRows && 3 * run.full_rows >= 2 * count &&
        HasDataColumn(lines, rows, run.first, run.last, run.lanes)) {
      return TableOf(run, lines, rows);
    }
    if (IsDefinitionList(run, lines, rows)) return TableOf(run, lines, rows);
    if (run.last > first + 1) first = run.last - 1;
  }
  return std::nullopt;
}

}  // namespace audit
