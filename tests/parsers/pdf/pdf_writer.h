// A little language for PDF files in tests: text at a place, boxes, pages; writes a file with a correct table of
// contents. Coordinates are points from the top left, as in audit::Box; text is placed by its baseline.
#pragma once

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

namespace audit {

class PdfPageText {
 public:
  /// `font`: F1 = Helvetica, F2 = Helvetica-Bold.
  PdfPageText& Text(double x, double y, double size, const std::string& words, const std::string& font = "F1") {
    content_ += fmt::format("BT /{} {} Tf {} {} Td ({}) Tj ET\n", font, size, x, kHeight - y, words);
    return *this;
  }
  /// Lines below each other, `leading` points apart.
  PdfPageText& Lines(double x, double y, double size, double leading, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      Text(x, y, size, line);
      y += leading;
    }
    return *this;
  }
  /// Chinese in F3, a font that is not in the file; `utf16` holds UTF-16BE in hexadecimal digits.
  PdfPageText& Hex(double x, double y, double size, const std::string& utf16) {
    content_ += fmt::format("BT /F3 {} Tf {} {} Td <{}> Tj ET\n", size, x, kHeight - y, utf16);
    return *this;
  }
  PdfPageText& Color(double red, double green, double blue) {
    content_ += fmt::format("{} {} {} rg\n", red, green, blue);
    return *this;
  }
  PdfPageText& RenderMode(int mode) {
    content_ += fmt::format("{} Tr\n", mode);
    return *this;
  }
  PdfPageText& Fill(double left, double top, double right, double bottom) {
    content_ += fmt::format("{} {} {} {} re f\n", left, kHeight - bottom, right - left, bottom - top);
    return *this;
  }
  PdfPageText& Rule(double x1, double y1, double x2, double y2) {
    content_ += fmt::format("0.5 w {} {} m {} {} l S\n", x1, kHeight - y1, x2, kHeight - y2);
    return *this;
  }
  /// A picture of one grey pixel stretched over the box.
  PdfPageText& Picture(double left, double top, double right, double bottom) {
    content_ += fmt::format("q {} 0 0 {} {} {} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x55 EI Q\n", right - left,
                            bottom - top, left, kHeight - bottom);
    return *this;
  }
  PdfPageText& Raw(const std::string& operators) {
    content_ += operators + "\n";
    return *this;
  }
  /// Entries of the page's dictionary, such as /Annots or /CropBox.
  PdfPageText& Entry(const std::string& entry) {
    entries_ += " " + entry;
    return *this;
  }

  /// Entries of the page's resources besides fonts, such as /ExtGState or /Shading.
  PdfPageText& Resource(const std::string& entry) {
    resources_ += " " + entry;
    return *this;
  }

  const std::string& content() const { return content_; }
  const std::string& entries() const { return entries_; }
  const std::string& resources() const { return resources_; }

  static constexpr double kWidth = 612;
  static constexpr double kHeight = 792;

 private:
  std::string content_;
  std::string entries_;
  std::string resources_;
};

/// `info`: the entries of the information dictionary; `trailer`: more entries of the trailer.
inline std::string PdfOf(const std::vector<PdfPageText>& pages, const std::string& info = "",
                         const std::string& trailer = "") {
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
      "<< " + info + " >>",
      "<< /Type /Font /Subtype /Type0 /BaseFont /MSung-Light /Encoding /UniCNS-UTF16-H /DescendantFonts [7 0 R] >>",
      "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /MSung-Light /CIDSystemInfo << /Registry (Adobe) /Ordering "
      "(CNS1) "
      "/Supplement 0 >> /FontDescriptor 8 0 R >>",
      "<< /Type /FontDescriptor /FontName /MSung-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 "
      "/Descent -120 /CapHeight 880 /StemV 93 >>"};
  std::string kids;
  for (const PdfPageText& page : pages) {
    const std::size_t number = objects.size() + 1;
    kids += fmt::format("{} 0 R ", number);
    objects.push_back(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents {} 0 R "
                    "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 6 0 R >>{} >>{} >>",
                    PdfPageText::kWidth, PdfPageText::kHeight, number + 1, page.resources(), page.entries()));
    objects.push_back(
        fmt::format("<< /Length {} >>\nstream\n{}\nendstream", page.content().size() + 1, page.content()));
  }
  objects[1] = fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages.size());
  std::string file = "%PDF-1.7\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", file.size());
    file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t start = file.size();
  return file + table +
         fmt::format("trailer\n<< /Size {} /Root 1 0 R /Info 5 0 R {} >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1,
                     trailer, start);
}

}  // namespace audit
