// Finds the row of a feature by its key: open addressing over 32-bit tags. Shared by the model and its trainer, so
// that both see the same features. Immutable once filled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace audit {

class RowTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// `tags` without repeats; row i is found by tags[i].
  explicit RowTable(std::span<const std::uint32_t> tags);

  static std::uint32_t TagOf(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }

  /// False for nearly all tags that have no row: they need not be looked up. The answer lies in a cache far nearer than
  /// the table.
  bool MayHold(std::uint32_t tag) const { return (filter_[FilterBit(tag) / 64] >> (FilterBit(tag) % 64) & 1U) != 0; }

  /// Fetches the place of `tag` into the cache; worth it when many tags are looked up in a row.
  void Prefetch(std::uint32_t tag) const { __builtin_prefetch(&slots_[Home(tag)]); }

  /// kNone for a feature that has no row.
  std::uint32_t Find(std::uint32_t tag) const {
    for (std::size_t slot = Home(tag);; slot = (slot + 1) & mask_) {
      const Slot& entry = slots_[slot];
      if (entry.row == kNone || entry.tag == tag) return entry.row;
    }
  }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t row = kNone;
  };
  std::size_t FilterBit(std::uint32_t tag) const { return (tag * std::uint64_t{0x85EBCA77}) >> 11 & filter_mask_; }
  std::size_t Home(std::uint32_t tag) const { return (tag * std::uint64_t{0x9E3779B1}) >> 7 & mask_; }

  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
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
