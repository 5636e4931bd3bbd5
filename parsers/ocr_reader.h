// The only door to the OCR library: a picture of a page in, words with place and confidence out. One reader serves one
// document on one thread and loads a language when it is first needed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace audit {

/// Eight bits of grey a pixel, 255 = white, rows from the top without padding.
struct PageImage {
  int width = 0;
  int height = 0;
  double dots_per_inch = 0;
  std::vector<std::uint8_t> gray;
};

struct OcrWord {
  std::string text;       ///< valid UTF-8, never empty
  Box box;                ///< in points from the top left of the picture
  double baseline = 0;    ///< in points from the top
  double confidence = 0;  ///< 0..100, as the library judges itself
};

struct OcrLine {
  std::vector<OcrWord> words;  ///< as printed, never empty
  double font_size_pt = 0;     ///< from the height of the letters, so only about right
  int block = 0;               ///< lines of one number were seen as one area of text
};

struct OcrText {
  std::vector<OcrLine> lines;
  double confidence = 0;  ///< mean of the characters read; 0 when there are none
  double certainty = 0;   ///< the same, with words that were left out because they cannot be believed; may be strokes
  bool cut_short = false;
};

enum class OcrLanguage : std::uint8_t { kEnglish, kChinese };

enum class OcrLayout : std::uint8_t {
  kPage,       ///< columns of text
  kScattered,  ///< words here and there, as on badges and photographs
};

class OcrReader {
 public:
  /// `stop` is asked between words and ends the reading of a page when it says true.
  explicit OcrReader(std::function<bool()> stop);
  ~OcrReader();
  OcrReader(const OcrReader&) = delete;
  OcrReader& operator=(const OcrReader&) = delete;

  /// Reads with `language` first and with the other one when that went badly; `language` becomes the better one.
  OcrText Read(const PageImage& image, OcrLayout layout, OcrLanguage* language);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A picture file (PNG, JPEG, TIFF, BMP, GIF) in grey; absent when it cannot be decoded or has more than 40 million
/// pixels. The bytes may be hostile.
std::optional<PageImage> DecodePicture(std::string_view bytes, double dots_per_inch);

/// Loads the library, once a process; to be called before a sandbox closes the folders of libraries. Returns why it
/// cannot be, in words; "" = it is there. A reader loads it by itself where it still may, and reads nothing where it is
/// missing.
std::string LoadOcr();

/// Where the library's models lie; a sandbox has to leave this folder readable.
inline constexpr char kOcrModelFolder[] = "/usr/share/tesseract-ocr/5/tessdata";

/// Version and models, for the key under which results are kept; "" when English cannot be read on this machine.
std::string OcrDescription();

}  // namespace audit
