#include "parsers/pdf/line_repair.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/pdf/text_builder.h"

namespace audit {
namespace {

struct Look {
  double size = 10;
  bool bold = false;
};

/// A line of one word that stands at `left` and rests on `baseline`.
PdfLine LineAt(double left, double right, double baseline, const std::string& text, Look look = {}) {
  PdfWord word;
  word.text = text;
  word.box = {left, baseline - 0.8 * look.size, right, baseline + 0.2 * look.size};
  word.baseline = baseline;
  word.font_size_pt = look.size;
  word.bold = look.bold;
  PdfLine line;
  line.box = word.box;
  line.words.push_back(word);
  return line;
}

std::vector<std::string> Repaired(std::vector<PdfLine> lines) {
  PdfPage page;
  page.lines = std::move(lines);
  RepairLines(&page);
  std::vector<std::string> texts;
  texts.reserve(page.lines.size());
  for (const PdfLine& line : page.lines)
    texts.push_back(LineText(line));
  return texts;
}

TEST(LineRepair, PutsTheHalvesOfABrokenLineInOrder) {
  EXPECT_EQ(Repaired({LineAt(0, 300, 10, "first line"), LineAt(0, 300, 22, "second line"),
                      LineAt(70, 300, 34, "= 9.8, where the bar"), LineAt(0, 64, 34, "that k"),
                      LineAt(0, 300, 46, "stands for"), LineAt(0, 300, 58, "a mean.")}),
            (std::vector<std::string>{"first line", "second line", "that k", "= 9.8, where the bar", "stands for",
                                      "a mean."}));
}

TEST(LineRepair, LeavesColumnsThatCameAsOneBlockAlone) {
  const std::vector<PdfLine> columns = {LineAt(160, 300, 10, "right 1"), LineAt(0, 150, 10, "left 1"),
                                        LineAt(160, 300, 22, "right 2"), LineAt(0, 150, 22, "left 2")};
  EXPECT_EQ(Repaired(columns), (std::vector<std::string>{"right 1", "left 1", "right 2", "left 2"}));
}

TEST(LineRepair, PutsASectionNumberBeforeItsHeading) {
  const Look heading = {12, true};
  EXPECT_EQ(Repaired({LineAt(0, 6, 10, "2", heading), LineAt(20, 90, 10, "Results", heading)}),
            (std::vector<std::string>{"2 Results"}));
  EXPECT_EQ(Repaired({LineAt(0, 6, 10, "2"), LineAt(20, 90, 10, "vials")}), (std::vector<std::string>{"2", "vials"}));
}

}  // namespace
}  // namespace audit
