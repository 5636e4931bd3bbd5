#include "parsers/pdf/pdf_file.h"

#include <Object.h>
#include <Stream.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "parsers/pdf/inflater.h"

namespace audit {

struct PdfFile::Impl {
  bool inflate_at_once = false;
  Inflater inflater;
};

namespace {

/// True if all that a reader has to do is to inflate it. Pictures are not looked at, so they stay as they are.
bool IsDeflatedOnly(const Object& facts) {
  if (!facts.isDict()) return false;
  for (const char* key : {"DecodeParms", "DP"})
    if (!facts.dictLookupNF(key).isNull()) return false;
  if (facts.dictLookupNF("Subtype").isName("Image")) return false;
  const Object& filter = facts.dictLookupNF("Filter");
  const bool alone = filter.isArray() && filter.arrayGetLength() == 1;
  const Object& name = alone ? filter.arrayGetNF(0) : filter;
  return name.isName("FlateDecode") || name.isName("Fl");
}

/// Takes the place of Poppler's own filter. Inflates when it is first read.
class InflatedStream final : public Stream {
 public:
  /// `deflated` knows the facts of the stream, without its filter.
  InflatedStream(std::unique_ptr<BaseStream> deflated, std::string_view bytes, Inflater* inflater)
      : deflated_(std::move(deflated)), bytes_(bytes), inflater_(*inflater) {}

  StreamKind getKind() const override { return strFlate; }
  void reset() override {
    if (!content_ && !damaged_) Inflate();
    if (damaged_) return damaged_->reset();
    at_ = content_->data();
    end_ = at_ + content_->size();
  }
  void close() override { deflated_->close(); }
  int getChar() override {
    if (at_ < end_) return static_cast<unsigned char>(*at_++);
    return damaged_ ? damaged_->getChar() : EOF;
  }
  int lookChar() override {
    if (at_ < end_) return static_cast<unsigned char>(*at_);
    return damaged_ ? damaged_->lookChar() : EOF;
  }
  int getUnfilteredChar() override { return deflated_->getUnfilteredChar(); }
  void unfilteredReset() override { deflated_->unfilteredReset(); }
  Goffset getPos() override { return deflated_->getPos(); }
  void setPos(Goffset, int) override {}
  bool isBinary(bool) const override { return true; }
  BaseStream* getBaseStream() override { return deflated_->getBaseStream(); }
  Stream* getUndecodedStream() override { return deflated_->getUndecodedStream(); }
  Dict* getDict() override { return deflated_->getDict(); }
  Object* getDictObject() override { return deflated_->getDictObject(); }
  Stream* getNextStream() const override { return deflated_.get(); }

 private:
  void Inflate() {
    content_ = inflater_.Inflate(bytes_);
    if (content_) return;
    auto* facts = new Dict(static_cast<XRef*>(nullptr));  // owned by the stream
    facts->set("Filter", Object(objName, "FlateDecode"));
    auto* raw = new MemStream(bytes_.data(), 0, static_cast<Goffset>(bytes_.size()), Object(facts));
    damaged_.reset(raw->addFilters(facts));  // owns what it filters
  }

  bool hasGetChars() override { return true; }
  int getChars(int count, unsigned char* buffer) override {
    if (damaged_) return damaged_->doGetChars(count, buffer);
    const auto taken = std::min<std::ptrdiff_t>(std::max(count, 0), end_ - at_);
    if (taken > 0) std::memcpy(buffer, at_, static_cast<std::size_t>(taken));
    at_ += taken;
    return static_cast<int>(taken);
  }

  std::unique_ptr<BaseStream> deflated_;
  std::string_view bytes_;
  Inflater& inflater_;
  std::shared_ptr<const std::string> content_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::unique_ptr<Stream> damaged_;
};

/// Poppler makes every stream object of a file by asking the stream of the file for a part of it.
class FileStream final : public MemStream {
 public:
  FileStream(const char* bytes, Goffset begin, Goffset size, Object&& facts, PdfFile::Impl* file)
      : MemStream(bytes, begin, size, std::move(facts)), file_(*file) {}

  BaseStream* copy() override { return new FileStream(buf, getStart(), length, dict.copy(), &file_); }

  Stream* makeSubStream(Goffset begin, bool limited, Goffset wanted, Object&& facts) override {
    const Goffset rest = getStart() + length - begin;
    if (!limited) return new FileStream(buf, begin, rest, std::move(facts), &file_);
    const Goffset size = std::min(wanted, rest);
    const bool inflate = file_.inflate_at_once && begin >= 0 && size > 0 && IsDeflatedOnly(facts);
    if (inflate) facts.getDict()->remove("Filter");
    auto part = std::make_unique<MemStream>(buf, begin, size, std::move(facts));
    if (!inflate) return part.release();
    const std::string_view bytes(buf + begin, static_cast<std::size_t>(size));
    return new InflatedStream(std::move(part), bytes, &file_.inflater);
  }

 private:
  PdfFile::Impl& file_;
};

}  // namespace

PdfFile::PdfFile() : impl_(std::make_unique<Impl>()) {}
PdfFile::~PdfFile() = default;

std::unique_ptr<BaseStream> PdfFile::Stream(std::string_view bytes) const {
  return std::make_unique<FileStream>(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull),
                                      impl_.get());
}

void PdfFile::InflateAtOnce() { impl_->inflate_at_once = true; }

}  // namespace audit
