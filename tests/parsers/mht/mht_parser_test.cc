#include <gmock/gmock.h>

#include "parsers/mht/mht_parser.h"
#include "parsers/mht/mime_parts.h"
#include "tests/parsers/block_lookup.h"

namespace audit {
namespace {

constexpr std::string_view kHead =
    "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: "
    "multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"B1\"\r\n\r\n";

std::string Archive(const std::string& parts) { return std::string(kHead) + parts + "--B1--\r\n"; }

std::string Part(const std::string& headers, const std::string& body) {
  return "--B1\r\n" + headers + "\r\n\r\n" + body + "\r\n";
}

std::string TextOf(const std::string& archive) {
  ParseResult result = ParseMht(archive, {});
  if (const auto* failure = std::get_if<ParseFailure>(&result)) return failure->message;
  return std::get<Document>(result).text;
}

TEST(MhtParser, UndoesTransferEncodings) {
  EXPECT_EQ(TextOf(Archive(Part("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable",
                                "<p>FDA=E2=80=91approved thera=\r\npy</p>"))),
            "FDA‑approved therapy");
  EXPECT_EQ(TextOf(Archive(Part("Content-Type: text/html\r\nContent-Transfer-Encoding: base64",
                                "PHA+SW4gYSBmcmFt\r\nZTogcmVzdWx0cyBtYXkgdmFyeS48L3A+"))),
            "In a frame: results may vary.");
}

TEST(MhtParser, ReadsFramesBehindThePage) {
  const std::string archive =
      Archive(Part("Content-Type: text/html", "<p>The page</p>") + Part("Content-Type: image/png", "PNG") +
              Part("Content-Type: text/html", "<p>The frame</p>"));
  EXPECT_EQ(TextOf(archive), "The page\nThe frame");
  ParseResult result = ParseMht(archive, {});
  EXPECT_EQ(std::get<Document>(result).blocks.back().where.part, "frame");
  EXPECT_TRUE(std::get<Document>(result).coverage.IsComplete());
}

TEST(MhtParser, BelievesTheCharsetOfThePart) {
  EXPECT_EQ(TextOf(Archive(Part("Content-Type: text/html; charset=\"big5\"", "<p>\xA5\xBB\xB2\xA3\xAB\x7E</p>"))),
            "本產品");
}

TEST(MhtParser, ReadsPartsWithinParts) {
  EXPECT_EQ(TextOf(Archive(Part("Content-Type: multipart/alternative; boundary=B2",
                                "--B2\r\nContent-Type: text/html\r\n\r\n<p>Within</p>\r\n--B2--"))),
            "Within");
}

TEST(MhtParser, SaysWhenThereIsNoPage) {
  const ParseResult result = ParseMht(Archive(Part("Content-Type: image/png", "PNG")), {});
  EXPECT_EQ(std::get<ParseFailure>(result).kind, ParseFailureKind::kUnsupported);
}

TEST(MhtParser, IsRecognizedByItsHeaderAlone) {
  EXPECT_TRUE(RecognizesMht(Archive(""), ""));
  EXPECT_FALSE(RecognizesMht("<html>MIME-Version: 1.0\nContent-Type: multipart/related\n\n</html>", "a.mht"));
  EXPECT_FALSE(RecognizesMht("Subject: a letter\nMIME-Version: 1.0\nContent-Type: text/plain\n\nwords", "a.mht"));
}

TEST(MhtParser, EndsOnCutAndOddBoundaries) {
  EXPECT_EQ(MimeParts(std::string(kHead) + "--B1", 10).size(), 1u);
  EXPECT_EQ(MimeParts("Content-Type: multipart/related\n\nwords", 10).size(), 0u);
  std::string many = std::string(kHead);
  for (int i = 0; i < 100; ++i)
    many += "--B1\r\n\r\n\r\n";
  EXPECT_EQ(MimeParts(many, 10).size(), 10u);
}

}  // namespace
}  // namespace audit
