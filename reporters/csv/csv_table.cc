#include "reporters/csv/csv_table.h"

#include <fmt/ranges.h>

#include <array>
#include <cassert>

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

bool IsUnprintable(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7F;
}

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string clean;
  if (RunsAsFormula(text)) clean += '\'';
  for (const char c : ReplaceBadUtf8(text))
    if (IsUnprintable(c))
      clean += "\xEF\xBF\xBD";
    else
      clean += c;
  if (clean.find_first_of(",\"\r\n") == std::string::npos) return clean;
  std::string quoted = "\"";
  for (const char c : clean) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
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
    row += CsvCell(cells[i]);
  }
  file_.Write(row += "\r\n");
}

}  // namespace audit
