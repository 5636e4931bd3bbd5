// Marks in documents of all formats that can carry them: the samples always, a corpus of real documents where one is
// named. Every block's words are marked; the copy must read the same, with its comments.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/parser.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMarksPerDocument = 12;
constexpr std::size_t kQuoteBytes = 200;

std::string_view TextOf(const Document& document, const Block& block) {
  return std::string_view(document.text).substr(block.text.begin, block.text.end - block.text.begin);
}

/// All words but comments, which a marked copy has more of. Of a page without a body it depends on the first element
/// whether a line break ends a paragraph; there the words alone count.
std::string WordsWithoutComments(const Document& document) {
  std::string words;
  for (const Block& block : document.blocks)
    if (block.kind != BlockKind::kComment)
      words += fmt::format("{}{}", TextOf(document, block), document.format == "html" ? ' ' : '\n');
  return words;
}

/// Web pages carry a list of all comments on top.
std::string WithoutList(std::string bytes) {
  const auto begin = bytes.find("<section id=\"brochure-audit\"");
  if (begin != std::string::npos) bytes.erase(begin, bytes.find("</section>", begin) + 10 - begin);
  return bytes;
}

/// Whole words from the beginning of a block, evenly spread over the document.
std::vector<Mark> MarksFor(const Document& document) {
  std::vector<Mark> marks;
  const std::size_t step = document.blocks.size() / kMarksPerDocument + 1;
  for (std::size_t i = 0; i < document.blocks.size(); i += step) {
    const Block& block = document.blocks[i];
    if (block.kind == BlockKind::kComment || block.kind == BlockKind::kMetadata || block.kind == BlockKind::kAltText)
      continue;
    std::string_view quote = TextOf(document, block);
    if (quote.size() > kQuoteBytes) quote = quote.substr(0, quote.rfind(' ', kQuoteBytes));
    if (quote.size() > kQuoteBytes) continue;  // a script without blanks
    marks.push_back(
        {block.where, std::string(quote), fmt::format("Low: mark {}", i), "Comment <&> 註解.", {255, 235, 138}});
  }
  return marks;
}

struct Tally {
  std::size_t copies = 0;
  std::size_t refused = 0;
  std::map<MarkPlacing, std::size_t> marks;
};

/// Where AUDIT_MARKED names a folder, copies are left there to be looked at with other programs.
void Leave(const fs::path& file, const std::string& bytes) {
  const char* folder = std::getenv("AUDIT_MARKED");
  if (folder != nullptr) std::ofstream(fs::path(folder) / file.filename(), std::ios::binary) << bytes;
}

void MarkOne(const fs::path& file, std::map<std::string, Tally>& tallies) {
  const std::string bytes = ReadFile(file);
  const ParseLimits limits;
  const ParseResult read = ParseDocument(bytes, file.filename().string(), limits);
  const auto* document = std::get_if<Document>(&read);
  if (document == nullptr) return;
  const std::vector<Mark> marks = MarksFor(*document);
  const MarkUpResult result = MarkUpDocument(document->format, bytes, marks, limits);
  Tally& tally = tallies[document->format];
  if (const auto* failure = std::get_if<NotMarked>(&result)) {
    EXPECT_NE(failure->reason, "");
    ++tally.refused;
    if (document->format != "text" && document->format != "markdown" && document->format != "mht")
      fmt::print("{}: {}\n", file.filename().string(), failure->reason);
    return;
  }
  const auto& copy = std::get<MarkedCopy>(result);
  ++tally.copies;
  ASSERT_EQ(copy.marks.size(), marks.size()) << file;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    ++tally.marks[copy.marks[i].placing];
    if (copy.marks[i].placing != MarkPlacing::kAtWords)
      fmt::print("{}: {}: \"{}\"\n", file.filename().string(), copy.marks[i].note, marks[i].quote.substr(0, 60));
  }
  Leave(file, copy.bytes);
  const ParseResult again = ParseDocument(WithoutList(copy.bytes), file.filename().string(), limits);
  ASSERT_TRUE(std::holds_alternative<Document>(again)) << file;
  EXPECT_EQ(WordsWithoutComments(std::get<Document>(again)), WordsWithoutComments(*document)) << file;
  const MarkUpResult twice = MarkUpDocument(document->format, bytes, marks, limits);
  EXPECT_EQ(std::get<MarkedCopy>(twice).bytes, copy.bytes) << file;
}

std::map<std::string, Tally> MarkAllBelow(const std::vector<fs::path>& folders) {
  std::map<std::string, Tally> tallies;
  for (const fs::path& folder : folders)
    for (const auto& entry : fs::directory_iterator(folder))
      // Bombs belong into a worker with limits, not into this process.
      if (entry.is_regular_file() && entry.path().filename().string().find("bomb") == std::string::npos)
        MarkOne(entry.path(), tallies);
  for (auto& [format, tally] : tallies)
    fmt::print("{}: {} copies, {} refused; marks: {} at the words, {} nearby, {} not placed\n", format, tally.copies,
               tally.refused, tally.marks[MarkPlacing::kAtWords], tally.marks[MarkPlacing::kNearby],
               tally.marks[MarkPlacing::kNowhere]);
  return tallies;
}

double ShareAtWords(Tally& tally) {
  const std::size_t all =
      tally.marks[MarkPlacing::kAtWords] + tally.marks[MarkPlacing::kNearby] + tally.marks[MarkPlacing::kNowhere];
  return all == 0 ? 0 : static_cast<double>(tally.marks[MarkPlacing::kAtWords]) / static_cast<double>(all);
}

TEST(MarkUp, OfTheSamplesReadsTheSameWithCommentsAtTheWords) {
  const fs::path samples = fs::path(AUDIT_SOURCE_DIR) / "samples";
  auto tallies = MarkAllBelow({samples / "us", samples / "tw"});
  for (const char* format : {"pdf", "docx", "html"}) {
    EXPECT_GE(tallies[format].copies, 3u) << format;
    // Headers, notes and text boxes of Word documents have no comments; theirs stand nearby.
    EXPECT_GE(ShareAtWords(tallies[format]), std::string_view(format) == "docx" ? 0.8 : 0.95) << format;
    EXPECT_EQ(tallies[format].marks[MarkPlacing::kNowhere], 0u) << format;
  }
}

TEST(MarkUp, OfRealDocumentsReadsTheSameWithCommentsAtTheWords) {
  const char* corpus = std::getenv("AUDIT_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "AUDIT_CORPUS names no folder of real documents";
  auto tallies = MarkAllBelow({fs::path(corpus) / "pdf", fs::path(corpus) / "docx", fs::path(corpus) / "html"});
  for (const char* format : {"pdf", "docx", "html"})
    EXPECT_GE(ShareAtWords(tallies[format]), std::string_view(format) == "docx" ? 0.75 : 0.95) << format;
}

}  // namespace
}  // namespace audit
