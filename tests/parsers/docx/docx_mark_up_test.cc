#include "parsers/docx/docx_mark_up.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "parsers/docx/package.h"
#include "tests/parsers/docx/docx_of.h"

namespace audit {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kTypes =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>)";

std::string WholeDocx(std::string_view body, const std::vector<FurtherPart>& further = {}) {
  std::vector<ZipEntry> parts = DocxParts(body, further);
  parts.push_back({"[Content_Types].xml", std::string(kTypes)});
  return ZipOf(parts);
}

Mark MarkAt(int paragraph, std::string quote, std::string part = "") {
  SourceLocation where;
  where.paragraph = paragraph;
  where.part = std::move(part);
  return {where, std::move(quote), "High: a rule (us/rule)", "What is wrong.\nWhy <so>.", {0xFF, 0xC7, 0x85}};
}

MarkedCopy MarkedDocx(const std::string& bytes, const std::vector<Mark>& marks) {
  MarkUpResult result = MarkUpDocx(bytes, marks, {});
  if (const auto* failure = std::get_if<NotMarked>(&result)) {
    ADD_FAILURE() << failure->reason;
    return {};
  }
  return std::get<MarkedCopy>(std::move(result));
}

std::string PartOf(const std::string& docx, std::string_view name) {
  DocxPackage package(docx, {});
  std::string content;
  EXPECT_EQ(package.ReadAll(name, content), PartState::kRead) << name;
  return content;
}

std::string MarkedBody(std::string_view body, const std::vector<Mark>& marks) {
  return PartOf(MarkedDocx(WholeDocx(body), marks).bytes, "word/document.xml");
}

constexpr std::string_view kStart0 = R"(<w:commentRangeStart w:id="0"/>)";
constexpr std::string_view kEnd0 = R"(<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>)";

std::string Plain(std::string_view text) {
  return fmt::format(R"(<w:r><w:t xml:space="preserve">{}</w:t></w:r>)", text);
}

TEST(DocxMarkUp, CutsARunAtTheWordsAndKeepsItsLook) {
  const std::string body = MarkedBody(
      R"(<w:p><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>It is FDA &amp; EMA approved today.</w:t></w:r></w:p>)",
      {MarkAt(1, "FDA & EMA approved")});
  EXPECT_THAT(body, HasSubstr(fmt::format(
                        R"(<w:p><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">It is </w:t></w:r>{})"
                        R"(<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">FDA &amp; EMA approved</w:t></w:r>{})"
                        R"(<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> today.</w:t></w:r></w:p>)",
                        kStart0, kEnd0)));
}

TEST(DocxMarkUp, LeavesRunsWholeWhereTheWordsAreRuns) {
  const std::string body =
      MarkedBody("<w:p>" + Plain("Before. ") + Plain("FDA ") + Plain("approved.") + Plain(" After.") + "</w:p>",
                 {MarkAt(1, "FDA approved.")});
  EXPECT_THAT(body, HasSubstr("<w:p>" + Plain("Before. ") + std::string(kStart0) + Plain("FDA ") + Plain("approved.") +
                              std::string(kEnd0) + Plain(" After.") + "</w:p>"));
}

TEST(DocxMarkUp, CutsARunWithMoreThanText) {
  const std::string body =
      MarkedBody(R"(<w:p><w:r><w:t>One</w:t><w:tab/><w:t>FDA approved</w:t><w:br/><w:t>last</w:t></w:r></w:p>)",
                 {MarkAt(1, "FDA approved")});
  const Document document = std::get<Document>(ParseDocx(
      MarkedDocx(
          WholeDocx(R"(<w:p><w:r><w:t>One</w:t><w:tab/><w:t>FDA approved</w:t><w:br/><w:t>last</w:t></w:r></w:p>)"),
          {MarkAt(1, "FDA approved")})
          .bytes,
      {}));
  EXPECT_EQ(document.text.substr(0, document.text.find('\n')), "One FDA approved last");
  EXPECT_THAT(body, HasSubstr(R"(<w:t xml:space="preserve">FDA approved</w:t></w:r><w:commentRangeEnd)"));
}

TEST(DocxMarkUp, TwoMarksShareARun) {
  const std::string body =
      MarkedBody("<w:p>" + Plain("Safe and FDA approved.") + "</w:p>", {MarkAt(1, "Safe and"), MarkAt(1, "and FDA")});
  EXPECT_THAT(body, HasSubstr(std::string(kStart0) + Plain("Safe ") + R"(<w:commentRangeStart w:id="1"/>)" +
                              Plain("and") + std::string(kEnd0) + Plain(" FDA") + R"(<w:commentRangeEnd w:id="1"/>)"));
}

TEST(DocxMarkUp, MakesTheCommentsPartAndItsEntries) {
  const std::string docx =
      MarkedDocx(WholeDocx("<w:p>" + Plain("FDA approved.") + "</w:p>"), {MarkAt(1, "FDA approved.")}).bytes;
  const std::string comments = PartOf(docx, "word/comments.xml");
  EXPECT_THAT(comments, AllOf(HasSubstr(R"(w:id="0" w:author="brochure-audit")"), HasSubstr("High: a rule (us/rule)"),
                              HasSubstr("Why &lt;so&gt;.")));
  EXPECT_THAT(PartOf(docx, "word/_rels/document.xml.rels"),
              AllOf(HasSubstr("relationships/comments\""), HasSubstr("Target=\"comments.xml\"")));
  EXPECT_THAT(PartOf(docx, "[Content_Types].xml"), HasSubstr("PartName=\"/word/comments.xml\""));
}

TEST(DocxMarkUp, AddsToCommentsThatAreThere) {
  const std::string earlier =
      WordPart("comments", R"(<w:comment w:id="7" w:author="Lee"><w:p>)" + Plain("Earlier") + "</w:p></w:comment>");
  const std::string docx =
      MarkedDocx(WholeDocx("<w:p>" + Plain("FDA approved.") + "</w:p>", {{"comments", "comments.xml", earlier}}),
                 {MarkAt(1, "FDA approved.")})
          .bytes;
  EXPECT_THAT(PartOf(docx, "word/comments.xml"),
              AllOf(HasSubstr("Earlier"), HasSubstr(R"(w:id="8" w:author="brochure-audit")")));
  EXPECT_THAT(PartOf(docx, "word/document.xml"), HasSubstr(R"(<w:commentReference w:id="8"/>)"));
  EXPECT_THAT(PartOf(docx, "word/_rels/document.xml.rels"), Not(HasSubstr("auditComments")));
}

TEST(DocxMarkUp, CountsParagraphsAsTheReaderDoes) {
  const std::string box = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx><w:txbxContent>" +
                          Paragraph("In the box") + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict>" +
                          Paragraph("In the box") + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" +
                          Plain("Around the box") + "</w:p>";
  const std::string bytes = WholeDocx(box + Paragraph("FDA approved.") + Paragraph("FDA approved."));
  const Document document = std::get<Document>(ParseDocx(bytes, {}));
  const int last = document.blocks.back().where.paragraph;
  const MarkedCopy copy = MarkedDocx(bytes, {MarkAt(last, "FDA approved."), MarkAt(2, "In the box")});
  EXPECT_EQ(copy.marks[0].placing, MarkPlacing::kAtWords);
  const std::string body = PartOf(copy.bytes, "word/document.xml");
  EXPECT_GT(body.find(R"(<w:commentRangeStart w:id="0"/>)"), body.find("FDA approved.")) << "the second of the two";
  EXPECT_EQ(copy.marks[1].placing, MarkPlacing::kNearby);
  EXPECT_THAT(copy.marks[1].note, HasSubstr("text boxes"));
  EXPECT_EQ(body.find(R"(<w:commentRangeStart w:id="1"/>)"), body.find("<w:p>") + 5) << "around the outer paragraph";
  EXPECT_THAT(PartOf(copy.bytes, "word/comments.xml"), HasSubstr("About: &quot;In the box&quot;"));
}

TEST(DocxMarkUp, AnchorsCommentsOnNotesWhereTheNoteIsCited) {
  const std::string notes =
      WordPart("footnotes", R"(<w:footnote w:id="3">)" + Paragraph("Results vary.") + "</w:footnote>");
  const MarkedCopy copy = MarkedDocx(
      WholeDocx(Paragraph("First.") + "<w:p>" + Plain("Cited") + R"(<w:r><w:footnoteReference w:id="3"/></w:r></w:p>)",
                {{"footnotes", "footnotes.xml", notes}}),
      {MarkAt(1, "Results vary.", "footnotes")});
  EXPECT_EQ(copy.marks[0].placing, MarkPlacing::kNearby);
  EXPECT_THAT(copy.marks[0].note, HasSubstr("where the note is cited"));
  EXPECT_THAT(PartOf(copy.bytes, "word/document.xml"), HasSubstr("<w:p>" + std::string(kStart0) + Plain("Cited")));
  EXPECT_EQ(PartOf(copy.bytes, "word/footnotes.xml"), notes);
}

TEST(DocxMarkUp, AnchorsCommentsOnHeadersAtTheFirstParagraph) {
  const MarkedCopy copy = MarkedDocx(
      WholeDocx(Paragraph("First."), {{"header", "header1.xml", WordPart("hdr", Paragraph("FDA approved"))}}),
      {MarkAt(1, "FDA approved", "header"), MarkAt(0, "")});
  for (const MarkOutcome& mark : copy.marks)
    EXPECT_EQ(mark.placing, MarkPlacing::kNearby);
  EXPECT_THAT(PartOf(copy.bytes, "word/comments.xml"),
              AllOf(HasSubstr("About: &quot;FDA approved&quot;"), HasSubstr("About the document as a whole.")));
}

TEST(DocxMarkUp, MarksDeletedWordsAndWordsAcrossDeletions) {
  const std::string body =
      MarkedBody("<w:p>" + Plain("FDA ") + R"(<w:del w:id="1"><w:r><w:delText>never</w:delText></w:r></w:del>)" +
                     Plain("approved.") + "</w:p>",
                 {MarkAt(1, "FDA approved."), MarkAt(1, "never")});
  EXPECT_THAT(body, HasSubstr(std::string(kStart0) + Plain("FDA ")));
  EXPECT_THAT(body, HasSubstr(R"(<w:del w:id="1"><w:commentRangeStart w:id="1"/><w:r><w:delText>never)"));
}

TEST(DocxMarkUp, GivesTheSameBytesAgainAndKeepsOtherParts) {
  const std::string bytes = WholeDocx(Paragraph("FDA approved."), {{"theme", "theme.xml", "<t/>"}});
  const std::vector<Mark> marks = {MarkAt(1, "FDA approved.")};
  const MarkedCopy copy = MarkedDocx(bytes, marks);
  EXPECT_EQ(copy.bytes, MarkedDocx(bytes, marks).bytes);
  EXPECT_EQ(PartOf(copy.bytes, "word/theme.xml"), "<t/>");
}

TEST(DocxMarkUp, SaysWhatBecomesOfASignature) {
  std::vector<ZipEntry> parts = DocxParts(Paragraph("FDA approved."));
  parts.push_back({"[Content_Types].xml", std::string(kTypes)});
  parts.push_back({"_xmlsignatures/sig1.xml", "<x/>"});
  EXPECT_THAT(MarkedDocx(ZipOf(parts), {MarkAt(1, "FDA approved.")}).note, HasSubstr("signed"));
}

TEST(DocxMarkUp, RefusesWhatCannotBeChangedSafely) {
  const auto reason = [](const std::string& bytes) {
    const MarkUpResult result = MarkUpDocx(bytes, {MarkAt(1, "x")}, {});
    const auto* failure = std::get_if<NotMarked>(&result);
    return failure == nullptr ? "" : failure->reason;
  };
  EXPECT_THAT(reason(DocxOf(Paragraph("no content types"))), HasSubstr("lists of parts"));
  EXPECT_THAT(reason(WholeDocx("<w:p><w:r><w:t>never closed")), HasSubstr("not well-formed"));
  EXPECT_THAT(reason("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), HasSubstr("encrypted or of an older format"));
  EXPECT_THAT(reason("PK\3\4"), HasSubstr("damaged"));
  const std::string earlier = WordPart("comments", R"(<w:comment w:id="99999999999"/>)");
  EXPECT_THAT(reason(WholeDocx(Paragraph("x"), {{"comments", "comments.xml", earlier}})), HasSubstr("no room"));
}

TEST(DocxMarkUp, EveryFlippedByteGivesACopyOrAReason) {
  const std::string whole = WholeDocx(Paragraph("FDA approved.") + Paragraph("Second."));
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x15);
    const MarkUpResult result = MarkUpDocument("docx", bytes, {MarkAt(1, "FDA approved.")}, {});
    if (const auto* failure = std::get_if<NotMarked>(&result)) {
      EXPECT_NE(failure->reason, "");
    } else {
      EXPECT_EQ(std::get<MarkedCopy>(result).marks.size(), 1u);
      EXPECT_TRUE(std::holds_alternative<Document>(ParseDocx(std::get<MarkedCopy>(result).bytes, {}))) << at;
    }
  }
}

}  // namespace
}  // namespace audit
