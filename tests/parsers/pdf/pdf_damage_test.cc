#include <string>

#include "tests/parsers/pdf/pdf_checks.h"
#include "tests/support/document_checks.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

ParseFailure FailureOf(const std::string& bytes) {
  const ParseResult result = ParsePdf(bytes, {});
  const auto* failure = std::get_if<ParseFailure>(&result);
  if (failure == nullptr) {
    ADD_FAILURE() << "read: " << std::get<Document>(result).text;
    return {};
  }
  return *failure;
}

std::string ThreePages() {
  std::vector<PdfPageText> pages(3);
  for (int i = 0; i < 3; ++i)
    pages[i].Text(72, 100, 11, fmt::format("Words of page {}", i + 1));
  return PdfOf(pages);
}

TEST(PdfParser, ReportsLockedFileAsFailure) {
  // The hashes belong to no password that anybody knows.
  const std::string key(64, 'A');
  const std::string bytes =
      PdfOf({PdfPageText().Text(72, 100, 11, "Secret")}, "",
            fmt::format("/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{}> /U <{}> /P -4 >>", key, key));
  const ParseFailure failure = FailureOf(bytes);
  EXPECT_EQ(failure.kind, ParseFailureKind::kEncrypted);
  EXPECT_THAT(failure.message, HasSubstr("password"));
}

TEST(PdfParser, ReportsGarbageBehindTheSignatureAsDamaged) {
  const ParseFailure failure = FailureOf("%PDF-1.7\nthis is not a document at all\n");
  EXPECT_EQ(failure.kind, ParseFailureKind::kDamaged);
  EXPECT_THAT(failure.message, HasSubstr("damaged"));
}

TEST(PdfParser, ReadsATruncatedFileAndSaysSo) {
  const std::string whole = ThreePages();
  const Document document = ParsedPdf(whole.substr(0, whole.find("xref\n")));
  EXPECT_THAT(document.text, HasSubstr("Words of page 1"));
  EXPECT_GE(CountPdfAnomalies(document, "damaged-pdf"), 1);
}

TEST(PdfParser, EveryPrefixAndEveryFlippedByteGivesADocumentOrAReason) {
  const std::string whole = ThreePages();
  for (std::size_t at = 0; at < whole.size(); at += 37) {
    EXPECT_EQ(BrokenPromise(ParsePdf(whole.substr(0, at), {})), "") << "cut at " << at;
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x15);
    EXPECT_EQ(BrokenPromise(ParsePdf(flipped, {})), "") << "flipped at " << at;
  }
}

TEST(PdfParser, AMissingPageIsDamageAndNotRead) {
  std::string bytes = ThreePages();
  bytes.replace(bytes.find("11 0 R 13 0 R"), 6, "99 0 R");  // the second page points nowhere
  const ParseResult result = ParsePdf(bytes, {});
  if (const auto* document = std::get_if<Document>(&result)) {
    EXPECT_FALSE(document->coverage.IsComplete());
    EXPECT_GE(CountPdfAnomalies(*document, "damaged-pdf"), 1);
  } else {
    EXPECT_EQ(std::get<ParseFailure>(result).kind, ParseFailureKind::kDamaged);
  }
}

TEST(PdfParser, CountsWhatWasRead) {
  const Document document = ParsedPdf(ThreePages());
  EXPECT_EQ(document.coverage.pages_total, 3);
  EXPECT_EQ(document.coverage.pages_read, 3);
  EXPECT_TRUE(document.coverage.IsComplete());
}

TEST(PdfParser, AnEmptyPageIsReadAndHasNoText) {
  const Document document = ParsedPdf(PdfOf({PdfPageText()}));
  EXPECT_EQ(document.text, "");
  EXPECT_THAT(document.blocks, SizeIs(0));
  EXPECT_TRUE(document.coverage.IsComplete());
}

TEST(PdfParser, APageOfPicturesIsNotRead) {
  const Document document = ParsedPdf(PdfOf({PdfPageText().Text(72, 100, 11, "Words of an ordinary page here"),
                                             PdfPageText().Picture(20, 20, 590, 770).Text(72, 785, 8, "p. 2")}));
  EXPECT_EQ(document.coverage.pages_total, 2);
  EXPECT_EQ(document.coverage.pages_read, 1);
  EXPECT_EQ(document.coverage.pages_without_text, 1);
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(PdfParser, StopsAtThePageLimitAndSaysSo) {
  ParseLimits limits;
  limits.max_pages = 2;
  const Document document = ParsedPdf(ThreePages(), limits);
  EXPECT_EQ(document.coverage.pages_total, 3);
  EXPECT_EQ(document.coverage.pages_read, 2);
  ASSERT_THAT(document.coverage.limits_hit, SizeIs(1));
  EXPECT_THAT(document.coverage.limits_hit[0], HasSubstr("2 of 3"));
  EXPECT_EQ(document.text.find("page 3"), std::string::npos);
}

TEST(PdfParser, StopsAtTheTextLimitAndSaysSo) {
  ParseLimits limits;
  limits.max_text_bytes = 20;
  const Document document = ParsedPdf(ThreePages(), limits);
  EXPECT_LE(document.text.size(), 20u);
  EXPECT_THAT(document.coverage.limits_hit, SizeIs(1));
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(PdfParser, WritesNothingToStandardError) {
  testing::internal::CaptureStderr();
  const std::string whole = ThreePages();
  (void)ParsePdf(whole.substr(0, whole.size() / 2), {});
  (void)ParsePdf("%PDF-1.7\nrubbish", {});
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace audit
