#include "parsers/pdf/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "parsers/pdf/line_repair.h"
#include "parsers/pdf/list_labels.h"
#include "parsers/pdf/page_turn.h"
#include "parsers/pdf/reading_order.h"
#include "parsers/pdf/tables.h"
#include "parsers/pdf/text_builder.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

double Height(const PdfLine& line) { return line.box.bottom - line.box.top; }

/// Distance of the baselines, downwards.
double Leading(const PdfLine& above, const PdfLine& below) {
  return below.words.front().baseline - above.words.front().baseline;
}

/// Makes whole the blocks of one column run.
class Builder {
 public:
  Builder(int page, double typical_leading) : page_(page), typical_leading_(typical_leading) {}

  void Add(PdfLine line, const Box& column) {
    if (line.rotation != 0 && !blocks_.empty() && blocks_.back().lines.back().chunk == line.chunk && !fresh_) {
      return Append(std::move(line));
    }
    if (fresh_ || blocks_.empty() || Begins(blocks_.back(), line, column)) {
      Start(column);
    }
    Append(std::move(line));
  }

  void AddBlock(PdfBlock block) {
    blocks_.push_back(std::move(block));
    fresh_ = true;
  }

  void Start(const Box& column) {
    blocks_.emplace_back();
    blocks_.back().page = page_;
    blocks_.back().column = column;
    fresh_ = false;
  }

  void Append(PdfLine line) {
    PdfBlock& block = blocks_.back();
    block.box = Union(block.box, line.box);
    block.line_pages.push_back(page_);
    block.lines.push_back(std::move(line));
  }

  std::vector<PdfBlock> Take() { return std::move(blocks_); }

 private:
  bool Begins(const PdfBlock& block, const PdfLine& line, const Box& column) const {
    const PdfLine& above = block.lines.back();
    const double size = DominantFontSize(line);
    const double size_above = DominantFontSize(above);
    const std::string text = LineText(line);
    const std::string text_above = LineText(above);
    if (line.rotation != above.rotation || DominantHiding(line) != DominantHiding(above)) return true;
    if (std::abs(size - size_above) > std::max(0.6, 0.06 * size_above) && !IsFragment(line, above)) return true;
    if (SharesBaseline(above, line)) {
      // Blanks of a justified line grow wide, but it goes on in mid-sentence.
      const double reach = RunsOn(text_above, text) ? 9 * size : 1.5 * size;
      return line.box.left - above.box.right > reach || HasListLabel(text);
    }
    const double leading = Leading(above, line);
    if (leading <= 0) return !RunsOn(text_above, text) || leading < -2 * size;
    if (line.bullet) return true;
    if (HasListLabel(text) && !(RunsOn(text_above, text) && FirstCharacter(text) == U'-')) return true;
    if (leading > 2.7 * size) return true;
    const bool starts = !IsLower(FirstCharacter(text));
    const double usual = UsualLeading(block);
    if (usual > 0 && leading > 1.25 * usual + 0.5) return true;
    if (usual == 0 && starts && typical_leading_ > 0 && leading > (1.25 * typical_leading_ + 0.05) * size) return true;
    if (usual == 0 && leading > 1.9 * size && EndsSentence(text_above) && starts) return true;
    const bool emphasis = IsHanLike(LastCharacter(text_above)) && IsHanLike(FirstCharacter(text)) && !IsBold(above) &&
                          !EndsSentence(text_above) && !WouldHaveFitted(above, line, column);
    if (starts && ChangesWeight(above, line) && !emphasis && !IsFragment(line, above)) return true;
    if (starts && ColorOf(line) != ColorOf(above) &&
        (EndsSentence(text_above) || WouldHaveFitted(above, line, column))) {
      return true;
    }
    const PdfLine& head = block.lines.front();
    const bool item = head.bullet || HasListLabel(LineText(head));
    if (item && starts && line.box.left < head.box.left - 0.5 * size) return true;
    if ((IsNote(text) && size < 11) || HasNoteNumber(line)) return true;
    if (Indented(block, line, size) && EndsSentence(text_above)) return true;
    return EndsEarly(block, line, column, text_above, text);
  }

  /// A few raised or small characters are no line of their own.
  static bool IsFragment(const PdfLine& a, const PdfLine& b) {
    const double overlap = std::min(a.box.bottom, b.box.bottom) - std::max(a.box.top, b.box.top);
    return SharesBaseline(b, a) || (LineText(a).size() <= 3 && Height(a) < Height(b) && overlap > 0.3 * Height(a));
  }

  /// A heading may have a word in another face, but goes on where its line ends bold.
  static bool ChangesWeight(const PdfLine& above, const PdfLine& line) {
    return IsBold(line) != IsBold(above) && !(IsBold(line) && above.words.back().bold);
  }

  static bool SharesBaseline(const PdfLine& above, const PdfLine& line) {
    const double overlap = std::min(above.box.bottom, line.box.bottom) - std::max(above.box.top, line.box.top);
    return overlap > 0.6 * std::min(Height(above), Height(line)) && line.box.left >= above.box.right - 1;
  }

  static bool RunsOn(std::string_view above, std::string_view text) {
    return !EndsSentence(above) && IsLower(FirstCharacter(text));
  }

  static bool IsNote(std::string_view text) {
    constexpr std::u32string_view kMarks = U"*∗†‡§※";
    return kMarks.find(FirstCharacter(text)) != std::u32string_view::npos;
  }

  static bool HasNoteNumber(const PdfLine& line) {
    if (line.words.size() < 2 || !line.words[0].space_after || line.words[0].text.size() > 2) return false;
    return IsDigit(FirstCharacter(line.words[0].text)) &&
           line.words[0].font_size_pt < 0.85 * line.words[1].font_size_pt;
  }

  static std::optional<Rgb> ColorOf(const PdfLine& line) { return line.words.front().color; }

  static double UsualLeading(const PdfBlock& block) {
    std::vector<double> leadings;
    for (std::size_t i = 1; i < block.lines.size(); ++i) {
      const double leading = Leading(block.lines[i - 1], block.lines[i]);
      if (leading > 1) leadings.push_back(leading);
    }
    if (leadings.empty()) return 0;
    std::nth_element(leadings.begin(), leadings.begin() + static_cast<std::ptrdiff_t>(leadings.size() / 2),
                     leadings.end());
    return leadings[leadings.size() / 2];
  }

  static bool Indented(const PdfBlock& block, const PdfLine& line, double size) {
    const double indent = line.box.left - block.lines.back().box.left;
    return block.lines.size() > 1 && indent > 0.8 * size && indent < 4 * size;
  }

  /// Characters that no line break may part, at the beginning of a Chinese line: 法》, 「本.
  static std::size_t UnbreakableHan(std::string_view text) {
    constexpr std::u32string_view kNotFirst = U"，。、；：？！）」』》〉】〕…％";
    constexpr std::u32string_view kNotLast = U"（「『《〈【〔";
    std::size_t at = 0;
    std::size_t count = 0;
    while (at < text.size()) {
      const char32_t before = count == 0 ? 0 : LastCharacter(text.substr(0, at));
      const bool goes_on = count == 0 || kNotFirst.find(FirstCharacter(text.substr(at))) != std::u32string_view::npos ||
                           kNotLast.find(before) != std::u32string_view::npos;
      if (!goes_on) break;
      NextUtf8(text, &at);
      ++count;
    }
    return count;
  }

  /// The first word of `line` had room on the line above, which therefore was ended on purpose.
  static bool WouldHaveFitted(const PdfLine& above, const PdfLine& line, const Box& column) {
    const PdfWord& first = line.words.front();
    const double width = IsHanLike(FirstCharacter(first.text))
                             ? first.font_size_pt * static_cast<double>(UnbreakableHan(first.text))
                             : first.box.right - first.box.left;
    return above.box.right + width + 0.3 * first.font_size_pt < column.right - 0.5;
  }

  static bool EndsEarly(const PdfBlock& block, const PdfLine& line, const Box& column, std::string_view text_above,
                        std::string_view text) {
    const PdfLine& above = block.lines.back();
    if (IsLower(FirstCharacter(text)) || !WouldHaveFitted(above, line, column)) return false;
    if (EndsSentence(text_above)) return true;
    const double size = DominantFontSize(line);
    const double left = std::abs(above.box.left - line.box.left);
    const bool centered =
        left > 0.5 * size && std::abs((above.box.left + above.box.right) - (line.box.left + line.box.right)) < size;
    // Ragged lines end early by up to a long word; a line far from the edge was ended by hand.
    const double reach = column.right - column.left;
    const double room = column.right - above.box.right;
    // Chinese has no lower case to tell by; lines of nearly one length are a narrow paragraph, unless set far apart.
    const bool even = Leading(above, line) < 1.8 * size && IsHanLike(LastCharacter(text_above)) &&
                      line.box.right < above.box.right + 1.5 * size && above.box.right - above.box.left > 10 * size;
    if (even) return false;
    return !centered && room > std::max(0.25 * reach, 4 * size) && size < 15;
  }

  int page_;
  double typical_leading_;  // as a multiple of the font size, 0 = unknown
  bool fresh_ = false;
  std::vector<PdfBlock> blocks_;
};

std::size_t CharactersOf(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

void Finish(PdfBlock* block) {
  std::map<long, std::size_t> sizes;
  std::map<Hiding, std::size_t> hidings;
  bool bold = true;
  for (const PdfLine& line : block->lines) {
    for (const PdfWord& word : line.words) {
      const std::size_t length = CharactersOf(word.text);
      sizes[std::lround(word.font_size_pt * 10)] += length;
      hidings[word.hiding] += length;
    }
    bold = bold && IsBold(line);
  }
  const auto most = [](const auto& weights) {
    // Of two sizes with as many characters the larger: small signs are set beside letters, not letters beside signs.
    return std::max_element(weights.rbegin(), weights.rend(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  };
  block->font_size_pt = static_cast<double>(most(sizes)) / 10;
  block->hiding = most(hidings);
  block->bold = bold;
}

struct Group {
  std::vector<PdfLine> lines;
  const PageTable* table = nullptr;
  int table_number = 0;
};

void AddTable(const PageTable& table, int number, int page, Builder* builder) {
  for (const TableCell& cell : table.cells) {
    PdfBlock block;
    block.kind = BlockKind::kTableCell;
    block.page = page;
    block.table = number;
    block.row = cell.row;
    block.column_number = cell.column;
    block.lines = cell.lines;
    block.line_pages.assign(block.lines.size(), page);
    for (const PdfLine& line : block.lines)
      block.box = Union(block.box, line.box);
    block.column = block.box;
    builder->AddBlock(std::move(block));
  }
}

/// The width to which the lines were broken: that of the column, or of the text itself when its lines show it.
Box MeasureOf(const Group& group, const Box& own, const Box& column) {
  int full = 0;
  for (const PdfLine& line : group.lines) {
    if (own.right - line.box.right < 2.5 * DominantFontSize(line)) ++full;
  }
  return full >= 2 && 2 * full >= static_cast<int>(group.lines.size()) - 1 ? own : column;
}

/// Distance of baselines, as a multiple of the font size, of most lines that stand right below another of their kind.
double TypicalLeading(const std::vector<Group>& groups) {
  std::vector<const PdfLine*> lines;
  for (const Group& group : groups) {
    for (const PdfLine& line : group.lines) {
      if (line.rotation == 0) lines.push_back(&line);
    }
  }
  std::sort(lines.begin(), lines.end(), [](const PdfLine* a, const PdfLine* b) {
    return std::tuple(std::lround(a->box.left / 2), a->words.front().baseline) <
           std::tuple(std::lround(b->box.left / 2), b->words.front().baseline);
  });
  std::vector<double> leadings;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const double size = DominantFontSize(*lines[i]);
    const double leading = Leading(*lines[i - 1], *lines[i]);
    const bool alike = std::abs(size - DominantFontSize(*lines[i - 1])) < 0.3 &&
                       std::abs(lines[i]->box.left - lines[i - 1]->box.left) < 2;
    if (alike && leading > 0.9 * size && leading < 2.7 * size) leadings.push_back(leading / size);
  }
  if (leadings.size() < 4) return 0;
  const auto low = leadings.begin() + static_cast<std::ptrdiff_t>(leadings.size() * 3 / 10);
  std::nth_element(leadings.begin(), low, leadings.end());
  return *low;
}

std::vector<Group> GroupsOf(PdfPage* page, const std::vector<PageTable>& tables) {
  std::map<std::pair<int, bool>, Group> by_chunk;
  for (PdfLine& line : page->lines) {
    const bool hidden = line.words.front().hiding != Hiding::kNone;
    by_chunk[{line.chunk, hidden}].lines.push_back(std::move(line));
  }
  std::vector<Group> groups;
  for (auto& [chunk, group] : by_chunk)
    groups.push_back(std::move(group));
  for (std::size_t i = 0; i < tables.size(); ++i)
    groups.push_back({{}, &tables[i], static_cast<int>(i) + 1});
  return groups;
}

/// The areas of `set` that are a table as a whole, every line of them a cell.
std::vector<std::size_t> TableAreas(const std::vector<Group>& groups, const std::vector<std::size_t>& set) {
  std::vector<PdfLine> lines;
  for (const std::size_t i : set) {
    if (groups[i].table == nullptr) lines.insert(lines.end(), groups[i].lines.begin(), groups[i].lines.end());
  }
  const std::optional<PageTable> table = FindAlignedTable(lines);
  if (!table) return {};
  std::vector<std::size_t> areas;
  std::vector<PdfLine> inside;
  for (const std::size_t i : set) {
    if (groups[i].table != nullptr) continue;
    const bool belongs = std::any_of(groups[i].lines.begin(), groups[i].lines.end(), [&](const PdfLine& line) {
      return line.box.top < table->box.bottom - 1 && line.box.bottom > table->box.top + 1;
    });
    if (!belongs) continue;
    areas.push_back(i);
    inside.insert(inside.end(), groups[i].lines.begin(), groups[i].lines.end());
  }
  const std::optional<PageTable> whole = FindAlignedTable(inside);
  std::size_t cells = 0;
  if (whole) {
    for (const TableCell& cell : whole->cells)
      cells += cell.lines.size();
  }
  return cells == inside.size() ? areas : std::vector<std::size_t>();
}

}  // namespace

std::vector<PdfBlock> BlocksOfPage(PdfPage* page) {
  RepairLines(page);
  const PageTurn turn(*page);
  const std::vector<PageTable> tables = TakeRuledTables(page);
  std::vector<Group> groups = GroupsOf(page, tables);
  std::vector<PageArea> areas;
  for (const Group& group : groups) {
    PageArea area;
    if (group.table != nullptr) area.box = group.table->box;
    for (const PdfLine& line : group.lines) {
      area.box = Union(area.box, line.box);
      area.font_size_pt = std::max(area.font_size_pt, DominantFontSize(line));
    }
    area.box = turn.Upright(area.box);
    areas.push_back(area);
  }
  const TableFinder find_table = [&](const std::vector<std::size_t>& set) {
    return turn.IsNeeded() ? std::vector<std::size_t>() : TableAreas(groups, set);
  };
  std::vector<OrderedArea> order = ReadingOrder(areas, find_table);
  for (OrderedArea& area : order)
    area.column = turn.Back(area.column);
  Builder builder(page->number, TypicalLeading(groups));
  int table_number = static_cast<int>(tables.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    Group& group = groups[order[i].index];
    if (group.table != nullptr) {
      AddTable(*group.table, group.table_number, page->number, &builder);
    } else if (order[i].table == 0) {
      const Box measure = MeasureOf(group, turn.Back(areas[order[i].index].box), order[i].column);
      for (PdfLine& line : group.lines)
        builder.Add(std::move(line), measure);
    } else {
      std::vector<PdfLine> lines;
      const int table = order[i].table;
      for (; i < order.size() && order[i].table == table; ++i) {
        for (PdfLine& line : groups[order[i].index].lines)
          lines.push_back(std::move(line));
      }
      --i;
      if (const std::optional<PageTable> cells = FindAlignedTable(lines)) {
        AddTable(*cells, ++table_number, page->number, &builder);
      }
    }
  }
  for (PdfLine& run : page->slanted) {
    PdfBlock block;
    block.page = page->number;
    block.box = run.box;
    block.column = run.box;
    block.slanted = true;
    block.line_pages.push_back(page->number);
    block.lines.push_back(std::move(run));
    builder.AddBlock(std::move(block));
  }
  page->lines.clear();
  page->slanted.clear();
  std::vector<PdfBlock> blocks = builder.Take();
  for (PdfBlock& block : blocks)
    Finish(&block);
  return blocks;
}

}  // namespace audit
