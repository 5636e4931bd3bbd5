#include "parsers/pdf/inflater.h"

#include <libdeflate.h>

#include <algorithm>
#include <new>
#include <utility>

namespace audit {
namespace {

constexpr std::size_t kUsualBytes = 256u << 10;  // inflated
constexpr std::size_t kMostBytes = 16u << 20;
constexpr std::size_t kMostKept = 16u << 20;  // of all streams together
constexpr std::size_t kMostKeptOfOne = 2u << 20;
constexpr std::size_t kMostStreams = 10'000;

struct Place {
  const char* begin = nullptr;
  std::size_t size = 0;
  bool operator==(const Place&) const = default;
};

struct PlaceHash {
  std::size_t operator()(const Place& place) const { return std::hash<const char*>()(place.begin); }
};

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

}  // namespace

struct Inflater::Impl {
  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor;
  std::unique_ptr<char[]> room;
  std::size_t room_bytes = 0;
  std::unordered_map<Place, std::shared_ptr<const std::string>, PlaceHash> kept;
  std::size_t kept_bytes = 0;

  void MakeRoom(std::size_t bytes) {
    room.reset();
    room_bytes = 0;
    room = std::make_unique_for_overwrite<char[]>(bytes);
    room_bytes = bytes;
  }

  std::shared_ptr<const std::string> Whole(std::string_view deflated) {
    if (!decompressor) decompressor.reset(libdeflate_alloc_decompressor());
    if (!decompressor) return nullptr;
    if (room_bytes == 0) MakeRoom(kUsualBytes);
    while (true) {
      std::size_t inflated = 0;
      const auto result = libdeflate_zlib_decompress(decompressor.get(), deflated.data(), deflated.size(), room.get(),
                                                     room_bytes, &inflated);
      if (result == LIBDEFLATE_SUCCESS) return std::make_shared<const std::string>(room.get(), inflated);
      if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room_bytes >= kMostBytes) return nullptr;
      MakeRoom(std::min(4 * room_bytes, kMostBytes));
    }
  }
};

Inflater::Inflater() : impl_(std::make_unique<Impl>()) {}
Inflater::~Inflater() = default;

std::shared_ptr<const std::string> Inflater::Inflate(std::string_view deflated) {
  const Place place{deflated.data(), deflated.size()};
  const auto known = impl_->kept.find(place);
  if (known != impl_->kept.end()) return known->second;
  auto whole = impl_->Whole(deflated);
  const std::size_t bytes = whole ? whole->size() : 0;
  if (bytes > kMostKeptOfOne) return whole;
  if (impl_->kept_bytes + bytes > kMostKept || impl_->kept.size() >= kMostStreams) {
    impl_->kept.clear();
    impl_->kept_bytes = 0;
  }
  impl_->kept_bytes += bytes;
  impl_->kept.emplace(place, whole);
  return whole;
}

}  // namespace audit
