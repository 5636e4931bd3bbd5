// Reads the open corpus when it is there; nothing of it is in the repository.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "parsers/parser.h"
#include "tests/support/document_checks.h"

namespace audit {
namespace {

void ReadAllIn(const char* folder, const char* format) {
  const char* corpus = std::getenv("AUDIT_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "AUDIT_CORPUS does not name the folder of the open corpus";
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(corpus) / folder)) {
    const std::string extension = entry.path().extension().string();
    if (!entry.is_regular_file() || (extension != ".docx" && extension != ".html")) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const auto start = std::chrono::steady_clock::now();
    const ParseResult result = ParseDocument(bytes, entry.path().filename().string(), {});
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10)) << entry.path();
    EXPECT_EQ(BrokenPromise(result), "") << entry.path();
    const auto* document = std::get_if<Document>(&result);
    EXPECT_EQ(document != nullptr ? document->format : std::get<ParseFailure>(result).format, format) << entry.path();
    ++read;
  }
  EXPECT_GT(read, 0);
}

TEST(DocxAndHtmlCorpus, ReadsEveryWordDocumentOrSaysWhyNot) { ReadAllIn("docx", "docx"); }
TEST(DocxAndHtmlCorpus, ReadsEveryPage) { ReadAllIn("html", "html"); }
TEST(DocxAndHtmlCorpus, SurvivesMalformedDocuments) { ReadAllIn("malformed", "docx"); }

}  // namespace
}  // namespace audit
