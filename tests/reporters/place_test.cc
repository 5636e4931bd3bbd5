#include "reporters/place.h"

#include <gmock/gmock.h>

#include <limits>

namespace audit {
namespace {

SourceLocation At(int page, int paragraph, int line, std::string_view part = "") {
  SourceLocation where;
  where.page = page;
  where.paragraph = paragraph;
  where.line = line;
  where.part = part;
  return where;
}

SourceLocation Boxed(Box box) {
  SourceLocation where = At(1, 0, 0);
  where.box = box;
  return where;
}

TEST(Place, IsSaidInWords) {
  EXPECT_EQ(PlaceInWords(At(2, 0, 0)), "page 2");
  EXPECT_EQ(PlaceInWords(At(0, 14, 0, "footnotes")), "paragraph 14 (footnotes)");
  EXPECT_EQ(PlaceInWords(At(0, 0, 33)), "line 33");
  EXPECT_EQ(PlaceInWords(At(3, 2, 0)), "page 3, paragraph 2");
  EXPECT_EQ(PlaceInWords(At(0, 0, 0, "metadata")), "metadata");
  EXPECT_EQ(PlaceInWords({}), "whole document");
}

TEST(Place, GivesThePositionInMillimetres) {
  EXPECT_EQ(PositionOnPage(At(1, 0, 0)), "");
  EXPECT_EQ(PositionOnPage(Boxed({72, 144, 200, 160})), "51 mm from the top, 25 mm from the left");
}

TEST(Place, SurvivesAbsurdBoxes) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(PositionOnPage(Boxed({nan, 1e300, 0, 0})), "100000 mm from the top, 0 mm from the left");
}

}  // namespace
}  // namespace audit
