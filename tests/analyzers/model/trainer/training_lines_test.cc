#include "analyzers/model/trainer/training_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "analyzers/model/context_features.h"
#include "analyzers/model/kind_model.h"
#include "analyzers/model/trainer/measure.h"
#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string Line(const std::string& kinds, const std::string& piece) {
  return R"({"text":"words","form":"sentence","hard":true,"kinds":[)" + kinds + R"(],"optional":[],"piece":")" + piece +
         "\"}\n";
}

TEST(TrainingLines, ReadsEveryFileOfTheFolderInOrderOfName) {
  const TempFolder folder;
  folder.Write("b.jsonl", Line("\"testimonial\"", "one"));
  folder.Write("a.jsonl", Line("", "one") + Line("", "two"));
  folder.Write("README.md", "no lines\n");
  const TrainingLines read = ReadTrainingLines(folder.Path());
  EXPECT_THAT(read.files, ElementsAre("a.jsonl", "b.jsonl"));
  ASSERT_EQ(read.lines.size(), 3U);
  EXPECT_EQ(read.lines[2].file, 1U);
  EXPECT_EQ(read.lines[2].example.kinds, BitOf(StatementKind::kTestimonial));
  EXPECT_EQ(read.lines[0].block_kind, BlockKind::kParagraph);
  EXPECT_NE(read.lines[0].piece, read.lines[1].piece);
  EXPECT_NE(read.lines[0].piece, read.lines[2].piece) << "pieces of two files are two";
  EXPECT_EQ(read.lines[0].example.fold, read.lines[2].example.fold) << "a piece is held out as a whole";
}

TEST(TrainingLines, NamesFileAndLineOfWhatIsWrong) {
  const TempFolder folder;
  folder.Write("a.jsonl", Line("", "one") + Line("\"miracle\"", "one"));
  try {
    ReadTrainingLines(folder.Path());
    FAIL() << "took an unknown kind";
  } catch (const SetupError& error) {
    EXPECT_THAT(error.what(), HasSubstr("a.jsonl:2: "));
    EXPECT_THAT(error.what(), HasSubstr("approval-claim")) << "the valid words";
  }
}

TEST(TrainingLines, RefusesAFolderWithoutAny) {
  const TempFolder folder;
  EXPECT_THROW(ReadTrainingLines(folder.Path()), SetupError);
}

TEST(TrainingLines, AreReadAsTheModelReadsThem) {
  const auto kind = static_cast<std::size_t>(StatementKind::kRiskDisclosure);
  std::vector<LabelledLine> lines(8);
  for (std::size_t i = 0; i < lines.size(); ++i)
    lines[i].text = i % 2 == 0 ? "Swelling, swellings and more swelling are banana risks." : "Ask about the risks.";
  const StatementAnalyzer analyzer(AUDIT_SOURCE_DIR "/analyzers/lexicons");
  ReadFeatures(analyzer, lines);
  ModelData data;
  data.rows = ChooseRows(lines);
  FillValues(data.rows, lines);
  LinearModel linear;
  for (std::size_t row = 0; row < data.rows.size(); ++row) {
    data.rows[row].step = 150;
    data.rows[row].weights[kind] = static_cast<std::int8_t>(row % 7);
    linear.weights.emplace_back()[kind] = StepOf(150) * static_cast<float>(row % 7);
  }
  const KindModel model(data, analyzer.Concepts().Names());
  for (const auto& line : {lines[0], lines[1]}) {
    Statement statement;
    statement.text = line.text;
    const StatementView view = analyzer.Analyze(statement);
    const auto context = ReadContext(view, statement.labels, analyzer.Rules(), analyzer.Concepts().Names());
    KindReading reading;
    model.Read({view.tokenized, view.concepts, context}, reading);
    const double score = ScoreExample(linear, line.example)[kind];
    EXPECT_GT(score, 0.01);
    EXPECT_NEAR(model.Score(reading)[kind].confidence, KindSettings().Confidence(score), 1e-5) << line.text;
  }
}

TEST(TrainingLines, AreNumberedByUse) {
  std::vector<LabelledLine> lines(3);
  lines[0].example.values = {{0, 0.1F}, {2, 0.2F}};
  lines[1].example.values = {{1, 0.3F}, {2, 0.4F}};
  lines[2].example.values = {{1, 0.5F}, {2, 0.6F}};
  EXPECT_THAT(NumberByUse(4, lines), ElementsAre(2U, 1U, 0U, 3U));
  EXPECT_THAT(lines[0].example.values, ElementsAre(std::pair(2U, 0.1F), std::pair(0U, 0.2F)));
  EXPECT_THAT(lines[2].example.values, ElementsAre(std::pair(1U, 0.5F), std::pair(0U, 0.6F)));
}

TEST(Measure, CountsOptionalKindsNeitherWay) {
  LabelledLine line;
  line.example.kinds = BitOf(StatementKind::kStatusDisclosure);
  line.example.optional = BitOf(StatementKind::kRegulatoryContext);
  Measure measure;
  measure.Add(line, line.example.kinds | line.example.optional);
  EXPECT_EQ(measure.all.F1(), 1.0);
  EXPECT_EQ(measure.alarms, 0U);
  measure.Add(line, BitOf(StatementKind::kSafetyClaim));
  EXPECT_EQ(measure.all.Precision(), 0.5);
  EXPECT_EQ(measure.all.Recall(), 0.5);
  EXPECT_EQ(measure.without_claim, 2U);
  EXPECT_EQ(measure.alarms, 1U);
}

}  // namespace
}  // namespace audit
