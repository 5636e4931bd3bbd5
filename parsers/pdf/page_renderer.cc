#include "parsers/pdf/page_renderer.h"

#include <GfxState.h>
#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <utility>

namespace audit {
namespace {

constexpr double kMaxSide = 5'000;   // pixels
constexpr double kMinWidth = 1'000;  // pixels of the shorter side; a small page may be a large scan
constexpr double kMaxDotsPerInch = 600;

double FittingResolution(double width, double height, double wanted) {
  const double shorter = std::min(width, height);
  const double longer = std::max(width, height);
  const double finer = std::min(kMaxDotsPerInch, std::max(wanted, kMinWidth * 72 / shorter));
  return std::min(finer, kMaxSide * 72 / longer);
}

}  // namespace

struct PageRenderer::Impl {
  std::unique_ptr<PDFDoc> document;
  std::unique_ptr<SplashOutputDev> device;
};

PageRenderer::PageRenderer(std::string_view bytes) : impl_(std::make_unique<Impl>()) {
  auto* stream =
      new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));  // owned by PDFDoc
  impl_->document = std::make_unique<PDFDoc>(stream);
  SplashColor white = {255};
  impl_->device =
      std::make_unique<SplashOutputDev>(splashModeMono8, /*bitmapRowPadA=*/1, /*reverseVideoA=*/false, white);
  if (impl_->document->isOk()) impl_->device->startDoc(impl_->document.get());
}

PageRenderer::~PageRenderer() = default;

std::optional<PageImage> PageRenderer::Render(int number, double dots_per_inch) {
  if (!impl_->document->isOk()) return std::nullopt;
  Page* page = impl_->document->getPage(number);
  if (page == nullptr || !page->isOk()) return std::nullopt;
  const double width = page->getCropWidth();
  const double height = page->getCropHeight();
  if (!(width >= 1 && height >= 1)) return std::nullopt;
  PageImage image;
  image.dots_per_inch = FittingResolution(width, height, dots_per_inch);
  impl_->document->displayPage(impl_->device.get(), number, image.dots_per_inch, image.dots_per_inch, 0,
                               /*useMediaBox=*/false, /*crop=*/true, /*printing=*/false);
  const std::unique_ptr<SplashBitmap> bitmap(impl_->device->takeBitmap());
  if (!bitmap || bitmap->getDataPtr() == nullptr || bitmap->getMode() != splashModeMono8) return std::nullopt;
  image.width = bitmap->getWidth();
  image.height = bitmap->getHeight();
  image.gray.reserve(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  for (int y = 0; y < image.height; ++y) {
    const unsigned char* row = bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize();
    image.gray.insert(image.gray.end(), row, row + image.width);
  }
  return image;
}

}  // namespace audit
