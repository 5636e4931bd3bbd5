#include "parsers/pdf/page_annotations.h"

#include <Annot.h>
#include <Form.h>
#include <Page.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "parsers/pdf/pdf_string.h"
#include "parsers/pdf/text_builder.h"

namespace audit {
namespace {

constexpr std::size_t kMaxNoteBytes = 64u << 10;
constexpr std::size_t kMaxLinks = 200;

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

void CollectNotes(Page* source, const double* ctm, PdfPage* page) {
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

}  // namespace

void CollectAnnotations(::Page& source, const double* to_page, PdfPage& page) {
  CollectNotes(&source, to_page, &page);
  CollectFields(&source, to_page, &page);
}

}  // namespace audit
