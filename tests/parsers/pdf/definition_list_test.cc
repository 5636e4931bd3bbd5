// Terms and explanations set in two columns without rules stay together; prose beside prose does not become a table.
#include <gmock/gmock.h>

#include "tests/parsers/pdf/pdf_checks.h"

namespace audit {
namespace {

using ::testing::ElementsAre;

TEST(DefinitionList, KeepsBoldTermsWithTheirExplanations) {
  PdfPageText page;
  page.Text(72, 100, 10, "Dose", "F2").Text(200, 100, 10, "Five millilitres once a day, in the morning");
  page.Text(72, 118, 10, "Storage", "F2")
      .Lines(200, 118, 10, 12, {"In the refrigerator, and for no longer than", "three weeks after opening"});
  page.Text(72, 148, 10, "Status", "F2").Text(200, 148, 10, "Not approved by the FDA for any disease");
  const Document document = ParsedPdf(page);
  EXPECT_THAT(PdfTextsOf(document), ElementsAre("Dose", "Five millilitres once a day, in the morning", "Storage",
                                                "In the refrigerator, and for no longer than three weeks after opening",
                                                "Status", "Not approved by the FDA for any disease"));
  EXPECT_EQ(PdfBlockWith(document, "Not approved").kind, BlockKind::kTableCell);
  EXPECT_EQ(PdfBlockWith(document, "Not approved").row, PdfBlockWith(document, "Status").row);
}

TEST(DefinitionList, KnowsPlainTermsByTheWholeSentencesBesideThem) {
  PdfPageText page;
  page.Text(72, 100, 10, "FDA approval")
      .Lines(200, 100, 10, 12, {"A drug may be sold after the agency has", "reviewed its safety and effect."});
  page.Text(72, 130, 10, "Clearance")
      .Lines(200, 130, 10, 12, {"A device may be sold that is like one", "on the market."});
  page.Text(72, 160, 10, "Registration").Text(200, 160, 10, "A firm has told the agency that it exists.");
  EXPECT_THAT(PdfTextsOf(ParsedPdf(page)),
              ElementsAre("FDA approval", "A drug may be sold after the agency has reviewed its safety and effect.",
                          "Clearance", "A device may be sold that is like one on the market.", "Registration",
                          "A firm has told the agency that it exists."));
}

TEST(DefinitionList, IsNotMadeOfAnAddressBesideProse) {
  PdfPageText page;
  page.Lines(72, 100, 10, 12, {"Harbor Clinic", "Main Street", "Cedar Hollow"});
  page.Lines(200, 100, 10, 12,
             {"Our clinic has treated many patients who came", "to us from all over the country and who were",
              "pleased with what we could do for them."});
  EXPECT_THAT(PdfTextsOf(ParsedPdf(page)).back(),
              testing::HasSubstr("came to us from all over the country and who were pleased"));
}

TEST(DefinitionList, IsNotMadeOfTwoColumnsOfProse) {
  PdfPageText page;
  page.Lines(72, 100, 10, 12,
             {"Stem cells are found in many tissues of", "the body and can become cells of other",
              "kinds. They are studied in trials."});
  page.Lines(320, 100, 10, 12,
             {"No product of them is approved for", "orthopaedic use. Ask your physician", "before you decide."});
  EXPECT_THAT(ParsedPdf(page).text, testing::HasSubstr("become cells of other kinds. They are studied in trials."));
}

}  // namespace
}  // namespace audit
