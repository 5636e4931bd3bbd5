#include "analyzers/model/row_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace audit {
namespace {

void ExpectFindsJust(const std::vector<std::uint32_t>& tags) {
  const RowTable table(tags);
  for (std::uint32_t row = 0; row < tags.size(); ++row) {
    EXPECT_EQ(table.Find(tags[row]), row);
    for (const std::uint32_t near : {tags[row] - 1, tags[row] + 1})
      if (!std::binary_search(tags.begin(), tags.end(), near)) {
        EXPECT_EQ(table.Find(near), RowTable::kNone) << near;
      }
  }
  for (const std::uint32_t tag : {0U, 1U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFFEU, 0xFFFFFFFFU})
    if (!std::binary_search(tags.begin(), tags.end(), tag)) {
      EXPECT_EQ(table.Find(tag), RowTable::kNone) << tag;
    }
}

TEST(RowTable, FindsTagsThatAreEvenlySpread) {
  std::vector<std::uint32_t> tags;
  for (std::uint64_t i = 0; i < 5000; ++i)
    tags.push_back(static_cast<std::uint32_t>(i * 858993 + 17));
  ExpectFindsJust(tags);
}

TEST(RowTable, FindsTagsThatCrowdTogether) {
  std::vector<std::uint32_t> tags;
  for (const std::uint32_t begin : {0x00000000U, 0x40000000U, 0xFFFFFF00U})
    for (std::uint32_t i = 0; i < 200; i += 2)
      tags.push_back(begin + i);
  tags.push_back(0xFFFFFFFF);
  ExpectFindsJust(tags);
}

TEST(RowTable, HoldsFewOrNone) {
  ExpectFindsJust({});
  ExpectFindsJust({0});
  ExpectFindsJust({0xFFFFFFFF});
  ExpectFindsJust({0, 1, 0x80000000});
}

}  // namespace
}  // namespace audit
