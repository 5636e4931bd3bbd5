// Marked copies of the samples, looked at by other programs: qpdf, pdftotext and LibreOffice, each if it is there.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "parsers/sha256.h"
#include "tests/support/csv.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::map<std::string, std::string>>;

/// Exit code of a shell command whose words are the test's own.
int Shell(const std::string& command) { return std::system(fmt::format("{} >/dev/null 2>&1", command).c_str()); }

bool IsThere(const std::string& program) { return Shell("command -v " + program) == 0; }

class AnnotatedSamples : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder();
    const fs::path samples = fs::path(AUDIT_SOURCE_DIR) / "samples";
    fs::create_directories(folder_->Path() / "archive");
    for (const char* name : {"us", "tw"})
      fs::copy(samples / name, folder_->Path() / "archive" / name, fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(folder_->Path() / "archive"))
      if (entry.is_regular_file()) before_[entry.path()] = Sha256Hex(ReadFile(entry.path()));
    RunProgram({"run", Path("archive"), "--out", Path("run"), "--quiet"});
    EXPECT_EQ(RunProgram({"annotate", Path("run"), "--out", Path("copies")}).exit_code, 0);
    index_ = ReadCsv(ReadFile(folder_->Path() / "copies/annotations.csv"));
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static std::string Path(const std::string& name) { return (folder_->Path() / name).string(); }

  /// Relative paths of the copies of a format.
  static std::set<std::string> Copies(const std::string& format) {
    std::set<std::string> out;
    for (const auto& row : index_)
      if (row.at("format") == format && !row.at("copy").empty()) out.insert(row.at("copy"));
    EXPECT_GE(out.size(), 3u);
    return out;
  }

  static TempFolder* folder_;
  static std::map<fs::path, std::string> before_;  // SHA-256 of the originals
  static Rows index_;
};

TempFolder* AnnotatedSamples::folder_ = nullptr;
std::map<fs::path, std::string> AnnotatedSamples::before_;
Rows AnnotatedSamples::index_;

TEST_F(AnnotatedSamples, HaveMostCommentsAtTheirWordsAndNoneLost) {
  std::size_t at_words = 0;
  for (const auto& row : index_) {
    if (row.at("finding_id").empty()) continue;
    EXPECT_NE(row.at("placed"), "not placed") << row.at("path") << ": " << row.at("note");
    if (row.at("placed") == "at the words")
      ++at_words;
    else
      EXPECT_NE(row.at("note"), "") << row.at("path");
  }
  EXPECT_GE(at_words, 150u);
}

TEST_F(AnnotatedSamples, LeaveTheOriginalsAndAreTheSameAgain) {
  for (const auto& [file, sha256] : before_)
    EXPECT_EQ(Sha256Hex(ReadFile(file)), sha256) << file;
  EXPECT_EQ(RunProgram({"annotate", Path("run"), "--out", Path("again")}).exit_code, 0);
  for (const auto& entry : fs::recursive_directory_iterator(folder_->Path() / "copies")) {
    if (!entry.is_regular_file()) continue;
    const fs::path other = folder_->Path() / "again" / fs::relative(entry.path(), folder_->Path() / "copies");
    EXPECT_EQ(ReadFile(entry.path()), ReadFile(other)) << entry.path();
  }
  for (const auto& row : index_) {
    if (row.at("copy").empty()) continue;
    EXPECT_EQ(Sha256Hex(ReadFile(folder_->Path() / "copies" / row.at("copy"))), row.at("copy_sha256"));
  }
}

TEST_F(AnnotatedSamples, PassTheChecksOfQpdf) {
  if (!IsThere("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  for (const std::string& copy : Copies("pdf"))
    EXPECT_EQ(Shell(fmt::format("qpdf --check '{}'", Path("copies/" + copy))), 0) << copy;
}

TEST_F(AnnotatedSamples, HaveTheTextOfTheOriginalsForOtherReaders) {
  if (!IsThere("pdftotext")) GTEST_SKIP() << "pdftotext is not installed";
  for (const std::string& copy : Copies("pdf")) {
    EXPECT_EQ(Shell(fmt::format("pdftotext '{}' '{}'", Path("archive/" + copy), Path("original.txt"))), 0);
    EXPECT_EQ(Shell(fmt::format("pdftotext '{}' '{}'", Path("copies/" + copy), Path("copy.txt"))), 0);
    EXPECT_EQ(ReadFile(Path("original.txt")), ReadFile(Path("copy.txt"))) << copy;
  }
}

TEST_F(AnnotatedSamples, OfPdfWithObjectStreamsAndRestrictionsAreValidOrRefused) {
  if (!IsThere("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  fs::create_directories(folder_->Path() / "odd");
  const std::string sample = Path("archive/us/knee-program-trifold.pdf");
  EXPECT_EQ(Shell(fmt::format("qpdf --object-streams=generate --linearize '{}' '{}'", sample, Path("odd/streams.pdf"))),
            0);
  EXPECT_EQ(
      Shell(fmt::format("qpdf --encrypt '' owner 256 --modify=none -- '{}' '{}'", sample, Path("odd/restricted.pdf"))),
      0);
  RunProgram({"run", Path("odd"), "--out", Path("odd-run"), "--quiet"});
  EXPECT_EQ(RunProgram({"annotate", Path("odd-run"), "--out", Path("odd-copies")}).exit_code, 3);
  EXPECT_EQ(Shell(fmt::format("qpdf --check '{}'", Path("odd-copies/streams.pdf"))), 0);
  std::size_t refused = 0;
  for (const auto& row : ReadCsv(ReadFile(Path("odd-copies/annotations.csv"))))
    if (row.at("path") == "restricted.pdf") {
      ++refused;
      EXPECT_THAT(row.at("document_note"), ::testing::HasSubstr("encrypted or restricted by its owner"));
    } else {
      EXPECT_NE(row.at("placed"), "not placed");
    }
  EXPECT_GT(refused, 0u);
}

/// Letters and digits alone: what line breaks and markup cannot change.
std::string Letters(std::string_view text) {
  std::string out;
  bool in_tag = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<') in_tag = true;
    if (c == '&') {
      i = std::min(text.find(';', i), text.size());
    } else if (!in_tag && (std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0)) {
      out += c;
    }
    if (c == '>') in_tag = false;
  }
  return out;
}

/// Comments of a flat ODF text: what is said, and the words that each is anchored at.
std::map<std::string, std::string> CommentsOf(const std::string& fodt) {
  std::map<std::string, std::string> out;
  const std::string begin = "<office:annotation office:name=\"";
  for (auto at = fodt.find(begin); at != std::string::npos; at = fodt.find(begin, at + 1)) {
    const auto name_at = at + begin.size();
    const std::string name = fodt.substr(name_at, fodt.find('"', name_at) - name_at);
    const std::string close = "</office:annotation>";
    const auto comment_end = fodt.find(close, at) + close.size();
    const auto words_end = fodt.find("<office:annotation-end office:name=\"" + name + '"');
    EXPECT_NE(words_end, std::string::npos);
    std::string words;  // other comments may begin among them
    for (auto from = comment_end; from < words_end;) {
      const auto other = std::min(fodt.find("<office:annotation ", from), words_end);
      words += fodt.substr(from, other - from);
      from = other == words_end ? other : fodt.find(close, other) + close.size();
    }
    out[Letters(fodt.substr(at, comment_end - at))] = Letters(words);
  }
  return out;
}

TEST_F(AnnotatedSamples, OpenInLibreOfficeWithCommentsAtTheirWords) {
  if (!IsThere("soffice")) GTEST_SKIP() << "LibreOffice is not installed";
  std::map<std::string, std::string> quotes;  // by finding
  for (const auto& row : ReadCsv(ReadFile(Path("run/findings.csv"))))
    quotes[row.at("finding_id")] = Letters(row.at("quote"));
  std::string files;
  for (const std::string& copy : Copies("docx"))
    files += fmt::format(" '{}'", Path("copies/" + copy));
  ASSERT_EQ(Shell(fmt::format(
                "timeout 120 soffice -env:UserInstallation=file://{} --headless --convert-to fodt --outdir '{}'{}",
                Path("office"), Path("odt"), files)),
            0);
  std::size_t checked = 0;
  for (const std::string& copy : Copies("docx")) {
    const auto comments = CommentsOf(ReadFile(Path("odt/" + fs::path(copy).stem().string() + ".fodt")));
    for (const auto& row : index_) {
      if (row.at("copy") != copy || row.at("placed") != "at the words") continue;
      const std::string id = Letters("Finding " + row.at("finding_id"));
      bool found = false;
      for (const auto& [comment, words] : comments) {
        if (comment.find(id) == std::string::npos) continue;
        found = true;
        EXPECT_FALSE(words.empty());
        EXPECT_NE(quotes[row.at("finding_id")].find(words), std::string::npos) << copy << ": " << words;
        ++checked;
      }
      EXPECT_TRUE(found) << copy << " lost the comment on " << row.at("finding_id");
    }
  }
  EXPECT_GE(checked, 20u);
}

}  // namespace
}  // namespace audit
