#include "parsers/ocr_reader.h"

#include <fmt/format.h>
#include <leptonica/allheaders.h>
#include <omp.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr double kGoodCertainty = 85;  // below it another language is tried
constexpr double kNoise = 25;          // words that the library itself does not believe
constexpr int kFewWords = 5;

// Traditional Chinese brochures are full of Latin names and units.
constexpr std::array kModels = {"eng", "chi_tra+eng"};

bool IsInstalled(const char* model) {
  return access(fmt::format("{}/{}.traineddata", OcrModelFolder(), model).c_str(), R_OK) == 0;
}

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
    word.text = ReplaceBadUtf8(utf8.get());
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

std::size_t WordsOf(const OcrText& text) {
  std::size_t count = 0;
  for (const OcrLine& line : text.lines)
    count += line.words.size();
  return count;
}

/// How much was read that can be believed.
double Worth(const OcrText& text) { return text.confidence * std::sqrt(static_cast<double>(WordsOf(text))); }

}  // namespace

struct OcrReader::Impl {
  std::function<bool()> stop;
  std::array<std::unique_ptr<tesseract::TessBaseAPI>, kModels.size()> apis;

  tesseract::TessBaseAPI* Api(OcrLanguage language) {
    const auto index = static_cast<std::size_t>(language);
    if (language == OcrLanguage::kChinese && !IsInstalled("chi_tra")) return nullptr;
    if (!apis[index]) {
      auto api = std::make_unique<tesseract::TessBaseAPI>();
      if (api->Init(OcrModelFolder(), kModels[index], tesseract::OEM_LSTM_ONLY) != 0) return nullptr;
      api->SetVariable("debug_file", "/dev/null");
      apis[index] = std::move(api);
    }
    return apis[index].get();
  }

  OcrText ReadIn(OcrLanguage language, OcrLayout layout, const PageImage& image) {
    tesseract::TessBaseAPI* api = Api(language);
    if (api == nullptr) return {};
    OcrText text;
    if (layout == OcrLayout::kPage) text = Pass(api, image, stop).Run(tesseract::PSM_AUTO);
    // The search for columns passes over what stands alone.
    if (!text.cut_short && WordsOf(text) < kFewWords) {
      OcrText sparse = Pass(api, image, stop).Run(tesseract::PSM_SPARSE_TEXT);
      if (Worth(sparse) > Worth(text)) text = std::move(sparse);
    }
    api->Clear();
    return text;
  }
};

OcrReader::OcrReader(std::function<bool()> stop) : impl_(std::make_unique<Impl>()) {
  impl_->stop = std::move(stop);
  setMsgSeverity(L_SEVERITY_NONE);
  omp_set_max_active_levels(0);  // a worker may start no threads, and they would not make it faster
}

OcrReader::~OcrReader() = default;

OcrText OcrReader::Read(const PageImage& image, OcrLayout layout, OcrLanguage* language) {
  OcrText text = impl_->ReadIn(*language, layout, image);
  if (text.cut_short || (text.certainty >= kGoodCertainty && WordsOf(text) >= kFewWords)) return text;
  const OcrLanguage other = *language == OcrLanguage::kEnglish ? OcrLanguage::kChinese : OcrLanguage::kEnglish;
  OcrText second = impl_->ReadIn(other, layout, image);
  if (second.certainty <= text.certainty || Worth(second) < 0.7 * Worth(text)) {
    text.cut_short = second.cut_short;
    return text;
  }
  *language = other;
  return second;
}

std::optional<PageImage> DecodePicture(std::string_view bytes, double dots_per_inch) {
  constexpr l_int64 kMaxPixels = 40'000'000;
  setMsgSeverity(L_SEVERITY_NONE);
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  l_int32 format = 0, width = 0, height = 0, bits = 0, samples = 0, has_map = 0;
  if (pixReadHeaderMem(data, bytes.size(), &format, &width, &height, &bits, &samples, &has_map) != 0)
    return std::nullopt;
  if (width < 1 || height < 1 || static_cast<l_int64>(width) * height > kMaxPixels) return std::nullopt;
  const auto free_pix = [](Pix* pix) { pixDestroy(&pix); };
  std::unique_ptr<Pix, decltype(free_pix)> pix(pixReadMem(data, bytes.size()), free_pix);
  if (pix && pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4) {
    pix.reset(pixAlphaBlendUniform(pix.get(), 0xFFFFFF00));  // what is transparent shows the paper
  }
  if (pix) pix.reset(pixConvertTo8(pix.get(), /*cmapflag=*/0));
  if (!pix) return std::nullopt;
  PageImage image;
  image.width = pixGetWidth(pix.get());
  image.height = pixGetHeight(pix.get());
  image.dots_per_inch = dots_per_inch;
  image.gray.reserve(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  for (int y = 0; y < image.height; ++y) {
    const l_uint32* row = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < image.width; ++x)
      image.gray.push_back(static_cast<std::uint8_t>(GET_DATA_BYTE(row, x)));
  }
  return image;
}

const char* OcrModelFolder() { return "/usr/share/tesseract-ocr/5/tessdata"; }

std::string OcrDescription() {
  if (!IsInstalled("eng")) return "";
  return fmt::format("Tesseract {}, eng{}", tesseract::TessBaseAPI::Version(),
                     IsInstalled("chi_tra") ? " chi_tra" : "");
}

}  // namespace audit
