#include "parsers/pdf/pdf_mark_up.h"

#include <gmock/gmock.h>

#include <cmath>
#include <string>
#include <vector>

#include "parsers/pdf/page_renderer.h"
#include "parsers/pdf/poppler_reader.h"
#include "tests/parsers/pdf/pdf_checks.h"

namespace audit {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kClaim = "Our therapy is FDA approved.";

Mark MarkOn(const SourceLocation& where, std::string quote) {
  return {where, std::move(quote), "High: a rule (us/rule)", "What is wrong.\nWhy (so).", {0xFF, 0xC7, 0x85}};
}

Mark MarkOnPage(int page, std::string quote) {
  SourceLocation where;
  where.page = page;
  return MarkOn(where, std::move(quote));
}

MarkedCopy MarkedPdf(const std::string& bytes, const std::vector<Mark>& marks) {
  MarkUpResult result = MarkUpPdf(bytes, marks, {});
  if (const auto* failure = std::get_if<NotMarked>(&result)) {
    ADD_FAILURE() << failure->reason;
    return {};
  }
  return std::get<MarkedCopy>(std::move(result));
}

std::string ReasonOf(const std::string& bytes) {
  const MarkUpResult result = MarkUpPdf(bytes, {MarkOnPage(1, kClaim)}, {});
  const auto* failure = std::get_if<NotMarked>(&result);
  return failure == nullptr ? "" : failure->reason;
}

PdfPageText Page() {
  return PdfPageText()
      .Text(72, 100, 11, "Welcome to the clinic.")
      .Text(72, 300, 11, kClaim)
      .Text(72, 320, 11, "Ask your doctor.");
}

/// Words of the page as they are shown; comments are no words of it.
std::vector<Box> WordBoxes(const std::string& bytes, const std::vector<std::string>& words) {
  auto opened = PdfReader::Open(bytes);
  const auto page = std::get<std::unique_ptr<PdfReader>>(opened)->ReadPage(1, 1u << 20);
  std::vector<Box> boxes;
  for (const PdfLine& line : page->lines)
    for (const PdfWord& word : line.words)
      if (std::find(words.begin(), words.end(), word.text) != words.end()) boxes.push_back(word.box);
  return boxes;
}

/// Draws both files and says where they differ: the box around all changed dots, in points, and their number.
struct Change {
  Box box = {1e9, 1e9, -1, -1};
  int dots = 0;
};

Change ChangeBetween(const std::string& before, const std::string& after, double dpi = 144) {
  const auto one = PageRenderer(before).Render(1, dpi);
  const auto other = PageRenderer(after).Render(1, dpi);
  Change change;
  if (!one || !other || one->gray.size() != other->gray.size()) {
    ADD_FAILURE() << "not drawn alike";
    return change;
  }
  const double points = 72 / one->dots_per_inch;
  for (std::size_t i = 0; i < one->gray.size(); ++i) {
    if (one->gray[i] == other->gray[i]) continue;
    ++change.dots;
    const auto width = static_cast<std::size_t>(one->width);
    const double x = static_cast<double>(i % width) * points;
    const double y = static_cast<double>(i / width) * points;
    change.box = {std::min(change.box.left, x), std::min(change.box.top, y), std::max(change.box.right, x),
                  std::max(change.box.bottom, y)};
  }
  return change;
}

void ExpectHighlightOnTheClaim(const std::string& bytes) {
  const MarkedCopy copy = MarkedPdf(bytes, {MarkOnPage(1, kClaim)});
  ASSERT_EQ(copy.marks.size(), 1u);
  EXPECT_EQ(copy.marks[0].placing, MarkPlacing::kAtWords) << copy.marks[0].note;
  const std::vector<Box> words = WordBoxes(bytes, {"Our", "therapy", "is", "FDA", "approved."});
  ASSERT_EQ(words.size(), 5u);
  Box hull = words.front();
  for (const Box& box : words)
    hull = Union(hull, box);
  const Change change = ChangeBetween(bytes, copy.bytes);
  EXPECT_NEAR(change.box.left, hull.left, 2);
  EXPECT_NEAR(change.box.top, hull.top, 2);
  EXPECT_NEAR(change.box.right, hull.right, 2);
  EXPECT_NEAR(change.box.bottom, hull.bottom, 2);
  // Most of the words' box took the colour, not just its edge.
  const double area = (hull.right - hull.left) * (hull.bottom - hull.top) * (144 / 72.0) * (144 / 72.0);
  EXPECT_GT(change.dots, 0.6 * area);
}

TEST(PdfMarkUp, HighlightsLieOnTheWords) { ExpectHighlightOnTheClaim(PdfOf({Page()})); }

TEST(PdfMarkUp, HighlightsLieOnTheWordsOfATurnedAndCroppedPage) {
  ExpectHighlightOnTheClaim(PdfOf({Page().Entry("/CropBox [50 200 500 750]")}));
  ExpectHighlightOnTheClaim(PdfOf({Page().Entry("/Rotate 90")}));
  ExpectHighlightOnTheClaim(PdfOf({Page().Entry("/Rotate 270 /CropBox [50 200 500 750]")}));
}

TEST(PdfMarkUp, KeepsTheOriginalBytesAndTheText) {
  const std::string bytes = PdfOf({Page()});
  const MarkedCopy copy = MarkedPdf(bytes, {MarkOnPage(1, kClaim)});
  EXPECT_THAT(copy.bytes, StartsWith(bytes));
  const Document document = ParsedPdf(copy.bytes);
  EXPECT_THAT(document.text, HasSubstr("Welcome to the clinic.\nOur therapy is FDA approved. Ask your doctor."));
  const Block comment = PdfBlockWith(document, "What is wrong.");
  EXPECT_EQ(comment.kind, BlockKind::kComment);
  EXPECT_THAT(PdfTextOf(document, comment), HasSubstr("High: a rule (us/rule) What is wrong. Why (so)."));
  EXPECT_EQ(CountPdfAnomalies(document, "damaged-pdf"), 0);
}

TEST(PdfMarkUp, GivesTheSameBytesAgain) {
  const std::string bytes = PdfOf({Page()}, "", "/ID [<00> <00>]");
  const std::vector<Mark> marks = {MarkOnPage(1, kClaim)};
  EXPECT_EQ(MarkedPdf(bytes, marks).bytes, MarkedPdf(bytes, marks).bytes);
  EXPECT_THAT(MarkedPdf(bytes, marks).bytes.substr(bytes.size()), HasSubstr("/ID [<00><"));
}

TEST(PdfMarkUp, KeepsAnnotationsThatAreThere) {
  const std::string bytes = PdfOf({Page().Entry(
      "/Annots [<< /Type /Annot /Subtype /Text /Rect [300 300 320 320] /Contents (Earlier) /Odd#20Name (a\\)b) >>]")});
  const Document document = ParsedPdf(MarkedPdf(bytes, {MarkOnPage(1, kClaim)}).bytes);
  PdfBlockWith(document, "Earlier");
  PdfBlockWith(document, "What is wrong.");
}

TEST(PdfMarkUp, JoinsCommentsOnTheSameWords) {
  const std::string bytes = PdfOf({Page()});
  Mark second = MarkOnPage(1, kClaim);
  second.heading = "Low: another rule";
  const MarkedCopy copy = MarkedPdf(bytes, {MarkOnPage(1, kClaim), second});
  const std::string update = copy.bytes.substr(bytes.size());
  const auto first = update.find("/Subtype /Highlight");
  EXPECT_NE(first, std::string::npos);
  EXPECT_EQ(update.find("/Subtype /Highlight", first + 1), std::string::npos);
  EXPECT_THAT(update, AllOf(HasSubstr("High: a rule"), HasSubstr("Low: another rule")));
}

TEST(PdfMarkUp, PutsANoteWhereThereAreNoWordsToMark) {
  const std::string bytes = PdfOf({Page()});
  SourceLocation beside;
  beside.page = 1;
  beside.box = Box{72, 290, 200, 303};
  const MarkedCopy copy = MarkedPdf(
      bytes, {MarkOn(beside, ""), MarkOn({}, ""), MarkOn(beside, "Words that OCR read"), MarkOnPage(1, "Not there")});
  for (const MarkOutcome& mark : copy.marks) {
    EXPECT_EQ(mark.placing, MarkPlacing::kNearby);
    EXPECT_NE(mark.note, "");
  }
  EXPECT_THAT(copy.marks[1].note, HasSubstr("document as a whole"));
  EXPECT_THAT(copy.marks[2].note, HasSubstr("their lines are marked"));
  EXPECT_THAT(copy.marks[3].note, HasSubstr("not on the page"));
  EXPECT_THAT(copy.bytes.substr(bytes.size()), HasSubstr("/Subtype /Text"));
}

TEST(PdfMarkUp, WritesCommentsInAnyScript) {
  Mark mark = MarkOnPage(1, kClaim);
  mark.comment = "核准 (\\) 𝒳";
  const Document document = ParsedPdf(MarkedPdf(PdfOf({Page()}), {mark}).bytes);
  PdfBlockWith(document, "核准 (\\) 𝒳");
}

TEST(PdfMarkUp, SaysThatAPageIsNotThere) {
  const MarkedCopy copy = MarkedPdf(PdfOf({Page()}), {MarkOnPage(1, kClaim), MarkOnPage(9, kClaim)});
  EXPECT_EQ(copy.marks[0].placing, MarkPlacing::kAtWords);
  EXPECT_EQ(copy.marks[1].placing, MarkPlacing::kNowhere);
  EXPECT_THAT(copy.marks[1].note, HasSubstr("page 9"));
}

TEST(PdfMarkUp, GivesAFileWhoseTableIsBrokenANewOne) {
  std::string broken = PdfOf({Page()});
  const auto at = broken.rfind("startxref\n") + 10;
  broken.replace(at, broken.find('\n', at) - at, "7");
  const MarkedCopy copy = MarkedPdf(broken, {MarkOnPage(1, kClaim)});
  EXPECT_EQ(copy.marks.at(0).placing, MarkPlacing::kAtWords);
  const Document document = ParsedPdf(copy.bytes);
  EXPECT_EQ(CountPdfAnomalies(document, "damaged-pdf"), 0) << "the copy has a table that holds";
  PdfBlockWith(document, "Ask your doctor.");
  PdfBlockWith(document, "What is wrong.");
}

TEST(PdfMarkUp, CountsOffsetsFromTheHeader) {
  const std::string bytes = "junk before\n" + PdfOf({Page()});
  const MarkedCopy copy = MarkedPdf(bytes, {MarkOnPage(1, kClaim)});
  EXPECT_EQ(CountPdfAnomalies(ParsedPdf(copy.bytes), "damaged-pdf"), 0);
  PdfBlockWith(ParsedPdf(copy.bytes), "What is wrong.");
}

TEST(PdfMarkUp, SaysWhatBecomesOfASignature) {
  std::string bytes = PdfOf({Page()});
  EXPECT_EQ(MarkedPdf(bytes, {MarkOnPage(1, kClaim)}).note, "");
  const std::string catalog = "/Type /Catalog /Pages 2 0 R";
  bytes.replace(bytes.find(catalog), catalog.size(), catalog + " /AcroForm << /SigFlags 3 /Fields [] >>");
  EXPECT_THAT(MarkedPdf(bytes, {MarkOnPage(1, kClaim)}).note, HasSubstr("signed"));
}

TEST(PdfMarkUp, RefusesWhatItCannotOpen) {
  const std::string key(64, 'A');
  EXPECT_THAT(
      ReasonOf(PdfOf(
          {Page()}, "",
          fmt::format("/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{}> /U <{}> /P -4 >>", key, key))),
      HasSubstr("cannot be opened"));
  EXPECT_THAT(ReasonOf("%PDF-1.7\nno document"), HasSubstr("cannot be opened"));
}

TEST(PdfMarkUp, EveryPrefixAndEveryFlippedByteGivesACopyOrAReason) {
  const std::string whole = PdfOf({Page().Entry("/Annots [<< /Subtype /Text /Contents (Earlier) >>]")});
  for (std::size_t at = 0; at < whole.size(); at += 29) {
    for (const bool cut : {false, true}) {
      std::string bytes = cut ? whole.substr(0, at) : whole;
      if (!cut) bytes[at] = static_cast<char>(bytes[at] ^ 0x15);
      const MarkUpResult result = MarkUpDocument("pdf", bytes, {MarkOnPage(1, kClaim)}, {});
      if (const auto* failure = std::get_if<NotMarked>(&result))
        EXPECT_NE(failure->reason, "");
      else
        EXPECT_EQ(std::get<MarkedCopy>(result).marks.size(), 1u);
    }
  }
}

}  // namespace
}  // namespace audit
