#include "parsers/document_builder.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr int kMaxAnomaliesOfOneName = 20;
constexpr std::size_t kMaxMetadataBytes = 4096;

bool IsBlank(UChar32 c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || (c > 0xFF && (u_isUWhiteSpace(c) || c == 0x180E));
}

/// Bytes at the front that are letters and signs of ASCII.
std::size_t PlainLength(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size() && bytes[at] > 0x20 && bytes[at] < 0x7F)
    ++at;
  return at;
}

/// Bytes of `text` up to `limit` that end on a character boundary.
std::size_t BoundaryAtOrBefore(std::string_view text, std::size_t limit) {
  if (limit >= text.size()) return text.size();
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80)
    --limit;
  return limit;
}

}  // namespace

std::string CleanText(std::string_view bytes) {
  std::string clean;
  clean.reserve(bytes.size());
  bool blank_before = false;
  bool anything_to_see = false;
  while (!bytes.empty()) {
    if (const std::size_t plain = PlainLength(bytes); plain > 0) {
      if (blank_before && !clean.empty()) clean += ' ';
      blank_before = false;
      anything_to_see = true;
      clean += bytes.substr(0, plain);
      bytes.remove_prefix(plain);
      continue;
    }
    const auto [code, length] = DecodeUtf8(bytes);
    const auto c = static_cast<UChar32>(code);
    const std::string_view character = bytes.substr(0, length);
    bytes.remove_prefix(length == 0 ? 1 : length);
    if (length > 0 && IsBlank(c)) {
      blank_before = true;
      continue;
    }
    if (blank_before && !clean.empty()) clean += ' ';
    blank_before = false;
    clean += length == 0 ? std::string_view("\xEF\xBF\xBD") : character;
    if (length != 1 && length > 0 && u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
    anything_to_see = true;
  }
  if (!anything_to_see) clean.clear();
  return clean;
}

bool DocumentBuilder::Add(Block block, std::string_view text) {
  if (text_is_full_) return false;
  const std::string clean = CleanText(text);
  if (clean.empty()) return false;
  std::string& all = document_.text;
  const std::size_t separator = document_.blocks.empty() ? 0 : 1;
  const std::size_t room = limits_.max_text_bytes - std::min(limits_.max_text_bytes, all.size() + separator);
  std::size_t length = clean.size();
  if (length > room) {
    text_is_full_ = true;
    AddLimit(fmt::format("the text was cut at {} bytes", limits_.max_text_bytes));
    length = BoundaryAtOrBefore(clean, room);
    if (length == 0) return false;
  }
  if (separator != 0) all += '\n';
  block.text.begin = all.size();
  all.append(clean, 0, length);
  block.text.end = all.size();
  document_.blocks.push_back(std::move(block));
  return true;
}

void DocumentBuilder::AddAnomaly(std::string_view name, std::string_view detail, SourceLocation where) {
  auto count = anomaly_counts_.try_emplace(std::string(name), 0).first;
  if (++count->second > kMaxAnomaliesOfOneName) return;
  document_.anomalies.push_back(Anomaly{std::string(name), CleanText(detail), std::move(where)});
}

void DocumentBuilder::AddLimit(std::string_view words) {
  std::vector<std::string>& hit = document_.coverage.limits_hit;
  std::string clean = CleanText(words);
  if (std::find(hit.begin(), hit.end(), clean) == hit.end()) hit.push_back(std::move(clean));
}

void DocumentBuilder::SetMetadata(const std::string& key, std::string_view value) {
  std::string clean = CleanText(value.substr(0, 4 * kMaxMetadataBytes));
  clean.resize(BoundaryAtOrBefore(clean, kMaxMetadataBytes));
  if (!clean.empty()) document_.metadata.try_emplace(key, std::move(clean));
}

}  // namespace audit
