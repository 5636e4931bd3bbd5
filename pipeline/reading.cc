#include "pipeline/reading.h"

#include <libdeflate.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <variant>

#include "pipeline/packing.h"

namespace audit {
namespace {

constexpr char kDocument = '\x03';  // the first byte within; raise both when packing.h packs documents differently
constexpr char kFailure = '\x04';
constexpr std::size_t kMaxUnpacked = 32u << 20;
constexpr std::size_t kSizeBytes = 4;  // ahead of the compressed bytes: how many they become, lowest byte first
constexpr int kLevel = 4;              // measured on real brochures: 7 saves 1 % more and takes half as long again

bool IsWithin(TextSpan inner, TextSpan outer) {
  return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

/// What all later stages count on (document.h).
void CheckSpans(const Document& document) {
  TextSpan rest{0, document.text.size()};
  for (const Block& block : document.blocks) {
    if (!IsWithin(block.text, rest)) packing::Fail("a block lies outside the text");
    rest.begin = block.text.end;
    for (const TextLine& line : block.lines)
      if (!IsWithin(line.text, block.text)) packing::Fail("a line lies outside its block");
  }
}

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};
struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

std::string Compressed(const std::string& bytes) {
  static thread_local const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
      libdeflate_alloc_compressor(kLevel));
  if (!compressor) return "";
  std::string out(kSizeBytes + libdeflate_zlib_compress_bound(compressor.get(), bytes.size()), '\0');
  for (std::size_t i = 0; i < kSizeBytes; ++i)
    out[i] = static_cast<char>(bytes.size() >> (8 * i) & 0xFF);
  const std::size_t size = libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(),
                                                    out.data() + kSizeBytes, out.size() - kSizeBytes);
  if (size == 0) return "";
  out.resize(kSizeBytes + size);
  return out;
}

std::string Inflated(std::string_view bytes) {
  if (bytes.size() < kSizeBytes) packing::Fail("it ends too early");
  std::size_t size = 0;
  for (std::size_t i = 0; i < kSizeBytes; ++i)
    size |= std::size_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  if (size > kMaxUnpacked) packing::Fail("it is too large");
  std::string out(size, '\0');
  bytes.remove_prefix(kSizeBytes);
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(libdeflate_alloc_decompressor());
  std::size_t inflated = 0;
  if (!decompressor ||
      libdeflate_zlib_decompress(decompressor.get(), bytes.data(), bytes.size(), out.data(), size, &inflated) !=
          LIBDEFLATE_SUCCESS ||
      inflated != size)
    packing::Fail("it is damaged");
  return out;
}

Document UnpackDocument(packing::Unpacker& unpacker, const std::string& sha256) {
  Document document;
  unpacker.Take(document);
  CheckSpans(document);
  document.sha256 = sha256;
  return document;
}

ParseFailure UnpackFailure(packing::Unpacker& unpacker) {
  ParseFailure failure;
  std::uint32_t kind = 0;
  unpacker.Take(kind);
  if (kind > static_cast<std::uint32_t>(ParseFailureKind::kLimit)) packing::Fail("unknown kind of failure");
  failure.kind = static_cast<ParseFailureKind>(kind);
  unpacker.Take(failure.format);
  unpacker.Take(failure.message);
  return failure;
}

}  // namespace

std::string PackReading(const Reading& reading) {
  const auto* failure = std::get_if<ParseFailure>(&reading.result);
  packing::Packer packer(failure != nullptr ? kFailure : kDocument);
  packer.Put(reading.sha256);
  if (failure != nullptr) {
    packer.Put(static_cast<std::uint32_t>(failure->kind));
    packer.Put(failure->format);
    packer.Put(failure->message);
  } else {
    packer.Put(std::get<Document>(reading.result));
  }
  return packer.Take();
}

Reading UnpackReading(std::string_view packed) {
  const bool is_failure = packed.starts_with(kFailure);
  packing::Unpacker unpacker(packed, is_failure ? kFailure : kDocument);
  Reading reading;
  unpacker.Take(reading.sha256);
  if (is_failure)
    reading.result = UnpackFailure(unpacker);
  else
    reading.result = UnpackDocument(unpacker, reading.sha256);
  unpacker.End();
  return reading;
}

std::string EncodeReading(const Reading& reading) {
  const std::string packed = PackReading(reading);
  return packed.size() > kMaxUnpacked ? "" : Compressed(packed);
}

Reading DecodeReading(std::string_view bytes) { return UnpackReading(Inflated(bytes)); }

}  // namespace audit
