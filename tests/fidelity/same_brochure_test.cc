// One brochure written as PDF, Word document, web page, Markdown and text: whoever reads it finds the same sentences in
// the same order.
#include <gmock/gmock.h>
#include <iconv.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analyzers/text/segment.h"
#include "parsers/parser.h"
#include "tests/parsers/docx/docx_of.h"
#include "tests/parsers/pdf/pdf_writer.h"

namespace audit {
namespace {

enum class PieceKind { kHeading, kParagraph, kItem, kRow };

struct Piece {
  PieceKind kind = PieceKind::kParagraph;
  std::vector<std::string> texts;  ///< one, or the cells of a row
};

using Brochure = std::vector<Piece>;

const Brochure kEnglish = {
    {PieceKind::kHeading, {"Exosome therapy at Harbor Clinic"}},
    {PieceKind::kParagraph,
     {"Dr. Lee has treated more than 1,200 patients in the U.S. since 2016. Each session takes approx. 30 minutes and "
      "is "
      "done without long-term downtime. Is it FDA-approved? No. It is not."}},
    {PieceKind::kHeading, {"What to expect"}},
    {PieceKind::kItem, {"Less pain in the knee after three sessions, as some of our patients say when they come back"}},
    {PieceKind::kItem, {"No downtime"}},
    {PieceKind::kItem, {"A call from our nurse on the next day, who answers questions on wound care and on exercise"}},
    {PieceKind::kHeading, {"Prices"}},
    {PieceKind::kRow, {"Programme", "Sessions", "Price"}},
    {PieceKind::kRow, {"Starter", "One", "900 USD"}},
    {PieceKind::kRow, {"Complete", "Three", "2,400 USD"}},
    {PieceKind::kParagraph,
     {"Results may vary from one person to another. These statements have not been evaluated by the Food and Drug "
      "Administration. This product is not intended to diagnose, treat, cure or prevent any disease."}},
};

const Brochure kChinese = {
    {PieceKind::kHeading, {"沐岑診所外泌體保養說明"}},
    {PieceKind::kParagraph,
     {"本診所提供之外泌體產品屬於化粧品，尚未取得任何製劑許可，僅供清潔與保養使用。是否經衛生福利部核准？沒有。實際效果"
      "因人"
      "而異，請於使用前諮詢醫師；孕婦及過敏體質者不宜使用。"}},
    {PieceKind::kHeading, {"適用對象"}},
    {PieceKind::kItem, {"乾燥肌膚"}},
    {PieceKind::kItem, {"希望維持頭皮清爽並且願意配合每週三次居家保養流程的成年人"}},
    {PieceKind::kParagraph, {"以上內容不具醫療效能，亦非治療建議。"}},
};

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string Converted(std::string_view utf8, const char* charset) {
  iconv_t converter = iconv_open(charset, "UTF-8");
  std::string out(4 * utf8.size() + 16, '\0');
  std::string in(utf8);
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  EXPECT_NE(iconv(converter, &from, &from_left, &to, &to_left), static_cast<std::size_t>(-1)) << charset;
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

/// Lines of at most `width` columns, cut at blanks, or anywhere in Chinese.
std::vector<std::string> Wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  if (!IsAscii(text)) {
    for (std::size_t at = 0; at < text.size(); at += 3 * (width / 2))  // every character has three bytes
      lines.push_back(text.substr(at, 3 * (width / 2)));
    return lines;
  }
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.size(), at + width);
    if (end < text.size()) end = text.rfind(' ', end);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Sets a brochure in one or more columns.
class PdfSetter {
 public:
  PdfSetter(int columns, double bottom) : columns_(columns), bottom_(bottom) {}

  std::string Set(const Brochure& brochure) {
    for (std::size_t i = 0; i < brochure.size(); ++i) {
      const Piece& piece = brochure[i];
      if (piece.kind == PieceKind::kRow) {
        Row(piece, i > 0 && brochure[i - 1].kind == PieceKind::kRow);
        continue;
      }
      const bool heading = piece.kind == PieceKind::kHeading;
      const double size = heading ? 16 : 10;
      const double indent = piece.kind == PieceKind::kItem ? 14 : 0;
      const auto width = static_cast<std::size_t>((Width() - indent) / size * 1.9);
      const std::vector<std::string> lines = Wrapped(piece.texts[0], width);
      y_ += heading ? 14 : 6;
      if (y_ + static_cast<double>(lines.size()) * size * 1.3 > bottom_) NextColumn();
      if (indent > 0) page_.Text(Left(), y_ + size, size, "\\225");
      for (const std::string& line : lines) {
        y_ += size * 1.3;
        Line(Left() + indent, size, line, heading);
      }
    }
    return PdfOf({page_});
  }

 private:
  double Width() const { return (500.0 - 30 * (columns_ - 1)) / columns_; }
  double Left() const { return 56 + column_ * (Width() + 30); }

  void NextColumn() {
    ++column_;
    y_ = 60;
  }

  void Line(double x, double size, const std::string& text, bool bold) {
    if (IsAscii(text)) {
      page_.Text(x, y_, size, text, bold ? "F2" : "F1");
      return;
    }
    std::string hex;
    for (const char c : Converted(text, "UTF-16BE"))
      hex += fmt::format("{:02X}", static_cast<unsigned char>(c));
    page_.Hex(x, y_, size, hex);
  }

  void Row(const Piece& row, bool goes_on) {
    if (!goes_on) y_ += 12;
    const double cell = Width() / static_cast<double>(row.texts.size());
    for (std::size_t i = 0; i <= row.texts.size(); ++i) {
      const double x = Left() + cell * static_cast<double>(i);
      page_.Rule(x, y_, x, y_ + 16);
      if (i < row.texts.size()) page_.Text(x + 4, y_ + 12, 10, row.texts[i]);
    }
    page_.Rule(Left(), y_, Left() + Width(), y_).Rule(Left(), y_ + 16, Left() + Width(), y_ + 16);
    y_ += 16;
  }

  int columns_;
  double bottom_;
  PdfPageText page_;
  int column_ = 0;
  double y_ = 60;
};

std::string WordOf(const Brochure& brochure) {
  std::string body;
  for (std::size_t i = 0; i < brochure.size(); ++i) {
    const Piece& piece = brochure[i];
    if (piece.kind == PieceKind::kRow) {
      const bool first = i == 0 || brochure[i - 1].kind != PieceKind::kRow;
      const bool last = i + 1 == brochure.size() || brochure[i + 1].kind != PieceKind::kRow;
      body += first ? "<w:tbl><w:tr>" : "<w:tr>";
      for (const std::string& cell : piece.texts)
        body += "<w:tc>" + Paragraph(cell) + "</w:tc>";
      body += last ? "</w:tr></w:tbl>" : "</w:tr>";
      continue;
    }
    const char* look = piece.kind == PieceKind::kHeading ? "<w:outlineLvl w:val='0'/>"
                       : piece.kind == PieceKind::kItem  ? "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
                                                         : "";
    // Words of one paragraph lie in several runs, as editing leaves them.
    const std::string& text = piece.texts[0];
    const std::size_t half = IsAscii(text) ? text.size() / 2 : text.size() / 6 * 3;
    body += "<w:p><w:pPr>" + std::string(look) + "</w:pPr>" + Words(text.substr(0, half)) +
            Words(text.substr(half), "<w:b/>") + "</w:p>";
  }
  return DocxOf(body);
}

/// `wrap`: columns at which the source's lines break, as editors do; 0 = they do not.
std::string PageOf(const Brochure& brochure, std::size_t wrap, const std::string& label) {
  std::string page = "<!DOCTYPE html><html><head>" + label + "</head><body>\n";
  for (std::size_t i = 0; i < brochure.size(); ++i) {
    const Piece& piece = brochure[i];
    const auto is = [&](std::size_t k, PieceKind kind) { return k < brochure.size() && brochure[k].kind == kind; };
    if (piece.kind == PieceKind::kRow) {
      page += is(i - 1, PieceKind::kRow) ? "<tr>" : "<table><tr>";
      for (const std::string& cell : piece.texts)
        page += "<td>" + cell + "</td>";
      page += is(i + 1, PieceKind::kRow) ? "</tr>\n" : "</tr></table>\n";
      continue;
    }
    const std::string tag = piece.kind == PieceKind::kHeading ? "h2" : piece.kind == PieceKind::kItem ? "li" : "p";
    if (tag == "li" && !is(i - 1, PieceKind::kItem)) page += "<ul>";
    page += "<" + tag + ">";
    const std::vector<std::string> lines = wrap == 0 ? piece.texts : Wrapped(piece.texts[0], wrap);
    for (std::size_t line = 0; line < lines.size(); ++line)
      page += (line == 0 ? "" : "\n  ") + lines[line];
    page += "</" + tag + ">\n";
    if (tag == "li" && !is(i + 1, PieceKind::kItem)) page += "</ul>\n";
  }
  return page + "</body></html>\n";
}

std::string MarkdownOf(const Brochure& brochure) {
  std::string out;
  for (std::size_t i = 0; i < brochure.size(); ++i) {
    const Piece& piece = brochure[i];
    if (piece.kind == PieceKind::kRow) {
      for (const std::string& cell : piece.texts)
        out += "| " + cell + " ";
      out += "|\n";
      if (i == 0 || brochure[i - 1].kind != PieceKind::kRow) out += "|---|---|---|\n";
      continue;
    }
    if (i > 0 && brochure[i - 1].kind == PieceKind::kRow) out += "\n";
    const std::vector<std::string> lines = Wrapped(piece.texts[0], 60);
    out += piece.kind == PieceKind::kHeading ? "## " : piece.kind == PieceKind::kItem ? "- " : "";
    for (const std::string& line : lines)
      out += line + "\n";
    const bool list_goes_on =
        piece.kind == PieceKind::kItem && i + 1 < brochure.size() && brochure[i + 1].kind == PieceKind::kItem;
    out += list_goes_on ? "" : "\n";
  }
  return out;
}

/// One a line, so that a difference is seen at a glance.
std::string SentencesOf(const std::string& bytes, const std::string& name) {
  const ParseResult result = ParseDocument(bytes, name, {});
  if (const auto* failure = std::get_if<ParseFailure>(&result)) return failure->message;
  const auto& document = std::get<Document>(result);
  std::string sentences;
  for (const Statement& statement : SegmentDocument(document))
    sentences += statement.text + "\n";
  return sentences;
}

/// The sentences as written.
std::string Expected(const Brochure& brochure) {
  std::string sentences;
  for (const Piece& piece : brochure) {
    for (const std::string& text : piece.texts) {
      for (const TextSpan& span : SegmentSentences(text))
        sentences += text.substr(span.begin, span.end - span.begin) + "\n";
    }
  }
  return sentences;
}

TEST(SameBrochure, GivesTheSentencesAsWritten) {
  const std::string english = Expected(kEnglish);
  EXPECT_EQ(std::count(english.begin(), english.end(), '\n'), 23);
  EXPECT_THAT(english, testing::HasSubstr("done without long-term downtime.\nIs it FDA-approved?\nNo.\nIt is not.\n"));
  const std::string chinese = Expected(kChinese);
  EXPECT_EQ(std::count(chinese.begin(), chinese.end(), '\n'), 10);
}

TEST(SameBrochure, InEnglishReadsTheSameInEveryFormat) {
  const std::string expected = Expected(kEnglish);
  EXPECT_EQ(SentencesOf(PdfSetter(1, 700).Set(kEnglish), "a.pdf"), expected);
  EXPECT_EQ(SentencesOf(PdfSetter(2, 330).Set(kEnglish), "two columns.pdf"), expected);
  EXPECT_EQ(SentencesOf(WordOf(kEnglish), "a.docx"), expected);
  EXPECT_EQ(SentencesOf(PageOf(kEnglish, 0, ""), "a.html"), expected);
  EXPECT_EQ(SentencesOf(MarkdownOf(kEnglish), "a.md"), expected);
}

TEST(SameBrochure, InChineseReadsTheSameInEveryFormat) {
  const std::string expected = Expected(kChinese);
  EXPECT_EQ(SentencesOf(PdfSetter(1, 700).Set(kChinese), "font not in the file.pdf"), expected);
  EXPECT_EQ(SentencesOf(PdfSetter(2, 230).Set(kChinese), "two columns.pdf"), expected);
  EXPECT_EQ(SentencesOf(WordOf(kChinese), "a.docx"), expected);
  EXPECT_EQ(SentencesOf(PageOf(kChinese, 0, ""), "a.html"), expected);
  EXPECT_EQ(SentencesOf(PageOf(kChinese, 30, "<meta charset=utf-8>"), "wrapped.html"), expected);
  const std::string big5 = "<meta http-equiv=Content-Type content='text/html; charset=big5'>";
  EXPECT_EQ(SentencesOf(Converted(PageOf(kChinese, 30, big5), "BIG5"), "big5.html"), expected);
  EXPECT_EQ(SentencesOf(Converted(PageOf(kChinese, 0, ""), "BIG5"), "big5 without a label.html"), expected);
  EXPECT_EQ(SentencesOf(MarkdownOf(kChinese), "a.md"), expected);
  EXPECT_EQ(SentencesOf(Converted(MarkdownOf(kChinese), "BIG5"), "big5.md"), expected);
}

}  // namespace
}  // namespace audit
