#include "parsers/pdf/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "parsers/pdf/reading_order.h"
#include "parsers/pdf/tables.h"
#include "parsers/pdf/text_builder.h"

namespace audit {
namespace {

double Height(const PdfLine& line) { return line.box.bottom - line.box.top; }

/// Distance of the baselines, downwards.
double Leading(const PdfLine& above, const PdfLine& below) {
  return below.words.front().baseline - above.words.front().baseline;
}

bool IsLabelAlone(const PdfLine& line) {
  const std::string text = LineText(line);
  return text.size() <= 6 && HasListLabel(text + " x");
}

/// Puts list labels that stand apart back before the line that they introduce; otherwise labels and texts would be
/// read as two columns.
void AttachLabels(std::vector<PdfLine>* lines) {
  std::vector<bool> gone(lines->size(), false);
  for (std::size_t i = 0; i < lines->size(); ++i) {
    PdfLine& label = (*lines)[i];
    if (label.rotation != 0 || label.words.size() > 2 || !IsLabelAlone(label)) continue;
    const double size = DominantFontSize(label);
    std::size_t best = lines->size();
    for (std::size_t j = 0; j < lines->size(); ++j) {
      const PdfLine& line = (*lines)[j];
      if (j == i || gone[j] || line.rotation != 0) continue;
      const double gap = line.box.left - label.box.right;
      const double overlap = std::min(line.box.bottom, label.box.bottom) - std::max(line.box.top, label.box.top);
      if (gap < -1 || gap > 4 * std::max(size, DominantFontSize(line)) || overlap < 0.5 * Height(label)) continue;
      if (best == lines->size() || line.box.left < (*lines)[best].box.left) best = j;
    }
    if (best == lines->size() || IsLabelAlone((*lines)[best])) continue;
    PdfLine& line = (*lines)[best];
    label.words.back().space_after = true;
    line.words.insert(line.words.begin(), label.words.begin(), label.words.end());
    line.box = Union(line.box, label.box);
    gone[i] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < lines->size(); ++i) {
    if (gone[i]) continue;
    if (kept != i) (*lines)[kept] = std::move((*lines)[i]);
    ++kept;
  }
  lines->resize(kept);
}

/// A shadow or a bold face made by drawing the words again a little aside: the later copy is what is seen.
void DropShadows(std::vector<PdfLine>* lines) {
  std::multimap<std::string, std::pair<std::size_t, std::size_t>> seen;
  for (std::size_t i = 0; i < lines->size(); ++i) {
    auto& words = (*lines)[i].words;
    for (std::size_t w = 0; w < words.size(); ++w) {
      PdfWord& word = words[w];
      auto [at, end] = seen.equal_range(word.text);
      bool repeated = false;
      for (; at != end; ++at) {
        PdfWord& other = (*lines)[at->second.first].words[at->second.second];
        const double reach = 0.35 * word.font_size_pt;
        if (std::abs(other.box.left - word.box.left) > reach || std::abs(other.box.top - word.box.top) > reach ||
            std::abs(other.font_size_pt - word.font_size_pt) > 0.5) {
          continue;
        }
        const bool keep_other =
            other.hiding == Hiding::kNone && (word.hiding != Hiding::kNone || other.order > word.order);
        (keep_other ? word : other).text.clear();
        repeated = keep_other;
        if (!keep_other) {
          seen.erase(at);
        }
        break;
      }
      if (!repeated && !word.text.empty()) seen.emplace(word.text, std::pair{i, w});
    }
  }
  for (PdfLine& line : *lines) {
    std::erase_if(line.words, [](const PdfWord& word) { return word.text.empty(); });
    line.box = Box();
    for (const PdfWord& word : line.words)
      line.box = Union(line.box, word.box);
  }
  std::erase_if(*lines, [](const PdfLine& line) { return line.words.empty(); });
}

/// Makes whole the blocks of one column run.
class Builder {
 public:
  explicit Builder(int page) : page_(page) {}

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
    if (SharesBaseline(above, line)) return line.box.left - above.box.right > 1.5 * size || HasListLabel(text);
    const double leading = Leading(above, line);
    if (leading <= 0) return !RunsOn(text_above, text) || leading < -2 * size;
    if (HasListLabel(text) && !(RunsOn(text_above, text) && FirstCharacter(text) == U'-')) return true;
    if (leading > 2.7 * size) return true;
    const bool starts = !IsLower(FirstCharacter(text));
    const double usual = UsualLeading(block);
    if (usual > 0 && leading > 1.25 * usual + 0.5) return true;
    if (usual == 0 && leading > 1.9 * size && EndsSentence(text_above) && starts) return true;
    if (starts && (IsBold(line) != IsBold(above)) && !IsFragment(line, above)) return true;
    if (starts && ColorOf(line) != ColorOf(above) &&
        (EndsSentence(text_above) || WouldHaveFitted(above, line, column))) {
      return true;
    }
    if (IsNote(text) && size < 11) return true;
    if (Indented(block, line, size) && EndsSentence(text_above)) return true;
    return EndsEarly(block, line, column, text_above, text);
  }

  /// A few raised or small characters are no line of their own.
  static bool IsFragment(const PdfLine& a, const PdfLine& b) { return SharesBaseline(b, a) || LineText(a).size() <= 3; }

  static bool SharesBaseline(const PdfLine& above, const PdfLine& line) {
    const double overlap = std::min(above.box.bottom, line.box.bottom) - std::max(above.box.top, line.box.top);
    return overlap > 0.6 * std::min(Height(above), Height(line)) && line.box.left >= above.box.right - 1;
  }

  static bool RunsOn(std::string_view above, std::string_view text) {
    return !EndsSentence(above) && IsLower(FirstCharacter(text));
  }

  static bool IsNote(std::string_view text) {
    constexpr std::u32string_view kMarks = U"*†‡§※";
    return kMarks.find(FirstCharacter(text)) != std::u32string_view::npos;
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

  /// The first word of `line` had room on the line above, which therefore was ended on purpose.
  static bool WouldHaveFitted(const PdfLine& above, const PdfLine& line, const Box& column) {
    const PdfWord& first = line.words.front();
    const double width = IsHanLike(FirstCharacter(first.text)) ? first.font_size_pt : first.box.right - first.box.left;
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
    return !centered && room > std::max(0.25 * reach, 4 * size) && size < 15;
  }

  int page_;
  bool fresh_ = false;
  std::vector<PdfBlock> blocks_;
};

void Finish(PdfBlock* block) {
  std::map<long, std::size_t> sizes;
  std::map<Hiding, std::size_t> hidings;
  bool bold = true;
  for (const PdfLine& line : block->lines) {
    for (const PdfWord& word : line.words) {
      sizes[std::lround(word.font_size_pt * 10)] += word.text.size();
      hidings[word.hiding] += word.text.size();
    }
    bold = bold && IsBold(line);
  }
  const auto most = [](const auto& weights) {
    return std::max_element(weights.begin(), weights.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  };
  block->font_size_pt = static_cast<double>(most(sizes)) / 10;
  block->hiding = most(hidings);
  block->bold = bold;
}

/// Hidden words within a visible line become lines of their own, so that they are not read into its sentence.
void SeparateHidden(std::vector<PdfLine>* lines) {
  std::vector<PdfLine> result;
  for (PdfLine& line : *lines) {
    PdfLine part;
    for (PdfWord& word : line.words) {
      const bool differs = !part.words.empty() && part.words.back().hiding != word.hiding;
      if (differs) {
        result.push_back(std::move(part));
        part = PdfLine();
      }
      part.chunk = line.chunk;
      part.rotation = line.rotation;
      part.box = Union(part.box, word.box);
      part.words.push_back(std::move(word));
    }
    if (!part.words.empty()) result.push_back(std::move(part));
  }
  *lines = std::move(result);
}

struct Group {
  std::vector<PdfLine> lines;
  const PageTable* table = nullptr;
  int table_number = 0;
};

void AddTable(const Group& group, int page, Builder* builder) {
  for (const TableCell& cell : group.table->cells) {
    PdfBlock block;
    block.kind = BlockKind::kTableCell;
    block.page = page;
    block.table = group.table_number;
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

}  // namespace

std::size_t BulletLength(std::string_view text) {
  constexpr std::u32string_view kBullets = U"•◦▪▫‣⁃·●○■□◆◇▶►▸➤➢➔❖♦★☆∙⚫⬤-–—";
  const char32_t first = FirstCharacter(text);
  if (kBullets.find(first) == std::u32string_view::npos) return 0;
  std::string label;
  AppendCodePoint(first, &label);
  const bool dash = first == U'-' || first == U'–' || first == U'—';
  std::size_t length = label.size();
  if (dash && (length >= text.size() || text[length] != ' ')) return 0;
  while (length < text.size() && text[length] == ' ')
    ++length;
  return length;
}

bool HasListLabel(std::string_view text) {
  if (BulletLength(text) > 0) return true;
  constexpr std::u32string_view kMarks = U"☐☑☒✓✔✗✘✅❌";
  if (kMarks.find(FirstCharacter(text)) != std::u32string_view::npos) return true;
  std::size_t at = !text.empty() && text[0] == '(' ? 1 : 0;
  const std::size_t begin = at;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9')
    ++at;
  const bool number = at > begin && at - begin <= 2;
  const bool letter = at == begin && at + 1 < text.size() && ((text[at] >= 'a' && text[at] <= 'z'));
  if (letter) ++at;
  if (!number && !letter) return false;
  if (at >= text.size() || (text[at] != '.' && text[at] != ')')) return false;
  if (letter && begin == 0 && text[at] == '.' && at != 1) return false;
  return at + 1 < text.size() && text[at + 1] == ' ';
}

std::vector<PdfBlock> BlocksOfPage(PdfPage* page) {
  DropShadows(&page->lines);
  SeparateHidden(&page->lines);
  AttachLabels(&page->lines);
  const std::vector<PageTable> tables = TakeTables(page);
  std::vector<Group> groups = GroupsOf(page, tables);
  std::vector<PageArea> areas;
  for (const Group& group : groups) {
    PageArea area;
    if (group.table != nullptr) area.box = group.table->box;
    for (const PdfLine& line : group.lines) {
      area.box = Union(area.box, line.box);
      area.font_size_pt = std::max(area.font_size_pt, DominantFontSize(line));
    }
    areas.push_back(area);
  }
  Builder builder(page->number);
  for (const OrderedArea& area : ReadingOrder(areas)) {
    Group& group = groups[area.index];
    if (group.table != nullptr) AddTable(group, page->number, &builder);
    for (PdfLine& line : group.lines)
      builder.Add(std::move(line), area.column);
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
