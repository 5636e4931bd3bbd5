#include "parsers/pdf/page_device.h"

#include <Annot.h>
#include <Gfx.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <Page.h>
#include <TextOutputDev.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "parsers/pdf/font_facts.h"
#include "parsers/pdf/kept_fonts.h"
#include "parsers/pdf/page_annotations.h"
#include "parsers/pdf/page_notes.h"
#include "parsers/pdf/shape_notes.h"
#include "parsers/pdf/slanted_text.h"
#include "parsers/pdf/text_builder.h"
#include "parsers/pdf/word_collector.h"

namespace audit {
namespace {

constexpr std::size_t kMaxImages = 4'000;
constexpr std::size_t kMaxOutlinePoints = 2'000;
constexpr std::size_t kMaxOutsideBytes = 400;

/// The colour of one kind of paint, which seldom changes from glyph to glyph, and is dear to ask for.
class KnownColor {
 public:
  std::optional<Rgb> Of(const GfxColorSpace* space, const GfxColor* color) {
    if (space == nullptr || space->getMode() == csPattern) return std::nullopt;
    const auto parts = static_cast<std::size_t>(std::clamp(space->getNComps(), 0, gfxColorMaxComps));
    if (space != space_ || !std::equal(color->c, color->c + parts, color_.c)) {
      GfxRGB rgb;
      space->getRGB(color, &rgb);
      rgb_ = {colToByte(rgb.r), colToByte(rgb.g), colToByte(rgb.b)};
      space_ = space;
      std::copy(color->c, color->c + parts, color_.c);
    }
    return rgb_;
  }

  /// To be called whenever colour or colour space may have changed.
  void Forget() { space_ = nullptr; }

 private:
  const GfxColorSpace* space_ = nullptr;
  GfxColor color_{};
  Rgb rgb_;
};

Box ClipBox(const GfxState& state) {
  Box box;
  state.getClipBBox(&box.left, &box.top, &box.right, &box.bottom);
  return box;
}

std::vector<Polygon> PathOf(const GfxState& state) {
  std::vector<Polygon> lines;
  const GfxPath* path = state.getPath();
  std::size_t points = 0;
  for (int i = 0; i < path->getNumSubpaths() && points < kMaxOutlinePoints; ++i) {
    const GfxSubpath* part = path->getSubpath(i);
    Polygon line;
    line.reserve(std::min(kMaxOutlinePoints, static_cast<std::size_t>(std::max(part->getNumPoints(), 0))));
    for (int j = 0; j < part->getNumPoints() && points < kMaxOutlinePoints; ++j, ++points) {
      PagePoint point;
      state.transform(part->getX(j), part->getY(j), &point.x, &point.y);
      if (std::isfinite(point.x) && std::isfinite(point.y)) line.push_back(point);
    }
    if (line.size() > 1) lines.push_back(std::move(line));
  }
  return lines;
}

void Blank(std::string& text) {
  if (!text.empty() && text.back() != ' ') text += ' ';
}

}  // namespace

/// Poppler keeps the colour profiles in a device that it has read, and making a transform of one costs as much as
/// reading a page; therefore one serves all pages.
class PageReader::Device : public TextOutputDev {
 public:
  Device() : TextOutputDev(nullptr, /*physLayoutA=*/false, 0, /*rawOrderA=*/false, /*append=*/false) {}

  /// Forgets the page before.
  void Begin(std::size_t max_glyphs) {
    std::vector<Glyph> glyphs = std::move(notes_.glyphs);
    glyphs.clear();
    notes_ = PageNotes();
    notes_.glyphs = std::move(glyphs);
    now_ = Now();
    max_glyphs_ = max_glyphs;
    ForgetColors();
  }

  PageNotes& notes() { return notes_; }
  bool full() const { return notes_.glyphs.size() >= max_glyphs_; }
  /// False if the page was not even begun: then the text device still holds the page before.
  bool started() const { return now_.started; }
  /// True if something of the page goes on behind its end, and would into the next one.
  bool has_loose_ends() const { return now_.open_actual_texts != 0; }

  bool needNonText() override { return true; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void startPage(int number, GfxState* state, XRef* xref) override {
    TextOutputDev::startPage(number, state, xref);
    now_.started = true;
    notes_.page.width = state->getPageWidth();
    notes_.page.height = state->getPageHeight();
  }

  void beginActualText(GfxState* state, const GooString* words) override {
    ++now_.open_actual_texts;
    TextOutputDev::beginActualText(state, words);
  }
  void endActualText(GfxState* state) override {
    --now_.open_actual_texts;
    TextOutputDev::endActualText(state);
  }

  void saveState(GfxState* state) override { now_.saved.push_back({now_.soft_masked, state->getFillOpacity()}); }
  void restoreState(GfxState* state) override {
    updateFont(state);
    ForgetColors();
    if (now_.saved.empty()) return;
    now_.soft_masked = now_.saved.back().soft_masked;
    now_.saved.pop_back();
  }
  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override { now_.soft_masked = true; }
  void clearSoftMask(GfxState*) override { now_.soft_masked = false; }
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) override {
    now_.groups.push_back({for_soft_mask, now_.group_opacity});
    now_.mask_depth += for_soft_mask ? 1 : 0;
    // Inside, opacity begins at 1 again; that of the group is what was saved just before.
    if (!for_soft_mask && !now_.saved.empty()) now_.group_opacity *= now_.saved.back().opacity;
  }
  void endTransparencyGroup(GfxState*) override {
    if (now_.groups.empty()) return;
    now_.mask_depth -= now_.groups.back().for_soft_mask ? 1 : 0;
    now_.group_opacity = now_.groups.back().opacity_outside;
    now_.groups.pop_back();
  }

  void updateFillColorSpace(GfxState*) override { fill_color_.Forget(); }
  void updateFillColor(GfxState*) override { fill_color_.Forget(); }
  void updateStrokeColorSpace(GfxState*) override { stroke_color_.Forget(); }
  void updateStrokeColor(GfxState*) override { stroke_color_.Forget(); }

  // Poppler guesses the size of a Type 3 font from the width of one glyph, and takes Chinese letters for twice as
  // large as they are. Fonts with a matrix of an ordinary em need no guess.
  void updateFont(GfxState* state) override {
    const std::shared_ptr<GfxFont> font = state->getFont();
    const double guess = font && font->getType() == fontType3 ? GuessedScale(*font) : 1;
    if (guess == 1 || !(state->getFontSize() > 0)) return TextOutputDev::updateFont(state);
    const double size = state->getFontSize();
    state->setFont(font, size / guess);
    TextOutputDev::updateFont(state);
    state->setFont(font, size);
  }

  // Called for text on layers that are switched off, which is not drawn.
  void incCharCount(int count) override {
    TextOutputDev::incCharCount(count);
    now_.position += count;
    notes_.page.hidden_layer_chars += count;
  }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                CharCode code, int bytes, const Unicode* unicode, int length) override {
    const std::span<const unsigned> characters(unicode, static_cast<std::size_t>(std::max(length, 0)));
    PagePoint advance;
    state->transformDelta(dx, dy, &advance.x, &advance.y);
    const Glyph glyph = Describe(*state, x, y, advance, characters);
    if (length == 0) ++notes_.page.unreadable_glyphs;
    SlantedText::Turn turn;
    double rest = 0;
    state->getFontTransMat(&turn.m11, &turn.m12, &rest, &rest);
    const bool skip = now_.mask_depth > 0 || full() || !std::isfinite(glyph.at.x) || !std::isfinite(glyph.at.y) ||
                      TakeOutside(glyph, advance, characters) ||
                      now_.slanted.Take(glyph, turn, characters, notes_.glyphs, notes_.page);
    if (skip) {
      TextOutputDev::incCharCount(bytes);
    } else {
      notes_.glyphs.push_back(glyph);
      TextOutputDev::drawChar(state, x, y, dx, dy, origin_x, origin_y, code, bytes, unicode, length);
    }
    now_.position += bytes;
  }

  void stroke(GfxState* state) override {
    if (now_.mask_depth > 0) return;
    NoteStroke(PathOf(*state), state->getTransformedLineWidth(), ClipBox(*state), StrokeInk(*state), notes_);
  }
  void fill(GfxState* state) override { AddFill(*state, /*even_odd=*/false); }
  void eoFill(GfxState* state) override { AddFill(*state, /*even_odd=*/true); }

  bool tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return AddUnknown(*state);
  }
  bool functionShadedFill(GfxState* state, GfxFunctionShading*) override { return AddUnknown(*state); }
  bool axialShadedFill(GfxState* state, GfxAxialShading*, double, double) override { return AddUnknown(*state); }
  bool radialShadedFill(GfxState* state, GfxRadialShading*, double, double) override { return AddUnknown(*state); }
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*) override { return AddUnknown(*state); }
  bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*) override { return AddUnknown(*state); }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert, bool interpolate,
                     bool inline_image) override {
    AddImage(*state, /*opaque=*/false);
    OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inline_image);
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colors,
                 bool interpolate, const int* mask_colors, bool inline_image) override {
    AddImage(*state, /*opaque=*/mask_colors == nullptr);
    OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask_colors, inline_image);
  }
  void drawMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int, bool,
                       bool) override {
    AddImage(*state, /*opaque=*/false);
  }
  void drawSoftMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                           GfxImageColorMap*, bool) override {
    AddImage(*state, /*opaque=*/false);
  }

 private:
  struct Saved {
    bool soft_masked = false;
    double opacity = 1;
  };
  struct Group {
    bool for_soft_mask = false;
    double opacity_outside = 1;
  };
  /// Where the drawing of the page stands.
  struct Now {
    bool started = false;
    int open_actual_texts = 0;
    int position = 0;
    bool soft_masked = false;
    std::vector<Saved> saved;
    std::vector<Group> groups;
    double group_opacity = 1;
    int mask_depth = 0;
    PagePoint outside_end;
    SlantedText slanted;
    std::shared_ptr<GfxFont> font;
    bool font_is_bold = false;
    bool font_is_type3 = false;
  };

  void ForgetColors() {
    fill_color_.Forget();
    stroke_color_.Forget();
  }

  Glyph Describe(GfxState& state, double x, double y, PagePoint advance, std::span<const unsigned> characters) {
    Glyph glyph;
    glyph.position = now_.position;
    state.transform(x, y, &glyph.at.x, &glyph.at.y);
    glyph.end = {glyph.at.x + advance.x, glyph.at.y + advance.y};
    glyph.size = state.getTransformedFontSize();
    glyph.unicode = characters.empty() ? 0 : characters.front();
    glyph.length = static_cast<int>(characters.size());
    glyph.height = notes_.ground.Height();
    const int mode = state.getRender();
    const bool stroked = mode == 1 || mode == 5;
    glyph.invisible_mode = mode == 3;
    glyph.color = stroked ? stroke_color_.Of(state.getStrokeColorSpace(), state.getStrokeColor())
                          : fill_color_.Of(state.getFillColorSpace(), state.getFillColor());
    glyph.opacity = now_.group_opacity * (stroked ? state.getStrokeOpacity() : state.getFillOpacity());
    LearnFont(state.getFont());
    glyph.bold = now_.font_is_bold || mode == 2 || mode == 6;
    glyph.unknown_paint =
        now_.font_is_type3 || mode == 2 || mode >= 4 || now_.soft_masked || state.getBlendMode() != gfxBlendNormal;
    const Box clip = ClipBox(state);
    const double slack = std::max(1.0, glyph.size);
    glyph.clipped = glyph.at.x < clip.left - slack || glyph.at.x > clip.right + slack ||
                    glyph.at.y < clip.top - slack || glyph.at.y > clip.bottom + slack;
    return glyph;
  }

  void LearnFont(const std::shared_ptr<GfxFont>& font) {
    if (font == now_.font) return;
    now_.font = font;
    now_.font_is_bold = font && IsBoldFont(*font);
    now_.font_is_type3 = font && font->getType() == fontType3;
  }

  /// Glyphs whose middle lies outside the page.
  bool TakeOutside(const Glyph& glyph, PagePoint advance, std::span<const unsigned> characters) {
    PdfPage& page = notes_.page;
    const double x = glyph.at.x + advance.x / 2;
    const double y = glyph.at.y + advance.y / 2;
    if (x >= 0 && x <= page.width && y >= 0 && y <= page.height) return false;
    const PagePoint end = now_.outside_end;
    if (std::abs(glyph.at.y - end.y) > 1 || std::abs(glyph.at.x - end.x) > 1) Blank(page.outside);
    now_.outside_end = glyph.end;
    if (page.outside.size() >= kMaxOutsideBytes) return true;
    for (const unsigned point : characters) {
      if (IsBlank(point)) Blank(page.outside);
      AppendPageCharacter(point, &page.outside);
    }
    return true;
  }

  bool HasPlainPaint(GfxState& state) const { return !now_.soft_masked && state.getBlendMode() == gfxBlendNormal; }

  Ink FillInk(GfxState& state) {
    return {HasPlainPaint(state) ? fill_color_.Of(state.getFillColorSpace(), state.getFillColor()) : std::nullopt,
            now_.group_opacity * state.getFillOpacity()};
  }
  Ink StrokeInk(GfxState& state) {
    return {HasPlainPaint(state) ? stroke_color_.Of(state.getStrokeColorSpace(), state.getStrokeColor()) : std::nullopt,
            now_.group_opacity * state.getStrokeOpacity()};
  }

  void AddFill(GfxState& state, bool even_odd) {
    if (now_.mask_depth == 0) NoteFill(PathOf(state), even_odd, ClipBox(state), FillInk(state), notes_);
  }

  bool AddUnknown(const GfxState& state) {
    if (now_.mask_depth == 0) notes_.ground.Add(Paint{ClipBox(state), {}, false, std::nullopt, 0.5});
    return true;
  }

  void AddImage(GfxState& state, bool opaque) {
    if (now_.mask_depth > 0) return;
    constexpr double kFar = 1e9;
    Box box{kFar, kFar, -kFar, -kFar};
    for (const auto& [u, v] : {std::pair{0, 0}, {0, 1}, {1, 0}, {1, 1}}) {
      double x = 0, y = 0;
      state.transform(u, v, &x, &y);
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x), std::max(box.bottom, y)};
    }
    const auto& m = state.getCTM();
    const bool upright = std::min(std::abs(m[0]), std::abs(m[1])) < 1 && std::min(std::abs(m[2]), std::abs(m[3])) < 1;
    box = Intersection(box, ClipBox(state));
    if (notes_.images.size() < kMaxImages) notes_.images.push_back(box);
    const bool covers = opaque && upright && HasPlainPaint(state);
    notes_.ground.Add(Paint{box, {}, false, std::nullopt, covers ? now_.group_opacity * state.getFillOpacity() : 0.5});
  }

  PageNotes notes_;
  Now now_;
  std::size_t max_glyphs_ = 0;
  KnownColor fill_color_;
  KnownColor stroke_color_;
};

namespace {

/// A highlighter pen's paint is neither ground nor rule of a table: a page reads the same with it.
bool IsPartOfPage(const Annot& annotation) { return annotation.getType() != Annot::typeHighlight; }

void Draw(Page& page, Gfx& drawer) {
  page.display(&drawer);
  for (Annot* annotation : page.getAnnots()->getAnnots())
    if (IsPartOfPage(*annotation)) annotation->draw(&drawer, /*printing=*/false);
}

/// As Page::display does it, but with the fonts that are kept. They may be null.
void Display(Page& page, KeptFonts* fonts, OutputDev& device, bool (*stop)(void*)) {
  if (fonts != nullptr) fonts->TakeFrom(page);
  const std::unique_ptr<Gfx> drawer(page.createGfx(&device, 72, 72, 0, /*useMediaBox=*/false, /*crop=*/true, -1, -1, -1,
                                                   -1, /*printing=*/false, stop, &device, nullptr));
  if (fonts == nullptr) return Draw(page, *drawer);
  const KeptFonts::Loan loan = fonts->Lend(*drawer);
  Draw(page, *drawer);
}

DrawnWord ToPlain(const TextWord& word) {
  DrawnWord plain;
  if (word.getLength() > 0) plain.characters = {word.getChar(0), static_cast<std::size_t>(word.getLength())};
  word.getBBox(&plain.box.left, &plain.box.top, &plain.box.right, &plain.box.bottom);
  plain.baseline = word.getBaseline();
  plain.font_size_pt = word.getFontSize();
  plain.space_after = word.hasSpaceAfter();
  plain.position = word.getCharPos();
  plain.position_length = word.getCharLen();
  plain.rotation = word.getRotation();
  return plain;
}

void CollectWords(const TextFlow* flow, WordCollector& collector) {
  int chunk = 0;
  for (; flow != nullptr; flow = flow->getNext()) {
    for (const TextBlock* block = flow->getBlocks(); block != nullptr; block = block->getNext()) {
      ++chunk;
      for (const ::TextLine* line = block->getLines(); line != nullptr; line = line->getNext()) {
        collector.BeginLine(chunk);
        for (const TextWord* word = line->getWords(); word != nullptr; word = word->getNext())
          collector.Add(ToPlain(*word));
        collector.EndLine();
      }
    }
  }
}

}  // namespace

PageReader::PageReader() = default;
PageReader::~PageReader() = default;

PdfPage PageReader::Read(::Page& source, KeptFonts* fonts, std::size_t max_glyphs) {
  if (!device_ || device_->has_loose_ends()) device_ = std::make_unique<Device>();
  device_->Begin(max_glyphs);
  Display(source, fonts, *device_, [](void* device) { return static_cast<Device*>(device)->full(); });
  PageNotes& notes = device_->notes();
  notes.page.cut_short = device_->full();
  WordCollector collector(notes);
  if (device_->started()) {
    CollectWords(device_->getFlows(), collector);
    collector.FinishSlanted();
  }
  CollectAnnotations(source, device_->getDefCTM(), notes.page);
  return std::move(notes.page);
}

}  // namespace audit
