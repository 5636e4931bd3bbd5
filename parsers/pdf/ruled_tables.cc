#include "parsers/pdf/tables.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "parsers/pdf/table_grid.h"

namespace audit {
namespace {

constexpr double kSamePlacePt = 3;
constexpr std::size_t kMinRows = 3;

struct Frame {
  double left = 0;
  double right = 0;
  std::vector<double> edges;     // y of the row boundaries, ascending
  std::vector<double> dividers;  // x of upright rules within, ascending
  std::vector<Box> uprights;     // these rules themselves
};

/// Rules in one line that touch are one rule: borders are drawn cell by cell.
std::vector<Box> JoinedLevelRules(const std::vector<PdfRule>& rules) {
  std::vector<Box> level;
  for (const PdfRule& rule : rules) {
    if (rule.horizontal) level.push_back(rule.box);
  }
  std::sort(level.begin(), level.end(), [](const Box& a, const Box& b) {
    return std::tuple(std::lround(CenterY(a)), a.left) < std::tuple(std::lround(CenterY(b)), b.left);
  });
  std::vector<Box> joined;
  for (const Box& box : level) {
    if (!joined.empty() && std::abs(CenterY(joined.back()) - CenterY(box)) < 1.5 &&
        box.left - joined.back().right < kSamePlacePt) {
      joined.back() = {joined.back().left, std::min(joined.back().top, box.top),
                       std::max(joined.back().right, box.right), std::max(joined.back().bottom, box.bottom)};
    } else {
      joined.push_back(box);
    }
  }
  std::erase_if(joined, [](const Box& box) { return box.right - box.left < 60; });
  return joined;
}

std::vector<double> Distinct(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::vector<double> distinct;
  for (const double value : values) {
    if (distinct.empty() || value - distinct.back() > kSamePlacePt) distinct.push_back(value);
  }
  return distinct;
}

/// An upright rule between the left and right end of a table.
bool IsDivider(const PdfRule& rule, const Box& reach) {
  const double x = CenterX(rule.box);
  return !rule.horizontal && x > reach.left + kSamePlacePt && x < reach.right - kSamePlacePt;
}

/// True if upright rules at `x` run along at least half of the table.
bool RunsThrough(const Frame& frame, double x) {
  double length = 0;
  for (const Box& upright : frame.uprights) {
    if (std::abs(CenterX(upright) - x) > kSamePlacePt) continue;
    length += std::min(upright.bottom, frame.edges.back()) - std::max(upright.top, frame.edges.front());
  }
  return 2 * length >= frame.edges.back() - frame.edges.front();
}

/// Banners and panels of a page are no rows: rows are of about one height.
bool HasRowsOfATable(const std::vector<double>& edges) {
  std::vector<double> heights;
  for (std::size_t i = 1; i < edges.size(); ++i)
    heights.push_back(edges[i] - edges[i - 1]);
  std::sort(heights.begin(), heights.end());
  return heights.back() <= std::clamp(5 * heights[heights.size() / 2], 100.0, 200.0);
}

/// Tables of one width below each other are told apart by a stretch without uprights, or by a wide one.
std::vector<std::vector<double>> SplitEdges(const std::vector<double>& edges, const Box& reach,
                                            const std::vector<PdfRule>& rules) {
  const auto crossed = [&](double y) {
    return std::any_of(rules.begin(), rules.end(), [&](const PdfRule& rule) {
      return IsDivider(rule, reach) && rule.box.top <= y && rule.box.bottom >= y;
    });
  };
  std::vector<double> gaps;
  for (std::size_t i = 1; i < edges.size(); ++i)
    gaps.push_back(edges[i] - edges[i - 1]);
  std::vector<double> ordered = gaps;
  std::sort(ordered.begin(), ordered.end());
  const double usual = ordered.empty() ? 0 : ordered[ordered.size() / 2];
  std::vector<bool> open;
  for (std::size_t i = 0; i < gaps.size(); ++i)
    open.push_back(crossed((edges[i] + edges[i + 1]) / 2));
  const bool any_upright = std::find(open.begin(), open.end(), true) != open.end();
  std::vector<std::vector<double>> parts(1);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const bool gap_ends =
        i > 0 && (any_upright ? !open[i - 1] && gaps[i - 1] > 8 : gaps[i - 1] > std::max(60.0, 4 * usual));
    if (gap_ends) parts.emplace_back();
    parts.back().push_back(edges[i]);
  }
  return parts;
}

/// Level rules of the same reach, one above the other.
std::vector<Frame> FramesOf(const PdfPage& page) {
  std::map<std::pair<long, long>, std::vector<Box>> by_reach;
  for (const Box& rule : JoinedLevelRules(page.rules)) {
    const long left = std::lround(rule.left / kSamePlacePt);
    const long right = std::lround(rule.right / kSamePlacePt);
    auto same = std::find_if(by_reach.begin(), by_reach.end(), [&](const auto& entry) {
      return std::abs(entry.first.first - left) <= 1 && std::abs(entry.first.second - right) <= 1;
    });
    (same != by_reach.end() ? same->second : by_reach[{left, right}]).push_back(rule);
  }
  std::vector<Frame> frames;
  for (const auto& [reach, rules] : by_reach) {
    std::vector<double> edges;
    for (const Box& rule : rules)
      edges.push_back(CenterY(rule));
    for (std::vector<double>& part : SplitEdges(Distinct(std::move(edges)), rules.front(), page.rules)) {
      if (part.size() < kMinRows) continue;
      Frame frame{rules.front().left, rules.front().right, std::move(part), {}, {}};
      std::vector<double> dividers;
      for (const PdfRule& rule : page.rules) {
        if (IsDivider(rule, rules.front()) && rule.box.bottom > frame.edges.front() &&
            rule.box.top < frame.edges.back()) {
          dividers.push_back(CenterX(rule.box));
          frame.uprights.push_back(rule.box);
        }
      }
      frame.dividers = Distinct(std::move(dividers));
      std::erase_if(frame.dividers, [&](double x) { return !RunsThrough(frame, x); });
      if (HasRowsOfATable(frame.edges)) frames.push_back(std::move(frame));
    }
  }
  return frames;
}

std::vector<double> DividersAt(const Frame& frame, double y) {
  std::vector<double> dividers;
  for (const Box& upright : frame.uprights) {
    if (upright.top <= y && upright.bottom >= y) dividers.push_back(CenterX(upright));
  }
  return Distinct(std::move(dividers));
}

/// Cuts lines where an upright rule passes between two words.
void CutAtDividers(const Frame& frame, std::vector<PdfLine>* lines) {
  std::vector<PdfLine> result;
  for (PdfLine& line : *lines) {
    PdfLine part;
    std::size_t slot = 0;
    part.bullet = line.bullet;
    for (PdfWord& word : line.words) {
      const std::size_t at = SlotOf(CenterX(word.box), DividersAt(frame, CenterY(line.box)));
      if (!part.words.empty() && at != slot) {
        result.push_back(std::move(part));
        part = PdfLine();
      }
      slot = at;
      part.chunk = line.chunk;
      part.rotation = line.rotation;
      part.box = Union(part.box, word.box);
      part.words.push_back(std::move(word));
    }
    if (!part.words.empty()) result.push_back(std::move(part));
  }
  *lines = std::move(result);
}

/// Numbers without gaps: 1, 2, 3 ... for the rows and columns that hold text.
void Renumber(PageTable* table) {
  std::map<int, int> rows;
  std::map<int, int> columns;
  for (const TableCell& cell : table->cells) {
    rows[cell.row];
    columns[cell.column];
  }
  int number = 0;
  for (auto& [row, rank] : rows)
    rank = ++number;
  number = 0;
  for (auto& [column, rank] : columns)
    rank = ++number;
  for (TableCell& cell : table->cells) {
    cell.row = rows[cell.row];
    cell.column = columns[cell.column];
  }
}

bool InFrame(const PdfLine& line, const Frame& frame) {
  return line.rotation == 0 && line.box.left > frame.left - kSamePlacePt &&
         line.box.right < frame.right + kSamePlacePt && CenterY(line.box) > frame.edges.front() &&
         CenterY(line.box) < frame.edges.back();
}

/// Lanes of the rows with the most lanes; cells that span columns must not close them.
std::vector<double> LanesOfFullRows(const std::map<std::size_t, std::vector<const PdfLine*>>& rows) {
  std::map<std::size_t, std::vector<const PdfLine*>, std::greater<>> by_lanes;
  std::map<std::size_t, int, std::greater<>> count;
  for (const auto& [row, lines] : rows) {
    const std::size_t lanes = LanesBetween(lines).size();
    if (lanes == 0) continue;
    ++count[lanes];
    by_lanes[lanes].insert(by_lanes[lanes].end(), lines.begin(), lines.end());
  }
  for (const auto& [lanes, rows_with] : count) {
    if (rows_with < 2) continue;
    std::vector<double> shared = LanesBetween(by_lanes[lanes]);
    if (!shared.empty()) return shared;
  }
  return {};
}

using LinesByRow = std::map<std::size_t, std::vector<const PdfLine*>>;

double MedianSize(const LinesByRow& rows) {
  std::vector<double> sizes;
  for (const auto& [row, lines] : rows) {
    for (const PdfLine* line : lines)
      sizes.push_back(DominantFontSize(*line));
  }
  if (sizes.empty()) return 0;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
  return sizes[sizes.size() / 2];
}

bool Crosses(const PdfLine& line, const std::vector<double>& dividers) {
  return SlotOf(line.box.left + 1, dividers) != SlotOf(line.box.right - 1, dividers);
}

/// Rows that are no part of a table though they lie between its rules: headings, and prose across the columns.
bool IsForeignRow(const std::vector<const PdfLine*>& lines, const std::vector<double>& dividers, double usual_size) {
  const auto crossing =
      std::count_if(lines.begin(), lines.end(), [&](const PdfLine* line) { return Crosses(*line, dividers); });
  if (crossing > 1) return true;
  return std::any_of(lines.begin(), lines.end(),
                     [&](const PdfLine* line) { return DominantFontSize(*line) > 1.15 * usual_size; }) &&
         (lines.size() == 1 || crossing > 0);
}

/// Cells of the consecutive rows given, or nothing if they are no table.
std::optional<PageTable> TableOfRows(const LinesByRow& rows, const std::vector<double>& dividers,
                                     std::size_t min_rows) {
  std::size_t full_rows = 0;
  std::map<std::pair<int, int>, TableCell> cells;
  for (const auto& [row, lines] : rows) {
    std::map<std::size_t, int> used;
    for (const PdfLine* line : lines) {
      const std::size_t column = SlotOf(Crosses(*line, dividers) ? line->box.left + 1 : CenterX(line->box), dividers);
      ++used[column];
      cells[{static_cast<int>(row), static_cast<int>(column) + 1}].lines.push_back(*line);
    }
    if (used.size() > 1) ++full_rows;
  }
  if (rows.size() < min_rows || full_rows < std::min<std::size_t>(min_rows, 2) || 2 * full_rows < rows.size())
    return std::nullopt;
  PageTable table = AssembleTable(&cells);
  Renumber(&table);
  return table;
}

/// The names of the columns often stand above the first rule.
void TakeHeaderRow(const Frame& frame, std::vector<PdfLine>* inside, std::vector<PdfLine>* outside) {
  const double top = frame.edges.front();
  const auto in_header = [&](const PdfLine& line) {
    return line.rotation == 0 && line.box.left > frame.left - kSamePlacePt &&
           line.box.right < frame.right + kSamePlacePt && line.box.bottom <= top + 2 &&
           line.box.top > top - 2.2 * (line.box.bottom - line.box.top);
  };
  std::map<std::size_t, int> columns;
  bool fits = true;
  for (const PdfLine& line : *outside) {
    if (!in_header(line)) continue;
    ++columns[SlotOf(CenterX(line.box), frame.dividers)];
    fits = fits && !Crosses(line, frame.dividers);
  }
  const bool one_each =
      std::all_of(columns.begin(), columns.end(), [](const auto& entry) { return entry.second == 1; });
  if (!fits || !one_each || columns.size() < 2) return;
  for (const PdfLine& line : *outside) {
    if (in_header(line)) inside->push_back(line);
  }
  std::erase_if(*outside, in_header);
}

void TakeRuledTable(Frame frame, PdfPage* page, std::vector<PageTable>* tables) {
  std::vector<PdfLine> inside;
  std::vector<PdfLine> outside;
  for (PdfLine& line : page->lines)
    (InFrame(line, frame) ? inside : outside).push_back(line);
  CutAtDividers(frame, &inside);
  LinesByRow rows;
  for (const PdfLine& line : inside)
    rows[SlotOf(CenterY(line.box), frame.edges)].push_back(&line);
  if (frame.dividers.empty()) frame.dividers = LanesOfFullRows(rows);
  if (frame.dividers.empty()) return;
  TakeHeaderRow(frame, &inside, &outside);
  rows.clear();
  for (const PdfLine& line : inside)
    rows[SlotOf(CenterY(line.box), frame.edges)].push_back(&line);
  const double usual_size = MedianSize(rows);
  const std::size_t min_rows = frame.uprights.empty() ? kMinRows : kMinRows - 1;  // a full grid is plain enough
  std::vector<LinesByRow> parts(1);
  std::vector<const PdfLine*> foreign;
  for (auto& [row, lines] : rows) {
    if (IsForeignRow(lines, frame.dividers, usual_size)) {
      foreign.insert(foreign.end(), lines.begin(), lines.end());
      parts.emplace_back();
    } else {
      parts.back()[row] = lines;
    }
  }
  std::vector<PageTable> found;
  for (const LinesByRow& part : parts) {
    if (std::optional<PageTable> table = TableOfRows(part, frame.dividers, min_rows)) {
      found.push_back(std::move(*table));
    } else {
      for (const auto& [row, lines] : part)
        foreign.insert(foreign.end(), lines.begin(), lines.end());
    }
  }
  if (found.empty()) return;
  for (const PdfLine* line : foreign)
    outside.push_back(*line);
  for (PageTable& table : found)
    tables->push_back(std::move(table));
  page->lines = std::move(outside);
}

}  // namespace

std::vector<PageTable> TakeRuledTables(PdfPage* page) {
  std::vector<PageTable> tables;
  std::vector<Frame> frames = FramesOf(*page);
  std::stable_sort(frames.begin(), frames.end(),
                   [](const Frame& a, const Frame& b) { return a.edges.size() > b.edges.size(); });
  for (Frame& frame : frames)
    TakeRuledTable(std::move(frame), page, &tables);
  return tables;
}

}  // namespace audit
