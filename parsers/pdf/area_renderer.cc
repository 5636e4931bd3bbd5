#include "parsers/pdf/area_renderer.h"

#include <GfxState.h>
#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <splash/SplashBitmap.h>

#include <cmath>
#include <cstddef>
#include <utility>

namespace audit {

struct AreaRenderer::Impl {
  std::function<bool()> stop;
  std::unique_ptr<PDFDoc> document;
  std::unique_ptr<SplashOutputDev> device;

  static bool Stop(void* self) { return static_cast<Impl*>(self)->stop(); }
};

AreaRenderer::AreaRenderer(std::string_view bytes, std::function<bool()> stop) : impl_(std::make_unique<Impl>()) {
  impl_->stop = std::move(stop);
  auto* stream =
      new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));  // owned by PDFDoc
  impl_->document = std::make_unique<PDFDoc>(stream);
  SplashColor white = {255, 255, 255};
  impl_->device =
      std::make_unique<SplashOutputDev>(splashModeRGB8, /*bitmapRowPadA=*/1, /*reverseVideoA=*/false, white);
  impl_->device->setFontAntialias(true);
  impl_->device->setVectorAntialias(true);
  if (impl_->document->isOk()) impl_->device->startDoc(impl_->document.get());
}

AreaRenderer::~AreaRenderer() = default;

std::optional<ColorImage> AreaRenderer::Render(int number, const Box& area, double dots_per_inch) {
  if (!impl_->document->isOk()) return std::nullopt;
  Page* page = impl_->document->getPage(number);
  if (page == nullptr || !page->isOk()) return std::nullopt;
  const auto pixels = [dots_per_inch](double points) {
    return static_cast<int>(std::lround(points * dots_per_inch / 72));
  };
  const int left = pixels(area.left);
  const int top = pixels(area.top);
  const int width = pixels(area.right) - left;
  const int height = pixels(area.bottom) - top;
  if (left < 0 || top < 0 || width < 1 || height < 1) return std::nullopt;
  impl_->document->displayPageSlice(impl_->device.get(), number, dots_per_inch, dots_per_inch, 0,
                                    /*useMediaBox=*/false, /*crop=*/true, /*printing=*/false, left, top, width, height,
                                    Impl::Stop, impl_.get());
  const std::unique_ptr<SplashBitmap> bitmap(impl_->device->takeBitmap());
  if (impl_->stop()) return std::nullopt;
  if (!bitmap || bitmap->getDataPtr() == nullptr || bitmap->getMode() != splashModeRGB8) return std::nullopt;
  ColorImage image;
  image.width = bitmap->getWidth();
  image.height = bitmap->getHeight();
  const std::ptrdiff_t row_bytes = 3 * static_cast<std::ptrdiff_t>(image.width);
  image.rgb.reserve(static_cast<std::size_t>(row_bytes) * static_cast<std::size_t>(image.height));
  for (int y = 0; y < image.height; ++y) {
    const unsigned char* row = bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize();
    image.rgb.insert(image.rgb.end(), row, row + row_bytes);
  }
  return image;
}

}  // namespace audit
