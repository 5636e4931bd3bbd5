#include "analyzers/judge/document_view.h"

#include <gtest/gtest.h>

namespace audit {
namespace {

Label Sure(StatementKind kind) {
  Label label;
  label.kind = kind;
  label.stands = true;
  label.confidence = 0.99;
  return label;
}

/// Whether a document believes its heading to claim an effect on a disease when its text claims `claimed`, and says
/// nothing else.
bool BelievesHeadingBeside(StatementKind claimed) {
  constexpr std::size_t kLongEnoughForATone = 10;
  Document document;
  document.blocks.resize(kLongEnoughForATone);
  Analysis analysis;
  analysis.statements.resize(kLongEnoughForATone);
  for (std::size_t i = 0; i < kLongEnoughForATone; ++i)
    analysis.statements[i].block = i;
  analysis.statements[0].block_kind = BlockKind::kHeading;
  analysis.statements[0].labels = {Sure(StatementKind::kDiseaseClaim)};
  analysis.statements[5].labels = {Sure(claimed)};
  const DocumentView view(document, analysis);
  EXPECT_TRUE(view.Believes(5, analysis.statements[5].labels[0])) << "the text itself";
  return view.Believes(0, analysis.statements[0].labels[0]);
}

TEST(DocumentView, BelievesAHeadingOnlyWhereTheTextClaimsAnEffect) {
  EXPECT_TRUE(BelievesHeadingBeside(StatementKind::kBenefitClaim));
  EXPECT_TRUE(BelievesHeadingBeside(StatementKind::kGuaranteeClaim));
  EXPECT_FALSE(BelievesHeadingBeside(StatementKind::kEvidenceClaim)) << "what studies found offers nothing";
  EXPECT_FALSE(BelievesHeadingBeside(StatementKind::kBorrowedAuthority));
}

}  // namespace
}  // namespace audit
