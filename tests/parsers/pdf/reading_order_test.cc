#include "parsers/pdf/reading_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace audit {
namespace {

using ::testing::ElementsAre;

std::vector<std::size_t> OrderOf(const std::vector<Box>& boxes, double last_size = 10) {
  std::vector<PageArea> areas;
  for (const Box& box : boxes)
    areas.push_back({box, 10});
  areas.back().font_size_pt = last_size;
  std::vector<std::size_t> order;
  for (const OrderedArea& area : ReadingOrder(areas, [](const auto&) { return std::vector<std::size_t>(); })) {
    order.push_back(area.index);
  }
  return order;
}

TEST(ReadingOrder, TakesColumnsFromLeftToRightBelowATitle) {
  EXPECT_THAT(OrderOf({{320, 100, 560, 300}, {50, 100, 290, 190}, {50, 200, 290, 320}, {50, 40, 560, 70}}),
              ElementsAre(3, 1, 2, 0));
}

TEST(ReadingOrder, ADateAtTheRightAboveALetterMakesNoColumn) {
  EXPECT_THAT(OrderOf({{50, 100, 300, 200}, {400, 40, 560, 60}}), ElementsAre(1, 0));
}

TEST(ReadingOrder, ALargeLineBetweenTwoPairsOfColumnsSeparatesThem) {
  EXPECT_THAT(
      OrderOf({{50, 40, 290, 140}, {320, 40, 560, 140}, {50, 200, 290, 300}, {320, 200, 560, 300}, {50, 160, 200, 185}},
              20),
      ElementsAre(0, 1, 4, 2, 3));
}

TEST(ReadingOrder, WhatFollowsTheColumnsIsNotReadIntoTheLeftOne) {
  // A short heading below both columns belongs to the wide text that follows it.
  EXPECT_THAT(OrderOf({{50, 40, 290, 140}, {320, 40, 560, 140}, {50, 170, 200, 182}, {50, 190, 560, 260}}),
              ElementsAre(0, 1, 2, 3));
}

TEST(ReadingOrder, ALongLeftColumnIsReadToItsEndBeforeTheRightOne) {
  EXPECT_THAT(OrderOf({{50, 40, 290, 140}, {320, 40, 560, 140}, {50, 155, 290, 300}, {50, 700, 560, 720}}),
              ElementsAre(0, 2, 1, 3));
}

TEST(ReadingOrder, GivesEveryAreaOnceEvenWhenAllOverlap) {
  std::vector<Box> boxes;
  for (int i = 0; i < 50; ++i)
    boxes.push_back({i * 3.0, i * 2.0, 200 + i * 3.0, 150 + i * 2.0});
  std::vector<std::size_t> order = OrderOf(boxes);
  std::sort(order.begin(), order.end());
  ASSERT_EQ(order.size(), boxes.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    EXPECT_EQ(order[i], i);
}

TEST(ReadingOrder, OfNothingIsNothing) {
  EXPECT_TRUE(ReadingOrder({}, [](const auto&) { return std::vector<std::size_t>(); }).empty());
}

}  // namespace
}  // namespace audit
