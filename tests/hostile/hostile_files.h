// Small generators of files that attack their reader: bombs of several kinds, cycles, depth without end.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/parsers/docx/docx_of.h"

namespace audit {

inline std::string Repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    all += text;
  return all;
}

/// A deflate stream that inflates to `begin`, then `bytes` (rounded up to 258) blanks, then `end`: matches of the
/// greatest length at distance 1 in one block of fixed codes, 13 bits each.
class DeflateBomb {
 public:
  DeflateBomb(std::string_view begin, std::size_t bytes, std::string_view end) {
    Bits(1, 1), Bits(1, 2);
    for (const char c : begin)
      Literal(static_cast<unsigned char>(c));
    Literal(' ');
    for (std::size_t done = 0; done < bytes; done += 258)
      Code(0b11000101, 8), Code(0, 5);
    for (const char c : end)
      Literal(static_cast<unsigned char>(c));
    Code(0, 7);
    Bits(0, 7);
  }
  const std::string& Stream() const { return out_; }

 private:
  void Literal(unsigned byte) {
    if (byte < 144)
      Code(0x30 + byte, 8);
    else
      Code(0x190 + byte - 144, 9);
  }
  /// Huffman codes are packed with their first bit first.
  void Code(unsigned code, int bits) {
    while (bits-- > 0)
      Bits((code >> bits) & 1, 1);
  }
  void Bits(unsigned value, int bits) {
    for (int i = 0; i < bits; ++i) {
      byte_ |= ((value >> i) & 1) << filled_;
      if (++filled_ == 8) {
        out_ += static_cast<char>(byte_);
        byte_ = 0;
        filled_ = 0;
      }
    }
  }

  std::string out_;
  unsigned byte_ = 0;
  int filled_ = 0;
};

/// A Word document whose main part is this entry.
inline std::string DocxWithMainEntry(ZipEntry main) {
  std::vector<ZipEntry> parts = DocxParts("");
  main.name = parts[1].name;
  parts[1] = std::move(main);
  return ZipOf(parts);
}

/// A PDF file of these objects, number 1 first; object 1 is the catalogue.
inline std::string RawPdf(const std::vector<std::string>& objects) {
  std::string file = "%PDF-1.7\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", file.size());
    file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t start = file.size();
  return file + table +
         fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, start);
}

/// A PDF of one page whose content stream has this dictionary and these bytes.
inline std::string PdfWithContent(std::string_view dictionary, std::string_view bytes) {
  return RawPdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 "
                 "5 0 R >> >> >>",
                 fmt::format("<< /Length {} {} >>\nstream\n{}\nendstream", bytes.size(), dictionary, bytes),
                 "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"});
}

}  // namespace audit
