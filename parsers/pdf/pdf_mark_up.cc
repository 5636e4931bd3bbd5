#include "parsers/pdf/pdf_mark_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "parsers/pdf/open_pdf.h"
#include "parsers/pdf/page_objects.h"
#include "parsers/pdf/pdf_source.h"
#include "parsers/pdf/pdf_update.h"
#include "parsers/pdf/quote_boxes.h"

namespace audit {
namespace {

constexpr double kNoteSide = 20;  // points; what readers draw for a note
constexpr double kEdge = 0.5;     // half the width of a highlight's edge
constexpr std::size_t kMaxObjects = 8'000'000;

/// One annotation; marks of the same words share it, because readers hide all but one of a pile.
struct Annotation {
  std::vector<Box> boxes;  ///< words to highlight; empty = a note
  Box place;               ///< of a note
  std::vector<const Mark*> marks;
};

Box Clipped(const Box& box, const Box& page) {
  return {std::clamp(box.left, page.left, page.right), std::clamp(box.top, page.top, page.bottom),
          std::clamp(box.right, page.left, page.right), std::clamp(box.bottom, page.top, page.bottom)};
}

bool HasArea(const Box& box) { return box.right > box.left && box.bottom > box.top; }

class PageMarker {
 public:
  PageMarker(PdfReader& reader, PageObject page, int number, std::size_t max_text_bytes)
      : page_(std::move(page)), words_(reader.ReadPage(number, max_text_bytes)) {}

  MarkOutcome Add(const Mark& mark, bool is_page_known) {
    if (!mark.quote.empty() && is_page_known) {
      std::vector<Box> boxes = WordsOf(mark);
      if (!boxes.empty()) return Highlight(mark, std::move(boxes)), MarkOutcome{MarkPlacing::kAtWords, ""};
      const Box lines = mark.where.box ? Clipped(*mark.where.box, page_.shown) : Box{};
      if (HasArea(lines)) {
        Highlight(mark, {lines});
        return {MarkPlacing::kNearby,
                "the page does not tell single words there (read by OCR?); their lines are marked"};
      }
    }
    AddNote(mark, is_page_known);
    if (!is_page_known) return {MarkPlacing::kNearby, "it is about the document as a whole; a note stands on page 1"};
    return {MarkPlacing::kNearby, mark.quote.empty()
                                      ? "it is about what is missing; a note stands beside the words that ask for it"
                                      : "the words are not on the page as they were read; a note stands on it"};
  }

  void Write(PdfUpdate& update) const {
    std::string list;
    for (const std::string& annotation : page_.annotations)
      list += annotation + "\n";
    for (const Annotation& annotation : annotations_) {
      const ObjectRef ref = update.Reserve();
      update.Put(ref, annotation.boxes.empty() ? NoteSource(annotation) : HighlightSource(annotation, update));
      list += RefSource(ref) + "\n";
    }
    update.Put(page_.ref, fmt::format("<<\n{}/Annots [\n{}]\n>>", page_.entries, list));
  }

 private:
  std::vector<Box> WordsOf(const Mark& mark) const {
    if (!words_) return {};
    std::vector<Box> boxes = BoxesOfQuote(*words_, mark.where.box.value_or(page_.shown), mark.quote);
    for (Box& box : boxes)
      box = Clipped(box, page_.shown);
    std::erase_if(boxes, [](const Box& box) { return !HasArea(box); });
    return boxes;
  }

  void Highlight(const Mark& mark, std::vector<Box> boxes) {
    for (Annotation& known : annotations_)
      if (known.boxes == boxes) return known.marks.push_back(&mark);
    annotations_.push_back({std::move(boxes), {}, {&mark}});
  }

  void AddNote(const Mark& mark, bool is_page_known) {
    Box spot = {page_.shown.left + 4, page_.shown.top + 4, 0, 0};
    if (is_page_known && mark.where.box) {
      const Box words = Clipped(*mark.where.box, page_.shown);
      spot = {std::max(page_.shown.left, words.left - kNoteSide - 2), words.top, 0, 0};
    }
    spot.right = spot.left + kNoteSide;
    spot.bottom = spot.top + kNoteSide;
    for (Annotation& known : annotations_)
      if (known.boxes.empty() && known.place == spot) return known.marks.push_back(&mark);
    annotations_.push_back({{}, spot, {&mark}});
  }

  /// The smallest upright rectangle of the page's own coordinates around shown boxes.
  std::string RectSource(const std::vector<Box>& boxes) const {
    double left = 1e30, bottom = 1e30, right = -1e30, top = -1e30;
    for (const Box& box : boxes)
      for (const auto& [x, y] : {std::pair{box.left, box.top}, {box.right, box.bottom}}) {
        const UserPoint point = page_.FromShown(x, y);
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        bottom = std::min(bottom, point.y);
        top = std::max(top, point.y);
      }
    return fmt::format("[{} {} {} {}]", NumberSource(left - kEdge), NumberSource(bottom - kEdge),
                       NumberSource(right + kEdge), NumberSource(top + kEdge));
  }

  std::string PointSource(double x, double y) const {
    const UserPoint point = page_.FromShown(x, y);
    return NumberSource(point.x) + " " + NumberSource(point.y);
  }

  std::string HighlightSource(const Annotation& annotation, PdfUpdate& update) const {
    const Rgb& color = annotation.marks.front()->color;
    std::string quads;
    std::string paint = fmt::format("/G gs {} rg\n", ColorSource(color));
    std::string edges = fmt::format("/N gs {} RG 1 w\n", ColorSource(color));  // seen on dark ground too
    for (const Box& box : annotation.boxes) {
      const std::string top_left = PointSource(box.left, box.top);
      const std::string top_right = PointSource(box.right, box.top);
      const std::string bottom_left = PointSource(box.left, box.bottom);
      const std::string bottom_right = PointSource(box.right, box.bottom);
      // The order that readers expect, which is not the one that the standard's text describes.
      quads += fmt::format("{} {} {} {} ", top_left, top_right, bottom_left, bottom_right);
      const std::string outline = fmt::format("{} m {} l {} l {} l h", top_left, top_right, bottom_right, bottom_left);
      paint += outline + " f\n";
      edges += outline + " S\n";
    }
    paint += edges;
    const std::string rect = RectSource(annotation.boxes);
    const ObjectRef look = update.Reserve();
    update.Put(look, fmt::format("<< /Type /XObject /Subtype /Form /BBox {} /Resources << /ExtGState << /G << /BM "
                                 "/Multiply >> /N << /BM /Normal >> >> >> /Length {} >>\nstream\n{}\nendstream",
                                 rect, paint.size(), paint));
    return fmt::format("<< /Type /Annot /Subtype /Highlight /Rect {} /QuadPoints [{}] /AP << /N {} >>\n{} >>", rect,
                       quads, RefSource(look), CommonSource(annotation));
  }

  std::string NoteSource(const Annotation& annotation) const {
    return fmt::format("<< /Type /Annot /Subtype /Text /Name /Comment /Rect {}\n{} >>", RectSource({annotation.place}),
                       CommonSource(annotation));
  }

  std::string CommonSource(const Annotation& annotation) const {
    std::string text;
    for (const Mark* mark : annotation.marks)
      text += fmt::format("{}{}\n{}", text.empty() ? "" : "\n\n", mark->heading, mark->comment);
    constexpr int kPrinted = 4;
    return fmt::format("/P {} /F {} /C [{}] /T {} /Subj {}\n/Contents {}", RefSource(page_.ref), kPrinted,
                       ColorSource(annotation.marks.front()->color), TextSource(kMarkAuthor),
                       TextSource(annotation.marks.front()->heading), TextSource(text));
  }

  PageObject page_;
  std::optional<PdfPage> words_;
  std::vector<Annotation> annotations_;
};

MarkUpResult MarkUpOpened(std::string_view bytes, PdfReader& reader, const std::vector<Mark>& marks,
                          const ParseLimits& limits) {
  const PdfObjects objects(bytes);
  if (!objects.IsOk()) return NotMarked{"the PDF cannot be opened again"};
  if (objects.IsEncrypted())
    return NotMarked{"the PDF is encrypted or restricted by its owner; save an unprotected copy to mark it up"};
  if (objects.Size() > kMaxObjects) return NotMarked{"the PDF claims to have more objects than can be"};
  MarkedCopy copy;
  copy.marks.resize(marks.size());
  std::map<int, std::vector<std::size_t>> by_page;
  for (std::size_t i = 0; i < marks.size(); ++i)
    by_page[std::max(1, marks[i].where.page)].push_back(i);
  PdfUpdate update(bytes, objects);
  for (const auto& [number, indices] : by_page) {
    std::optional<PageObject> page = objects.Page(number);
    if (!page) {
      for (const std::size_t i : indices)
        copy.marks[i].note = fmt::format("page {} cannot be changed: the file is damaged there", number);
      continue;
    }
    PageMarker marker(reader, *std::move(page), number, limits.max_text_bytes);
    for (const std::size_t i : indices)
      copy.marks[i] = marker.Add(marks[i], marks[i].where.page > 0);
    marker.Write(update);
  }
  copy.bytes = update.Finish();
  if (copy.bytes.empty()) return NotMarked{"the PDF has no table of objects that an update could build on"};
  if (objects.IsSigned())
    copy.note =
        "the original is signed: the signature stands for the original part alone, and readers say that "
        "comments were added after signing";
  return copy;
}

}  // namespace

MarkUpResult MarkUpPdf(std::string_view bytes, const std::vector<Mark>& marks, const ParseLimits& limits) {
  auto opened = OpenPdf(bytes);
  const auto* pdf = std::get_if<OpenedPdf>(&opened);
  if (pdf == nullptr) return NotMarked{"the PDF cannot be opened again"};
  return MarkUpOpened(pdf->Bytes(bytes), *pdf->reader, marks, limits);
}

}  // namespace audit
