#include "parsers/pdf/reading_order.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "parsers/pdf/page_model.h"

namespace audit {
namespace {

constexpr double kMinGutterPt = 5;
constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxCompared = 600;  // bound on the quadratic fallback

using Indices = std::vector<std::size_t>;

struct Interval {
  double begin = 0;
  double end = 0;
};

class Cutter {
 public:
  Cutter(const std::vector<PageArea>& areas, const TableFinder& find_table) : areas_(areas), find_table_(find_table) {}

  std::vector<OrderedArea> Run() {
    Indices all(areas_.size());
    std::iota(all.begin(), all.end(), 0);
    if (!all.empty()) Cut(all, all, 0);
    return std::move(order_);
  }

 private:
  const Box& BoxOf(std::size_t i) const { return areas_[i].box; }

  Box BoundsOf(const Indices& set) const {
    Box bounds = BoxOf(set.front());
    for (const std::size_t i : set)
      bounds = Union(bounds, BoxOf(i));
    return bounds;
  }

  double MedianSize(const Indices& set) const {
    std::vector<double> sizes;
    for (const std::size_t i : set)
      sizes.push_back(areas_[i].font_size_pt);
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
    return sizes[sizes.size() / 2];
  }

  /// Empty lanes between the areas: upright ones for `vertical`, level ones otherwise.
  std::vector<Interval> Lanes(const Indices& set, bool vertical) const {
    std::vector<Interval> filled;
    for (const std::size_t i : set) {
      const Box& box = BoxOf(i);
      // Line boxes reach into each other by their ascents and descents.
      const double inset = vertical ? 0 : 0.15 * std::min(box.bottom - box.top, 12.0);
      filled.push_back(vertical ? Interval{box.left, box.right} : Interval{box.top + inset, box.bottom - inset});
    }
    std::sort(filled.begin(), filled.end(), [](const Interval& a, const Interval& b) { return a.begin < b.begin; });
    std::vector<Interval> lanes;
    double end = filled.front().end;
    for (const Interval& part : filled) {
      const double least = vertical ? kMinGutterPt : 0.01;
      if (part.begin - end >= least) lanes.push_back({end, part.begin});
      end = std::max(end, part.end);
    }
    return lanes;
  }

  /// Gutters that have text side by side in the set; a date at the right above a letter makes no column.
  std::vector<Interval> Gutters(const Indices& set) const {
    std::vector<Interval> gutters = Lanes(set, /*vertical=*/true);
    std::erase_if(gutters, [&](const Interval& lane) {
      Box left;
      Box right;
      for (const std::size_t i : set) {
        Box& side = BoxOf(i).right <= lane.begin + 0.01 ? left : right;
        side = Union(side, BoxOf(i));
      }
      return std::min(left.bottom, right.bottom) - std::max(left.top, right.top) < 2;
    });
    return gutters;
  }

  std::vector<Indices> SplitAt(const Indices& set, const std::vector<Interval>& lanes, bool vertical) const {
    std::vector<Indices> parts(lanes.size() + 1);
    for (const std::size_t i : set) {
      const double center = vertical ? (BoxOf(i).left + BoxOf(i).right) / 2 : (BoxOf(i).top + BoxOf(i).bottom) / 2;
      std::size_t part = 0;
      while (part < lanes.size() && center > lanes[part].begin)
        ++part;
      parts[part].push_back(i);
    }
    std::erase_if(parts, [](const Indices& part) { return part.empty(); });
    return parts;
  }

  /// Puts bands together as long as one gutter runs through all of them.
  std::vector<Indices> GroupBands(const std::vector<Indices>& bands, double body_size) const {
    std::vector<Indices> groups;
    double usual_gap = 0;
    for (std::size_t i = 0; i < bands.size(); ++i) {
      const Indices& band = bands[i];
      if (groups.empty()) {
        groups.push_back(band);
        continue;
      }
      Indices joined = groups.back();
      joined.insert(joined.end(), band.begin(), band.end());
      const double gap = BoundsOf(band).top - BoundsOf(groups.back()).bottom;
      const bool crosses = Gutters(joined).empty();
      const bool separates =
          Separates(band, groups.back(), body_size) && !EndsFirstColumn(bands, i, groups.back(), gap);
      if (crosses || separates || StartsGridRow(band, groups.back(), gap, usual_gap)) {
        if (crosses) DetachTail(gap, &groups);
        groups.push_back(band);
        usual_gap = 0;
      } else {
        groups.back() = std::move(joined);
        usual_gap = usual_gap == 0 ? gap : (usual_gap + gap) / 2;
      }
    }
    return groups;
  }

  /// What stands below the end of the other columns, after a wide gap, belongs to the text across that follows.
  void DetachTail(double gap_below, std::vector<Indices>* groups) const {
    const Indices& group = groups->back();
    if (Gutters(group).empty()) return;
    const std::vector<Indices> bands = SplitAt(group, Lanes(group, /*vertical=*/false), /*vertical=*/false);
    std::size_t cut = bands.size();
    double widest = 0;
    for (std::size_t i = bands.size(); i-- > 1 && Lanes(bands[i], /*vertical=*/true).empty();) {
      const double gap = BoundsOf(bands[i]).top - BoundsOf(bands[i - 1]).bottom;
      if (gap <= widest || gap < 0.8 * areas_[bands[i][0]].font_size_pt) continue;
      widest = gap;
      cut = i;
    }
    if (cut == bands.size() || widest < gap_below) return;
    Indices head;
    Indices tail;
    for (std::size_t i = 0; i < bands.size(); ++i) {
      Indices& part = i < cut ? head : tail;
      part.insert(part.end(), bands[i].begin(), bands[i].end());
    }
    groups->back() = std::move(head);
    groups->push_back(std::move(tail));
  }

  bool Separates(const Indices& band, const Indices& above, double body_size) const {
    return band.size() == 1 && !Gutters(above).empty() && areas_[band[0]].font_size_pt > 1.2 * body_size;
  }

  /// True if all that is left stands close below the first column, which is merely longer than the others.
  bool EndsFirstColumn(const std::vector<Indices>& bands, std::size_t first, const Indices& above, double gap) const {
    if (gap > 1.5 * areas_[bands[first][0]].font_size_pt) return false;
    Box rest;
    for (std::size_t i = first; i < bands.size(); ++i)
      rest = Union(rest, BoundsOf(bands[i]));
    const std::vector<Interval> gutters = Gutters(above);
    return !gutters.empty() && rest.right <= gutters.front().begin + 1;
  }

  /// Cards in rows: a wide gap, then several areas that begin at one height.
  bool StartsGridRow(const Indices& band, const Indices& above, double gap, double usual_gap) const {
    const double least = usual_gap > 0 ? 1.8 * usual_gap : 2.4 * areas_[band[0]].font_size_pt;
    if (gap < 14 || gap < least || Gutters(above).empty()) return false;
    const std::vector<Interval> gutters = Gutters(band);
    if (gutters.empty()) return false;
    const std::vector<Indices> columns = SplitAt(band, gutters, /*vertical=*/true);
    const double top = BoundsOf(columns.front()).top;
    return std::all_of(columns.begin(), columns.end(),
                       [&](const Indices& column) { return std::abs(BoundsOf(column).top - top) < 3; });
  }

  void Cut(const Indices& set, const Indices& column, int depth) {
    if (set.size() == 1 || depth >= kMaxDepth) return Emit(ByPlace(set), column);
    const std::vector<Indices> bands = SplitAt(set, Lanes(set, /*vertical=*/false), /*vertical=*/false);
    const std::vector<Indices> groups = GroupBands(bands, MedianSize(set));
    if (groups.size() > 1) {
      for (const Indices& group : groups)
        Cut(group, column, depth + 1);
      return;
    }
    const std::vector<Interval> gutters = Gutters(set);
    if (gutters.empty()) return Emit(ByPlace(set), column);
    if (TakeTable(set, column, depth)) return;
    for (const Indices& part : SplitAt(set, gutters, /*vertical=*/true))
      Cut(part, part, depth + 1);
  }

  bool TakeTable(const Indices& set, const Indices& column, int depth) {
    const Indices cells = find_table_(set);
    if (cells.empty()) return false;
    const Box bounds = BoundsOf(cells);
    Indices above;
    Indices below;
    for (const std::size_t i : set) {
      if (std::find(cells.begin(), cells.end(), i) != cells.end()) continue;
      ((BoxOf(i).top + BoxOf(i).bottom) / 2 < bounds.top ? above : below).push_back(i);
    }
    if (!above.empty()) Cut(above, column, depth + 1);
    ++tables_;
    for (const std::size_t i : cells)
      order_.push_back({i, bounds, tables_});
    if (!below.empty()) Cut(below, column, depth + 1);
    return true;
  }

  bool Precedes(std::size_t a, std::size_t b) const {
    const Box& p = BoxOf(a);
    const Box& q = BoxOf(b);
    const double across = std::min(p.right, q.right) - std::max(p.left, q.left);
    const double down = std::min(p.bottom, q.bottom) - std::max(p.top, q.top);
    const double least = std::min(p.bottom - p.top, q.bottom - q.top);
    if (down > 0.5 * least) return p.left < q.left;
    if (across > 0) return p.top < q.top;
    return p.right <= q.left;
  }

  Indices ByPlace(Indices set) const {
    std::sort(set.begin(), set.end(), [&](std::size_t a, std::size_t b) {
      return std::tuple(BoxOf(a).top, BoxOf(a).left, a) < std::tuple(BoxOf(b).top, BoxOf(b).left, b);
    });
    if (set.size() < 2 || set.size() > kMaxCompared) return set;
    Indices sorted;
    std::vector<int> before(set.size(), 0);
    for (std::size_t i = 0; i < set.size(); ++i) {
      for (std::size_t j = 0; j < set.size(); ++j)
        before[i] += i != j && Precedes(set[j], set[i]) ? 1 : 0;
    }
    std::vector<bool> done(set.size(), false);
    while (sorted.size() < set.size()) {
      std::size_t best = set.size();
      for (std::size_t i = 0; i < set.size(); ++i) {
        if (!done[i] && (best == set.size() || before[i] < before[best])) best = i;
      }
      done[best] = true;
      sorted.push_back(set[best]);
      for (std::size_t i = 0; i < set.size(); ++i)
        before[i] -= !done[i] && Precedes(set[best], set[i]) ? 1 : 0;
    }
    return sorted;
  }

  void Emit(const Indices& set, const Indices& column) {
    for (const std::size_t i : set)
      order_.push_back({i, Measure(i, column), 0});
  }

  /// The bounds of text of about the same size that begins at the same left edge in the column.
  Box Measure(std::size_t i, const Indices& column) const {
    Box measure = BoxOf(i);
    for (const std::size_t j : column) {
      const bool alike = std::abs(BoxOf(j).left - BoxOf(i).left) < 3 &&
                         std::abs(areas_[j].font_size_pt - areas_[i].font_size_pt) < 0.1 * areas_[i].font_size_pt;
      if (alike) measure = Union(measure, BoxOf(j));
    }
    return measure;
  }

  const std::vector<PageArea>& areas_;
  const TableFinder& find_table_;
  int tables_ = 0;
  std::vector<OrderedArea> order_;
};

}  // namespace

std::vector<OrderedArea> ReadingOrder(const std::vector<PageArea>& areas, const TableFinder& find_table) {
  return Cutter(areas, find_table).Run();
}

}  // namespace audit
