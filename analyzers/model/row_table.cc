#include "analyzers/model/row_table.h"

#include <bit>

namespace audit {

RowTable::RowTable(std::span<const std::uint32_t> tags) : slots_(std::bit_ceil(tags.size() * 2 + 2)) {
  mask_ = slots_.size() - 1;
  for (std::uint32_t row = 0; row < tags.size(); ++row) {
    std::size_t slot = Home(tags[row]);
    while (slots_[slot].row != kNone)
      slot = (slot + 1) & mask_;
    slots_[slot] = {tags[row], row};
  }
}

}  // namespace audit
