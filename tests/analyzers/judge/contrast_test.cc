#include "analyzers/judge/contrast.h"

#include <gtest/gtest.h>

namespace audit {
namespace {

TEST(Contrast, IsThatOfWcag) {
  constexpr Rgb kWhite = {255, 255, 255};
  EXPECT_NEAR(ContrastOf({0, 0, 0}, kWhite), 21, 1e-9);
  EXPECT_NEAR(ContrastOf(kWhite, {0, 0, 0}), 21, 1e-9);
  EXPECT_EQ(ContrastOf(kWhite, kWhite), 1);
  // The greys on either side of 4.5:1, and the pure colours, as published with the standard.
  EXPECT_NEAR(ContrastOf({0x76, 0x76, 0x76}, kWhite), 4.54, 0.005);
  EXPECT_NEAR(ContrastOf({0x77, 0x77, 0x77}, kWhite), 4.48, 0.005);
  EXPECT_NEAR(ContrastOf({255, 0, 0}, kWhite), 4.00, 0.005);
  EXPECT_NEAR(ContrastOf({0, 255, 0}, kWhite), 1.37, 0.005);
  EXPECT_NEAR(ContrastOf({0, 0, 255}, kWhite), 8.59, 0.005);
}

}  // namespace
}  // namespace audit
