// Files that attack their reader, audited in one run by the real program under small limits. Each has one right
// outcome; all end within their limits, the ordinary document among them is audited, and the reports stay inert.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/hostile/hostile_files.h"
#include "tests/parsers/pdf/pdf_writer.h"
#include "tests/reporters/html/markup_check.h"
#include "tests/support/csv.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kMiB = 1u << 20;
#if defined(__SANITIZE_ADDRESS__)
constexpr const char* kCpuSeconds = "20";
constexpr std::size_t kFlateBytes = 6144 * kMiB;  // Poppler itself is not slowed down
#else
constexpr const char* kCpuSeconds = "3";
constexpr std::size_t kFlateBytes = 1024 * kMiB;
#endif
const std::string kTimeIsUp = std::string(kCpuSeconds) + " s of processor time";
constexpr std::string_view kSecret = "the-secret-of-another-file";
constexpr std::string_view kWeighty =
    "Our stem cell exosome therapy may help patients with knee arthritis, although the FDA has not approved it and "
    "results vary, while the cleared centrifuge of our registered laboratory is said to be safe and clinically proven.";
constexpr std::string_view kClaim = "Our exosome therapy is FDA-approved for arthritis.";

struct Case {
  std::string name;
  std::string content;
  std::string outcome;
  std::string detail;  ///< words of outcome_detail
};

std::string Html(std::string_view body) { return "<!DOCTYPE html><html><body>" + std::string(body) + "</body></html>"; }

std::string Laughs(std::string_view root, std::string_view rest) {
  std::string declarations = "<!DOCTYPE " + std::string(root) + " [<!ENTITY l0 'ha'>";
  for (int i = 1; i < 20; ++i)
    declarations += fmt::format("<!ENTITY l{} '{}'>", i, Repeated(fmt::format("&l{};", i - 1), 10));
  return declarations + "]>" + std::string(rest);
}

std::string External(std::string_view root, const std::string& secret_file, std::string_view rest) {
  return fmt::format("<!DOCTYPE {} [<!ENTITY e SYSTEM 'file://{}'>]>{}", root, secret_file, rest);
}

std::string Utf16Name(std::string_view name) {
  std::string wide;
  for (const char c : name)
    wide += std::string(1, c) + '\0';
  return wide + std::string(2, '\0');
}

std::vector<Case> Containers(const std::string& secret_file) {
  const std::string body = BodyPart(Paragraph("&e;")).substr(38);
  const std::string laughs = BodyPart(Paragraph("&l19;")).substr(38);
  const std::string whole = DocxOf(Paragraph(kClaim));
  std::string altered = whole;
  altered[altered.find("arthritis")] = 'A';
  const std::string open = BodyPart(Paragraph(kClaim) + "<w:p><w:r><w:t>");
  const std::string head = open.substr(0, open.find("</w:t></w:r></w:p></w:body>") + 27);
  const DeflateBomb bomb(open.substr(0, open.find("</w:body>")), 80 * kMiB, "</w:t></w:r></w:p></w:body></w:document>");
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
  std::vector<ZipEntry> many = DocxParts(Paragraph(kClaim));
  for (int i = 0; i < 20'000; ++i)
    many.push_back({fmt::format("x{}", i), ""});
  return {
      {"ordinary.docx", whole, "audited", ""},
      {"external-entity.docx", DocxWithMainEntry({"", External("x", secret_file, body)}), "unreadable",
       "document type"},
      {"billion-laughs.docx", DocxWithMainEntry({"", Laughs("x", laughs)}), "unreadable", "document type"},
      {"bomb-honest.docx", DocxWithMainEntry({"", bomb.Stream(), 8, 0, 80 * kMiB}), "partly-read",
       "larger than the limit"},
      {"bomb-lying.docx", DocxWithMainEntry({"", bomb.Stream(), 8, 0, 1000}), "partly-read", "larger than the limit"},
      {"entries.docx", ZipOf(many), "partly-read", "10000"},
      {"truncated.docx", whole.substr(0, whole.size() / 2), "unreadable", ""},
      {"wrong-checksum.docx", altered, "partly-read", ""},
      {"deep.docx", DocxOf(Paragraph(kClaim) + Repeated("<w:sdt><w:sdtContent>", 100'000)), "partly-read",
       "deeper than the limit"},
      {"encrypted.docx", ole + Utf16Name("EncryptedPackage"), "unreadable", "encrypted"},
      {"old.doc", ole + Utf16Name("WordDocument"), "unsupported", ".doc"},
      {"brochures.zip", ZipOf({{"a.html", Html(kClaim)}}), "unsupported", "ZIP archive"},
      {"message.eml", "From: a@example.org\r\nSubject: brochure\r\nMIME-Version: 1.0\r\n\r\nText\r\n", "unsupported",
       ""},
  };
}

std::vector<Case> Pdfs() {
  const std::string words = PdfOf({PdfPageText().Text(72, 100, 11, "Our exosome therapy is FDA-approved.")});
  const std::string key(64, 'A');
  const std::string locked =
      PdfOf({PdfPageText().Text(72, 100, 11, "Secret")}, "",
            fmt::format("/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{}> /U <{}> /P -4 >>", key, key));
  // Each level of run lengths makes 64 of every byte 0x81: 256 * 64^8 bytes.
  const std::string nested =
      PdfWithContent("/Filter [" + Repeated("/RunLengthDecode ", 8) + "]", std::string(256, '\x81'));
  const std::string flate =
      PdfWithContent("/Filter /FlateDecode", "\x78\x9C" + DeflateBomb("", kFlateBytes, "").Stream());
  return {
      {"ordinary.pdf", words, "audited", ""},
      {"encrypted.pdf", locked, "unreadable", "password"},
      {"run-lengths.pdf", nested, "timed-out", kTimeIsUp},
      {"flate.pdf", flate, "timed-out", kTimeIsUp},
      {"page-cycle.pdf",
       RawPdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1 >>"}),
       "unreadable", ""},
      {"no-pages.pdf", RawPdf({"<< /Type /Catalog /Pages 1 0 R >>"}), "unreadable", ""},
      {"stream-length-cycle.pdf",
       RawPdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
               "<< /Length 4 0 R >>\nstream\nBT ET\nendstream"}),
       "audited", ""},
      {"million-pages.pdf",
       RawPdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"}),
       "unreadable", "no pages"},
      {"truncated.pdf", words.substr(0, 60), "unreadable", ""},
  };
}

std::vector<Case> Pages(const std::string& secret_file) {
  return {
      {"ordinary.html", Html(kClaim), "audited", ""},
      {"external-entity.html", External("html", secret_file, "<html><body><p>&e;</p></body></html>"), "audited", ""},
      {"billion-laughs.html", Laughs("html", "<html><body><p>&l19;</p></body></html>"), "audited", ""},
      {"deep.html", Html(Repeated("<div>", 100'000) + std::string(kClaim)), "audited", ""},
      {"huge-attribute.html", Html("<p title=\"" + std::string(16 * kMiB, 'x') + "\">Words</p>"), "audited", ""},
      {"many-attributes.html", Html("<p " + Repeated("a='1' ", 200'000) + ">Words</p>"), "audited", ""},
      {"many-signs.html", "<html>" + Repeated("<", kMiB), "audited", ""},
      {"many-comments.html", "<html>" + Repeated("<!--", kMiB / 4), "audited", ""},
      {"many-references.html", Html(Repeated("&#x", kMiB / 4)), "audited", ""},
      {"one-long-word.html", Html(std::string(kMiB / 4, 'a')), "audited", ""},
      {"one-long-sentence.html", Html(Repeated("FDA approved ", kMiB / 16)), "audited", ""},
      // Much to weigh in each line: its time is up long before its memory, also on a machine several times faster.
      {"too-much-text.html", Html(Repeated("<p>" + std::string(kWeighty) + "</p>\n", 60'000)), "timed-out", kTimeIsUp},
      {"zero-bytes.html", Html("<p>" + Repeated(std::string("a\0b", 3), 1000) + "</p>"), "audited", ""},
      {"no-utf8.html", Html("<meta charset=utf-8><p>\xFF\xFE\xC0\x80\xED\xA0\x80 words</p>"), "audited", ""},
      {"empty.html", "", "unreadable", "empty"},
  };
}

/// Names that attack the reader of a report; the documents themselves are ordinary.
std::vector<Case> Names() {
  std::vector<Case> names;
  for (const std::string name : {"new\nline.html", "quote\"'`.html", "=cmd|'/c calc'!A1.html", "@SUM(1).html",
                                 "\x1b[31mred.html", "<script>alert(1)<\\script>.html", "\xE2\x80\xAEgnp.html",
                                 "not-utf8-\xFF\xFE.html", "a,b;c.html", "%00%n%s.html", "-rf.html", "{{path}}.html"})
    names.push_back({name, Html("<title>=cmd|'/c calc'!A1 <script>alert(2)</script></title><p>" + std::string(kClaim)),
                     "audited", ""});
  return names;
}

class HostileTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    const std::string secret = folder_->Write("secret", kSecret).string();
    for (auto part : {Containers(secret), Pdfs(), Pages(secret), Names()})
      for (Case& each : part) {
        folder_->Write("archive/" + each.name, each.content);
        cases_.push_back({each.name, "", each.outcome, each.detail});
      }
    const auto archive = folder_->Path() / "archive";
    mkfifo((archive / "fifo.html").c_str(), 0600);
    std::filesystem::create_symlink("..", archive / "loop");
    std::filesystem::create_symlink(secret, archive / "link.html");
    folder_->Write("archive/~$ordinary.docx", "lock");
    std::filesystem::resize_file(folder_->Write("archive/too-large.html", "<p>Words</p>"), 65 * kMiB);
    std::filesystem::resize_file(folder_->Write("archive/placeholder.html", ""), kMiB);
    cases_.push_back({"fifo.html", "", "skipped", "pipe"});
    cases_.push_back({"loop", "", "skipped", "link"});
    cases_.push_back({"link.html", "", "skipped", "link"});
    cases_.push_back({"~$ordinary.docx", "", "skipped", "temporary"});
    cases_.push_back({"too-large.html", "", "unreadable", "64 MiB"});
    cases_.push_back({"placeholder.html", "", "unreadable", "offline"});
    const auto begin = std::chrono::steady_clock::now();
    run_ = RunProgram({"run", archive.string(), "--out", (folder_->Path() / "out").string(), "--max-cpu-seconds",
                       kCpuSeconds, "--max-seconds", "30", "--max-file-mib", "64", "--max-memory-mib", "1024", "--jobs",
                       "2"});
    seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (auto& row : ReadCsv(Report("documents.csv")))
      rows_[row["document_id"]] = row;
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::string Report(const std::string& name) { return ReadFile(folder_->Path() / "out" / name); }

  static TempFolder* folder_;
  static std::vector<Case> cases_;
  static ProgramResult run_;
  static double seconds_;
  static std::map<std::string, std::map<std::string, std::string>> rows_;  // by document_id
};

TempFolder* HostileTest::folder_ = nullptr;
std::vector<Case> HostileTest::cases_;
ProgramResult HostileTest::run_;
double HostileTest::seconds_ = 0;
std::map<std::string, std::map<std::string, std::string>> HostileTest::rows_;

TEST_F(HostileTest, EachFileHasItsOneRightOutcome) {
  EXPECT_EQ(run_.exit_code, 3) << run_.err;
  EXPECT_EQ(rows_.size(), cases_.size());
  std::map<std::string, std::map<std::string, std::string>> by_path;
  for (const auto& [id, row] : rows_)
    by_path[row.at("path")] = row;
  for (const Case& each : cases_) {
    // Names that a cell shows in another way than they are stand under their defused or escaped form.
    std::string shown = each.name;
    for (const auto& [raw, escaped] :
         std::map<std::string, std::string>{{"\n", "\\x0A"}, {"\x1b", "\\x1B"}, {"\xFF\xFE", "\\xFF\\xFE"}})
      if (const auto at = shown.find(raw); at != std::string::npos) shown.replace(at, raw.size(), escaped);
    if (shown[0] == '=' || shown[0] == '@' || shown[0] == '-') shown = "'" + shown;
    ASSERT_TRUE(by_path.contains(shown)) << shown;
    const auto& row = by_path[shown];
    EXPECT_EQ(row.at("outcome"), each.outcome) << shown << ": " << row.at("outcome_detail");
    EXPECT_THAT(row.at("outcome_detail"), HasSubstr(each.detail)) << shown;
  }
}

TEST_F(HostileTest, OrdinaryDocumentsAmongThemAreJudged) {
  const std::string findings = Report("findings.csv");
  for (const std::string name : {"ordinary.docx", "ordinary.pdf", "ordinary.html", "deep.html"})
    EXPECT_THAT(findings, HasSubstr("," + name + ",us/false-approval")) << name;
}

TEST_F(HostileTest, EndsWithinItsLimits) {
  EXPECT_LT(seconds_, 120) << "three documents use up their processor time, the others far less";
}

TEST_F(HostileTest, GivesNothingOfOtherFilesAway) {
  for (const std::string name : {"documents.csv", "statements.csv", "findings.csv", "report.html", "run.json"})
    EXPECT_THAT(Report(name), Not(HasSubstr(kSecret))) << name;
}

TEST_F(HostileTest, TheTablesStayInert) {
  for (const std::string name : {"documents.csv", "statements.csv", "findings.csv"}) {
    const std::string text = Report(name);
    EXPECT_EQ(text.find('\x1b'), std::string::npos) << name;
    for (const auto& row : ReadCsv(text))
      for (const auto& [column, cell] : row)
        EXPECT_FALSE(!cell.empty() && std::string("=+-@\t\r").find(cell[0]) != std::string::npos)
            << name << ", " << column << ": " << cell.substr(0, 80);
  }
}

TEST_F(HostileTest, ThePageStaysInert) {
  bool seen = false;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_->Path() / "out")) {
    if (entry.path().extension() != ".html") continue;
    const std::string page = ReadFile(entry.path());
    EXPECT_EQ(BrokenMarkup(page), "") << entry.path();
    EXPECT_THAT(page, Not(HasSubstr("<script>alert"))) << entry.path();
    seen = seen || page.find("&lt;script&gt;alert") != std::string::npos;
    EXPECT_EQ(page.find('\x1b'), std::string::npos) << entry.path();
    EXPECT_EQ(page.find("\xE2\x80\xAE"), std::string::npos) << "a mark that turns the direction of text round";
  }
  EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace audit
