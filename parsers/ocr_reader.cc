#include "parsers/ocr_reader.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <leptonica/allheaders.h>
#include <tesseract/version.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "parsers/ocr_module.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr double kGoodCertainty = 85;  // below it another language is tried
constexpr int kFewWords = 5;

bool IsInstalled(const char* model) {
  return access(fmt::format("{}/{}.traineddata", kOcrModelFolder, model).c_str(), R_OK) == 0;
}

/// Where the module lies: beside the installed program, or in the tree that it was built in.
std::string ModuleFile() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto installed = program.parent_path().parent_path() / AUDIT_OCR_MODULE_INSTALLED;
  return !error && access(installed.c_str(), R_OK) == 0 ? installed.string() : AUDIT_OCR_MODULE_BUILT;
}

struct Loaded {
  const OcrModule* module = nullptr;
  std::string problem;  // why there is none
};

Loaded Load() {
  const std::string file = ModuleFile();
  void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);  // for as long as the process lives
  if (library == nullptr) return {nullptr, fmt::format("the OCR module could not be loaded: {}", dlerror())};
  const auto entry = reinterpret_cast<decltype(&audit_ocr_module)>(dlsym(library, "audit_ocr_module"));
  if (entry == nullptr) return {nullptr, fmt::format("{} is no OCR module", file)};
  const OcrModule* module = entry();
  // What was read is kept under the version that was built against.
  if (std::string_view(module->version) != TESSERACT_VERSION_STR) {
    return {nullptr, fmt::format("Tesseract {} is installed, and this program was built with {}; build it again",
                                 module->version, TESSERACT_VERSION_STR)};
  }
  return {module, ""};
}

const Loaded& TheModule() {
  static const Loaded loaded = Load();
  return loaded;
}

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
  std::unique_ptr<OcrEngine> engine;

  OcrText ReadIn(OcrLanguage language, OcrLayout layout, const PageImage& image) const {
    if (!engine || (language == OcrLanguage::kChinese && !IsInstalled("chi_tra"))) return {};
    OcrText text;
    if (layout == OcrLayout::kPage) text = engine->ReadOnce(image, language, OcrLayout::kPage);
    // The search for columns passes over what stands alone.
    if (!text.cut_short && WordsOf(text) < kFewWords) {
      OcrText sparse = engine->ReadOnce(image, language, OcrLayout::kScattered);
      if (Worth(sparse) > Worth(text)) text = std::move(sparse);
    }
    for (OcrLine& line : text.lines) {
      for (OcrWord& word : line.words)
        word.text = ReplaceBadUtf8(word.text);
    }
    return text;
  }
};

OcrReader::OcrReader(std::function<bool()> stop) : impl_(std::make_unique<Impl>()) {
  if (const OcrModule* module = TheModule().module) impl_->engine = module->new_engine(std::move(stop));
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

std::string LoadOcr() { return TheModule().problem; }

std::string OcrDescription() {
  if (!IsInstalled("eng")) return "";
  return fmt::format("Tesseract {}, eng{}", TESSERACT_VERSION_STR, IsInstalled("chi_tra") ? " chi_tra" : "");
}

}  // namespace audit
