#include "analyzers/model/trainer/document_measure.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace audit {
namespace {

using Kind = StatementKind;

constexpr std::string_view kCures = "Our exosome injections cure knee arthritis.";
constexpr std::string_view kGuarantees = "We guarantee that you will walk without pain.";
constexpr std::string_view kParking = "Parking behind the house is free.";

/// Lines with their authors' labels, and what a classifier that did not see them makes of them.
struct Labelled {
  TrainingLines training;
  std::vector<KindScores> scores;
  std::size_t pieces = 0;

  explicit Labelled(std::string file = "train.jsonl") { training.files = {std::move(file)}; }

  void Piece() { ++pieces; }
  void Line(std::string_view text, KindBits authors, KindBits classifier) {
    LabelledLine& line = training.lines.emplace_back();
    line.text = text;
    line.piece = pieces;
    line.example.kinds = authors;
    KindScores& score = scores.emplace_back();
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      if ((classifier & BitOf(static_cast<Kind>(k))) != 0) score[k] = {0.97, true};
    score.any_claim = classifier != 0 ? 0.97 : 0.01;
  }
  /// Lines about nothing, up to eight in the piece.
  void Fill() {
    std::size_t in_piece = 0;
    for (const LabelledLine& line : training.lines)
      in_piece += line.piece == pieces ? 1 : 0;
    for (; in_piece < 8; ++in_piece)
      Line(kParking, 0, 0);
  }
};

struct Measures {
  unsigned pieces = 0;
  unsigned left_clean = 0;
  unsigned clean = 0;
  double f1 = -1;
  double precision = -1;
  double recall = -1;
};

Measures Measure(const Labelled& labelled) {
  static const StatementAnalyzer analyzer(AUDIT_SOURCE_DIR "/analyzers/lexicons");
  testing::internal::CaptureStdout();
  PrintDocumentMeasures(analyzer, labelled.training, labelled.scores, AUDIT_SOURCE_DIR "/analyzers");
  std::fflush(stdout);
  const std::string printed = testing::internal::GetCapturedStdout();
  Measures out;
  EXPECT_EQ(
      std::sscanf(printed.c_str(),
                  "judged as documents: %u pieces, %u of %u clean ones left clean; categories of findings F1 %lf P "
                  "%lf R %lf",
                  &out.pieces, &out.left_clean, &out.clean, &out.f1, &out.precision, &out.recall),
      6)
      << printed;
  return out;
}

Labelled BrochureRead(KindBits cures, KindBits guarantees, KindBits parking = 0) {
  Labelled labelled;
  labelled.Piece();
  labelled.Line(kCures, BitOf(Kind::kDiseaseClaim), cures);
  labelled.Line(kGuarantees, BitOf(Kind::kGuaranteeClaim), guarantees);
  labelled.Line(kParking, 0, parking);
  labelled.Fill();
  return labelled;
}

TEST(DocumentMeasure, IsOneWhereTheClassifierSaysWhatTheAuthorsSay) {
  const Measures measures = Measure(BrochureRead(BitOf(Kind::kDiseaseClaim), BitOf(Kind::kGuaranteeClaim)));
  EXPECT_EQ(measures.pieces, 1u);
  EXPECT_EQ(measures.clean, 0u);
  EXPECT_EQ(measures.f1, 1);
  EXPECT_EQ(measures.precision, 1);
  EXPECT_EQ(measures.recall, 1);
}

TEST(DocumentMeasure, CountsFindingsThatTheClassifierMisses) {
  const Measures measures = Measure(BrochureRead(BitOf(Kind::kDiseaseClaim), 0));
  EXPECT_EQ(measures.precision, 1);
  EXPECT_LT(measures.recall, 1);
  EXPECT_GT(measures.recall, 0);
  EXPECT_LT(measures.f1, 1);
}

TEST(DocumentMeasure, CountsFindingsThatTheClassifierInvents) {
  const Measures measures =
      Measure(BrochureRead(BitOf(Kind::kDiseaseClaim), BitOf(Kind::kGuaranteeClaim), BitOf(Kind::kSuperiorityClaim)));
  EXPECT_LT(measures.precision, 1);
  EXPECT_GT(measures.precision, 0);
  EXPECT_EQ(measures.recall, 1);
}

TEST(DocumentMeasure, CountsCleanPiecesThatAreLeftCleanOrAccused) {
  Labelled labelled;
  labelled.Piece();
  labelled.Fill();
  labelled.Piece();
  labelled.Line(kGuarantees, 0, BitOf(Kind::kGuaranteeClaim));
  labelled.Fill();
  const Measures measures = Measure(labelled);
  EXPECT_EQ(measures.pieces, 2u);
  EXPECT_EQ(measures.clean, 2u);
  EXPECT_EQ(measures.left_clean, 1u);
}

TEST(DocumentMeasure, PassesOverFragmentsAndOtherFiles) {
  Labelled fragment;
  fragment.Piece();
  fragment.Line(kCures, BitOf(Kind::kDiseaseClaim), 0);
  EXPECT_EQ(Measure(fragment).pieces, 0u);
  Labelled of_lines("claims-hard.jsonl");
  of_lines.Piece();
  of_lines.Fill();
  EXPECT_EQ(Measure(of_lines).pieces, 0u);
  Labelled mixed("mixed-clinics.jsonl");
  mixed.Piece();
  mixed.Fill();
  EXPECT_EQ(Measure(mixed).pieces, 1u);
}

}  // namespace
}  // namespace audit
