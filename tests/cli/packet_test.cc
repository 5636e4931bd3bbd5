// Packets of stored runs: they verify, rebuild to the same bytes, tell what changed since, and carry nothing that runs.
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <variant>
#include <vector>

#include "parsers/parser.h"
#include "parsers/sha256.h"
#include "tests/support/csv.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kClaim =
    "<html><head><title>Joint care</title></head><body><h1>Exosome therapy</h1>"
    "<p>Our exosome therapy is FDA-approved for arthritis.</p></body></html>";

using Rows = std::vector<std::map<std::string, std::string>>;

class PacketTest : public ::testing::Test {
 protected:
  fs::path At(const std::string& name) const { return folder_.Path() / name; }

  void CopySamples() const {
    fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples", At("archive"), fs::copy_options::recursive);
  }
  void Run(const std::string& out = "run") const {
    const ProgramResult result =
        RunProgram({"run", At("archive").string(), "--out", At(out).string(), "--ocr", "never"});
    ASSERT_THAT(result.exit_code, AnyOf(0, 3)) << result.err;
  }
  ProgramResult Packet(const std::string& out, const std::vector<std::string>& more = {},
                       const std::string& run = "run") const {
    std::vector<std::string> command = {"packet", At(run).string(), "--out", At(out).string()};
    if (std::find(more.begin(), more.end(), "--pdf") == more.end()) command.insert(command.end(), {"--pdf", "never"});
    command.insert(command.end(), more.begin(), more.end());
    return RunProgram(command);
  }
  Rows Table(const std::string& packet, const std::string& name) const { return ReadCsv(ReadFile(At(packet) / name)); }

  TempFolder folder_;
};

TEST_F(PacketTest, VerifiesBySha256sum) {
  CopySamples();
  Run();
  const ProgramResult result = Packet("packet", {"--select", "folder=us"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const std::string check =
      "cd '" + At("packet").string() + "' && sha256sum --strict --quiet -c SHA256SUMS > /dev/null 2>&1";
  EXPECT_EQ(std::system(check.c_str()), 0);
  const std::string sums = ReadFile(At("packet/SHA256SUMS"));
  for (const auto& [name, content] : ReadTree(At("packet")))
    if (name != "SHA256SUMS") EXPECT_THAT(sums, HasSubstr("  " + name + "\n"));
  folder_.Write("packet/index.csv", "tampered");
  EXPECT_NE(std::system(check.c_str()), 0);
}

TEST_F(PacketTest, HoldsTheOriginalsUnderTheirNumbersAndTheExhibitsOfTheSelection) {
  CopySamples();
  Run();
  ASSERT_EQ(Packet("packet", {"--select", "folder=us", "--select", "severity=critical", "--prefix", "SMITH"}).exit_code,
            0);
  const Rows exhibits = Table("packet", "index.csv");
  ASSERT_FALSE(exhibits.empty());
  std::size_t number = 0;
  const std::string page = ReadFile(At("packet/packet.html"));
  for (const auto& row : exhibits) {
    const std::string digits = std::to_string(++number);
    EXPECT_EQ(row.at("exhibit"), "SMITH-" + std::string(6 - digits.size(), '0') + digits);
    EXPECT_EQ(row.at("severity"), "critical");
    EXPECT_THAT(row.at("path"), ::testing::StartsWith("us/"));
    EXPECT_THAT(page, HasSubstr("id=\"" + row.at("exhibit") + "\""));
    EXPECT_EQ(ReadFile(At("packet") / row.at("original_file")), ReadFile(At("archive") / row.at("path")));
    if (row.at("path").ends_with(".pdf") && !row.at("quote").empty()) EXPECT_NE(row.at("pictures"), "");
  }
  for (const auto& row : Table("packet", "chain-of-custody.csv")) {
    EXPECT_EQ(row.at("state"), "unchanged");
    EXPECT_EQ(row.at("sha256_now"), row.at("sha256_at_reading"));
    EXPECT_EQ(row.at("sha256_now"), Sha256Hex(ReadFile(At("packet") / row.at("packet_file"))));
    ASSERT_NE(row.at("marked_copy"), "") << row.at("path");
    const std::string marked = ReadFile(At("packet") / row.at("marked_copy"));
    EXPECT_EQ(row.at("marked_copy_sha256"), Sha256Hex(marked));
    EXPECT_NE(row.at("marked_copy_sha256"), row.at("sha256_now"));
  }
  EXPECT_THAT(page, HasSubstr("questions met<br>")) << "the checklist of each document";
  EXPECT_THAT(page, HasSubstr("Not met: Are risks, expectations and limits explained in writing?"));
  std::vector<std::string> unread;
  for (const auto& row : Table("packet", "not-read.csv"))
    unread.push_back(row.at("path"));
  EXPECT_THAT(unread, ElementsAre("scanned/scanned-flyer.pdf", "unreadable/locked-price-list.pdf",
                                  "unreadable/truncated-brochure.docx"))
      << "also those outside of the selection";
  EXPECT_THAT(page, HasSubstr("unreadable/locked-price-list.pdf"));
}

TEST_F(PacketTest, RebuildsToTheSameBytes) {
  CopySamples();
  Run();
  ASSERT_EQ(Packet("one").exit_code, 0);
  ASSERT_EQ(Packet("two").exit_code, 0);
  EXPECT_TRUE(ReadTree(At("one")) == ReadTree(At("two")));
  ASSERT_EQ(Packet("one").exit_code, 0) << "in place of the earlier one";
  EXPECT_TRUE(ReadTree(At("one")) == ReadTree(At("two")));
  ASSERT_EQ(Packet("zip/one", {"--zip"}).exit_code, 0);
  fs::rename(At("zip/one.zip"), At("zip/first.zip"));
  ASSERT_EQ(Packet("zip/one.zip", {"--zip"}).exit_code, 0);
  EXPECT_TRUE(ReadFile(At("zip/first.zip")) == ReadFile(At("zip/one.zip")));
  EXPECT_THAT(ReadTree(At("zip")), SizeIs(2)) << "nothing else is left behind";
}

TEST_F(PacketTest, TellsOriginalsThatChangedOrAreGoneAndLeavesThemOut) {
  for (const char* name : {"changed", "gone", "kept", "touched"})
    folder_.Write(std::string("archive/") + name + ".html", std::string(kClaim) + "<!--" + name + "-->");
  Run();
  folder_.Write("archive/changed.html", "<p>Something else.</p>");
  fs::remove(At("archive/gone.html"));
  fs::last_write_time(At("archive/touched.html"), fs::file_time_type::clock::now() - std::chrono::hours(24));
  const ProgramResult result = Packet("packet");
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_THAT(result.out, HasSubstr("2 originals are not enclosed"));
  std::map<std::string, std::string> states;
  for (const auto& row : Table("packet", "chain-of-custody.csv")) {
    states[row.at("path")] = row.at("state");
    EXPECT_EQ(row.at("packet_file").empty(), row.at("state") != "unchanged") << row.at("path");
  }
  EXPECT_EQ(states["changed.html"], "changed");
  EXPECT_EQ(states["gone.html"], "missing");
  EXPECT_EQ(states["kept.html"], "unchanged");
  EXPECT_EQ(states["touched.html"], "unchanged") << "the bytes count";
  EXPECT_THAT(ReadTree(At("packet/originals")), SizeIs(2));
  EXPECT_THAT(ReadFile(At("packet/packet.html")), AllOf(HasSubstr("no longer the one that was read"),
                                                        HasSubstr("1 changed since, 1 gone or unreadable now")));
}

TEST_F(PacketTest, CarriesNothingThatRuns) {
  const std::string hostile =
      "<html><head><title>=HYPERLINK(\"http://evil\")</title></head><body>"
      "<p>Our &lt;script&gt;alert(1)&lt;/script&gt; exosome therapy is FDA-approved for arthritis \x1b]0;x\x07.</p>"
      "<p>=cmd|' /C calc'!A0 is FDA-approved stem cell therapy.</p></body></html>";
  for (const char* name : {"=1+1.html", "<script>alert(1)</script>.html", "CON.html", "a\\..\\..\\b.html",
                           "x\xff\n.html", "\"onload=\"alert(1).html", "{{path}}.html", "NUL"})
    folder_.Write(std::string("archive/") + name, hostile + "<!--" + name + "-->");
  Run();
  ASSERT_EQ(Packet("packet").exit_code, 0);
  const std::regex safe("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)?(\\.[a-z0-9]+)?");
  for (const auto& [name, content] : ReadTree(At("packet")))
    EXPECT_TRUE(std::regex_match(name, safe)) << name;
  const std::string page = ReadFile(At("packet/packet.html"));
  for (const std::string inert : {"<script", "onload=\"", "javascript:", "\x1b", "href=\"http", "src=\"http", "url("})
    EXPECT_EQ(page.find(inert), std::string::npos) << inert;
  for (const std::string shown : {"default-src 'none'", "&lt;script&gt;", "{{path}}.html", "=HYPERLINK(&quot;"})
    EXPECT_NE(page.find(shown), std::string::npos) << shown;
  for (const std::string name : {"index.csv", "documents.csv", "chain-of-custody.csv", "not-read.csv"})
    for (const auto& row : Table("packet", name))
      for (const auto& [column, cell] : row)
        EXPECT_TRUE(cell.empty() || std::string("=+-@\t\r").find(cell[0]) == std::string::npos)
            << column << ": " << cell;
}

/// Two runs differ in their times, which packet.html, packet.json and therefore SHA256SUMS tell.
std::map<std::string, std::string> WithoutTimes(const fs::path& packet) {
  std::map<std::string, std::string> files = ReadTree(packet);
  const std::regex times("from 20[0-9T:Z-]+ to 20[0-9T:Z-]+|\"run_(started|finished)_utc\": \"[^\"]*\"");
  for (const std::string name : {"packet.html", "packet.json"})
    files[name] = std::regex_replace(files[name], times, "");
  files.erase("SHA256SUMS");
  return files;
}

TEST_F(PacketTest, OfAMergedRunIsThatOfOneRun) {
  CopySamples();
  Run();
  const auto done = [](const ProgramResult& result) { return result.exit_code == 0 || result.exit_code == 3; };
  ASSERT_TRUE(done(RunProgram({"plan", At("archive").string(), "--out", At("manifest").string()})));
  for (const std::string shard : {"1/3", "2/3", "3/3"})
    ASSERT_TRUE(done(RunProgram({"run", "--manifest", At("manifest").string(), "--shard", shard, "--out",
                                 At("shards").string(), "--ocr", "never"})));
  ASSERT_TRUE(done(RunProgram({"merge", At("merged").string(), At("shards").string()})));
  ASSERT_EQ(Packet("one").exit_code, 0);
  ASSERT_EQ(Packet("other", {}, "merged").exit_code, 0);
  const auto one = WithoutTimes(At("one")), other = WithoutTimes(At("other"));
  for (const auto& [name, content] : one)
    EXPECT_TRUE(other.contains(name) && other.at(name) == content) << name;
  EXPECT_EQ(one.size(), other.size());
}

TEST_F(PacketTest, RefusesToWriteOverWhatIsNoPacketOrIntoTheArchive) {
  folder_.Write("archive/a.html", kClaim);
  Run();
  folder_.Write("mine/notes.txt", "keep");
  folder_.Write("mine.zip", "keep");
  const std::string before = ReadFile(At("archive/a.html"));
  EXPECT_THAT(Packet("mine").err, HasSubstr("is no packet; name a new folder"));
  EXPECT_THAT(Packet("mine", {"--zip"}).err, HasSubstr("is no packet"));
  EXPECT_THAT(Packet("archive/packet").err, HasSubstr("lies in the archive"));
  EXPECT_THAT(Packet("archive").err, HasSubstr("is no packet"));
  EXPECT_THAT(Packet("run").err, HasSubstr("is no packet"));
  EXPECT_EQ(ReadFile(At("mine/notes.txt")), "keep");
  EXPECT_EQ(ReadFile(At("mine.zip")), "keep");
  EXPECT_THAT(ReadTree(At("archive")), SizeIs(1));
  EXPECT_EQ(ReadFile(At("archive/a.html")), before);
}

TEST_F(PacketTest, ExplainsWhatItCannotDo) {
  folder_.Write("archive/a.html", kClaim);
  EXPECT_THAT(Packet("packet").err, HasSubstr("holds no stored run"));
  Run();
  EXPECT_THAT(Packet("packet", {"--select", "document=nowhere"}).err, HasSubstr("nowhere"));
  EXPECT_THAT(Packet("packet", {"--prefix", "../x"}).err, HasSubstr("must be 1 to 16 letters"));
  EXPECT_FALSE(fs::exists(At("packet")));
}

TEST_F(PacketTest, SaysThatAPictureIsLost) {
  fs::create_directories(At("archive"));
  fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples/us/exovanta-vial-brochure.pdf", At("archive"));
  Run();
  const std::string name = ReadTree(At("run/evidence")).begin()->first;
  folder_.Write("run/evidence/" + name, "not the picture");
  ASSERT_EQ(Packet("packet").exit_code, 0);
  EXPECT_THAT(ReadFile(At("packet/packet.html")), HasSubstr("no longer in the run folder"));
}

TEST_F(PacketTest, PrintsItsPagesTheSameEachTime) {
  fs::create_directories(At("archive"));
  fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples/us/exovanta-vial-brochure.pdf", At("archive"));
  Run();
  const ProgramResult first = Packet("one", {"--pdf", "auto", "--select", "severity=high", "--paper", "letter"});
  ASSERT_EQ(first.exit_code, 0) << first.err;
  if (first.out.find("No PDF: no browser") != std::string::npos) GTEST_SKIP() << "no browser on this machine";
  ASSERT_THAT(first.out, Not(HasSubstr("No PDF")));
  ASSERT_EQ(Packet("two", {"--pdf", "auto", "--select", "severity=high", "--paper", "letter"}).exit_code, 0);
  const std::string pdf = ReadFile(At("one/packet.pdf"));
  EXPECT_TRUE(pdf == ReadFile(At("two/packet.pdf")));
  const ParseResult result = ParseDocument(pdf, "packet.pdf", {});
  ASSERT_TRUE(std::holds_alternative<Document>(result));
  const Document& document = std::get<Document>(result);
  EXPECT_THAT(document.text, AllOf(HasSubstr("Legal review packet"), HasSubstr("BA-000001"), HasSubstr("Page 1 of ")));
  EXPECT_GE(static_cast<std::size_t>(document.coverage.pages_total), Table("one", "index.csv").size());
}

}  // namespace
}  // namespace audit
