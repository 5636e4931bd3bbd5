// What the reader keeps from page to page, and what it leaves undone, must not show in the words.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "parsers/pdf/color_transforms.h"
#include "parsers/pdf/poppler_reader.h"
#include "tests/parsers/pdf/pdf_writer.h"

namespace audit {
namespace {

std::string Described(const PdfLine& line) {
  std::string out = fmt::format("{} {}:", line.chunk, line.rotation);
  for (const PdfWord& word : line.words) {
    out += fmt::format(" {}@{},{},{},{} {} {} {} {}", word.text, word.box.left, word.box.top, word.box.right,
                       word.box.bottom, word.font_size_pt, word.bold, static_cast<int>(word.hiding), word.order);
    if (word.color) out += fmt::format("#{:02x}{:02x}{:02x}", word.color->red, word.color->green, word.color->blue);
  }
  return out + "\n";
}

std::string Described(const std::optional<PdfPage>& page) {
  if (!page) return "none";
  std::string out = fmt::format("{}x{} pictures {} glyphs {} {} outside '{}' rules {} dots {}\n", page->width,
                                page->height, page->image_share, page->visible_glyphs, page->unreadable_glyphs,
                                page->outside, page->rules.size(), page->dots.size());
  for (const PdfLine& line : page->lines)
    out += Described(line);
  for (const PdfLine& line : page->slanted)
    out += Described(line);
  return out;
}

/// `bytes` must remain live while the reader lives.
std::unique_ptr<PdfReader> Opened(const std::string& bytes, PdfShortcuts shortcuts = {}) {
  auto opened = PdfReader::Open(bytes, shortcuts);
  auto* reader = std::get_if<std::unique_ptr<PdfReader>>(&opened);
  return reader != nullptr ? std::move(*reader) : nullptr;
}

constexpr PdfShortcuts kNoShortcuts{/*inflate_at_once=*/false, /*keep_fonts=*/false, /*keep_transforms=*/false};

/// Each page by the reader of all, and by one that read no page before and takes no shortcut.
void ExpectPagesAlike(const std::string& bytes, const std::string& name) {
  constexpr int kMostPages = 12;
  const auto reader = Opened(bytes);
  if (!reader) return;
  for (int number = 1; number <= std::min(reader->PageCount(), kMostPages); ++number) {
    const std::string kept = Described(reader->ReadPage(number, 1u << 20));
    EXPECT_EQ(kept, Described(Opened(bytes, kNoShortcuts)->ReadPage(number, 1u << 20))) << name << ", page " << number;
  }
}

TEST(PdfReader, ReadsEachPageAsIfItWereTheFirst) {
  const std::string bytes = PdfOf({
      PdfPageText()
          .Color(1, 0, 0)
          .Text(72, 72, 12, "Red words")
          .Raw("/Span <</ActualText (other words)>> BDC")
          .Text(72, 100, 12, "left open"),
      PdfPageText().Text(72, 72, 12, "Second page").Fill(0, 0, 612, 400),
      PdfPageText().Raw("q q 0 Tr").Text(72, 72, 12, "Third page").Picture(0, 0, 612, 792),
      PdfPageText().Text(72, 72, 12, "Fourth page"),
  });
  ExpectPagesAlike(bytes, "made");
  const auto reader = Opened(bytes);
  reader->ReadPage(1, 1u << 20);
  const auto second = reader->ReadPage(2, 1u << 20);
  ASSERT_TRUE(second && second->lines.size() == 1);
  EXPECT_EQ(second->lines[0].words.at(0).text, "Second");
}

std::string FileOf(const std::vector<std::string>& objects) {
  std::string file = "%PDF-1.7\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", file.size());
    file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  return fmt::format("{0}{1}trailer\n<< /Size {2} /Root 1 0 R >>\nstartxref\n{3}\n%%EOF\n", file, table,
                     objects.size() + 1, file.size());
}

/// A zlib stream that holds the bytes as they are.
std::string Stored(const std::string& bytes) {
  std::uint32_t low = 1;
  std::uint32_t high = 0;
  for (const char c : bytes) {
    low = (low + static_cast<unsigned char>(c)) % 65521;
    high = (high + low) % 65521;
  }
  const auto byte = [](std::size_t value) { return static_cast<char>(static_cast<unsigned char>(value & 0xFF)); };
  std::string out = "\x78\x01\x01";
  for (const std::size_t size : {bytes.size(), ~bytes.size()})
    out += {byte(size), byte(size >> 8)};
  out += bytes;
  for (const std::uint32_t sum : {high, low})
    out += {byte(sum >> 8), byte(sum)};
  return out;
}

/// One page, whose content is a stream with these facts.
std::string FileWithContent(const std::string& facts, const std::string& stream) {
  return FileOf({
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
      fmt::format("<< {} >>\nstream\n{}\nendstream", facts, stream),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  });
}

std::size_t WordsOn(const std::optional<PdfPage>& page) {
  return page && !page->lines.empty() ? page->lines[0].words.size() : 0;
}

TEST(PdfReader, ReadsDeflatedContentWithAllItsDamage) {
  const std::string content = "BT /F 12 Tf 72 700 Td (First words) Tj 0 -20 Td (and some more of them) Tj ET";
  const std::string whole = Stored(content);
  std::string wrong_sum = whole;
  wrong_sum.back() ^= 1;
  std::string wrong_head = whole;
  wrong_head[0] = 'x' + 1;
  for (const auto& [stream, least_words] : std::vector<std::pair<std::string, std::size_t>>{
           {whole, 2},
           {whole + "behind the end", 2},
           {wrong_sum, 2},
           {whole.substr(0, whole.size() - 30), 2},
           {whole.substr(0, 6), 0},
           {wrong_head, 0},
           {"", 0},
       }) {
    for (const char* filter : {"/FlateDecode", "/Fl", "[/FlateDecode]", "[/FlateDecode] /DecodeParms [null]",
                               "/FlateDecode /DecodeParms << /Predictor 1 >>", "[/Fl /Fl]", "6 0 R"}) {
      for (const std::size_t length : {stream.size(), stream.size() / 2, stream.size() + 500}) {
        const std::string facts = fmt::format("/Length {} /Filter {}", length, filter);
        const std::string bytes = FileWithContent(facts, stream);
        ExpectPagesAlike(bytes, facts);
        if (std::string_view(filter) != "[/FlateDecode]" || length != stream.size()) continue;
        EXPECT_GE(WordsOn(Opened(bytes)->ReadPage(1, 1u << 20)), least_words) << stream.size();
      }
    }
  }
}

TEST(PdfReader, KeepsFontsApartThatHaveOneName) {
  const auto page = [](const std::string& fonts, int content) {
    return fmt::format(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font {} >> >>", content,
        fonts);
  };
  const auto stream = [](const std::string& text) {
    return fmt::format("<< /Length {} >>\nstream\n{}\nendstream", text.size(), text);
  };
  const std::string bytes = FileOf({
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R 6 0 R 7 0 R] /Count 5 >>",
      page("<< /F 9 0 R /G 10 0 R >>", 8),
      page("<< /F 10 0 R /G 9 0 R >>", 8),
      page("11 0 R", 8),
      page("<< /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> /G 9 0 R >>", 8),
      page("<< /F 99 0 R /G 9 0 R >>", 8),
      stream("BT /F 12 Tf 72 700 Td (Words in F) Tj /G 12 Tf 0 -20 Td (Words in G) Tj ET"),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
      "<< /F 10 0 R /G 10 0 R >>",
  });
  ExpectPagesAlike(bytes, "made");
  const auto reader = Opened(bytes);
  ASSERT_NE(reader, nullptr);
  const auto bold = [&reader](int number) {
    std::vector<bool> faces;
    const auto read = reader->ReadPage(number, 1u << 20);
    for (const PdfLine& line : read->lines)
      faces.push_back(IsBold(line));
    return faces;
  };
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(bold(1), (std::vector<bool>{false, true}));
    EXPECT_EQ(bold(2), (std::vector<bool>{true, false}));
    EXPECT_EQ(bold(3), (std::vector<bool>{true, true}));
    EXPECT_EQ(bold(4), (std::vector<bool>{true, false}));
    EXPECT_EQ(bold(5), (std::vector<bool>{false}));
  }
}

std::string BigEndian(std::uint32_t value) {
  std::string out;
  for (const int shift : {24, 16, 8, 0})
    out += static_cast<char>(static_cast<unsigned char>(value >> shift & 0xFF));
  return out;
}

/// A colour profile of three primaries, and one curve for each of them; `gamma` in 256ths.
std::string ProfileOf(std::uint32_t gamma) {
  struct Entry {
    std::string sign;
    std::string data;
  };
  const auto primary = [](std::uint32_t x, std::uint32_t y, std::uint32_t z) {
    return "XYZ " + BigEndian(0) + BigEndian(x) + BigEndian(y) + BigEndian(z);
  };
  const std::string curve = "curv" + BigEndian(0) + BigEndian(1) + BigEndian(gamma << 16);
  const std::vector<Entry> entries = {{"rXYZ", primary(0x6FA2, 0x38F5, 0x0390)},
                                      {"gXYZ", primary(0x6299, 0xB785, 0x18DA)},
                                      {"bXYZ", primary(0x24A0, 0x0F84, 0xB6CF)},
                                      {"rTRC", curve},
                                      {"gTRC", curve},
                                      {"bTRC", curve}};
  std::string table = BigEndian(static_cast<std::uint32_t>(entries.size()));
  std::string data;
  const std::size_t begin = 128 + 4 + 12 * entries.size();
  for (const Entry& entry : entries) {
    table += entry.sign + BigEndian(static_cast<std::uint32_t>(begin + data.size())) +
             BigEndian(static_cast<std::uint32_t>(entry.data.size()));
    data += entry.data;
  }
  std::string head = BigEndian(static_cast<std::uint32_t>(begin + data.size())) + "lcms" + BigEndian(0x02100000) +
                     "mntrRGB XYZ " + std::string(12, '\0') + "acsp" + std::string(28, '\0') + BigEndian(0xF6D6) +
                     BigEndian(0x10000) + BigEndian(0xD32D);
  head.resize(128);
  return head + table + data;
}

std::string FileWithProfile(std::uint32_t gamma) {
  const std::string profile = ProfileOf(gamma);
  const std::string content = "/C cs 0.5 0.5 0.5 sc BT /F 12 Tf 72 700 Td (Grey words) Tj ET";
  return FileOf({
      "<< /Type /Catalog /Pages 2 0 R /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFX /DestOutputProfile 7 0 R >>] "
      ">>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
      "/ColorSpace << /C [/ICCBased 6 0 R] >> >> >>",
      fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      fmt::format("<< /N 3 /Length {} >>\nstream\n{}\nendstream", profile.size(), profile),
      fmt::format("<< /N 3 /Length {0} >>\nstream\n{1}\nendstream", profile.size(), ProfileOf(0x200)),
  });
}

TEST(PdfReader, KeepsColorTransformsApart) {
  const auto grey = [](std::uint32_t gamma) {
    const std::string bytes = FileWithProfile(gamma);
    const auto page = Opened(bytes)->ReadPage(1, 1u << 20);
    return page && !page->lines.empty() ? page->lines[0].words[0].color : std::nullopt;
  };
  for (const std::uint32_t gamma : {0x100u, 0x233u, 0x100u})
    ExpectPagesAlike(FileWithProfile(gamma), fmt::format("gamma {}", gamma));
  EXPECT_NE(grey(0x100), grey(0x233));
  const long before = ColorTransformsGivenAgain();
  EXPECT_EQ(grey(0x100), grey(0x100));
  EXPECT_GT(ColorTransformsGivenAgain(), before);
}

TEST(PdfReader, KnowsThePlaceOfAJpeg2000PictureWithoutDecodingIt) {
  const std::string content = "q 612 0 0 792 0 0 cm /P Do Q BT /F 12 Tf 72 700 Td (Words on it) Tj ET";
  const std::string bytes = FileOf({
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
      "/XObject << /P 6 0 R >> >> >>",
      fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size() + 1, content),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /XObject /Subtype /Image /Width 9 /Height 9 /Filter /JPXDecode /Length 5 >>\nstream\nnone\nendstream",
  });
  const auto reader = Opened(bytes);
  ASSERT_NE(reader, nullptr);
  const auto page = reader->ReadPage(1, 1u << 20);
  ASSERT_TRUE(page);
  EXPECT_DOUBLE_EQ(page->image_share, 1);
  ASSERT_EQ(page->lines.size(), 1u);
  EXPECT_EQ(page->lines[0].words.size(), 3u);
}

TEST(PdfCorpus, ReadsEachPageAsIfItWereTheFirst) {
  const char* corpus = std::getenv("AUDIT_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "AUDIT_CORPUS does not name the folder of the open corpus";
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(corpus) / "pdf")) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".pdf" || name.find("bomb") != std::string::npos) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    ExpectPagesAlike({std::istreambuf_iterator<char>(file), {}}, name);
  }
}

}  // namespace
}  // namespace audit
