#include "parsers/pdf/poppler_reader.h"

#include <Error.h>
#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Page.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "parsers/pdf/color_transforms.h"
#include "parsers/pdf/kept_fonts.h"
#include "parsers/pdf/page_device.h"
#include "parsers/pdf/pdf_file.h"
#include "parsers/pdf/pdf_string.h"
#include "parsers/pdf/text_builder.h"
#include "parsers/pdf/undecoded_images.h"

namespace audit {
namespace {

constexpr std::size_t kMaxComplaints = 5;
constexpr std::size_t kMaxNoteBytes = 64u << 10;

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
  bool keep_transforms = true;
  PdfFile file;
  std::unique_ptr<PDFDoc> document;
  std::unique_ptr<KeptFonts> fonts;
  std::optional<PageReader> pages;

  ~Impl() {
    const ComplaintScope scope(&complaints);
    pages.reset();
    fonts.reset();
    document.reset();
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
  impl->keep_transforms = shortcuts.keep_transforms;
  if (shortcuts.keep_fonts) impl->fonts = std::make_unique<KeptFonts>(impl->document->getXRef());
  impl->pages.emplace();
  return std::unique_ptr<PdfReader>(new PdfReader(std::move(impl)));
}

int PdfReader::PageCount() const { return impl_->document->getNumPages(); }

std::optional<PdfPage> PdfReader::ReadPage(int number, std::size_t max_text_bytes) {
  const ComplaintScope scope(&impl_->complaints);
  Page* source = impl_->document->getPage(number);
  if (source == nullptr || !source->isOk()) return std::nullopt;
  if (impl_->has_jpeg2000) LeaveUndecoded(*source);
  if (std::exchange(impl_->repaired_since_page, false) && impl_->fonts) impl_->fonts->Forget();
  const KeepColorTransforms keep(impl_->keep_transforms);
  PdfPage page = impl_->pages->Read(*source, impl_->fonts.get(), max_text_bytes);
  page.number = number;
  return page;
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
