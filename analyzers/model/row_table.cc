#include "analyzers/model/row_table.h"

#include <algorithm>
#include <bit>

namespace audit {

namespace {

constexpr std::size_t kFilterBitsPerRow = 16;  // one look-up of a strange tag in some 16 goes on to the table

}  // namespace

RowTable::RowTable(std::span<const std::uint32_t> tags)
    : tags_(tags.begin(), tags.end()), filter_(std::bit_ceil(tags.size() * kFilterBitsPerRow + 64) / 64) {
  const std::size_t buckets = std::bit_ceil(tags.size() + 2);
  shift_ = 32U - static_cast<unsigned>(std::bit_width(buckets - 1));
  begins_.reserve(buckets + 1);
  for (std::uint32_t row = 0; row < tags.size(); ++row)
    begins_.resize(std::max<std::size_t>(begins_.size(), (tags[row] >> shift_) + std::size_t{1}), row);
  begins_.resize(buckets + 1, static_cast<std::uint32_t>(tags.size()));
  filter_mask_ = filter_.size() * 64 - 1;
  for (const std::uint32_t tag : tags)
    filter_[FilterBit(tag) / 64] |= std::uint64_t{1} << (FilterBit(tag) % 64);
}

}  // namespace audit
