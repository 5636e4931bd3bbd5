#include "tests/support/csv.h"

#include <stdexcept>
#include <utility>

namespace audit {
namespace {

std::vector<std::vector<std::string>> Rows(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& cell = rows.back().back();
    if (quoted) {
      if (text[i] != '"') {
        cell += text[i];
      } else if (text.substr(i + 1).starts_with('"')) {
        cell += text[++i];
      } else {
        quoted = false;
      }
    } else if (text[i] == '"') {
      quoted = true;
    } else if (text[i] == ',') {
      rows.back().emplace_back();
    } else if (text.substr(i).starts_with("\r\n")) {
      rows.push_back({""});
      ++i;
    } else {
      cell += text[i];
    }
  }
  rows.pop_back();
  return rows;
}

}  // namespace

std::vector<std::map<std::string, std::string>> ReadCsv(std::string_view text) {
  const auto rows = Rows(text);
  std::vector<std::map<std::string, std::string>> out;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    if (rows[r].size() != rows[0].size()) throw std::runtime_error("a row of another length than the header");
    std::map<std::string, std::string> row;
    for (std::size_t c = 0; c < rows[r].size(); ++c)
      row[rows[0][c]] = rows[r][c];
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace audit
