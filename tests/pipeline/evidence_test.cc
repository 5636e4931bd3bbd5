#include "pipeline/evidence.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

/// A document of these blocks, on one page below each other, whose statements are the blocks.
struct Paragraphs {
  explicit Paragraphs(const std::vector<std::string>& blocks) {
    document.format = "pdf";
    for (const std::string& text : blocks) {
      if (!document.text.empty()) document.text += '\n';
      const auto top = static_cast<double>(20 * document.blocks.size());
      Block block;
      block.text = {document.text.size(), document.text.size() + text.size()};
      block.where = {1, 0, 0, "", Box{10, top, 200, top + 12}};
      document.text += text;
      Statement statement;
      statement.text = text;
      statement.span = block.text;
      statement.block = document.blocks.size();
      statement.where = block.where;
      document.blocks.push_back(block);
      analysis.statements.push_back(statement);
    }
  }
  /// A finding about the blocks of these numbers.
  void Find(Severity severity, const std::vector<std::size_t>& blocks) {
    Finding finding;
    finding.severity = severity;
    for (const std::size_t index : blocks) {
      finding.places.push_back({analysis.statements[index].where, analysis.statements[index].text});
      finding.statements.push_back(index);
    }
    findings.push_back(finding);
  }
  PictureOrders Orders(PictureMode mode = PictureMode::kAuto, int most = 40) const {
    return OrderPictures(document, analysis, findings, {mode, most});
  }

  Document document;
  Analysis analysis;
  std::vector<Finding> findings;
};

TEST(Evidence, ShowsTheParagraphWithItsNeighbours) {
  Paragraphs text({"First  one.", "The claim.", "Last\none."});
  text.Find(Severity::kLow, {1});
  text.Find(Severity::kLow, {0});
  AddContext(text.document, text.analysis, text.findings);
  EXPECT_EQ(text.findings[0].places[0].context, (Context{"First one.", "The claim.", "Last one."}));
  EXPECT_EQ(text.findings[1].places[0].context, (Context{"", "First one.", "The claim."}));
}

TEST(Evidence, BoundsWhatItShowsAtWholeCharacters) {
  std::string filler;
  while (filler.size() < 5000)
    filler += "\xE5\xA4\x96\xE6\xB3\x8C\xE9\xAB\x94";
  Paragraphs text({filler, filler + "The claim." + filler, filler});
  text.analysis.statements[1].span = {2 * filler.size() + 1, 2 * filler.size() + 11};
  text.analysis.statements[1].text = "The claim.";
  text.Find(Severity::kHigh, {1});
  AddContext(text.document, text.analysis, text.findings);
  const Context& context = text.findings[0].places[0].context;
  EXPECT_THAT(context.paragraph, HasSubstr("The claim."));
  EXPECT_THAT(context.paragraph, StartsWith("…\xE5"));
  EXPECT_LT(context.paragraph.size(), 830u);
  EXPECT_LT(context.before.size(), 260u);
  EXPECT_TRUE(context.before.ends_with("\xE9\xAB\x94"));
  EXPECT_TRUE(context.after.ends_with("…"));
}

TEST(Evidence, NeighboursAreRunningTextAlone) {
  Paragraphs text({"A note.", "The claim.", "Title"});
  text.document.blocks[0].kind = BlockKind::kComment;
  text.document.blocks[2].kind = BlockKind::kMetadata;
  text.Find(Severity::kHigh, {1});
  AddContext(text.document, text.analysis, text.findings);
  EXPECT_EQ(text.findings[0].places[0].context, (Context{"", "The claim.", ""}));
}

TEST(Evidence, DrawsTheWorstFirstAndWhatMattersAlone) {
  Paragraphs text({"a", "b", "c", "d"});
  text.Find(Severity::kLow, {0});
  text.Find(Severity::kMedium, {1, 2});
  text.Find(Severity::kCritical, {3, 2});
  const PictureOrders orders = text.Orders();
  ASSERT_THAT(orders.orders, SizeIs(3));
  EXPECT_EQ(orders.orders[0].draw.quote, "d");
  EXPECT_EQ(orders.orders[1].draw.quote, "b");
  EXPECT_EQ(orders.orders[2].draw.quote, "c") << "second places come after all first ones";
  EXPECT_THAT(text.Orders(PictureMode::kAlways).orders, SizeIs(4));
  EXPECT_THAT(text.Orders(PictureMode::kNever).orders, SizeIs(0));
}

TEST(Evidence, DrawsAPlaceOnceForAllFindingsThatStandThere) {
  Paragraphs text({"a", "b"});
  text.Find(Severity::kHigh, {0});
  text.Find(Severity::kHigh, {0, 1});
  const PictureOrders orders = text.Orders();
  ASSERT_THAT(orders.orders, SizeIs(2));
  ASSERT_THAT(orders.orders[0].shows, SizeIs(2));
  EXPECT_EQ(orders.orders[0].shows[1].finding, 1u);
  EXPECT_EQ(orders.orders[1].shows[0].place, 1u);
}

TEST(Evidence, CountsEachPictureThatTheLimitForbidsOnce) {
  Paragraphs text({"a", "b", "c"});
  for (const std::size_t block : {0, 1, 2, 1, 0})
    text.Find(Severity::kHigh, {block});
  const PictureOrders orders = text.Orders(PictureMode::kAuto, 1);
  ASSERT_THAT(orders.orders, SizeIs(1));
  EXPECT_THAT(orders.orders[0].shows, SizeIs(2));
  EXPECT_EQ(orders.left_out, 2u);
}

TEST(Evidence, DrawsOnlyFormatsWithPages) {
  Paragraphs text({"a"});
  text.Find(Severity::kHigh, {0});
  text.document.format = "html";
  EXPECT_THAT(text.Orders().orders, SizeIs(0));
}

}  // namespace
}  // namespace audit
