#include "parsers/mht/mime_parts.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr int kMaxNesting = 5;
constexpr std::size_t kMaxHeaderBytes = 64u << 10;

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string DecodeQuotedPrintable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
    } else if (text.substr(i + 1).starts_with("\r\n")) {
      i += 2;
    } else if (text.substr(i + 1).starts_with("\n")) {
      i += 1;
    } else if (i + 2 < text.size() && HexValue(text[i + 1]) >= 0 && HexValue(text[i + 2]) >= 0) {
      out += static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
      i += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string DecodeBase64(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == npos) continue;
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xFFFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(static_cast<unsigned char>(bits >> count & 0xFF));
  }
  return out;
}

struct Message {
  std::string headers;  // unfolded, one a line, as written
  std::string lower;    // the same in lower case
  std::string_view body;
};

Message Split(std::string_view message) {
  std::size_t end = message.find("\r\n\r\n");
  std::size_t gap = 4;
  if (const std::size_t plain = message.find("\n\n"); plain < end) {
    end = plain;
    gap = 2;
  }
  Message out;
  const std::string_view headers = message.substr(0, std::min(end, kMaxHeaderBytes));
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const bool folded =
        headers[i] == '\n' && i + 1 < headers.size() && (headers[i + 1] == ' ' || headers[i + 1] == '\t');
    if (headers[i] == '\r') continue;
    out.headers += folded ? ' ' : headers[i];
  }
  out.lower = LowerAscii(out.headers);
  if (end != npos) out.body = message.substr(end + gap);
  return out;
}

/// Value of a header, with its parameters, or "".
std::string_view Header(const Message& message, std::string_view name) {
  for (std::size_t at = 0; at < message.lower.size();) {
    const std::size_t end = std::min(message.lower.find('\n', at), message.lower.size());
    if (std::string_view(message.lower).substr(at, end - at).starts_with(name)) {
      std::string_view value = std::string_view(message.headers).substr(at + name.size(), end - at - name.size());
      value.remove_prefix(std::min(value.find_first_not_of(" \t:"), value.size()));
      return value.substr(0, value.find_last_not_of(" \t") + 1);
    }
    at = end + 1;
  }
  return {};
}

/// Value of `;name=value` within a header, or "".
std::string_view Parameter(std::string_view header, std::string_view name) {
  const std::string lower = LowerAscii(header);
  const std::size_t at = lower.find(std::string(name) + "=");
  if (at == std::string::npos) return {};
  std::string_view value = header.substr(at + name.size() + 1);
  const bool quoted = value.starts_with('"');
  if (quoted) value.remove_prefix(1);
  return value.substr(0, value.find_first_of(quoted ? "\"" : " ;\t"));
}

std::string TypeOf(const Message& message) {
  const std::string_view header = Header(message, "content-type");
  return LowerAscii(header.substr(0, header.find_first_of("; \t")));
}

std::string Decoded(const Message& message) {
  const std::string encoding = LowerAscii(Header(message, "content-transfer-encoding"));
  if (encoding.starts_with("quoted-printable")) return DecodeQuotedPrintable(message.body);
  if (encoding.starts_with("base64")) return DecodeBase64(message.body);
  return std::string(message.body);
}

void Collect(std::string_view bytes, int nesting, std::size_t max_parts, std::vector<MimePart>* parts) {
  if (parts->size() >= max_parts) return;
  const Message message = Split(bytes);
  const std::string type = TypeOf(message);
  const std::string_view header = Header(message, "content-type");
  if (!type.starts_with("multipart/")) {
    MimePart part{type, std::string(Parameter(header, "charset")), std::string(Header(message, "content-location")),
                  ""};
    if (type.starts_with("text/") || type.empty()) part.body = Decoded(message);  // pictures are not needed
    parts->push_back(std::move(part));
    return;
  }
  const std::string_view boundary = Parameter(header, "boundary");
  if (boundary.empty() || nesting >= kMaxNesting) return;
  const std::string line = "--" + std::string(boundary);
  for (std::size_t start = message.body.find(line); start != npos;) {
    start += line.size();
    const std::size_t end = message.body.find(line, start);
    std::string_view content = message.body.substr(start, end == npos ? npos : end - start);
    if (content.starts_with("--")) return;
    const std::size_t line_end = content.find('\n');
    content.remove_prefix(line_end == npos ? content.size() : line_end + 1);
    Collect(content, nesting + 1, max_parts, parts);
    start = end;
  }
}

}  // namespace

bool IsMimeArchive(std::string_view bytes) {
  const Message message = Split(bytes.substr(0, kMaxHeaderBytes));
  const std::size_t colon = message.lower.find(':');
  if (colon == 0 || colon == std::string::npos || colon > 40) return false;
  const bool header_first =
      std::all_of(message.lower.begin(), message.lower.begin() + static_cast<std::ptrdiff_t>(colon),
                  [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (!header_first || Header(message, "mime-version").empty()) return false;
  const std::string type = TypeOf(message);
  return type == "multipart/related" || type == "multipart/alternative" || type == "text/html";
}

std::vector<MimePart> MimeParts(std::string_view message, std::size_t max_parts) {
  std::vector<MimePart> parts;
  Collect(message, 0, max_parts, &parts);
  return parts;
}

}  // namespace audit
