#include "parsers/pdf/page_objects.h"

#include <Catalog.h>
#include <Dict.h>
#include <Object.h>
#include <PDFDoc.h>
#include <Page.h>
#include <XRef.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parsers/pdf/pdf_source.h"

namespace audit {
namespace {

constexpr int kMaxDepth = 60;
constexpr std::size_t kMaxSourceBytes = 4u << 20;  // of one page's dictionary

/// Writes an object without following references. False for what cannot stand within another object, or is too large.
bool Write(const Object& object, int depth, std::string& out) {
  if (depth > kMaxDepth || out.size() > kMaxSourceBytes) return false;
  if (object.isNull()) return out += "null", true;
  if (object.isBool()) return out += object.getBool() ? "true" : "false", true;
  if (object.isInt()) return out += fmt::format("{}", object.getInt()), true;
  if (object.isInt64()) return out += fmt::format("{}", object.getInt64()), true;
  if (object.isReal()) return out += NumberSource(object.getReal()), true;
  if (object.isString()) return out += StringSource(object.getString()->toStr()), true;
  if (object.isHexString()) return out += StringSource(object.getHexString()->toStr()), true;
  if (object.isName()) return out += NameSource(object.getName()), true;
  if (object.isRef()) return out += RefSource({object.getRefNum(), object.getRefGen()}), true;
  if (object.isArray()) {
    out += '[';
    for (int i = 0; i < object.arrayGetLength(); ++i) {
      if (i > 0) out += ' ';
      if (!Write(object.arrayGetNF(i), depth + 1, out)) return false;
    }
    return out += ']', true;
  }
  if (!object.isDict()) return false;
  out += "<<";
  for (int i = 0; i < object.dictGetLength(); ++i) {
    out += NameSource(object.dictGetKey(i)) + " ";
    if (!Write(object.dictGetValNF(i), depth + 1, out)) return false;
    out += ' ';
  }
  return out += ">>", true;
}

/// False if one of the page's own coordinates cannot be told from those shown.
bool Invert(const double* m, double* inverse) {
  const double determinant = m[0] * m[3] - m[1] * m[2];
  if (!std::isfinite(determinant) || std::abs(determinant) < 1e-9) return false;
  inverse[0] = m[3] / determinant;
  inverse[1] = -m[1] / determinant;
  inverse[2] = -m[2] / determinant;
  inverse[3] = m[0] / determinant;
  inverse[4] = (m[2] * m[5] - m[3] * m[4]) / determinant;
  inverse[5] = (m[1] * m[4] - m[0] * m[5]) / determinant;
  return true;
}

}  // namespace

std::string RefSource(ObjectRef ref) { return fmt::format("{} {} R", ref.number, ref.generation); }

struct PdfObjects::Impl {
  bool repaired = false;
  std::unique_ptr<PDFDoc> document;
};

PdfObjects::PdfObjects(std::string_view bytes) : impl_(std::make_unique<Impl>()) {
  auto* stream =
      new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));  // owned by PDFDoc
  bool* repaired = &impl_->repaired;
  impl_->document = std::make_unique<PDFDoc>(stream, std::optional<GooString>(), std::optional<GooString>(), nullptr,
                                             [repaired] { *repaired = true; });
}

PdfObjects::~PdfObjects() = default;

bool PdfObjects::IsOk() const { return impl_->document->isOk(); }
bool PdfObjects::IsEncrypted() const { return impl_->document->isEncrypted(); }
bool PdfObjects::WasRepaired() const { return impl_->repaired; }
int PdfObjects::PageCount() const { return impl_->document->getNumPages(); }

bool PdfObjects::IsSigned() const {
  constexpr int kSignaturesExist = 1;
  const Object catalog = impl_->document->getXRef()->getCatalog();
  if (!catalog.isDict()) return false;
  const Object form = catalog.dictLookup("AcroForm");
  const Object flags = form.isDict() ? form.dictLookup("SigFlags") : Object(objNull);
  return (flags.isInt() && (flags.getInt() & kSignaturesExist) != 0) || catalog.dictLookup("Perms").isDict();
}

std::optional<PageObject> PdfObjects::Page(int number) const {
  ::Page* source = impl_->document->getPage(number);
  if (source == nullptr || !source->isOk()) return std::nullopt;
  const Ref ref = source->getRef();
  if (ref.num <= 0 || static_cast<std::size_t>(ref.num) >= Size()) return std::nullopt;
  const Object dictionary = impl_->document->getXRef()->fetch(ref);
  if (!dictionary.isDict()) return std::nullopt;
  PageObject page;
  page.ref = {ref.num, ref.gen};
  for (int i = 0; i < dictionary.dictGetLength(); ++i) {
    const std::string_view key = dictionary.dictGetKey(i);
    if (key == "Annots") continue;
    page.entries += NameSource(key) + " ";
    if (!Write(dictionary.dictGetValNF(i), 0, page.entries)) return std::nullopt;
    page.entries += '\n';
  }
  const Object annotations = dictionary.dictLookup("Annots");
  for (int i = 0; annotations.isArray() && i < annotations.arrayGetLength(); ++i)
    if (!Write(annotations.arrayGetNF(i), 0, page.annotations.emplace_back())) return std::nullopt;
  double to_shown[6];
  source->getDefaultCTM(to_shown, 72, 72, 0, /*useMediaBox=*/false, /*upsideDown=*/true);
  if (!Invert(to_shown, page.matrix)) return std::nullopt;
  page.shown = {0, 0, source->getCropWidth(), source->getCropHeight()};
  if (source->getRotate() % 180 != 0) std::swap(page.shown.right, page.shown.bottom);
  return page;
}

std::size_t PdfObjects::Size() const {
  const Object size = impl_->document->getXRef()->getTrailerDict()->dictLookup("Size");
  const int stated = size.isInt() ? size.getInt() : 0;
  return static_cast<std::size_t>(std::max({1, stated, impl_->document->getXRef()->getNumObjects()}));
}

std::vector<ObjectEntry> PdfObjects::Entries() const {
  XRef* table = impl_->document->getXRef();
  std::vector<ObjectEntry> out(static_cast<std::size_t>(std::max(0, table->getNumObjects())));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const XRefEntry* entry = table->getEntry(static_cast<int>(i), /*complainIfMissing=*/false);
    if (entry == nullptr || (entry->type != xrefEntryUncompressed && entry->type != xrefEntryCompressed)) continue;
    out[i] = {static_cast<std::uint8_t>(entry->type == xrefEntryUncompressed ? 1 : 2),
              static_cast<std::uint64_t>(entry->offset), static_cast<std::uint32_t>(entry->gen)};
  }
  return out;
}

std::string PdfObjects::TrailerEntries() const {
  const Object* trailer = impl_->document->getXRef()->getTrailerDict();
  const Ref root = {impl_->document->getXRef()->getRootNum(), impl_->document->getXRef()->getRootGen()};
  std::string out = fmt::format("/Root {}", RefSource({root.num, root.gen}));
  const Object& info = trailer->dictLookupNF("Info");
  if (info.isRef()) out += fmt::format(" /Info {}", RefSource({info.getRefNum(), info.getRefGen()}));
  return out;
}

std::string PdfObjects::FileId() const {
  const Object id = impl_->document->getXRef()->getTrailerDict()->dictLookup("ID");
  if (!id.isArray() || id.arrayGetLength() < 1) return "";
  const Object first = id.arrayGet(0);
  return first.isString() ? first.getString()->toStr() : "";
}

}  // namespace audit
