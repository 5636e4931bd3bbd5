#include "parsers/pdf/block_kinds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "parsers/pdf/list_labels.h"
#include "parsers/pdf/text_builder.h"

namespace audit {
namespace {

constexpr double kRunningZone = 0.16;  // share of the page's height at head and foot
constexpr double kSamePlacePt = 4;

std::string TextOf(const PdfBlock& block) {
  std::string text;
  for (const PdfLine& line : block.lines) {
    if (!text.empty()) text += ' ';
    text += LineText(line);
  }
  return text;
}

std::size_t CharactersIn(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

/// Han characters carry about as much as three Latin letters.
std::size_t WeightOf(std::string_view utf8) { return std::max(CharactersIn(utf8), utf8.size()); }

/// The size in which most of the document is set, of long blocks if there are any.
double BodySize(const std::vector<PdfBlock>& blocks, bool prose = true) {
  std::map<long, std::size_t> weight;
  for (const PdfBlock& block : blocks) {
    if (block.hiding != Hiding::kNone || block.slanted || (block.table > 0) == prose) continue;
    const std::size_t length = WeightOf(TextOf(block));
    weight[std::lround(block.font_size_pt * 2)] += length > 60 ? 2 * length : length;
  }
  const auto most =
      std::max_element(weight.begin(), weight.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == weight.end()) return prose ? BodySize(blocks, /*prose=*/false) : 0;
  return static_cast<double>(most->first) / 2;
}

std::string WithoutNumbers(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !plain.empty() && plain.back() == '#') continue;
    plain += digit ? '#' : c;
  }
  return plain;
}

/// "#", "- # -", "Page # of #", as left by WithoutNumbers.
bool IsPageNumber(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (std::string_view("#-–—|/. ").find(c) == std::string_view::npos) letters += c;
  }
  const bool words = letters == "Page" || letters == "Pageof" || letters == "page" || letters == "pageof" ||
                     letters == "p" || letters == "第頁" || letters == "of";
  return text.find('#') != std::string_view::npos && text.size() < 24 && (letters.empty() || words);
}

bool InRunningZone(const PdfBlock& block, double height) {
  return block.box.bottom < kRunningZone * height || block.box.top > (1 - kRunningZone) * height;
}

/// Same words (but for numbers) at the same height on two or more pages.
void MarkRunningText(PdfLayout* layout) {
  std::map<std::string, std::vector<PdfBlock*>> by_text;
  for (PdfBlock& block : layout->blocks) {
    const double height = layout->page_heights[static_cast<std::size_t>(block.page) - 1];
    if (block.kind == BlockKind::kParagraph && block.hiding == Hiding::kNone && !block.slanted &&
        InRunningZone(block, height)) {
      by_text[WithoutNumbers(TextOf(block))].push_back(&block);
    }
  }
  const double body = BodySize(layout->blocks);
  for (auto& [text, blocks] : by_text) {
    for (PdfBlock* block : blocks) {
      std::set<int> pages;
      for (const PdfBlock* other : blocks) {
        if (std::abs(other->box.top - block->box.top) < kSamePlacePt) pages.insert(other->page);
      }
      const double height = layout->page_heights[static_cast<std::size_t>(block->page) - 1];
      const bool at_edge = block->box.bottom < 0.08 * height || block->box.top > 0.9 * height;
      const bool number = IsPageNumber(text) && block->font_size_pt <= 14;
      const bool small_head =
          block->box.bottom < 0.06 * height && text.size() < 100 && block->font_size_pt < 0.85 * body;
      if (pages.size() < 2 && !(number && at_edge) && !small_head) continue;

      block->kind = block->box.bottom < kRunningZone * height ? BlockKind::kHeader : BlockKind::kFooter;
    }
  }
}

bool IsCaption(std::string_view text) {
  constexpr std::array<std::string_view, 6> kWords = {"Figure ", "Fig. ", "Table ", "Photo ", "Chart ", "Exhibit "};
  for (const std::string_view word : kWords) {
    if (text.starts_with(word) && text.size() > word.size() && IsDigit(FirstCharacter(text.substr(word.size())))) {
      return true;
    }
  }
  constexpr std::array<std::string_view, 4> kHan = {"圖", "图", "表", "照片"};
  for (const std::string_view word : kHan) {
    if (!text.starts_with(word)) continue;
    std::string_view rest = text.substr(word.size());
    while (rest.starts_with(" "))
      rest.remove_prefix(1);
    constexpr std::u32string_view kNumbers = U"一二三四五六七八九十";
    const char32_t first = FirstCharacter(rest);
    if (IsDigit(first) || kNumbers.find(first) != std::u32string_view::npos) return true;
  }
  return false;
}

bool StartsWithNoteMark(const PdfBlock& block, std::string_view text) {
  constexpr std::u32string_view kMarks = U"*∗†‡§※¹²³⁴⁵⁶⁷⁸⁹＊";
  if (kMarks.find(FirstCharacter(text)) != std::u32string_view::npos) return true;
  const auto& words = block.lines.front().words;  // a raised small number before the note
  return words.size() > 1 && IsDigit(FirstCharacter(words[0].text)) && words[0].text.size() <= 2 &&
         words[0].font_size_pt < 0.8 * words[1].font_size_pt;
}

class Classifier {
 public:
  explicit Classifier(PdfLayout* layout) : layout_(*layout), body_(BodySize(layout->blocks)) {}

  void Run() {
    for (std::size_t i = 0; i < layout_.blocks.size(); ++i) {
      PdfBlock& block = layout_.blocks[i];
      if (block.kind == BlockKind::kParagraph && !block.slanted) block.kind = KindOf(i);
    }
    SetLevels();
  }

 private:
  BlockKind KindOf(std::size_t i) {
    const PdfBlock& block = layout_.blocks[i];
    const std::string text = TextOf(block);
    const bool small = block.font_size_pt < 0.93 * body_;
    if (IsCaption(text) && WeightOf(text) < 300) return BlockKind::kCaption;
    if (StartsWithNoteMark(block, text) && (small || InFoot(block))) return BlockKind::kFootnote;
    if ((block.lines.front().bullet || HasListLabel(text)) && !IsLarge(block)) return BlockKind::kListItem;
    if (block.font_size_pt < 0.8 * body_ && InFoot(block) && EndsPage(i)) return BlockKind::kFootnote;
    if (IsHeading(i, text)) return BlockKind::kHeading;
    return BlockKind::kParagraph;
  }

  double HeightOf(const PdfBlock& block) const {
    return layout_.page_heights[static_cast<std::size_t>(block.page) - 1];
  }

  bool IsLarge(const PdfBlock& block) const { return block.font_size_pt >= 1.15 * body_; }

  bool InFoot(const PdfBlock& block) const { return block.box.top > 0.87 * HeightOf(block); }

  /// Nothing in the size of the body comes after it on its page, in its column.
  bool EndsPage(std::size_t i) const {
    const PdfBlock& block = layout_.blocks[i];
    for (std::size_t j = i + 1; j < layout_.blocks.size() && layout_.blocks[j].page == block.page; ++j) {
      const PdfBlock& later = layout_.blocks[j];
      const bool beside = later.box.left >= block.box.right || later.box.right <= block.box.left;
      if (!beside && later.box.top > block.box.bottom && later.font_size_pt >= 0.93 * body_ &&
          later.kind == BlockKind::kParagraph) {
        return false;
      }
    }
    return true;
  }

  bool IsHeading(std::size_t i, std::string_view text) const {
    const PdfBlock& block = layout_.blocks[i];
    const bool letters = std::any_of(text.begin(), text.end(), [](unsigned char c) {
      return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    if (!letters || block.hiding != Hiding::kNone) return false;
    const std::size_t weight = WeightOf(text);
    if (IsLarge(block)) {
      const bool prose = EndsSentence(text) && weight > 120;
      return weight <= 240 && block.lines.size() <= 4 && !prose;
    }
    const bool set_off = block.bold || block.font_size_pt >= 1.06 * body_;
    if (!set_off || block.lines.size() > 2 || weight > 120 || block.font_size_pt < 0.95 * body_) return false;
    const char32_t last = LastCharacter(text);
    if (last == U'.' || last == U'。' || last == U',' || last == U';') return false;
    if (i + 1 >= layout_.blocks.size()) return false;
    const PdfBlock& next = layout_.blocks[i + 1];
    const bool plainer = (block.bold && !next.bold) || next.font_size_pt < block.font_size_pt - 0.4;
    return plainer && next.kind != BlockKind::kTableCell && next.page == block.page;
  }

  /// The largest size is level 1; bold headings in the size of the body come last.
  void SetLevels() {
    std::map<long, int, std::greater<>> levels;
    const auto key = [&](const PdfBlock& block) { return IsLarge(block) ? std::lround(block.font_size_pt) : 0L; };
    for (const PdfBlock& block : layout_.blocks) {
      if (block.kind == BlockKind::kHeading) levels[key(block)] = 0;
    }
    int level = 0;
    for (auto& [size, rank] : levels)
      rank = std::min(++level, 9);
    for (PdfBlock& block : layout_.blocks) {
      if (block.kind == BlockKind::kHeading) block.heading_level = levels[key(block)];
    }
  }

  PdfLayout& layout_;
  double body_;
};

bool CanJoin(const PdfBlock& a, const PdfBlock& b) {
  const bool kinds =
      (a.kind == BlockKind::kParagraph || a.kind == BlockKind::kListItem) && b.kind == BlockKind::kParagraph;
  if (!kinds || a.slanted || b.slanted || a.hiding != b.hiding) return false;
  if (std::abs(a.font_size_pt - b.font_size_pt) > 0.3 || a.bold != b.bold) return false;
  if (a.lines.back().rotation != 0 || b.lines.front().rotation != 0) return false;
  const int last_page = a.line_pages.back();
  const bool next_column =
      b.page == last_page && b.box.left > a.lines.back().box.right - 1 && b.box.top < a.lines.back().box.top;
  if (!next_column && b.page != last_page + 1) return false;
  const std::string end = LineText(a.lines.back());
  return !EndsSentence(end) && IsLower(FirstCharacter(LineText(b.lines.front()))) &&
         a.lines.size() + b.lines.size() > 2;
}

}  // namespace

void ClassifyBlocks(PdfLayout* layout) {
  MarkRunningText(layout);
  Classifier(layout).Run();
}

void JoinCutParagraphs(PdfLayout* layout) {
  std::vector<PdfBlock> joined;
  std::ptrdiff_t open = -1;  // the paragraph that may go on; running text and notes between do not end it
  for (PdfBlock& block : layout->blocks) {
    if (open >= 0 && CanJoin(joined[static_cast<std::size_t>(open)], block)) {
      PdfBlock& first = joined[static_cast<std::size_t>(open)];
      if (block.page == first.page) first.box = Union(first.box, block.box);
      first.line_pages.insert(first.line_pages.end(), block.line_pages.begin(), block.line_pages.end());
      for (PdfLine& line : block.lines)
        first.lines.push_back(std::move(line));
      continue;
    }
    const bool aside = block.kind == BlockKind::kHeader || block.kind == BlockKind::kFooter ||
                       block.kind == BlockKind::kFootnote || block.hiding != Hiding::kNone;
    joined.push_back(std::move(block));
    if (!aside) open = static_cast<std::ptrdiff_t>(joined.size()) - 1;
  }
  layout->blocks = std::move(joined);
}

}  // namespace audit
