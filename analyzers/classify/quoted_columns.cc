#include "analyzers/classify/quoted_columns.h"

#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "analyzers/vocabulary.h"

namespace audit {
namespace {

constexpr std::size_t kFewestQuotations = 3;  // two may be two patients

using Column = std::pair<int, int>;  // table and column of Block

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kQuotes = {
    {{"“", "”"}, {"\"", "\""}, {"「", "」"}, {"『", "』"}, {"‘", "’"}, {"«", "»"}}};

/// Opens with a quotation mark that is closed only at the end, apart from a full stop or comma behind it.
bool IsQuotation(std::string_view text) {
  for (const auto& [open, close] : kQuotes) {
    if (!text.starts_with(open)) continue;
    std::string_view rest = text.substr(open.size());
    const auto end = rest.find(close);
    return end != std::string_view::npos && end > 0 &&
           rest.size() - end - close.size() <= std::string_view("。").size();
  }
  return false;
}

std::string_view TextOf(const Document& document, const Block& block) {
  return std::string_view(document.text).substr(block.text.begin, block.text.end - block.text.begin);
}

/// Columns in which quotations are the rule: at least three, and at most as many other cells (the head, a remark).
std::map<Column, std::size_t> QuotedColumns(const Document& document) {
  std::map<Column, std::size_t> quoted;
  std::map<Column, std::size_t> other;
  for (const Block& block : document.blocks) {
    if (block.table == 0 || block.text.begin == block.text.end) continue;
    ++(IsQuotation(TextOf(document, block)) ? quoted : other)[{block.table, block.column}];
  }
  std::erase_if(quoted, [&other](const auto& entry) {
    const auto found = other.find(entry.first);
    return entry.second < kFewestQuotations || (found != other.end() && found->second > entry.second);
  });
  return quoted;
}

}  // namespace

void ReadQuotedColumns(const Document& document, std::vector<Statement>& statements) {
  const auto columns = QuotedColumns(document);
  if (columns.empty()) return;
  for (Statement& statement : statements) {
    const Block& block = document.blocks[statement.block];
    if (!columns.contains({block.table, block.column}) || !IsQuotation(TextOf(document, block))) continue;
    for (Label& label : statement.labels) {
      if (!label.stands || FamilyOf(label.kind) != KindFamily::kClaim) continue;
      label.stands = false;
      label.stance = Stance::kMentioned;
      label.because += " But the cell is one of a column of quoted phrases: the words are mentioned, not said.";
    }
  }
}

}  // namespace audit
