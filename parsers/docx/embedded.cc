#include "parsers/docx/embedded.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "parsers/document_builder.h"
#include "parsers/docx/container_kind.h"
#include "parsers/docx/word_document.h"
#include "parsers/html/charset.h"
#include "parsers/html/html_parser.h"

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;

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

struct MimePart {
  std::string headers;  // lower case
  std::string_view body;
};

MimePart SplitPart(std::string_view part) {
  std::size_t end = part.find("\r\n\r\n");
  std::size_t gap = 4;
  if (const std::size_t plain = part.find("\n\n"); plain < end) {
    end = plain;
    gap = 2;
  }
  if (end == npos) return {LowerAscii(part), {}};
  return {LowerAscii(part.substr(0, end)), part.substr(end + gap)};
}

std::string Decoded(const MimePart& part) {
  const std::size_t at = part.headers.find("content-transfer-encoding:");
  if (at == std::string::npos) return std::string(part.body);
  const std::string_view encoding = std::string_view(part.headers).substr(at, 64);
  if (encoding.find("quoted-printable") != npos) return DecodeQuotedPrintable(part.body);
  if (encoding.find("base64") != npos) return DecodeBase64(part.body);
  return std::string(part.body);
}

bool IsWebArchive(std::string_view bytes) {
  const std::string head = LowerAscii(bytes.substr(0, 4096));
  return head.find("mime-version:") != std::string::npos && head.find("content-type:") != std::string::npos;
}

ParseResult ReadPlainText(std::string_view bytes, const ParseLimits& limits) {
  DocumentBuilder builder(limits);
  const DecodedText decoded = DecodeToUtf8(bytes);
  std::string_view rest = decoded.text;
  for (int line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    Block block;
    block.visibility = Visibility::kVisible;
    block.where.line = line;
    builder.Add(block, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  builder.document().coverage = {1, 1, 0, 0, std::move(builder.document().coverage.limits_hit)};
  return std::move(builder.document());
}

}  // namespace

std::string PageInWebArchive(std::string_view mime) {
  const MimePart whole = SplitPart(mime);
  if (whole.headers.find("multipart/") == std::string::npos) {
    return whole.headers.find("text/html") == std::string::npos ? std::string() : Decoded(whole);
  }
  const std::size_t at = whole.headers.find("boundary=");
  if (at == std::string::npos) return {};
  // Header names are lower case in `headers`, but a boundary is compared letter by letter: take it from the original.
  std::string_view boundary = mime.substr(at + 9);
  const bool quoted = boundary.starts_with('"');
  if (quoted) boundary.remove_prefix(1);
  boundary = boundary.substr(0, boundary.find_first_of(quoted ? "\"" : " ;\r\n"));
  if (boundary.empty()) return {};
  const std::string line = "--" + std::string(boundary);
  for (std::size_t start = mime.find(line); start != npos;) {
    start += line.size();
    const std::size_t end = mime.find(line, start);
    std::string_view content = mime.substr(start, end == npos ? npos : end - start);
    content.remove_prefix(std::min(content.find_first_not_of("\r\n"), content.size()));
    const MimePart part = SplitPart(content);
    if (part.headers.find("text/html") != std::string::npos) return Decoded(part);
    start = end;
  }
  return {};
}

ParseResult ReadEmbeddedDocument(std::string_view bytes, const ParseLimits& limits, int nesting) {
  if (bytes.starts_with("PK\3\4") || IsOleContainer(bytes)) return ReadDocx(bytes, limits, nesting);
  if (bytes.starts_with("{\\rtf"))
    return ParseFailure{ParseFailureKind::kUnsupported, "", "It is RTF, which is not read."};
  if (IsWebArchive(bytes)) {
    const std::string page = PageInWebArchive(bytes);
    if (!page.empty()) return ParseHtml(page, limits);
    return ParseFailure{ParseFailureKind::kUnsupported, "", "It is a web archive without a page."};
  }
  if (RecognizesHtml(bytes, "")) return ParseHtml(bytes, limits);
  return ReadPlainText(bytes, limits);
}

}  // namespace audit
