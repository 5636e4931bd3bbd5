// Articles, letters and careful clinics' pages that are full of regulatory words, none of which they claim: negated,
// asked, supposed, mentioned, reported of others. Each file of sober/ must come out without a standing claim.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "analyzers/classify/statement_analyzer.h"
#include "classify_fixture.h"

namespace audit {
namespace {

namespace fs = std::filesystem;
using classify_test::DocumentOf;
using classify_test::TheClassifier;

/// "@track" and "@role" lines name the facts that may be decided, "# " opens a heading; other lines are paragraphs.
/// "=> kind" behind a line: it truly says so.
struct SoberText {
  std::vector<std::pair<BlockKind, std::string>> blocks;
  std::vector<std::string> tracks;
  std::vector<std::string> roles;
  std::map<std::string, std::string> truly_said;  ///< kind by statement
};

std::vector<std::string> WordsAfter(const std::string& line, std::size_t from) {
  std::istringstream in(line.substr(from));
  return {std::istream_iterator<std::string>(in), {}};
}

SoberText Read(const std::string& name) {
  std::ifstream in(fs::path(AUDIT_SOURCE_DIR) / "tests" / "analyzers" / "classify" / "sober" / name);
  SoberText out;
  for (std::string line; std::getline(in, line);) {
    if (const auto mark = line.find(" => "); mark != std::string::npos) {
      out.truly_said[line.substr(0, mark)] = line.substr(mark + 4);
      line.resize(mark);
    }
    if (line.starts_with("@track "))
      out.tracks = WordsAfter(line, 7);
    else if (line.starts_with("@role "))
      out.roles = WordsAfter(line, 6);
    else if (line.starts_with("# "))
      out.blocks.emplace_back(BlockKind::kHeading, line.substr(2));
    else if (!line.empty())
      out.blocks.emplace_back(BlockKind::kParagraph, line);
  }
  return out;
}

class SoberTexts : public testing::TestWithParam<const char*> {};

void ExpectNoClaim(const SoberText& text, const Statement& statement) {
  const auto said = text.truly_said.find(statement.text);
  for (const Label& label : statement.labels) {
    if (said != text.truly_said.end() && said->second == NameOf(label.kind)) continue;
    EXPECT_FALSE(label.stands && FamilyOf(label.kind) == KindFamily::kClaim)
        << NameOf(label.kind) << ": " << statement.text << "\n  " << label.because;
  }
}

TEST_P(SoberTexts, ClaimNothing) {
  const SoberText text = Read(GetParam());
  ASSERT_GE(text.blocks.size(), 20u);
  for (const Statement& statement : TheClassifier().Analyze(DocumentOf(text.blocks), {}).statements)
    ExpectNoClaim(text, statement);
}

// A regulator's or publisher's voice takes claims back as a whole; to the rules the sentences claim nothing even alone.
TEST_P(SoberTexts, ClaimNothingToTheRulesSentenceBySentence) {
  static const StatementAnalyzer analyzer(fs::path(AUDIT_SOURCE_DIR) / "analyzers" / "lexicons");
  const SoberText text = Read(GetParam());
  for (const auto& block : text.blocks) {
    Statement statement;
    statement.text = block.second;
    analyzer.Analyze(statement);
    ExpectNoClaim(text, statement);
  }
}

TEST_P(SoberTexts, AreReadForWhatTheyAre) {
  const SoberText text = Read(GetParam());
  const DocumentFacts facts = TheClassifier().Analyze(DocumentOf(text.blocks), {}).facts;
  const std::string because = testing::PrintToString(facts.because);
  EXPECT_THAT(text.tracks, testing::Contains(std::string(NameOf(facts.track)))) << because;
  EXPECT_THAT(text.roles, testing::Contains(std::string(NameOf(facts.role)))) << because;
}

INSTANTIATE_TEST_SUITE_P(Invented, SoberTexts,
                         testing::Values("article_en.txt", "article_zh.txt", "letter_en.txt", "notice_zh.txt",
                                         "clinic_en.txt", "clinic_zh.txt", "cosmetic_en.txt"));

}  // namespace
}  // namespace audit
