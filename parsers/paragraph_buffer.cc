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

bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool IsBlankText(std::string_view text) { return std::all_of(text.begin(), text.end(), IsBlank); }

std::size_t InkBytes(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !IsBlank(c); }));
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
    const bool blank = IsBlank(c);
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
            Most(&TextLook::color, std::optional<Rgb>()), std::nullopt};
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

/// One paragraph's runs on their way into blocks.
class Cutter {
 public:
  Cutter(const Block& prototype, double usual_size_pt) : prototype_(prototype), usual_size_pt_(usual_size_pt) {}

  /// Stretches that are not plainly visible text stand aside, each with its own reason.
  void SetAside(const std::vector<TextRun>& runs) {
    for (std::size_t i = 0; i < runs.size();) {
      if (IsSeen(runs[i])) {
        ++i;
        continue;
      }
      const TextLook& first = runs[i].look;
      for (; i < runs.size() && runs[i].look.visibility == first.visibility && runs[i].look.struck == first.struck;
           ++i) {
        Add(runs[i]);
      }
      Close(aside_, first.visibility, first.struck);
    }
  }

  void CutVisible(std::vector<TextRun> runs) {
    std::erase_if(runs, [](const TextRun& run) { return !IsSeen(run); });
    const double small = kSmallPrintRatio * MainSize(runs);
    auto is_small = [&](const TextRun& run) { return SizeOf(run.look.font_size_pt) <= small; };
    for (std::size_t i = 0; i < runs.size();) {
      std::size_t end = i;
      while (end < runs.size() && (is_small(runs[end]) || (end > i && IsBlankText(runs[end].text))))
        ++end;
      if (end == i) {
        Add(runs[i++]);
        continue;
      }
      AddSmall(runs, i, end);
      i = end;
    }
    Close(seen_, Visibility::kVisible, false);
  }

  std::vector<LooseBlock> Blocks() {
    seen_.insert(seen_.end(), std::make_move_iterator(aside_.begin()), std::make_move_iterator(aside_.end()));
    return std::move(seen_);
  }

 private:
  static bool IsSeen(const TextRun& run) { return run.look.visibility == Visibility::kVisible && !run.look.struck; }

  double SizeOf(double size_pt) const { return size_pt > 0 ? size_pt : usual_size_pt_; }

  /// The size of most characters or, if larger, the largest in which at least a sentence is set: small print may well
  /// be longer than the claim that it follows.
  double MainSize(const std::vector<TextRun>& runs) const {
    PrevailingLook whole;
    for (const TextRun& run : runs)
      whole.Add(run.text, run.look);
    double size = SizeOf(whole.Style().font_size_pt);
    for (const TextRun& run : runs) {
      if (IsSentenceLong(run.text)) size = std::max(size, SizeOf(run.look.font_size_pt));
    }
    return size;
  }

  void Add(const TextRun& run) {
    text_ += run.text;
    look_.Add(run.text, run.look);
    paint_.Add(run.paint);
  }

  /// Runs [begin, end) are smaller than the rest: a block of their own when they are sentences, else part of the text.
  void AddSmall(const std::vector<TextRun>& runs, std::size_t begin, std::size_t end) {
    std::string small_text;
    for (std::size_t i = begin; i < end; ++i)
      small_text += runs[i].text;
    const bool apart = IsSentenceLong(small_text) && (EndsSentence(text_) || StartsWithNoteMark(small_text)) &&
                       (end == runs.size() || EndsSentence(small_text));
    if (apart) Close(seen_, Visibility::kVisible, false);
    for (std::size_t i = begin; i < end; ++i)
      Add(runs[i]);
    if (apart) Close(seen_, Visibility::kVisible, false);
  }

  void Close(std::vector<LooseBlock>& blocks, Visibility visibility, bool struck) {
    if (!IsBlankText(text_)) {
      LooseBlock loose{prototype_, std::move(text_)};
      loose.block.style = look_.Style();
      if (const auto& paint = paint_.paint()) {
        loose.block.style.color = paint->ink;
        loose.block.style.ground = paint->ground;
      }
      loose.block.visibility = visibility;
      if (struck) loose.block.kind = BlockKind::kDeletedText;
      blocks.push_back(std::move(loose));
    }
    text_.clear();
    look_ = {};
    paint_ = {};
  }

  const Block& prototype_;
  double usual_size_pt_;
  std::vector<LooseBlock> seen_;
  std::vector<LooseBlock> aside_;
  std::string text_;
  PrevailingLook look_;
  EvenPaint paint_;
};

}  // namespace

void ParagraphBuffer::Append(std::string_view text, const TextLook& look, const std::optional<InkOnGround>& paint) {
  if (text.empty()) return;
  const bool blank = IsBlankText(text);
  if (!blank) blank_ = false;
  if (!runs_.empty() && runs_.back().look == look) {
    runs_.back().text += text;
  } else {
    runs_.push_back({std::string(text), look, {}});
  }
  if (!blank) runs_.back().paint.Add(paint);
}

bool ParagraphBuffer::EndsWithBreak() const {
  for (auto run = runs_.rbegin(); run != runs_.rend(); ++run) {
    const std::size_t last = run->text.find_last_not_of(" \t\r\f\v");
    if (last != std::string::npos) return run->text[last] == '\n';
  }
  return false;
}

std::vector<LooseBlock> ParagraphBuffer::Take(const Block& prototype, double usual_size_pt) {
  std::vector<TextRun> runs = std::exchange(runs_, {});
  if (std::exchange(blank_, true)) return {};
  Cutter cutter(prototype, usual_size_pt);
  cutter.SetAside(runs);
  cutter.CutVisible(std::move(runs));
  return cutter.Blocks();
}

}  // namespace audit
