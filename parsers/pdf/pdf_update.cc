#include "parsers/pdf/pdf_update.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

#include "parsers/pdf/pdf_source.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

constexpr std::size_t kHeaderReach = 1024;
constexpr auto npos = std::string_view::npos;

/// Offsets in a file count from its header.
std::size_t HeaderOf(std::string_view bytes) {
  const std::size_t at = bytes.substr(0, kHeaderReach).find("%PDF-");
  return at == npos ? 0 : at;
}

/// What the last "startxref" says.
std::optional<std::uint64_t> StartOfTable(std::string_view bytes) {
  constexpr std::string_view kWord = "startxref";
  const std::size_t word = bytes.rfind(kWord);
  if (word == npos) return std::nullopt;
  std::string_view rest = bytes.substr(word + kWord.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
  std::uint64_t offset = 0;
  if (std::from_chars(rest.data(), rest.data() + rest.size(), offset).ec != std::errc()) return std::nullopt;
  return offset;
}

bool IsTableAt(std::string_view bytes, std::uint64_t offset) {
  if (offset >= bytes.size()) return false;
  std::string_view rest = bytes.substr(offset);
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
  return rest.starts_with("xref");
}

void AppendBigEndian(std::uint64_t value, int width, std::string& out) {
  for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
    out += static_cast<char>((value >> shift) & 0xFF);
}

/// Runs of consecutive keys: first and count.
template <typename Map>
std::vector<std::pair<int, int>> RunsOf(const Map& map) {
  std::vector<std::pair<int, int>> runs;
  for (const auto& [number, unused] : map)
    if (!runs.empty() && runs.back().first + runs.back().second == number)
      ++runs.back().second;
    else
      runs.emplace_back(number, 1);
  return runs;
}

}  // namespace

PdfUpdate::PdfUpdate(std::string_view bytes, const PdfObjects& objects)
    : bytes_(bytes), objects_(objects), next_(static_cast<int>(objects.Size())) {}

ObjectRef PdfUpdate::Reserve() { return {next_++, 0}; }

void PdfUpdate::Put(ObjectRef ref, std::string source) {
  new_objects_[ref.number] = {ref.generation, std::move(source)};
}

std::string PdfUpdate::IdSource() const {
  const std::string id = objects_.FileId();
  if (id.empty()) return "";
  // The second half tells this version from others; made of its content, so that the same input gives the same bytes.
  std::string content(bytes_);
  for (const auto& [number, object] : new_objects_)
    content += object.second;
  return fmt::format(" /ID [{}<{}>]", StringSource(id), Sha256Hex(content).substr(0, 32));
}

std::string PdfUpdate::Table(const std::map<int, Placed>& placed, std::string_view trailer) const {
  std::string out = "xref\n0 1\n0000000000 65535 f \n";
  for (const auto& [first, count] : RunsOf(placed)) {
    out += fmt::format("{} {}\n", first, count);
    for (int number = first; number < first + count; ++number)
      out += fmt::format("{:010} {:05} n \n", placed.at(number).offset, placed.at(number).generation);
  }
  return out + fmt::format("trailer\n<< /Size {} {} >>\n", next_, trailer);
}

std::string PdfUpdate::Stream(std::map<int, Placed> placed, std::uint64_t offset, std::string_view trailer) const {
  const int own = next_;
  placed[own] = {offset, 0};
  std::map<int, ObjectEntry> rows;
  if (objects_.WasRepaired()) {  // no earlier table to build on
    const std::vector<ObjectEntry> entries = objects_.Entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
      rows[static_cast<int>(i)] = entries[i];
    rows[0] = {0, 0, 65535};
  }
  for (const auto& [number, place] : placed)
    rows[number] = {1, place.offset, static_cast<std::uint32_t>(place.generation)};
  std::string data;
  for (const auto& [number, row] : rows) {
    AppendBigEndian(row.kind, 1, data);
    AppendBigEndian(row.where, 8, data);
    AppendBigEndian(row.detail, 4, data);
  }
  std::string index;
  for (const auto& [first, count] : RunsOf(rows))
    index += fmt::format("{}{} {}", index.empty() ? "" : " ", first, count);
  return fmt::format(
      "{} 0 obj\n<< /Type /XRef /Size {} /W [1 8 4] /Index [{}] /Length {} {} >>\nstream\n{}\nendstream\nendobj\n", own,
      own + 1, index, data.size(), trailer, data);
}

std::string PdfUpdate::Finish() const {
  const std::size_t header = HeaderOf(bytes_);
  const std::optional<std::uint64_t> previous = StartOfTable(bytes_);
  if (!previous && !objects_.WasRepaired()) return "";
  std::string out(bytes_);
  if (!out.ends_with('\n')) out += '\n';
  std::map<int, Placed> placed;
  for (const auto& [number, object] : new_objects_) {
    placed[number] = {out.size() - header, object.first};
    out += fmt::format("{} {} obj\n{}\nendobj\n", number, object.first, object.second);
  }
  const std::uint64_t table = out.size() - header;
  std::string trailer = objects_.TrailerEntries() + IdSource();
  if (!objects_.WasRepaired()) trailer += fmt::format(" /Prev {}", *previous);
  // A file goes on in the form in which it began: readers of tables alone must find tables.
  const bool as_table =
      !objects_.WasRepaired() && (IsTableAt(bytes_, *previous + header) || IsTableAt(bytes_, *previous));
  out += as_table ? Table(placed, trailer) : Stream(std::move(placed), table, trailer);
  return out + fmt::format("startxref\n{}\n%%EOF\n", table);
}

}  // namespace audit
