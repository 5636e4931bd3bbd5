#include "parsers/pdf/page_ocr.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parsers/pdf/text_builder.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr int kFewGlyphs = 20;          // fewer on a page of pictures is no text
constexpr double kPictureShare = 0.15;  // share of the page under pictures that may hold words
constexpr int kManyShapes = 100;        // shapes of the size of letters: text whose letters were turned into outlines
constexpr double kDotsPerInch = 200;    // finer costs more and reads no better
constexpr double kPoorConfidence = 55;

double ProcessorSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

bool HasLetterOrDigit(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = NextUtf8(text, &at);
    if (IsLetter(point) || IsDigit(point)) return true;
  }
  return false;
}

/// The library cuts Chinese into words of its own; blanks are kept where one is seen.
bool BlankBetween(const OcrWord& left, const OcrWord& right) {
  if (!IsHanLike(LastCharacter(left.text)) && !IsHanLike(FirstCharacter(right.text))) return true;
  const double height = std::max(left.box.bottom - left.box.top, right.box.bottom - right.box.top);
  return right.box.left - left.box.right > 0.6 * height;
}

/// Bullets are no letters of any language, and are read as what they resemble.
bool IsMisreadBullet(std::string_view first_word) {
  constexpr std::u32string_view kMisread = U"¢«»©®°+*¤■□▪●·eo";
  const Utf8Character character = DecodeUtf8(first_word);
  return character.length == first_word.size() && kMisread.find(character.code) != std::u32string_view::npos;
}

PdfLine ToPageLine(const OcrLine& source, int chunk) {
  PdfLine line;
  line.chunk = chunk;
  for (std::size_t i = 0; i < source.words.size(); ++i) {
    const OcrWord& from = source.words[i];
    PdfWord word;
    for (std::size_t at = 0; at < from.text.size();)
      AppendPageCharacter(NextUtf8(from.text, &at), &word.text);
    if (word.text.empty()) continue;
    if (line.words.empty() && source.words.size() > 1 && IsMisreadBullet(word.text)) word.text = "•";
    word.box = from.box;
    word.baseline = from.baseline;
    word.font_size_pt = source.font_size_pt;
    word.ocr_confidence = from.confidence;
    word.space_after = i + 1 < source.words.size() && BlankBetween(from, source.words[i + 1]);
    line.box = Union(line.box, word.box);
    line.words.push_back(std::move(word));
  }
  return line;
}

/// True if the page's own text has words where this one stands.
bool IsAlreadyRead(const OcrWord& word, const std::vector<Box>& read) {
  const double x = (word.box.left + word.box.right) / 2;
  const double y = (word.box.top + word.box.bottom) / 2;
  return std::any_of(read.begin(), read.end(), [&](const Box& box) {
    return x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1;
  });
}

/// Text that a picture seems to have though it has none: strokes of a photograph read as letters.
bool IsNoise(const OcrLine& line) {
  std::size_t bytes = 0;
  double confidence = 0;
  bool letters = false;
  for (const OcrWord& word : line.words) {
    bytes += word.text.size();
    confidence += word.confidence * static_cast<double>(word.text.size());
    letters = letters || HasLetterOrDigit(word.text);
  }
  return !letters || confidence < (bytes < 4 ? 80 : 45) * static_cast<double>(bytes);
}

void AddLines(const OcrText& text, PdfPage* page) {
  std::vector<Box> read;
  int chunk = 0;
  for (const PdfLine& line : page->lines) {
    chunk = std::max(chunk, line.chunk);
    if (DominantHiding(line) == Hiding::kNone || DominantHiding(line) == Hiding::kOcrLayer) read.push_back(line.box);
  }
  for (OcrLine line : text.lines) {
    std::erase_if(line.words, [&](const OcrWord& word) { return IsAlreadyRead(word, read); });
    if (line.words.empty() || IsNoise(line)) continue;
    PdfLine printed = ToPageLine(line, chunk + line.block);
    if (!printed.words.empty()) page->lines.push_back(std::move(printed));
  }
}

}  // namespace

bool IsPicturesOnly(const PdfPage& page) {
  return page.visible_glyphs < kFewGlyphs && (page.image_share >= kPictureShare || page.letter_shapes >= kManyShapes);
}

bool IsUnreadable(const PdfPage& page) {
  return 2 * page.unreadable_glyphs > page.visible_glyphs && page.unreadable_glyphs >= kFewGlyphs;
}

bool PageOcr::Wanted(const PdfPage& page) const {
  if (limits_.mode == OcrMode::kNever) return false;
  const bool layer = std::any_of(page.lines.begin(), page.lines.end(),
                                 [](const PdfLine& line) { return DominantHiding(line) == Hiding::kOcrLayer; });
  if (limits_.mode == OcrMode::kAlways && (page.image_share > 0 || page.letter_shapes > 0)) return true;
  return (IsPicturesOnly(page) && !layer) || IsUnreadable(page);
}

bool PageOcr::SecondsUsedUp() const { return seconds_ + ProcessorSeconds() - page_start_ > limits_.max_seconds; }

void PageOcr::Start() {
  if (limits_.prolong != nullptr) limits_.prolong(limits_.max_seconds);
  renderer_ = std::make_unique<PageRenderer>(bytes_);
  reader_ = std::make_unique<OcrReader>([this] { return SecondsUsedUp(); });
}

OcrOutcome PageOcr::Read(PdfPage* page) {
  confidence_ = 0;
  if (!Wanted(*page)) return OcrOutcome::kNotAsked;
  if (OcrDescription().empty() || !LoadOcr().empty()) return OcrOutcome::kUnavailable;
  if (pages_ >= limits_.max_pages || seconds_ >= limits_.max_seconds) return OcrOutcome::kOverBudget;
  page_start_ = ProcessorSeconds();
  if (!reader_) Start();
  ++pages_;
  if (pages_ == 1 && 2 * han_ > letters_) language_ = OcrLanguage::kChinese;
  const std::optional<PageImage> image = renderer_->Render(page->number, kDotsPerInch);
  const bool pictures = IsPicturesOnly(*page) || IsUnreadable(*page);
  const OcrLayout layout = pictures ? OcrLayout::kPage : OcrLayout::kScattered;
  const OcrText text = image ? reader_->Read(*image, layout, &language_) : OcrText();
  seconds_ += ProcessorSeconds() - page_start_;
  if (!image) return OcrOutcome::kUnavailable;
  if (text.cut_short) return OcrOutcome::kOverBudget;
  if (IsUnreadable(*page)) page->lines.clear();
  const std::size_t before = page->lines.size();
  AddLines(text, page);
  confidence_ = text.confidence;
  return page->lines.size() > before && text.confidence < kPoorConfidence ? OcrOutcome::kPoor : OcrOutcome::kRead;
}

void PageOcr::Saw(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = NextUtf8(text, &at);
    if (IsHanLike(point)) {
      ++han_;
    } else if (IsLetter(point)) {
      ++letters_;
    }
  }
}

}  // namespace audit
