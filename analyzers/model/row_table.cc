#include "analyzers/model/row_table.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace audit {
namespace {

constexpr std::size_t kUsualTags = 8;  // at most, of a bucket; one in a hundred holds more than fit in

}  // namespace

RowTable::RowTable(std::vector<std::uint32_t> tags) : tags_(std::move(tags)) {
  const std::size_t count = std::bit_ceil(tags_.size() / kUsualTags + 2);
  shift_ = 32U - static_cast<unsigned>(std::bit_width(count - 1));
  buckets_.resize(count);
  std::uint32_t row = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Bucket& bucket = buckets_[i];
    bucket.first = row;
    bucket.tags.fill(i == 0 ? 0xFFFFFFFF : 0);
    for (; row < tags_.size() && tags_[row] >> shift_ == i; ++row)
      if (row - bucket.first < kHeld) bucket.tags[row - bucket.first] = tags_[row];
    bucket.end = row;
  }
}

std::uint32_t RowTable::FindBehind(const Bucket& bucket, std::uint32_t tag) const {
  const auto begin = tags_.begin() + bucket.first + kHeld, end = tags_.begin() + bucket.end;
  const auto at = std::lower_bound(begin, end, tag);
  return at != end && *at == tag ? static_cast<std::uint32_t>(at - tags_.begin()) : kNone;
}

}  // namespace audit
