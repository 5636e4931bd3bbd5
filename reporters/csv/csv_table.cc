#include "reporters/csv/csv_table.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>

#include "parsers/utf8.h"

namespace audit {
namespace {

bool RunsAsFormula(std::string_view text) {
  // Full-width forms are turned into the plain ones by spreadsheets with an East Asian setting.
  static constexpr std::array<std::string_view, 10> kStarts = {
      "=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
  const std::size_t start = text.find_first_not_of(' ');
  if (start == std::string_view::npos) return false;
  text.remove_prefix(start);
  for (const std::string_view each : kStarts)
    if (text.starts_with(each)) return true;
  return false;
}

/// What the bytes of a cell ask for.
enum class ByteClass : std::uint8_t {
  kPlain,
  kQuoted,       ///< the cell must stand in quotes
  kDoubled,      ///< that too, and the byte is written twice
  kUnprintable,  ///< U+FFFD stands in its place
};

constexpr std::array<ByteClass, 256> kClassOf = [] {
  std::array<ByteClass, 256> classes{};
  for (std::size_t byte = 0; byte < ' '; ++byte)
    classes[byte] = ByteClass::kUnprintable;
  classes[0x7F] = ByteClass::kUnprintable;
  classes['\t'] = ByteClass::kPlain;
  classes['\r'] = classes['\n'] = classes[','] = ByteClass::kQuoted;
  classes['"'] = ByteClass::kDoubled;
  return classes;
}();

ByteClass ClassOf(char c) { return kClassOf[static_cast<unsigned char>(c)]; }

void AppendCell(std::string_view text, std::string& row) {
  const std::string mended = IsValidUtf8(text) ? "" : ReplaceBadUtf8(text);
  if (!mended.empty()) text = mended;
  const bool quoted = std::any_of(text.begin(), text.end(), [](char c) {
    return ClassOf(c) == ByteClass::kQuoted || ClassOf(c) == ByteClass::kDoubled;
  });
  if (quoted) row += '"';
  if (RunsAsFormula(text)) row += '\'';
  while (!text.empty()) {
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return ClassOf(c) >= ByteClass::kDoubled; });
    row.append(text.begin(), end);
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
    if (text.empty()) break;
    row += ClassOf(text.front()) == ByteClass::kDoubled ? "\"\"" : "\xEF\xBF\xBD";
    text.remove_prefix(1);
  }
  if (quoted) row += '"';
}

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string cell;
  AppendCell(text, cell);
  return cell;
}

std::string JoinValues(std::span<const std::string> values) { return fmt::format("{}", fmt::join(values, "; ")); }

CsvTable::CsvTable(const std::filesystem::path& file, std::span<const std::string_view> columns, CsvMark mark)
    : columns_(columns.size()), file_(file) {
  if (mark == CsvMark::kUtf8) file_.Write("\xEF\xBB\xBF");
  file_.Write(fmt::format("{}\r\n", fmt::join(columns, ",")));
}

void CsvTable::Add(std::span<const std::string> cells) {
  assert(cells.size() == columns_);
  std::string row;
  for (std::size_t i = 0; i < columns_; ++i) {
    if (i > 0) row += ',';
    AppendCell(cells[i], row);
  }
  file_.Write(row += "\r\n");
}

}  // namespace audit
