#include "analyzers/text/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <system_error>

#include "analyzers/setup_error.h"
#include "parsers/sha256.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::string_view kHeader = "concept\tlang\tterm\tflags";

bool IsConceptName(std::string_view name) {
  const auto is_allowed = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.front() >= 'A' && name.front() <= 'Z' &&
         std::all_of(name.begin(), name.end(), is_allowed);
}

std::vector<std::string_view> Columns(std::string_view line) {
  std::vector<std::string_view> columns;
  while (true) {
    const std::size_t tab = line.find('\t');
    columns.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return columns;
    line.remove_prefix(tab + 1);
  }
}

void ReadFlags(std::string_view flags, LexiconRow* row) {
  for (const char flag : flags) {
    if (flag == '~') {
      row->ambiguous = true;
    } else if (flag == '^') {
      row->case_sensitive = true;
    } else if (flag == '#') {
      row->exact = true;
    } else {
      throw SetupError(
          fmt::format("{}: unknown flag '{}'; valid are: ~ ^ # (* and _ stand in the term)", row->where, flag));
    }
  }
}

LexiconRow ReadRow(std::string_view line, std::string where) {
  LexiconRow row;
  row.where = std::move(where);
  const std::vector<std::string_view> columns = Columns(line);
  if (columns.size() != 4)
    throw SetupError(
        fmt::format("{}: {} columns instead of 4 (concept, lang, term, flags)", row.where, columns.size()));
  if (!IsConceptName(columns[0]))
    throw SetupError(fmt::format("{}: concept '{}' must be made of A-Z, 0-9 and _", row.where, columns[0]));
  if (columns[1].empty()) throw SetupError(row.where + ": the language is missing");
  if (columns[2].empty()) throw SetupError(row.where + ": the term is missing");
  row.concept_name = columns[0];
  row.lang = columns[1];
  row.term = columns[2];
  ReadFlags(columns[3], &row);
  return row;
}

void ReadRows(std::string_view bytes, const std::string& name, std::vector<LexiconRow>* rows) {
  std::size_t number = 0;
  while (!bytes.empty()) {
    ++number;
    const std::size_t newline = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, newline);
    bytes.remove_prefix(std::min(newline + 1, bytes.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::string where = fmt::format("{}:{}", name, number);
    if (!IsValidUtf8(line)) throw SetupError(where + ": not valid UTF-8");
    if (number == 1) {
      if (line != kHeader)
        throw SetupError(where + ": the first line must be: concept, lang, term, flags (tabs between)");
      continue;
    }
    if (line.empty() || line.front() == '#') continue;
    rows->push_back(ReadRow(line, std::move(where)));
  }
  if (number == 0) throw SetupError(name + ":1: the file is empty");
}

std::vector<std::filesystem::path> Files(const std::filesystem::path& folder,
                                         std::initializer_list<std::string_view> extensions) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  std::filesystem::recursive_directory_iterator it(folder, error);
  for (; !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error))
    if (std::ranges::find(extensions, it->path().extension()) != extensions.end()) files.push_back(it->path());
  if (error) throw SetupError(fmt::format("{}: cannot read the lexicons: {}", folder.string(), error.message()));
  std::sort(files.begin(), files.end());
  return files;
}

std::string BytesOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) throw SetupError(path.string() + ":1: cannot be read");
  return bytes;
}

}  // namespace

std::vector<LexiconRow> ReadLexicon(const std::filesystem::path& folder) {
  std::vector<LexiconRow> rows;
  const auto files = Files(folder, {".tsv"});
  if (files.empty()) throw SetupError(folder.string() + ": no lexicon (*.tsv) in this folder");
  for (const std::filesystem::path& path : files)
    ReadRows(BytesOf(path), path.string(), &rows);
  return rows;
}

std::string LexiconDigest(const std::filesystem::path& folder) {
  std::string all;
  for (const std::filesystem::path& path : Files(folder, {".tsv", ".rules"})) {
    const std::string bytes = BytesOf(path);
    all += fmt::format("{}\n{}\n", path.lexically_relative(folder).generic_string(), bytes.size()) + bytes;
  }
  return Sha256Hex(all);
}

}  // namespace audit
