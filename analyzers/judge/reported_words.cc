#include "analyzers/judge/reported_words.h"

#include <algorithm>
#include <array>
#include <map>

#include "analyzers/judge/phrases.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

struct Quotes {
  std::string_view open;
  std::string_view close;
};
constexpr std::array<Quotes, 5> kQuotes = {{{"“", "”"}, {"「", "」"}, {"『", "』"}, {"\"", "\""}, {"«", "»"}}};

/// Headings of a column that holds what others say.
constexpr std::array<std::string_view, 20> kSayings = {
    "advertisement*", "adverts",  "claim*",  "myth*",   "you may hear", "you may read", "you hear",
    "you read",       "they say", "wording", "phrase*", "what is said", "what you see", "常見說法",
    "說法",           "廣告",     "迷思",    "話術",    "看到這句",     "聽到這句"};

constexpr std::size_t kQuotedRows = 2;  // fewer could be chance

struct Table {
  std::vector<std::size_t> quoted;  ///< statements that fill a cell with a quotation
  bool has_sayings_heading = false;
  std::size_t comments = 0;  ///< rows whose other cells disclose, explain or warn
};

bool IsSayingsHeading(std::string_view text) {
  static const std::vector<Phrase> phrases = [] {
    std::vector<Phrase> out;
    for (const std::string_view saying : kSayings)
      if (auto phrase = Phrase::Parse(saying)) out.push_back(std::move(*phrase));
    return out;
  }();
  const TokenizedText tokens = Tokenize(text);
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& phrase) { return phrase.FindIn(tokens).has_value(); });
}

bool Comments(const Statement& statement) {
  return std::any_of(statement.labels.begin(), statement.labels.end(),
                     [](const Label& label) { return label.stands && FamilyOf(label.kind) != KindFamily::kClaim; });
}

std::string_view TextOf(const Document& document, const Block& block) {
  return std::string_view(document.text).substr(block.text.begin, block.text.end - block.text.begin);
}

}  // namespace

bool IsWhollyQuoted(std::string_view text) {
  for (const Quotes& quotes : kQuotes) {
    if (text.size() <= quotes.open.size() + quotes.close.size() || !text.starts_with(quotes.open) ||
        !text.ends_with(quotes.close))
      continue;
    const auto inner = text.substr(quotes.open.size(), text.size() - quotes.open.size() - quotes.close.size());
    if (inner.find(quotes.close) == std::string_view::npos) return true;
  }
  return false;
}

bool IsQuotedWithin(std::string_view text, std::size_t at) {
  if (IsWhollyQuoted(text)) return false;
  for (const Quotes& quotes : kQuotes) {
    for (std::size_t open = text.find(quotes.open); open < at;) {
      const std::size_t close = text.find(quotes.close, open + quotes.open.size());
      if (close == std::string_view::npos) break;
      if (at < close) return true;
      open = text.find(quotes.open, close + quotes.close.size());
    }
  }
  return false;
}

std::vector<bool> FindReportedWords(const Document& document, const Analysis& analysis) {
  std::map<int, Table> tables;
  std::map<std::pair<int, int>, std::pair<bool, bool>> rows;  // whether a row holds a quotation, and a comment
  for (std::size_t i = 0; i < analysis.statements.size(); ++i) {
    const Statement& statement = analysis.statements[i];
    const Block& block = document.blocks.at(statement.block);
    if (block.table == 0) continue;
    auto& [has_quotation, has_comment] = rows[{block.table, block.row}];
    const std::string_view cell = TextOf(document, block);
    if (IsWhollyQuoted(cell)) {
      tables[block.table].quoted.push_back(i);
      has_quotation = true;
    } else {
      has_comment |= Comments(statement);
      if (block.row == 1) tables[block.table].has_sayings_heading |= IsSayingsHeading(cell);
    }
  }
  for (const auto& [place, row] : rows)
    if (row.first && row.second) ++tables[place.first].comments;
  std::vector<bool> out(analysis.statements.size(), false);
  for (const auto& [number, table] : tables) {
    if (table.quoted.size() < kQuotedRows) continue;
    if (!table.has_sayings_heading && table.comments * 2 < table.quoted.size()) continue;
    for (const std::size_t statement : table.quoted)
      out[statement] = true;
  }
  return out;
}

}  // namespace audit
