// Finds the row of a feature by its key: rows lie in ascending order of 32-bit tags, which are evenly spread, so that
// the upper bits of a tag say where to look. Shared by the model and its trainer, so that both see the same features.
// Immutable once filled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace audit {

class RowTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// `tags` ascending, without repeats; row i is found by tags[i].
  explicit RowTable(std::span<const std::uint32_t> tags);

  static std::uint32_t TagOf(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }

  /// False for nearly all tags that have no row: they need not be looked up. The answer lies in a cache far nearer than
  /// the table.
  bool MayHold(std::uint32_t tag) const { return (filter_[FilterBit(tag) / 64] >> (FilterBit(tag) % 64) & 1U) != 0; }

  /// Fetches the place of `tag` into the cache; worth it when many tags are looked up in a row.
  void Prefetch(std::uint32_t tag) const { __builtin_prefetch(&begins_[tag >> shift_]); }

  /// kNone for a feature that has no row.
  std::uint32_t Find(std::uint32_t tag) const {
    const std::uint32_t bucket = tag >> shift_;
    for (std::uint32_t row = begins_[bucket]; row < begins_[bucket + 1]; ++row)
      if (tags_[row] == tag) return row;
    return kNone;
  }

 private:
  std::size_t FilterBit(std::uint32_t tag) const { return (tag * std::uint64_t{0x85EBCA77}) >> 11 & filter_mask_; }

  std::vector<std::uint32_t> tags_;
  std::vector<std::uint32_t> begins_;  ///< by the upper bits of a tag: the first row of those; one more at the end
  unsigned shift_ = 31;
  std::vector<std::uint64_t> filter_;  ///< a bit set for each tag
  std::size_t filter_mask_ = 0;
};

/// Marks rows as seen in one statement, so that a feature counts once however often it comes.
class SeenRows {
 public:
  explicit SeenRows(std::size_t rows) : bits_(rows / 64 + 1) {}

  /// True the first time.
  bool Mark(std::uint32_t row) {
    std::uint64_t& word = bits_[row / 64];
    const std::uint64_t bit = std::uint64_t{1} << (row % 64);
    if (word & bit) return false;
    word |= bit;
    return true;
  }
  void Clear(std::uint32_t row) { bits_[row / 64] = 0; }
  std::size_t Size() const { return bits_.size() * 64; }

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace audit
