#include "analyzers/classify/quoted_columns.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace audit {
namespace {

/// A document of one table column, each cell with one statement that claims something.
struct Table {
  Document document;
  std::vector<Statement> statements;
};

Table ColumnOf(const std::vector<std::string>& cells) {
  Table out;
  for (const std::string& cell : cells) {
    Block block;
    block.kind = BlockKind::kTableCell;
    block.table = 1;
    block.row = static_cast<int>(out.statements.size()) + 1;
    block.column = 1;
    block.text = {out.document.text.size(), out.document.text.size() + cell.size()};
    out.document.text += cell + "\n";
    Statement statement;
    statement.text = cell;
    statement.span = block.text;
    statement.block = out.document.blocks.size();
    statement.labels.push_back(
        {StatementKind::kGuaranteeClaim, Stance::kAsserted, Subject::kUnknown, true, "cue", "why", 1});
    out.document.blocks.push_back(block);
    out.statements.push_back(statement);
  }
  ReadQuotedColumns(out.document, out.statements);
  return out;
}

std::string Standing(const std::vector<std::string>& cells) {
  std::string out;
  for (const Statement& statement : ColumnOf(cells).statements)
    out += statement.labels[0].stands ? '+' : '-';
  return out;
}

TEST(QuotedColumns, TakeBackTheClaimsOfQuotedCells) {
  EXPECT_EQ(Standing({"What they say", "“Guaranteed”", "“Cures all.”", "“No risk”"}), "+---");
  EXPECT_EQ(Standing({"「保證有效」", "「根治」。", "「零風險」"}), "---");
}

TEST(QuotedColumns, LeaveFewQuotationsAndOtherCellsAlone) {
  EXPECT_EQ(Standing({"“I walk again”", "“My pain is gone”"}), "++");
  EXPECT_EQ(Standing({"“a”", "“b”", "“c”", "d", "e", "f", "g"}), "+++++++");
  EXPECT_EQ(Standing({"“Guaranteed” is what they say", "“a”", "“b”", "“c” and “d”"}), "++++");
}

TEST(QuotedColumns, SayWhy) {
  const Label label = ColumnOf({"“a”", "“b”", "“c”"}).statements[0].labels[0];
  EXPECT_EQ(label.stance, Stance::kMentioned);
  EXPECT_THAT(label.because, ::testing::HasSubstr("column of quoted phrases"));
}

TEST(QuotedColumns, NeedATable) {
  Table table = ColumnOf({"“a”", "“b”"});
  for (Block& block : table.document.blocks)
    block.table = 0;
  ReadQuotedColumns(table.document, table.statements);
  EXPECT_TRUE(table.statements[0].labels[0].stands);
}

}  // namespace
}  // namespace audit
