// Gathers the runs of one paragraph and cuts it into blocks: what a reader sees stays together, so that sentences stay
// whole; hidden and struck-out words and small print of a sentence or more become blocks of their own after it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace audit {

/// How one run of text looks.
struct TextLook {
  double font_size_pt = 0;  ///< 0 = unknown
  bool bold = false;
  std::optional<Rgb> color;
  Visibility visibility = Visibility::kVisible;
  bool struck = false;  ///< deleted or crossed out: shown or kept, but not what the document says

  bool operator==(const TextLook&) const = default;
};

/// What colour the words have and what they stand on.
struct InkOnGround {
  Rgb ink;
  Rgb ground;

  bool operator==(const InkOnGround&) const = default;
};

/// The colours of a stretch as long as they are the same for all of its words.
class EvenPaint {
 public:
  void Add(const std::optional<InkOnGround>& paint) {
    if (empty_) paint_ = paint;
    if (paint_ != paint) paint_.reset();
    empty_ = false;
  }
  void Add(const EvenPaint& other) {
    if (!other.empty_) Add(other.paint_);
  }
  const std::optional<InkOnGround>& paint() const { return paint_; }

 private:
  std::optional<InkOnGround> paint_;
  bool empty_ = true;
};

struct TextRun {
  std::string text;
  TextLook look;
  EvenPaint paint;
};

/// A block whose text is not yet in a document; Block::text is unset.
struct LooseBlock {
  Block block;
  std::string text;
};

class ParagraphBuffer {
 public:
  /// `text` may be cut anywhere, even within a word; a '\n' in it is a line break that the page shows. `paint` is
  /// absent where a colour is not known; it changes nothing about how the text is cut.
  void Append(std::string_view text, const TextLook& look, const std::optional<InkOnGround>& paint = std::nullopt);

  /// True when nothing but blanks was appended.
  bool blank() const { return blank_; }

  /// True when the last thing appended, blanks aside, was a line break.
  bool EndsWithBreak() const;

  /// The end of what was appended that has one and the same look; valid until the next call.
  std::string_view LastRun() const { return runs_.empty() ? std::string_view() : runs_.back().text; }

  /// Empties the buffer into blocks made after `prototype`. Runs of unknown size count as `usual_size_pt` when they are
  /// compared with others.
  std::vector<LooseBlock> Take(const Block& prototype, double usual_size_pt);

 private:
  std::vector<TextRun> runs_;
  bool blank_ = true;
};

}  // namespace audit
