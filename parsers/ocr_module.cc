#include "parsers/ocr_module.h"

#include <leptonica/allheaders.h>
#include <omp.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace audit {
namespace {

constexpr double kNoise = 25;  // words that the library itself does not believe

// Traditional Chinese brochures are full of Latin names and units.
constexpr std::array kModels = {"eng", "chi_tra+eng"};

struct BoxInPixels {
  int left = 0, top = 0, right = 0, bottom = 0;
};

/// One pass over a page with one language.
class Pass {
 public:
  Pass(tesseract::TessBaseAPI* api, const PageImage& image, const std::function<bool()>& stop)
      : api_(*api), scale_(72 / image.dots_per_inch) {
    api_.SetImage(image.gray.data(), image.width, image.height, 1, image.width);
    api_.SetSourceResolution(static_cast<int>(std::lround(image.dots_per_inch)));
    stop_ = &stop;
    monitor_.cancel = [](void* self, int) {
      const auto& ask = *static_cast<Pass*>(self)->stop_;
      return ask && ask();
    };
    monitor_.cancel_this = this;
  }

  OcrText Run(tesseract::PageSegMode mode) {
    api_.SetPageSegMode(mode);
    const int failed = api_.Recognize(&monitor_);
    OcrText text;
    text.cut_short = failed != 0 || (*stop_ && (*stop_)());
    const std::unique_ptr<tesseract::ResultIterator> at(api_.GetIterator());
    if (!at) return text;
    int block = 0;
    do {
      if (at->Empty(tesseract::RIL_WORD)) continue;
      if (at->IsAtBeginningOf(tesseract::RIL_BLOCK)) ++block;
      if (at->IsAtBeginningOf(tesseract::RIL_TEXTLINE) || text.lines.empty()) StartLine(*at, block, &text);
      AddWord(*at, &text);
    } while (at->Next(tesseract::RIL_WORD));
    std::erase_if(text.lines, [](const OcrLine& line) { return line.words.empty(); });
    text.confidence = characters_ > 0 ? confidence_ / characters_ : 0;
    text.certainty =
        characters_ + noise_characters_ > 0 ? (confidence_ + noise_confidence_) / (characters_ + noise_characters_) : 0;
    return text;
  }

 private:
  void StartLine(const tesseract::ResultIterator& at, int block, OcrText* text) const {
    OcrLine line;
    line.block = block;
    float height = 0, descenders = 0, ascenders = 0;
    at.RowAttributes(&height, &descenders, &ascenders);
    line.font_size_pt = std::round(2 * static_cast<double>(height) * scale_) / 2;
    text->lines.push_back(std::move(line));
  }

  void AddWord(const tesseract::ResultIterator& at, OcrText* text) {
    const std::unique_ptr<char[]> utf8(at.GetUTF8Text(tesseract::RIL_WORD));
    BoxInPixels box;
    if (!utf8 || !at.BoundingBox(tesseract::RIL_WORD, &box.left, &box.top, &box.right, &box.bottom)) return;
    OcrWord word;
    word.text = utf8.get();
    word.confidence = at.Confidence(tesseract::RIL_WORD);
    if (word.text.empty() || word.text == " ") return;
    if (word.confidence < kNoise) {
      noise_confidence_ += word.confidence * static_cast<double>(word.text.size());
      noise_characters_ += static_cast<double>(word.text.size());
      return;
    }
    word.box = {box.left * scale_, box.top * scale_, box.right * scale_, box.bottom * scale_};
    int x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    word.baseline = at.Baseline(tesseract::RIL_WORD, &x1, &y1, &x2, &y2) ? (y1 + y2) / 2.0 * scale_ : word.box.bottom;
    confidence_ += word.confidence * static_cast<double>(word.text.size());
    characters_ += static_cast<double>(word.text.size());
    text->lines.back().words.push_back(std::move(word));
  }

  tesseract::TessBaseAPI& api_;
  double scale_;  // points a pixel
  tesseract::ETEXT_DESC monitor_;
  const std::function<bool()>* stop_ = nullptr;
  double confidence_ = 0;
  double characters_ = 0;
  double noise_confidence_ = 0;
  double noise_characters_ = 0;
};

class TesseractEngine : public OcrEngine {
 public:
  explicit TesseractEngine(std::function<bool()> stop) : stop_(std::move(stop)) {
    setMsgSeverity(L_SEVERITY_NONE);
    omp_set_max_active_levels(0);  // a worker may start no threads, and they would not make it faster
  }

  OcrText ReadOnce(const PageImage& image, OcrLanguage language, OcrLayout layout) override {
    tesseract::TessBaseAPI* api = Api(language);
    if (api == nullptr) return {};
    OcrText text =
        Pass(api, image, stop_).Run(layout == OcrLayout::kPage ? tesseract::PSM_AUTO : tesseract::PSM_SPARSE_TEXT);
    api->Clear();
    return text;
  }

 private:
  /// Null when the library cannot load the language.
  tesseract::TessBaseAPI* Api(OcrLanguage language) {
    auto& api = apis_[static_cast<std::size_t>(language)];
    if (api) return api.get();
    auto fresh = std::make_unique<tesseract::TessBaseAPI>();
    if (fresh->Init(kOcrModelFolder, kModels[static_cast<std::size_t>(language)], tesseract::OEM_LSTM_ONLY) != 0)
      return nullptr;
    fresh->SetVariable("debug_file", "/dev/null");
    api = std::move(fresh);
    return api.get();
  }

  std::function<bool()> stop_;
  std::array<std::unique_ptr<tesseract::TessBaseAPI>, kModels.size()> apis_;
};

}  // namespace
}  // namespace audit

const audit::OcrModule* audit_ocr_module() {
  static const audit::OcrModule module{tesseract::TessBaseAPI::Version(),
                                       [](std::function<bool()> stop) -> std::unique_ptr<audit::OcrEngine> {
                                         return std::make_unique<audit::TesseractEngine>(std::move(stop));
                                       }};
  return &module;
}
