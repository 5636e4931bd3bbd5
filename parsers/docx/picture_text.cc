#include "parsers/docx/picture_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "parsers/ocr_reader.h"
#include "parsers/text/text_lines.h"

namespace audit {
namespace {

constexpr int kLeastWidth = 150;  // pixels; smaller ones are ornaments
constexpr int kLeastHeight = 40;
constexpr double kAssumedDotsPerInch = 200;
constexpr double kPoorConfidence = 55;

double ProcessorSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Pictures by name, 2 before 10.
std::vector<std::string> PictureParts(const DocxPackage& package) {
  std::vector<std::string> parts;
  for (const std::string& name : package.names()) {
    if (name.find("/media/") != std::string::npos) parts.push_back(name);
  }
  std::sort(parts.begin(), parts.end(), [](const std::string& a, const std::string& b) {
    return std::tuple(a.size(), a) < std::tuple(b.size(), b);
  });
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

void AddBlocks(const OcrText& text, const std::string& part, DocumentBuilder& builder) {
  for (std::size_t i = 0; i < text.lines.size();) {
    std::string words;
    double confidence = 0;
    double bytes = 0;
    const int area = text.lines[i].block;
    for (; i < text.lines.size() && text.lines[i].block == area; ++i) {
      for (const OcrWord& word : text.lines[i].words) {
        JoinLine(word.text, &words);
        confidence += word.confidence * static_cast<double>(word.text.size());
        bytes += static_cast<double>(word.text.size());
      }
    }
    Block block;
    block.where.part = part;
    block.visibility = Visibility::kVisible;
    block.ocr_confidence = bytes > 0 ? std::max(1, static_cast<int>(std::lround(confidence / bytes))) : 0;
    builder.Add(std::move(block), words);
  }
}

}  // namespace

std::optional<PictureReading> ReadPicturesByOcr(DocxPackage& package, DocumentBuilder& builder) {
  const OcrLimits& limits = builder.limits().ocr;
  PictureReading reading;
  if (limits.mode == OcrMode::kNever || OcrDescription().empty() || !LoadOcr().empty()) return std::nullopt;
  if (limits.prolong != nullptr) limits.prolong(limits.max_seconds);
  const double start = ProcessorSeconds();
  const auto used_up = [&] { return ProcessorSeconds() - start > limits.max_seconds; };
  OcrReader reader(used_up);
  OcrLanguage language = OcrLanguage::kEnglish;
  for (const std::string& part : PictureParts(package)) {
    std::string content;
    if (package.ReadAll(part, content) != PartState::kRead) continue;
    const std::optional<PageImage> image = DecodePicture(content, kAssumedDotsPerInch);
    if (image && (image->width < kLeastWidth || image->height < kLeastHeight)) continue;
    ++reading.pictures;
    if (!image) continue;
    if (reading.read >= limits.max_pages || used_up()) break;
    const OcrText text = reader.Read(*image, OcrLayout::kPage, &language);
    if (text.cut_short) break;
    ++reading.read;
    reading.poor = reading.poor || (!text.lines.empty() && text.confidence < kPoorConfidence);
    AddBlocks(text, part, builder);
  }
  if (reading.read < reading.pictures) {
    builder.AddLimit(
        fmt::format("OCR: {} pictures were read; others cannot be decoded or are beyond the budget of {} "
                    "pictures and {} s a document",
                    reading.read, limits.max_pages, limits.max_seconds));
  }
  return reading;
}

}  // namespace audit
