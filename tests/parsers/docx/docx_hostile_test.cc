#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "tests/parsers/block_lookup.h"
#include "tests/parsers/docx/docx_of.h"
#include "tests/support/document_checks.h"

namespace audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Repeat(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i)
    all += text;
  return all;
}

/// A document whose main part is exactly this.
std::string DocxWithMain(std::string_view main_part) {
  std::vector<ZipEntry> parts = DocxParts("");
  parts[1].content = main_part;
  return ZipOf(parts);
}

std::string WideName(std::string_view name) {
  std::string wide;
  for (char c : name)
    wide += std::string(1, c) + '\0';
  return wide + std::string(2, '\0');
}

TEST(DocxHostile, NamesWhatAnOleContainerHolds) {
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
  EXPECT_TRUE(RecognizesDocx(ole, ""));
  EXPECT_EQ(FailureOf(ole + WideName("EncryptedPackage")).kind, ParseFailureKind::kEncrypted);
  const ParseFailure old = FailureOf(ole + WideName("WordDocument"));
  EXPECT_EQ(old.kind, ParseFailureKind::kUnsupported);
  EXPECT_THAT(old.message, HasSubstr(".doc"));
  EXPECT_THAT(FailureOf(ole + WideName("Workbook")).message, HasSubstr(".xls"));
  EXPECT_EQ(FailureOf(ole).kind, ParseFailureKind::kUnsupported);
}

TEST(DocxHostile, NamesWhatAnotherZipIs) {
  const ZipEntry types = {"[Content_Types].xml", "<Types/>"};
  auto message = [](const std::vector<ZipEntry>& entries) {
    const ParseFailure failure = FailureOf(ZipOf(entries));
    EXPECT_EQ(failure.kind, ParseFailureKind::kUnsupported);
    return failure.message;
  };
  EXPECT_THAT(message({types,
                       {"_rels/.rels", RelationshipsPart({{"officeDocument", "xl/workbook.xml"}})},
                       {"xl/workbook.xml", ""}}),
              HasSubstr(".xlsx"));
  EXPECT_THAT(message({types, {"ppt/presentation.xml", ""}}), HasSubstr(".pptx"));
  EXPECT_THAT(message({{"mimetype", "application/vnd.oasis.opendocument.text"}}), HasSubstr(".odt"));
  EXPECT_THAT(message({{"a.txt", "words"}}), HasSubstr("ZIP archive"));
  EXPECT_THAT(message({}), HasSubstr("empty ZIP archive"));
  EXPECT_TRUE(RecognizesDocx(ZipOf({{"a.txt", ""}}), "a.zip"));
  EXPECT_FALSE(RecognizesDocx("plain words", "a.docx"));
}

TEST(DocxHostile, SalvagesAZipWithoutItsDirectory) {
  const std::string whole =
      DocxOf(Paragraph("Still here."), {{"footer", "f.xml", WordPart("ftr", Paragraph("Foot."))}});
  const std::string cut = whole.substr(0, whole.find("PK\1\2"));
  const ParseResult result = ParseDocx(cut, {});
  ASSERT_TRUE(std::holds_alternative<Document>(result)) << std::get<ParseFailure>(result).message;
  const Document& document = std::get<Document>(result);
  EXPECT_THAT(Texts(document), ElementsAre("Still here.", "Foot."));
  EXPECT_TRUE(HasAnomaly(document, "damaged-zip"));
}

TEST(DocxHostile, CallsASalvagedDocumentWithoutAllItsPartsIncomplete) {
  const std::string whole =
      DocxOf(Paragraph("Still here."), {{"footer", "f.xml", WordPart("ftr", Paragraph("Foot."))}});
  const std::string relationships = "word/_rels/document.xml.rels";
  std::string moved = whole.substr(0, whole.find("PK\1\2"));
  const std::size_t footer = moved.find("Foot.");
  moved[footer] = 'B';  // its checksum holds no longer
  const Document document = std::get<Document>(ParseDocx(moved, {}));
  EXPECT_THAT(Texts(document), ElementsAre("Still here."));
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(DocxHostile, SaysWhenAPartFailsItsChecksum) {
  std::string whole = DocxOf(Paragraph("Altered."));
  whole[whole.find("Altered.")] = 'B';
  const Document document = std::get<Document>(ParseDocx(whole, {}));
  EXPECT_THAT(Texts(document), ElementsAre("Bltered."));
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(DocxHostile, ReportsEveryTruncationOrReadsIt) {
  const std::string whole = DocxOf(Paragraph("Words."), {{"header", "h.xml", WordPart("hdr", Paragraph("Head."))}});
  for (std::size_t size = 1; size < whole.size(); size += 7) {
    const std::string cut = whole.substr(0, size);
    EXPECT_EQ(BrokenPromise(ParseDocx(cut, {})), "") << size;
    const ParseResult result = ParseDocx(cut, {});
    const auto* document = std::get_if<Document>(&result);
    if (document == nullptr) continue;
    EXPECT_TRUE(HasAnomaly(*document, "damaged-zip")) << size;
  }
}

TEST(DocxHostile, StopsAtADocumentTypeDeclaration) {
  std::string laughs = "<!DOCTYPE w:document [<!ENTITY l0 'ha'>";
  for (int i = 1; i < 20; ++i) {
    laughs += "<!ENTITY l" + std::to_string(i) + " '" + Repeat("&l" + std::to_string(i - 1) + ";", 10) + "'>";
  }
  laughs += "]>" + BodyPart(Paragraph("&l19;")).substr(38);
  const ParseFailure failure = FailureOf(DocxWithMain(laughs));
  EXPECT_EQ(failure.kind, ParseFailureKind::kDamaged);
  EXPECT_THAT(failure.message, HasSubstr("document type"));
}

TEST(DocxHostile, OpensNoExternalEntity) {
  const std::string main =
      "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>" + BodyPart(Paragraph("&e;")).substr(38);
  EXPECT_EQ(FailureOf(DocxWithMain(main)).kind, ParseFailureKind::kDamaged);
  const Document undeclared = ReadDocxOf(Paragraph("a&e;b"));
  EXPECT_THAT(Texts(undeclared), ElementsAre("ab"));
  EXPECT_FALSE(undeclared.coverage.IsComplete());
}

TEST(DocxHostile, KeepsTextBeforeAndAfterDamageInXml) {
  const Document document =
      ReadDocxOf(Paragraph("before") + "<w:p><w:r><w:t>bad \x01\xFF byte</w:t></w:r></w:p>" + Paragraph("after"));
  EXPECT_EQ(document.blocks.front().text.end, 6u);
  EXPECT_TRUE(document.text.ends_with("after"));
  EXPECT_FALSE(document.coverage.IsComplete());
  EXPECT_EQ(BrokenPromise(ParseResult(document)), "");
}

TEST(DocxHostile, KeepsTextOfXmlThatBreaksOff) {
  const std::string main = BodyPart(Paragraph("whole") + Paragraph("half a senten"));
  const ParseResult result = ParseDocx(DocxWithMain(main.substr(0, main.find("senten") + 6)), {});
  const Document& document = std::get<Document>(result);
  EXPECT_THAT(Texts(document), ElementsAre("whole", "half a senten"));
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(DocxHostile, StopsAtTheLimitOfNesting) {
  const Document document = ReadDocxOf(Paragraph("top") + Repeat("<w:sdt><w:sdtContent>", 100'000) + Paragraph("deep"));
  EXPECT_THAT(Texts(document), ElementsAre("top"));
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(DocxHostile, SurvivesTextBoxesInTextBoxes) {
  const Document document = ReadDocxOf(Repeat("<w:p><w:r><w:t>x</w:t><w:txbxContent>", 100) + "<w:p/>" +
                                       Repeat("</w:txbxContent></w:r></w:p>", 100));
  EXPECT_EQ(document.blocks.size(), 100u);
}

TEST(DocxHostile, CountsInflatedBytesNotDeclaredOnes) {
  ParseLimits limits;
  limits.max_part_bytes = 10'000;
  const std::string zip = DocxOf(Paragraph("start") + Repeat(Paragraph("more words"), 2000));
  const Document document = std::get<Document>(ParseDocx(zip, limits));
  EXPECT_TRUE(document.text.starts_with("start")) << "what came before the limit is kept";
  EXPECT_FALSE(document.coverage.IsComplete());
  limits.max_part_bytes = 1000;
  limits.max_container_bytes = 400;
  EXPECT_EQ(FailureOf(zip, limits).kind, ParseFailureKind::kLimit);
}

TEST(DocxHostile, DoesNotBelieveAZipBombAboutItsSize) {
  ParseLimits limits;
  limits.max_part_bytes = 100'000;
  std::vector<ZipEntry> parts = DocxParts("");
  const std::string bomb = BodyPart(Paragraph("start") + Repeat(Paragraph("boom"), 50'000));
  parts[1] = {"word/document.xml", DeflateOf(bomb), 8, Crc32(bomb), 20};
  const ParseResult result = ParseDocx(ZipOf(parts), limits);
  if (const auto* document = std::get_if<Document>(&result)) {
    EXPECT_LT(document->text.size(), 100'000u);
    EXPECT_FALSE(document->coverage.IsComplete());
  }
  EXPECT_EQ(BrokenPromise(result), "");
}

TEST(DocxHostile, BoundsTheNumberOfEntries) {
  std::vector<ZipEntry> entries(60'000, ZipEntry{"x", ""});
  for (std::size_t i = 0; i < entries.size(); ++i)
    entries[i].name = "e" + std::to_string(i);
  const std::string zip = ZipOf(entries);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(FailureOf(zip).kind, ParseFailureKind::kLimit);
  const std::string headers_only = zip.substr(0, zip.find("PK\1\2"));
  EXPECT_EQ(FailureOf(headers_only).kind, ParseFailureKind::kLimit);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(DocxHostile, NeverLeavesThePackage) {
  std::vector<ZipEntry> parts = DocxParts(Paragraph("Body."), {{"header", "../../../../etc/passwd", "x"}});
  parts.push_back({"etc/passwd", WordPart("hdr", Paragraph("In the zip."))});
  EXPECT_THAT(Texts(std::get<Document>(ParseDocx(ZipOf(parts), {}))), ElementsAre("Body.", "In the zip."));
}

TEST(DocxHostile, ReadsNamesInAnyCaseAndWithBackslashes) {
  std::vector<ZipEntry> parts = DocxParts(Paragraph("Body."));
  parts[0].name = "_RELS\\.rels";
  parts[1].name = "/Word\\Document.xml";
  EXPECT_THAT(Texts(std::get<Document>(ParseDocx(ZipOf(parts), {}))), ElementsAre("Body."));
}

TEST(DocxHostile, FlagsEntriesOfTheSameName) {
  std::vector<ZipEntry> parts = DocxParts(Paragraph("First."));
  parts.push_back({"word/document.xml", BodyPart(Paragraph("Second."))});
  const Document document = std::get<Document>(ParseDocx(ZipOf(parts), {}));
  EXPECT_THAT(Texts(document), ElementsAre("First."));
  EXPECT_TRUE(HasAnomaly(document, "damaged-zip"));
}

TEST(DocxHostile, EndsDocumentsThatEmbedThemselves) {
  std::string inner = DocxOf(Paragraph("core"));
  for (int i = 0; i < 6; ++i)
    inner = DocxOf(Paragraph("level " + std::to_string(i)) + "<w:altChunk r:id='r1'/>", {{"aFChunk", "a.docx", inner}});
  const Document document = std::get<Document>(ParseDocx(inner, {}));
  EXPECT_THAT(Texts(document), ElementsAre("level 5", "level 4", "level 3"));
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(DocxHostile, CutsTextAtItsLimit) {
  ParseLimits limits;
  limits.max_text_bytes = 100;
  const Document document = std::get<Document>(ParseDocx(DocxOf(Repeat(Paragraph("ten bytes."), 1000)), limits));
  EXPECT_LE(document.text.size(), 100u);
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(DocxHostile, ReportsAPasswordOnTheZip) {
  std::string zip = DocxOf(Paragraph("Body."));
  // Sets "encrypted" in every local header and directory entry.
  for (std::size_t at = zip.find("PK\3\4"); at != std::string::npos; at = zip.find("PK\3\4", at + 4))
    zip[at + 6] = 1;
  for (std::size_t at = zip.find("PK\1\2"); at != std::string::npos; at = zip.find("PK\1\2", at + 4))
    zip[at + 8] = 1;
  EXPECT_EQ(FailureOf(zip).kind, ParseFailureKind::kEncrypted);
}

}  // namespace
}  // namespace audit
