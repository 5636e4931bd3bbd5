#include "parsers/paragraph_buffer.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace audit {
namespace {

/// A run this much smaller than the rest of its paragraph is small print.
constexpr double kSmallPrintRatio = 0.8;
constexpr std::size_t kSentenceWords = 4;
constexpr std::size_t kSentenceWideBytes = 30;  ///< ten ideographs

constexpr std::string_view kBlanks = " \t\r\n\f\v";

bool IsBlankText(std::string_view text) { return text.find_first_not_of(kBlanks) == std::string_view::npos; }

std::size_t InkBytes(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return kBlanks.find(c) == std::string_view::npos; }));
}

bool EndsSentence(std::string_view text) {
  const std::size_t last_ink = text.find_last_not_of(kBlanks);
  if (last_ink == std::string_view::npos) return true;
  if (text.find('\n', last_ink) != std::string_view::npos) return true;
  text = text.substr(0, last_ink + 1);
  while (!text.empty() && std::string_view(")\"'*]").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  if (text.empty()) return false;
  if (std::string_view(".!?:;").find(text.back()) != std::string_view::npos) return true;
  constexpr std::string_view kWide[] = {"。", "！", "？", "：", "；", "”", "†", "‡"};
  return std::any_of(std::begin(kWide), std::end(kWide), [&](std::string_view mark) { return text.ends_with(mark); });
}

bool StartsWithNoteMark(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return false;
  text.remove_prefix(first);
  constexpr std::string_view kMarks[] = {"*", "†", "‡", "§", "＊", "※"};
  return std::any_of(std::begin(kMarks), std::end(kMarks),
                     [&](std::string_view mark) { return text.starts_with(mark); });
}

bool IsSentenceLong(std::string_view text) {
  std::size_t words = 0;
  bool in_word = false;
  std::size_t wide_bytes = 0;
  for (char c : text) {
    const bool blank = kBlanks.find(c) != std::string_view::npos;
    if (!blank && !in_word) ++words;
    in_word = !blank;
    if (static_cast<unsigned char>(c) >= 0xE3) wide_bytes += 3;
  }
  return words >= kSentenceWords || wide_bytes >= kSentenceWideBytes;
}

/// What most of the characters added to it look like.
class PrevailingLook {
 public:
  void Add(std::string_view text, const TextLook& look) {
    const std::size_t ink = InkBytes(text);
    for (auto& [known, amount] : amounts_) {
      if (known != look) continue;
      amount += ink;
      return;
    }
    // A paragraph of very many looks is not worth an exact answer.
    if (amounts_.size() < 256) amounts_.emplace_back(look, ink);
  }

  TextStyle Style() const {
    return {Most(&TextLook::font_size_pt, 0.0), Most(&TextLook::bold, false),
            Most(&TextLook::color, std::optional<Rgb>())};
  }

 private:
  template <typename Value>
  Value Most(Value TextLook::*member, Value best) const {
    std::size_t best_amount = 0;
    for (const auto& candidate : amounts_) {
      std::size_t amount = 0;
      for (const auto& other : amounts_) {
        if (other.first.*member == candidate.first.*member) amount += other.second;
      }
      if (amount <= best_amount) continue;
      best = candidate.first.*member;
      best_amount = amount;
    }
    return best;
  }

  std::vector<std::pair<TextLook, std::size_t>> amounts_;
};

}  // namespace

void ParagraphBuffer::Append(std::string_view text, const TextLook& look) {
  if (text.empty()) return;
  if (!IsBlankText(text)) blank_ = false;
  if (!pieces_.empty() && pieces_.back().look == look) {
    pieces_.back().text += text;
  } else {
    pieces_.push_back({std::string(text), look});
  }
}

bool ParagraphBuffer::EndsWithBreak() const {
  for (auto piece = pieces_.rbegin(); piece != pieces_.rend(); ++piece) {
    const std::size_t last = piece->text.find_last_not_of(" \t\r\f\v");
    if (last != std::string::npos) return piece->text[last] == '\n';
  }
  return false;
}

std::vector<LooseBlock> ParagraphBuffer::Take(const Block& prototype, double usual_size_pt) {
  std::vector<LooseBlock> seen;
  std::vector<LooseBlock> aside;
  std::vector<Piece> pieces = std::exchange(pieces_, {});
  if (std::exchange(blank_, true)) return seen;

  auto is_seen = [](const Piece& piece) { return piece.look.visibility == Visibility::kVisible && !piece.look.struck; };
  auto make_block = [&](std::string text, const PrevailingLook& look, Visibility visibility, bool struck) {
    LooseBlock loose{prototype, std::move(text)};
    loose.block.style = look.Style();
    loose.block.visibility = visibility;
    if (struck) loose.block.kind = BlockKind::kDeletedText;
    return loose;
  };

  // Stretches that are not plainly visible text stand aside, each with its own reason.
  for (std::size_t i = 0; i < pieces.size();) {
    if (is_seen(pieces[i])) {
      ++i;
      continue;
    }
    const TextLook first = pieces[i].look;
    std::string text;
    PrevailingLook look;
    for (; i < pieces.size() && pieces[i].look.visibility == first.visibility && pieces[i].look.struck == first.struck;
         ++i) {
      text += pieces[i].text;
      look.Add(pieces[i].text, pieces[i].look);
    }
    if (!IsBlankText(text)) aside.push_back(make_block(std::move(text), look, first.visibility, first.struck));
  }

  std::erase_if(pieces, [&](const Piece& piece) { return !is_seen(piece); });
  PrevailingLook whole;
  for (const Piece& piece : pieces)
    whole.Add(piece.text, piece.look);
  auto size_of = [&](double size) { return size > 0 ? size : usual_size_pt; };
  const double small = kSmallPrintRatio * size_of(whole.Style().font_size_pt);
  auto is_small = [&](const Piece& piece) { return size_of(piece.look.font_size_pt) <= small; };

  std::string text;
  PrevailingLook look;
  auto close = [&] {
    if (!IsBlankText(text)) {
      seen.push_back(make_block(std::exchange(text, {}), std::exchange(look, {}), Visibility::kVisible, false));
    }
    text.clear();
  };
  for (std::size_t i = 0; i < pieces.size();) {
    if (!is_small(pieces[i])) {
      text += pieces[i].text;
      look.Add(pieces[i].text, pieces[i].look);
      ++i;
      continue;
    }
    std::string small_text;
    PrevailingLook small_look;
    std::size_t end = i;
    for (; end < pieces.size() && (is_small(pieces[end]) || IsBlankText(pieces[end].text)); ++end) {
      small_text += pieces[end].text;
      if (is_small(pieces[end])) small_look.Add(pieces[end].text, pieces[end].look);
    }
    const bool last = end == pieces.size();
    const bool apart = IsSentenceLong(small_text) && (EndsSentence(text) || StartsWithNoteMark(small_text)) &&
                       (last || EndsSentence(small_text));
    if (apart) {
      close();
      seen.push_back(make_block(std::move(small_text), small_look, Visibility::kVisible, false));
    } else {
      text += small_text;
      for (std::size_t k = i; k < end; ++k)
        look.Add(pieces[k].text, pieces[k].look);
    }
    i = end;
  }
  close();
  seen.insert(seen.end(), std::make_move_iterator(aside.begin()), std::make_move_iterator(aside.end()));
  return seen;
}

}  // namespace audit
