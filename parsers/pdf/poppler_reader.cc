// Everything that touches Poppler's private interface (22.12) is in this one file, therefore it is longer than others.
#include "parsers/pdf/poppler_reader.h"

#include <Annot.h>
#include <Catalog.h>
#include <Error.h>
#include <ErrorCodes.h>
#include <Form.h>
#include <Gfx.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Page.h>
#include <TextOutputDev.h>
#include <UTF.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "parsers/pdf/ground.h"
#include "parsers/pdf/kept_fonts.h"
#include "parsers/pdf/pdf_file.h"
#include "parsers/pdf/text_builder.h"
#include "parsers/pdf/undecoded_images.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kMaxComplaints = 5;
constexpr std::size_t kMaxRules = 4'000;
constexpr std::size_t kMaxOutlinePoints = 2'000;
constexpr std::size_t kMaxNoteBytes = 64u << 10;
constexpr std::size_t kMaxLinks = 200;
constexpr std::size_t kMaxOutsideBytes = 400;
constexpr double kTinyPt = 2;
constexpr double kMinOpacity = 0.05;

struct ComplaintList {
  std::vector<std::string> messages;
  bool unsupported_encryption = false;
};

// Poppler's callback is global; what it reports belongs to the document that this thread is reading.
thread_local ComplaintList* current_complaints = nullptr;

void OnPopplerError(ErrorCategory category, Goffset, const char* message) {
  if (current_complaints == nullptr || message == nullptr) return;
  if (category != errSyntaxError && category != errIO && category != errInternal && category != errUnimplemented)
    return;
  auto& messages = current_complaints->messages;
  std::string text = ValidUtf8(std::string_view(message).substr(0, 200));
  if (text.find("encrypt") != std::string::npos || text.find("security handler") != std::string::npos) {
    current_complaints->unsupported_encryption = true;
  }
  if (messages.size() >= kMaxComplaints || std::find(messages.begin(), messages.end(), text) != messages.end()) return;
  messages.push_back(std::move(text));
}

class ComplaintScope {
 public:
  explicit ComplaintScope(ComplaintList* sink) : before_(current_complaints) { current_complaints = sink; }
  ~ComplaintScope() { current_complaints = before_; }
  ComplaintScope(const ComplaintScope&) = delete;
  ComplaintScope& operator=(const ComplaintScope&) = delete;

 private:
  ComplaintList* before_;
};

void InitPoppler() {
  static std::once_flag once;
  std::call_once(once, [] {
    setErrorCallback(OnPopplerError);
    if (!globalParams) globalParams = std::make_unique<GlobalParams>();
  });
}

std::string FromPdfString(const std::string& text) {
  if (text.starts_with("\xEF\xBB\xBF")) return ValidUtf8(std::string_view(text).substr(3));  // PDF 2.0
  Unicode* points = nullptr;
  const int count = TextStringToUCS4(text, &points);
  std::string utf8;
  for (int i = 0; i < count; ++i)
    AppendUtf8(points[i] == '\r' ? U'\n' : static_cast<char32_t>(points[i]), utf8);
  std::free(points);  // gmalloc is malloc
  return utf8;
}

std::string FromPdfString(const GooString* text) { return text == nullptr ? "" : FromPdfString(text->toStr()); }

std::optional<Rgb> ColorOf(GfxColorSpace* space, const GfxColor* color) {
  if (space == nullptr || space->getMode() == csPattern) return std::nullopt;
  GfxRGB rgb;
  space->getRGB(color, &rgb);
  return Rgb{colToByte(rgb.r), colToByte(rgb.g), colToByte(rgb.b)};
}

bool IsBoldFont(const GfxFont& font) {
  if (font.getWeight() >= GfxFont::W600 || font.isBold()) return true;
  const std::string name = font.getName().value_or("");
  constexpr std::array<std::string_view, 9> kWords = {"Bold", "bold",   "BOLD", "Black", "Heavy",
                                                      "Demi", "L-Medi", "CMBX", "SFBX"};  // the last are TeX's
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

/// The factor that Poppler will apply to the size of a Type 3 font; 1 where its guess is to stand.
double GuessedScale(const GfxFont& font) {
  const double* matrix = font.getFontMatrix();
  if (!(std::abs(matrix[0]) > 0.0002 && std::abs(matrix[0]) < 0.002)) return 1;  // bitmap fonts have no em
  const auto& simple = static_cast<const Gfx8BitFont&>(font);
  double m = 0;
  double letter = 0;
  double any = 0;
  for (int code = 255; code >= 0; --code) {
    const char* name = simple.getCharName(code);
    const double width = simple.getWidth(static_cast<unsigned char>(code));
    if (name == nullptr) continue;
    const bool single = name[0] != '\0' && name[1] == '\0';
    if (single && name[0] == 'm') m = width;
    if (single && std::isalpha(static_cast<unsigned char>(name[0])) != 0) letter = width;
    if (width > 0) any = width;
  }
  const double scale = m > 0 ? m / 0.6 : letter > 0 ? letter / 0.5 : any > 0 ? any / 0.5 : 1;
  return scale * std::abs(matrix[3] / matrix[0]);
}

/// What the text device does not keep of a glyph.
struct Glyph {
  int position = 0;  // Poppler's character position, by which words are found again
  int length = 0;    // characters that it stands for; a ligature has several
  PagePoint at;
  PagePoint end;  // where the next one is expected
  double size = 0;
  Unicode unicode = 0;
  std::size_t height = 0;
  std::optional<Rgb> color;
  double opacity = 1;
  bool bold = false;
  bool invisible_mode = false;
  bool clipped = false;
  bool unknown_paint = false;  // pattern, blend or soft mask: cannot be judged
  bool moved = false;          // became part of slanted text
};

/// All that the device knows of the page it is reading.
struct PageNotes {
  struct Saved {
    bool soft_masked = false;
    double opacity = 1;
  };
  struct Group {
    bool for_soft_mask = false;
    double opacity_outside = 1;
  };

  PdfPage page;
  bool started_ = false;
  int open_actual_texts_ = 0;
  std::size_t max_glyphs_ = 0;
  std::vector<Glyph> glyphs_;
  std::vector<Box> images_;
  Ground ground_;
  int position_ = 0;
  bool soft_masked_ = false;
  std::vector<Saved> saved_;
  std::vector<Group> groups_;
  double group_opacity_ = 1;
  int mask_depth_ = 0;
  PagePoint outside_end_;
  PagePoint slanted_end_{-1e9, -1e9};
  std::shared_ptr<GfxFont> last_font_;
  bool last_font_bold_ = false;
};

/// One serves all pages of a document: Poppler keeps the colour profiles in it that it has read, and making a transform
/// of one costs as much as reading a page.
class PageDevice : public TextOutputDev, private PageNotes {
 public:
  PageDevice() : TextOutputDev(nullptr, /*physLayoutA=*/false, 0, /*rawOrderA=*/false, /*append=*/false) {}

  /// Forgets the page before.
  void Begin(std::size_t max_text_bytes) {
    static_cast<PageNotes&>(*this) = PageNotes();
    max_glyphs_ = max_text_bytes;
  }

  const std::vector<Glyph>& glyphs() const { return glyphs_; }
  const Ground& ground() const { return ground_; }
  bool full() const { return glyphs_.size() >= max_glyphs_; }
  /// False if the page was not even begun: then the text device still holds the page before.
  bool started() const { return started_; }
  /// True if something of the page goes on behind its end, and would into the next one.
  bool has_loose_ends() const { return open_actual_texts_ != 0; }

  using PageNotes::page;

  bool needNonText() override { return true; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void startPage(int number, GfxState* state, XRef* xref) override {
    TextOutputDev::startPage(number, state, xref);
    started_ = true;
    page.number = number;
    page.width = state->getPageWidth();
    page.height = state->getPageHeight();
  }

  void beginActualText(GfxState* state, const GooString* text) override {
    ++open_actual_texts_;
    TextOutputDev::beginActualText(state, text);
  }
  void endActualText(GfxState* state) override {
    --open_actual_texts_;
    TextOutputDev::endActualText(state);
  }

  void saveState(GfxState* state) override { saved_.push_back({soft_masked_, state->getFillOpacity()}); }
  void restoreState(GfxState* state) override {
    updateFont(state);
    if (saved_.empty()) return;
    soft_masked_ = saved_.back().soft_masked;
    saved_.pop_back();
  }
  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override { soft_masked_ = true; }
  void clearSoftMask(GfxState*) override { soft_masked_ = false; }
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) override {
    groups_.push_back({for_soft_mask, group_opacity_});
    mask_depth_ += for_soft_mask ? 1 : 0;
    // Inside, opacity begins at 1 again; that of the group is what was saved just before.
    if (!for_soft_mask && !saved_.empty()) group_opacity_ *= saved_.back().opacity;
  }
  void endTransparencyGroup(GfxState*) override {
    if (groups_.empty()) return;
    mask_depth_ -= groups_.back().for_soft_mask ? 1 : 0;
    group_opacity_ = groups_.back().opacity_outside;
    groups_.pop_back();
  }

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
    position_ += count;
    page.hidden_layer_chars += count;
  }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                CharCode code, int bytes, const Unicode* unicode, int length) override {
    Glyph glyph = Describe(state, x, y, unicode, length);
    double width = 0, height = 0;
    state->transformDelta(dx, dy, &width, &height);
    glyph.end = {glyph.at.x + width, glyph.at.y + height};
    glyph.size = state->getTransformedFontSize();
    if (length == 0) ++page.unreadable_glyphs;
    const bool skip = mask_depth_ > 0 || full() || !std::isfinite(glyph.at.x) || !std::isfinite(glyph.at.y) ||
                      IsOutside(state, glyph, dx, dy, unicode, length) ||
                      TakeSlanted(state, glyph, dx, dy, unicode, length);
    if (skip) {
      TextOutputDev::incCharCount(bytes);
    } else {
      glyphs_.push_back(glyph);
      TextOutputDev::drawChar(state, x, y, dx, dy, origin_x, origin_y, code, bytes, unicode, length);
    }
    position_ += bytes;
  }

  void stroke(GfxState* state) override {
    if (mask_depth_ > 0) return;
    const double width = state->getTransformedLineWidth();
    for (const auto& line : PathOf(state)) {
      for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        AddRule(line[i], line[i + 1]);
        if (width > 4) AddBand(state, line[i], line[i + 1], width / 2);
      }
    }
  }
  void fill(GfxState* state) override { AddFill(state, /*even_odd=*/false); }
  void eoFill(GfxState* state) override { AddFill(state, /*even_odd=*/true); }

  bool tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return AddUnknown(state);
  }
  bool functionShadedFill(GfxState* state, GfxFunctionShading*) override { return AddUnknown(state); }
  bool axialShadedFill(GfxState* state, GfxAxialShading*, double, double) override { return AddUnknown(state); }
  bool radialShadedFill(GfxState* state, GfxRadialShading*, double, double) override { return AddUnknown(state); }
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*) override { return AddUnknown(state); }
  bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*) override { return AddUnknown(state); }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert, bool interpolate,
                     bool inline_image) override {
    AddImage(state, /*opaque=*/false);
    OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inline_image);
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colors,
                 bool interpolate, const int* mask_colors, bool inline_image) override {
    AddImage(state, /*opaque=*/mask_colors == nullptr);
    OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask_colors, inline_image);
  }
  void drawMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int, bool,
                       bool) override {
    AddImage(state, /*opaque=*/false);
  }
  void drawSoftMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                           GfxImageColorMap*, bool) override {
    AddImage(state, /*opaque=*/false);
  }

  const std::vector<Box>& images() const { return images_; }

 private:
  Glyph Describe(GfxState* state, double x, double y, const Unicode* unicode, int length) {
    Glyph glyph;
    glyph.position = position_;
    state->transform(x, y, &glyph.at.x, &glyph.at.y);
    glyph.unicode = length > 0 ? unicode[0] : 0;
    glyph.length = length;
    glyph.height = ground_.Height();
    const int mode = state->getRender();
    const bool stroked = mode == 1 || mode == 5;
    glyph.invisible_mode = mode == 3;
    glyph.color = stroked ? ColorOf(state->getStrokeColorSpace(), state->getStrokeColor())
                          : ColorOf(state->getFillColorSpace(), state->getFillColor());
    glyph.opacity = group_opacity_ * (stroked ? state->getStrokeOpacity() : state->getFillOpacity());
    const bool type3 = state->getFont() && state->getFont()->getType() == fontType3;
    glyph.bold = (state->getFont() && IsBold(state->getFont())) || mode == 2 || mode == 6;
    glyph.unknown_paint = type3 || mode == 2 || mode >= 4 || soft_masked_ || state->getBlendMode() != gfxBlendNormal;
    double left = 0, top = 0, right = 0, bottom = 0;
    state->getClipBBox(&left, &top, &right, &bottom);
    const double slack = std::max(1.0, state->getTransformedFontSize());
    glyph.clipped = glyph.at.x < left - slack || glyph.at.x > right + slack || glyph.at.y < top - slack ||
                    glyph.at.y > bottom + slack;
    return glyph;
  }

  bool IsBold(const std::shared_ptr<GfxFont>& font) {
    if (font != last_font_) {
      last_font_ = font;
      last_font_bold_ = IsBoldFont(*font);
    }
    return last_font_bold_;
  }

  bool IsOutside(GfxState* state, const Glyph& glyph, double dx, double dy, const Unicode* unicode, int length) {
    double width = 0, height = 0;
    state->transformDelta(dx, dy, &width, &height);
    const double x = glyph.at.x + width / 2;
    const double y = glyph.at.y + height / 2;
    if (x >= 0 && x <= page.width && y >= 0 && y <= page.height) return false;
    if (std::abs(glyph.at.y - outside_end_.y) > 1 || std::abs(glyph.at.x - outside_end_.x) > 1) Blank(&page.outside);
    outside_end_ = {glyph.at.x + width, glyph.at.y + height};
    if (page.outside.size() < kMaxOutsideBytes) {
      for (int i = 0; i < length; ++i) {
        const auto point = static_cast<char32_t>(unicode[i]);
        if (IsBlank(point)) Blank(&page.outside);
        AppendPageCharacter(point, &page.outside);
      }
    }
    return true;
  }

  static void Blank(std::string* text) {
    if (!text->empty() && text->back() != ' ') *text += ' ';
  }

  /// Glyphs whose baseline is neither level nor upright would shred the lines they cross.
  bool TakeSlanted(GfxState* state, const Glyph& glyph, double dx, double dy, const Unicode* unicode, int length) {
    double m11 = 0, m12 = 0, m21 = 0, m22 = 0;
    state->getFontTransMat(&m11, &m12, &m21, &m22);
    const double along = std::hypot(m11, m12);
    const double size = state->getTransformedFontSize();
    const double gap = std::hypot(glyph.at.x - slanted_end_.x, glyph.at.y - slanted_end_.y);
    // Words set round a seal are level or upright for a letter or two.
    const bool goes_on = !page.slanted.empty() && gap < 0.5 * size;
    const bool level = along <= 0 || std::min(std::abs(m11), std::abs(m12)) < 0.1 * along;
    if (level && !goes_on) return false;
    double width = 0, height = 0;
    state->transformDelta(dx, dy, &width, &height);
    slanted_end_ = {glyph.at.x + width, glyph.at.y + height};
    if (page.slanted.empty() || gap > 1.5 * size) {
      page.slanted.emplace_back();
      page.slanted.back().words.emplace_back();
      TakeLevelBeginning(glyph, size);
    } else if (gap > 0.25 * size && !page.slanted.back().words.back().text.empty()) {
      page.slanted.back().words.back().space_after = true;
      page.slanted.back().words.emplace_back();
    }
    PdfLine& line = page.slanted.back();
    PdfWord& word = line.words.back();
    bool blank = false;
    for (int i = 0; i < length; ++i) {
      if (IsBlank(static_cast<char32_t>(unicode[i]))) {
        blank = true;
      } else {
        AppendPageCharacter(static_cast<char32_t>(unicode[i]), &word.text);
      }
    }
    const double reach = 0.7 * size;
    word.box =
        Union(word.box,
              Box{std::min(glyph.at.x, slanted_end_.x) - reach / 2, std::min(glyph.at.y, slanted_end_.y) - reach / 2,
                  std::max(glyph.at.x, slanted_end_.x) + reach / 2, std::max(glyph.at.y, slanted_end_.y) + reach / 2});
    word.font_size_pt = size;
    word.color = glyph.color;
    word.bold = glyph.bold;
    if (glyph.invisible_mode || glyph.opacity < kMinOpacity) word.hiding = Hiding::kInvisibleMode;
    if (blank && !word.text.empty()) {
      word.space_after = true;
      line.words.emplace_back();
    }
    return true;
  }

  /// The level letter before the first slanted one is of the same words.
  void TakeLevelBeginning(const Glyph& next, double size) {
    if (glyphs_.empty() || page.slanted.back().words.back().text.size() > 0) return;
    Glyph& last = glyphs_.back();
    const double gap = std::hypot(next.at.x - last.end.x, next.at.y - last.end.y);
    const double gap_before = glyphs_.size() < 2 ? size
                                                 : std::hypot(last.at.x - glyphs_[glyphs_.size() - 2].end.x,
                                                              last.at.y - glyphs_[glyphs_.size() - 2].end.y);
    if (gap > 0.3 * size || gap_before < 0.5 * size || std::abs(last.size - size) > 0.5) return;
    last.moved = true;
    PdfWord& word = page.slanted.back().words.back();
    AppendPageCharacter(static_cast<char32_t>(last.unicode), &word.text);
    word.box = {last.at.x - size / 2, last.at.y - size, last.end.x + size / 2, last.end.y + size / 4};
  }

  static std::vector<std::vector<PagePoint>> PathOf(GfxState* state) {
    std::vector<std::vector<PagePoint>> lines;
    const GfxPath* path = state->getPath();
    std::size_t points = 0;
    for (int i = 0; i < path->getNumSubpaths() && points < kMaxOutlinePoints; ++i) {
      const GfxSubpath* part = path->getSubpath(i);
      std::vector<PagePoint> line;
      for (int j = 0; j < part->getNumPoints() && points < kMaxOutlinePoints; ++j, ++points) {
        PagePoint point;
        state->transform(part->getX(j), part->getY(j), &point.x, &point.y);
        if (std::isfinite(point.x) && std::isfinite(point.y)) line.push_back(point);
      }
      if (line.size() > 1) lines.push_back(std::move(line));
    }
    return lines;
  }

  void AddRule(PagePoint a, PagePoint b) {
    const double width = std::abs(a.x - b.x);
    const double height = std::abs(a.y - b.y);
    if (page.rules.size() >= kMaxRules || std::min(width, height) > 2 || std::max(width, height) < 8) return;
    page.rules.push_back(
        PdfRule{{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)}, width > height});
  }

  static Box ClipBox(GfxState* state) {
    Box box;
    state->getClipBBox(&box.left, &box.top, &box.right, &box.bottom);
    return box;
  }

  static Box Intersection(const Box& a, const Box& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
  }

  /// Outlines with many points, none larger than a headline's letters: words may be drawn with them.
  void CountLetterShapes(const std::vector<std::vector<PagePoint>>& outline) {
    constexpr std::size_t kSimple = 6;
    constexpr double kLowest = 2;
    constexpr double kHighest = 60;
    for (const auto& polygon : outline) {
      if (polygon.size() < kSimple) continue;
      const auto [left, right] = std::minmax_element(polygon.begin(), polygon.end(),
                                                     [](const PagePoint& a, const PagePoint& b) { return a.x < b.x; });
      const auto [top, bottom] = std::minmax_element(polygon.begin(), polygon.end(),
                                                     [](const PagePoint& a, const PagePoint& b) { return a.y < b.y; });
      const double height = bottom->y - top->y;
      if (height >= kLowest && height <= kHighest && right->x - left->x <= kHighest) ++page.letter_shapes;
    }
  }

  void AddFill(GfxState* state, bool even_odd) {
    if (mask_depth_ > 0) return;
    Paint paint;
    paint.outline = PathOf(state);
    if (paint.outline.empty()) return;
    paint.even_odd = even_odd;
    constexpr double kFar = 1e9;
    Box box{kFar, kFar, -kFar, -kFar};
    for (const auto& polygon : paint.outline) {
      for (const PagePoint& point : polygon) {
        box = {std::min(box.left, point.x), std::min(box.top, point.y), std::max(box.right, point.x),
               std::max(box.bottom, point.y)};
      }
    }
    const double width = box.right - box.left;
    const double height = box.bottom - box.top;
    CountLetterShapes(paint.outline);
    const bool dot = width >= 1 && width <= 9 && std::abs(width - height) < 0.35 * width;
    if (dot && page.dots.size() < kMaxRules) page.dots.push_back(box);
    if (paint.outline.size() == 1 && paint.outline[0].size() <= 5) {
      AddRule({box.left, box.top}, {box.right, box.bottom});
      if (width > 20 && height > 6) {  // bands tell rows apart as lines do
        AddRule({box.left, box.top}, {box.right, box.top});
        AddRule({box.left, box.bottom}, {box.right, box.bottom});
      }
    }
    paint.box = Intersection(box, ClipBox(state));
    paint.opacity = group_opacity_ * state->getFillOpacity();
    if (!soft_masked_ && state->getBlendMode() == gfxBlendNormal) {
      paint.color = ColorOf(state->getFillColorSpace(), state->getFillColor());
    }
    if (!paint.color) paint.opacity = 0.5;  // unknown, and never a cover
    if (paint.opacity > kMinOpacity) ground_.Add(std::move(paint));
  }

  /// A stroke so thick that text may stand on it.
  void AddBand(GfxState* state, PagePoint a, PagePoint b, double reach) {
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    if (length <= 0) return;
    const double across_x = (b.y - a.y) / length * reach;
    const double across_y = (a.x - b.x) / length * reach;
    Paint paint;
    paint.outline = {{{a.x + across_x, a.y + across_y},
                      {b.x + across_x, b.y + across_y},
                      {b.x - across_x, b.y - across_y},
                      {a.x - across_x, a.y - across_y}}};
    const double wide = std::abs(across_x);
    const double high = std::abs(across_y);
    paint.box = Intersection(
        {std::min(a.x, b.x) - wide, std::min(a.y, b.y) - high, std::max(a.x, b.x) + wide, std::max(a.y, b.y) + high},
        ClipBox(state));
    paint.opacity = group_opacity_ * state->getStrokeOpacity();
    if (!soft_masked_ && state->getBlendMode() == gfxBlendNormal) {
      paint.color = ColorOf(state->getStrokeColorSpace(), state->getStrokeColor());
    }
    if (!paint.color) paint.opacity = 0.5;
    if (paint.opacity > kMinOpacity) ground_.Add(std::move(paint));
  }

  bool AddUnknown(GfxState* state) {
    if (mask_depth_ == 0) ground_.Add(Paint{ClipBox(state), {}, false, std::nullopt, 0.5});
    return true;
  }

  void AddImage(GfxState* state, bool opaque) {
    if (mask_depth_ > 0) return;
    constexpr double kFar = 1e9;
    Box box{kFar, kFar, -kFar, -kFar};
    for (const auto& [u, v] : {std::pair{0, 0}, {0, 1}, {1, 0}, {1, 1}}) {
      double x = 0, y = 0;
      state->transform(u, v, &x, &y);
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x), std::max(box.bottom, y)};
    }
    const double* m = state->getCTM();
    const bool upright = std::min(std::abs(m[0]), std::abs(m[1])) < 1 && std::min(std::abs(m[2]), std::abs(m[3])) < 1;
    box = Intersection(box, ClipBox(state));
    if (images_.size() < kMaxRules) images_.push_back(box);
    const bool covers = opaque && upright && !soft_masked_ && state->getBlendMode() == gfxBlendNormal;
    ground_.Add(Paint{box, {}, false, std::nullopt, covers ? group_opacity_ * state->getFillOpacity() : 0.5});
  }
};

bool CenterIn(const Box& inner, const Box& outer) {
  const double x = (inner.left + inner.right) / 2;
  const double y = (inner.top + inner.bottom) / 2;
  return x >= outer.left && x <= outer.right && y >= outer.top && y <= outer.bottom;
}

/// Share of the page under pictures, on a grid, so that overlapping tiles count once.
double ShareUnder(const std::vector<Box>& images, double width, double height) {
  constexpr int kCells = 24;
  int covered = 0;
  for (int i = 0; i < kCells * kCells; ++i) {
    const double x = (i % kCells + 0.5) * width / kCells;
    const double y = (i / kCells + 0.5) * height / kCells;
    const Box spot{x, y, x, y};
    if (std::any_of(images.begin(), images.end(), [&](const Box& image) { return CenterIn(spot, image); })) ++covered;
  }
  return static_cast<double>(covered) / (kCells * kCells);
}

/// Turns the device's words into plain ones and judges which of them a reader cannot see.
class PageCollector {
 public:
  explicit PageCollector(PageDevice* device) : device_(*device), page_(device->page) {}

  void Collect() {
    page_.image_share = ShareUnder(device_.images(), page_.width, page_.height);
    int chunk = 0;
    if (!device_.started()) return;
    for (const TextFlow* flow = device_.getFlows(); flow != nullptr; flow = flow->getNext()) {
      for (const TextBlock* block = flow->getBlocks(); block != nullptr; block = block->getNext()) {
        ++chunk;
        for (const ::TextLine* line = block->getLines(); line != nullptr; line = line->getNext())
          AddLine(*line, chunk);
      }
    }
    FinishSlanted();
  }

 private:
  void AddLine(const ::TextLine& source, int chunk) {
    PdfLine line;
    line.chunk = chunk;
    for (const TextWord* word = source.getWords(); word != nullptr; word = word->getNext()) {
      PdfWord plain = ToPlain(*word);
      if (plain.text.empty()) {
        if (!line.words.empty() && plain.space_after) line.words.back().space_after = true;
        continue;
      }
      line.rotation = word->getRotation();
      line.box = Union(line.box, plain.box);
      if (plain.hiding == Hiding::kNone) page_.visible_glyphs += word->getLength();
      line.words.push_back(std::move(plain));
    }
    if (line.words.empty()) return;
    ToReadingOrder(&line);
    page_.lines.push_back(std::move(line));
  }

  /// Scripts written from right to left come in the order of the page; what one glyph stands for, and marks on a
  /// letter, are in reading order already.
  static std::u32string InReadingOrder(const TextWord& word, const std::vector<Glyph>& glyphs) {
    std::u32string points;
    for (int i = 0; i < word.getLength(); ++i)
      points += static_cast<char32_t>(*word.getChar(i));
    if (std::none_of(points.begin(), points.end(), IsRightToLeft)) return points;
    std::vector<bool> goes_on(points.size(), false);  // with the character before it
    std::size_t at = 0;
    for (const Glyph& glyph : glyphs) {
      for (int k = 1; k < glyph.length && at + static_cast<std::size_t>(k) < goes_on.size(); ++k)
        goes_on[at + static_cast<std::size_t>(k)] = true;
      at += static_cast<std::size_t>(std::max(glyph.length, 1));
    }
    if (at != points.size()) goes_on.assign(points.size(), false);  // the glyphs are not those of the word
    for (std::size_t i = 1; i < points.size(); ++i)
      goes_on[i] = goes_on[i] || IsCombiningMark(points[i]);
    std::u32string ordered;
    for (std::size_t end = points.size(); end > 0;) {
      std::size_t begin = end - 1;
      while (begin > 0 && goes_on[begin])
        --begin;
      ordered += points.substr(begin, end - begin);
      end = begin;
    }
    return ordered;
  }

  PdfWord ToPlain(const TextWord& word) {
    PdfWord plain;
    const auto glyphs = GlyphsOf(word);
    for (const char32_t point : InReadingOrder(word, glyphs)) {
      if (!IsBlank(point)) {
        AppendPageCharacter(point, &plain.text);
        if (!IsReadable(point)) ++page_.unreadable_glyphs;
      } else if (!plain.text.empty() && plain.text.back() != ' ') {
        plain.text += ' ';  // fonts without a proper code for it draw the blank as a letter
      }
    }
    const bool blank_end = plain.text.ends_with(' ');
    if (blank_end) plain.text.pop_back();
    word.getBBox(&plain.box.left, &plain.box.top, &plain.box.right, &plain.box.bottom);
    plain.baseline = word.getBaseline();
    plain.font_size_pt = word.getFontSize();
    plain.space_after = word.hasSpaceAfter() || blank_end;
    plain.order = word.getCharPos();
    if (glyphs.size() == 1 && glyphs.front().moved) plain.text.clear();
    if (!glyphs.empty()) {
      plain.color = glyphs.front().color;
      plain.bold = std::all_of(glyphs.begin(), glyphs.end(), [](const Glyph& glyph) { return glyph.bold; });
      plain.hiding = Judge(plain, glyphs);
    }
    return plain;
  }

  std::vector<Glyph> GlyphsOf(const TextWord& word) const {
    constexpr std::size_t kEnough = 64;
    const auto& all = device_.glyphs();
    const int end = word.getCharPos() + std::max(1, word.getCharLen());
    auto at = std::lower_bound(all.begin(), all.end(), word.getCharPos(),
                               [](const Glyph& glyph, int position) { return glyph.position < position; });
    std::vector<Glyph> glyphs;
    for (; at != all.end() && at->position < end && glyphs.size() < kEnough; ++at)
      glyphs.push_back(*at);
    return glyphs;
  }

  Hiding Judge(const PdfWord& word, const std::vector<Glyph>& glyphs) {
    Hiding hiding = Hiding::kNone;
    const auto all = [&](auto&& predicate) { return std::all_of(glyphs.begin(), glyphs.end(), predicate); };
    if (all([](const Glyph& g) { return g.invisible_mode || g.opacity < kMinOpacity; })) {
      hiding = Hiding::kInvisibleMode;
    } else if (word.font_size_pt < kTinyPt && word.box.bottom - word.box.top < 1.5 * kTinyPt) {
      hiding = Hiding::kTiny;
    } else if (all([](const Glyph& g) { return g.clipped; })) {
      hiding = Hiding::kClipped;
    } else if (all([&](const Glyph& g) { return Blends(g, word.box); })) {
      hiding = Hiding::kGroundColor;
    } else if (device_.ground().Covers(word.box, glyphs.back().height)) {
      hiding = Hiding::kCovered;
    }
    if (hiding == Hiding::kNone) return hiding;
    if (hiding != Hiding::kInvisibleMode && hiding != Hiding::kTiny && HasVisibleTwin(glyphs.front())) {
      return Hiding::kNone;
    }
    const bool over_picture = page_.image_share >= 0.5 &&
                              (hiding == Hiding::kInvisibleMode || hiding == Hiding::kCovered) &&
                              std::any_of(device_.images().begin(), device_.images().end(),
                                          [&](const Box& image) { return CenterIn(word.box, image); });
    if (over_picture) return Hiding::kOcrLayer;
    return hiding == Hiding::kInvisibleMode && device_.ground().MayDrawWord(word.box) ? Hiding::kShapes : hiding;
  }

  bool Blends(const Glyph& glyph, const Box& box) const {
    if (glyph.unknown_paint || !glyph.color) return false;
    const double y = (box.top + box.bottom) / 2;
    for (const double share : {0.2, 0.5, 0.8}) {
      const PagePoint spot{box.left + share * (box.right - box.left), y};
      const std::optional<Rgb> ground = device_.ground().ColorUnder(spot, glyph.height);
      if (!ground || StandsOut(*glyph.color, glyph.opacity, *ground)) return false;
    }
    return true;
  }

  /// A word drawn twice is kept once; it is seen if either copy is.
  bool HasVisibleTwin(const Glyph& glyph) const {
    for (const Glyph& other : device_.glyphs()) {
      if (other.position == glyph.position || other.unicode != glyph.unicode || other.invisible_mode) continue;
      if (std::abs(other.at.x - glyph.at.x) > 2 || std::abs(other.at.y - glyph.at.y) > 2) continue;
      const Box spot{other.at.x, other.at.y - 2, other.at.x + 2, other.at.y};
      if (!other.clipped && !Blends(other, spot) && !device_.ground().Covers(spot, other.height)) return true;
    }
    return false;
  }

  void FinishSlanted() {
    auto& runs = page_.slanted;
    for (PdfLine& run : runs) {
      std::erase_if(run.words, [](const PdfWord& word) { return word.text.empty(); });
      for (const PdfWord& word : run.words)
        run.box = Union(run.box, word.box);
      for (const PdfWord& word : run.words)
        page_.visible_glyphs += static_cast<int>(word.text.size());
    }
    std::erase_if(runs, [](const PdfLine& run) { return run.words.empty(); });
  }

  PageDevice& device_;
  PdfPage& page_;
};

/// A highlighter pen's paint is neither ground nor rule of a table: a page reads the same with it.
bool IsPartOfPage(const Annot& annotation) { return annotation.getType() != Annot::typeHighlight; }

bool Stop(void* device) { return static_cast<PageDevice*>(device)->full(); }

void Draw(Page& page, Gfx& drawer) {
  page.display(&drawer);
  for (Annot* annotation : page.getAnnots()->getAnnots())
    if (IsPartOfPage(*annotation)) annotation->draw(&drawer, /*printing=*/false);
}

/// As Page::display does it, but with the fonts that are kept. They may be null.
void DisplayPage(Page& page, KeptFonts* fonts, PageDevice& device) {
  if (fonts != nullptr) fonts->TakeFrom(page);
  const std::unique_ptr<Gfx> drawer(page.createGfx(&device, 72, 72, 0, /*useMediaBox=*/false, /*crop=*/true, -1, -1, -1,
                                                   -1, /*printing=*/false, Stop, &device, nullptr));
  if (fonts == nullptr) return Draw(page, *drawer);
  const KeptFonts::Loan loan = fonts->Lend(*drawer);
  Draw(page, *drawer);
}

Box ToPage(const double* ctm, double x1, double y1, double x2, double y2) {
  const double ax = ctm[0] * x1 + ctm[2] * y1 + ctm[4];
  const double ay = ctm[1] * x1 + ctm[3] * y1 + ctm[5];
  const double bx = ctm[0] * x2 + ctm[2] * y2 + ctm[4];
  const double by = ctm[1] * x2 + ctm[3] * y2 + ctm[5];
  return {std::min(ax, bx), std::min(ay, by), std::max(ax, bx), std::max(ay, by)};
}

void AddNote(std::string text, const Box& box, bool form_field, PdfPage* page) {
  if (text.size() > kMaxNoteBytes) text = ValidUtf8(std::string_view(text).substr(0, kMaxNoteBytes));
  if (!text.empty()) page->notes.push_back(PdfNote{std::move(text), box, form_field});
}

void CollectAnnotations(Page* source, const double* ctm, PdfPage* page) {
  for (Annot* annotation : source->getAnnots()->getAnnots()) {
    const Annot::AnnotSubtype type = annotation->getType();
    if (type == Annot::typeLink) {
      const Object action = annotation->getAnnotObj().dictLookup("A");
      const Object address = action.isDict() ? action.dictLookup("URI") : Object(objNull);
      if (address.isString() && page->links.size() < kMaxLinks) {
        page->links.push_back(FromPdfString(address.getString()));
      }
      continue;
    }
    if (type == Annot::typeWidget || type == Annot::typePopup) continue;
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    annotation->getRect(&x1, &y1, &x2, &y2);
    AddNote(FromPdfString(annotation->getContents()), ToPage(ctm, x1, y1, x2, y2), /*form_field=*/false, page);
  }
}

std::string ValueOf(FormWidget* widget) {
  if (widget->getType() == formText) return FromPdfString(static_cast<FormWidgetText*>(widget)->getContent());
  if (widget->getType() != formChoice) return "";
  auto* choice = static_cast<FormWidgetChoice*>(widget);
  std::string value = FromPdfString(choice->getEditChoice());
  for (int i = 0; i < choice->getNumChoices(); ++i) {
    if (!choice->isSelected(i)) continue;
    if (!value.empty()) value += ", ";
    value += FromPdfString(choice->getChoice(i));
  }
  return value;
}

void CollectFields(Page* source, const double* ctm, PdfPage* page) {
  const std::unique_ptr<FormPageWidgets> widgets = source->getFormWidgets();
  if (!widgets) return;
  for (int i = 0; i < widgets->getNumWidgets(); ++i) {
    FormWidget* widget = widgets->getWidget(i);
    if (widget == nullptr) continue;
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    widget->getRect(&x1, &y1, &x2, &y2);
    AddNote(ValueOf(widget), ToPage(ctm, x1, y1, x2, y2), /*form_field=*/true, page);
  }
}

ParseFailure OpenFailure(int code, const ComplaintList& complaints) {
  if (code == errEncrypted || complaints.unsupported_encryption) {
    return {ParseFailureKind::kEncrypted, "pdf",
            code == errEncrypted ? "The PDF is locked with a password; save a copy without password protection."
                                 : "The PDF is encrypted by a method that cannot be opened; save an unprotected copy."};
  }
  std::string reason = complaints.messages.empty() ? "no reason given" : complaints.messages.front();
  if (code == errBadCatalog) reason = "its catalogue of pages cannot be read; " + reason;
  return {ParseFailureKind::kDamaged, "pdf",
          fmt::format("The PDF is damaged and cannot be opened ({}); export it again from its source.", reason)};
}

}  // namespace

struct PdfReader::Impl {
  ComplaintList complaints;
  bool repaired = false;
  bool repaired_since_page = false;
  bool has_jpeg2000 = false;
  PdfFile file;
  std::unique_ptr<PDFDoc> document;
  std::unique_ptr<KeptFonts> fonts;
  std::unique_ptr<PageDevice> device;

  ~Impl() {
    const ComplaintScope scope(&complaints);
    device.reset();
    fonts.reset();
    document.reset();
  }

  PageDevice& DeviceFor(std::size_t max_text_bytes) {
    if (!device || device->has_loose_ends()) device = std::make_unique<PageDevice>();
    device->Begin(max_text_bytes);
    return *device;
  }
};

PdfReader::PdfReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PdfReader::~PdfReader() = default;

std::variant<std::unique_ptr<PdfReader>, ParseFailure> PdfReader::Open(std::string_view bytes, PdfShortcuts shortcuts) {
  InitPoppler();
  auto impl = std::make_unique<Impl>();
  const ComplaintScope scope(&impl->complaints);
  BaseStream* stream = impl->file.Stream(bytes).release();  // owned by PDFDoc
  impl->has_jpeg2000 = bytes.find("JPXDecode") != std::string_view::npos;
  impl->document =
      std::make_unique<PDFDoc>(stream, std::optional<GooString>(), std::optional<GooString>(), nullptr,
                               [facts = impl.get()] { facts->repaired = facts->repaired_since_page = true; });
  if (!impl->document->isOk()) return OpenFailure(impl->document->getErrorCode(), impl->complaints);
  if (impl->document->getNumPages() < 1) {
    impl->complaints.messages.insert(impl->complaints.messages.begin(), "it has no pages");
    return OpenFailure(errDamaged, impl->complaints);
  }
  if (shortcuts.inflate_at_once && !impl->document->isEncrypted()) impl->file.InflateAtOnce();
  if (shortcuts.keep_fonts) impl->fonts = std::make_unique<KeptFonts>(impl->document->getXRef());
  return std::unique_ptr<PdfReader>(new PdfReader(std::move(impl)));
}

int PdfReader::PageCount() const { return impl_->document->getNumPages(); }

std::optional<PdfPage> PdfReader::ReadPage(int number, std::size_t max_text_bytes) {
  const ComplaintScope scope(&impl_->complaints);
  Page* source = impl_->document->getPage(number);
  if (source == nullptr || !source->isOk()) return std::nullopt;
  if (impl_->has_jpeg2000) LeaveUndecoded(*source);
  if (std::exchange(impl_->repaired_since_page, false) && impl_->fonts) impl_->fonts->Forget();
  PageDevice& device = impl_->DeviceFor(max_text_bytes);
  DisplayPage(*source, impl_->fonts.get(), device);
  device.page.number = number;
  device.page.cut_short = device.full();
  PageCollector(&device).Collect();
  CollectAnnotations(source, device.getDefCTM(), &device.page);
  CollectFields(source, device.getDefCTM(), &device.page);
  return std::move(device.page);
}

std::map<std::string, std::string> PdfReader::Metadata() const {
  const ComplaintScope scope(&impl_->complaints);
  PDFDoc& document = *impl_->document;
  std::map<std::string, std::string> facts;
  constexpr std::array<std::pair<const char*, const char*>, 8> kKeys = {{{"Title", "title"},
                                                                         {"Author", "author"},
                                                                         {"Subject", "subject"},
                                                                         {"Keywords", "keywords"},
                                                                         {"Creator", "creator"},
                                                                         {"Producer", "producer"},
                                                                         {"CreationDate", "created"},
                                                                         {"ModDate", "modified"}}};
  for (const auto& [key, name] : kKeys) {
    std::string value = FromPdfString(document.getDocInfoStringEntry(key).get());
    if (!value.empty()) facts[name] = ValidUtf8(std::string_view(value).substr(0, kMaxNoteBytes));
  }
  const Object catalog = document.getXRef()->getCatalog();
  if (catalog.isDict()) {
    const Object language = catalog.dictLookup("Lang");
    if (language.isString() && language.getString()->getLength() > 0) {
      facts["language"] = FromPdfString(language.getString());
    }
  }
  facts["pages"] = std::to_string(document.getNumPages());
  if (document.isEncrypted()) {
    facts["permissions"] =
        fmt::format("print {}, copy {}, change {}", document.okToPrint() ? "allowed" : "forbidden",
                    document.okToCopy() ? "allowed" : "forbidden", document.okToChange() ? "allowed" : "forbidden");
  }
  return facts;
}

bool PdfReader::WasRepaired() const { return impl_->repaired; }

const std::vector<std::string>& PdfReader::Complaints() const { return impl_->complaints.messages; }

}  // namespace audit
