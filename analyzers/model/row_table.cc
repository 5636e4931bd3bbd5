#include "analyzers/model/row_table.h"

#include <bit>

namespace audit {

namespace {

constexpr std::size_t kFilterBitsPerRow = 16;  // one look-up of a strange tag in some 16 goes on to the table

}  // namespace

RowTable::RowTable(std::span<const std::uint32_t> tags)
    : slots_(std::bit_ceil(tags.size() * 2 + 2)), filter_(std::bit_ceil(tags.size() * kFilterBitsPerRow + 64) / 64) {
  mask_ = slots_.size() - 1;
  filter_mask_ = filter_.size() * 64 - 1;
  for (const std::uint32_t tag : tags)
    filter_[FilterBit(tag) / 64] |= std::uint64_t{1} << (FilterBit(tag) % 64);
  for (std::uint32_t row = 0; row < tags.size(); ++row) {
    std::size_t slot = Home(tags[row]);
    while (slots_[slot].row != kNone)
      slot = (slot + 1) & mask_;
    slots_[slot] = {tags[row], row};
  }
}

}  // namespace audit
