// Finds the row of a feature by its key: rows lie in ascending order of 32-bit tags, which are evenly spread, so that
// the upper bits of a tag say where to look. Shared by the model and its trainer, so that both see the same features.
// Immutable once filled.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "analyzers/model/huge_pages.h"

namespace audit {

class RowTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// `tags` ascending, without repeats; row i is found by tags[i].
  explicit RowTable(std::vector<std::uint32_t> tags);

  static std::uint32_t TagOf(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }

  /// Fetches the place of `tag` into the cache; worth it when many tags are looked up in a row.
  void Prefetch(std::uint32_t tag) const { __builtin_prefetch(&buckets_[tag >> shift_]); }

  /// kNone for a feature that has no row.
  std::uint32_t Find(std::uint32_t tag) const {
    const Bucket& bucket = buckets_[tag >> shift_];
    // No early end: all comparisons at once are faster.
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < kHeld; ++i)
      found |= bucket.tags[i] == tag ? i + 1 : 0U;
    if (found != 0) return bucket.first + found - 1;
    return bucket.end - bucket.first > kHeld ? FindBehind(bucket, tag) : kNone;
  }

 private:
  static constexpr std::uint32_t kHeld = 14;

  /// The tags with the same upper bits, in one line of the cache; those that do not fit in stand in `tags_`.
  struct alignas(64) Bucket {
    std::uint32_t first = 0;                ///< row of tags[0]
    std::uint32_t end = 0;                  ///< row after the bucket's last
    std::array<std::uint32_t, kHeld> tags;  ///< filled up with one of another bucket
  };

  std::uint32_t FindBehind(const Bucket& bucket, std::uint32_t tag) const;

  std::vector<Bucket, HugePages<Bucket>> buckets_;
  std::vector<std::uint32_t> tags_;  ///< by row
  unsigned shift_ = 31;
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
