// Makes Word documents in tests from the text of their parts.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/docx/docx_parser.h"

namespace audit {

struct ZipEntry {
  std::string name;
  std::string content;
  int method = 0;                                  ///< 8: `content` is a deflate stream
  std::optional<std::uint32_t> crc = {};           ///< if not that of `content`
  std::optional<std::uint32_t> claimed_size = {};  ///< if not the size of `content`
};

inline std::uint32_t Crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

inline std::string LittleEndian(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
  return out;
}

/// A zip of stored entries, byte for byte as given, names unchecked.
inline std::string ZipOf(const std::vector<ZipEntry>& entries) {
  std::string zip;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    const std::string common =
        LittleEndian(20, 2) + LittleEndian(0, 2) + LittleEndian(static_cast<unsigned>(entry.method), 2) +
        LittleEndian(0, 4) + LittleEndian(entry.crc.value_or(Crc32(entry.content)), 4) +
        LittleEndian(entry.content.size(), 4) +
        LittleEndian(entry.claimed_size.value_or(static_cast<std::uint32_t>(entry.content.size())), 4) +
        LittleEndian(entry.name.size(), 2) + LittleEndian(0, 2);
    directory += "PK\1\2" + LittleEndian(20, 2) + common + LittleEndian(0, 2) + LittleEndian(0, 2) +
                 LittleEndian(0, 2) + LittleEndian(0, 4) + LittleEndian(zip.size(), 4) + entry.name;
    zip += "PK\3\4" + common + entry.name + entry.content;
  }
  const std::size_t at = zip.size();
  const std::string count = LittleEndian(entries.size() & 0xFFFF, 2);
  return zip + directory + "PK\5\6" + LittleEndian(0, 4) + count + count + LittleEndian(directory.size(), 4) +
         LittleEndian(at, 4) + LittleEndian(0, 2);
}

/// A deflate stream of stored blocks.
inline std::string DeflateOf(std::string_view bytes) {
  std::string stream;
  do {
    const std::string_view block = bytes.substr(0, 65535);
    bytes.remove_prefix(block.size());
    stream += bytes.empty() ? '\1' : '\0';
    stream += LittleEndian(block.size(), 2) + LittleEndian(~block.size(), 2) + std::string(block);
  } while (!bytes.empty());
  return stream;
}

inline constexpr std::string_view kNamespaces =
    R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")"
    R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")"
    R"( xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main")"
    R"( xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart")"
    R"( xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram")"
    R"( xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing")"
    R"( xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape")"
    R"( xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture")"
    R"( xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math")"
    R"( xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006")"
    R"( xmlns:v="urn:schemas-microsoft-com:vml")"
    R"( xmlns:later="urn:example:of-a-later-year")";

inline std::string WordPart(std::string_view root, std::string_view content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:" + std::string(root) + std::string(kNamespaces) + ">" +
         std::string(content) + "</w:" + std::string(root) + ">";
}

inline std::string BodyPart(std::string_view body) {
  return WordPart("document", "<w:body>" + std::string(body) + "</w:body>");
}

/// `rows` are pairs of type and target; the ids are r1, r2, and so on.
inline std::string RelationshipsPart(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::string part = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  int id = 0;
  for (const auto& [type, target] : rows) {
    part += "<Relationship Id=\"r" + std::to_string(++id) +
            "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type + "\" Target=\"" +
            target + "\"/>";
  }
  return part + "</Relationships>";
}

/// A whole document with this body; each further part is referred to from the main part by its type, as r1, r2, ...
struct FurtherPart {
  std::string type;
  std::string name;  ///< below word/
  std::string content;
};

inline std::vector<ZipEntry> DocxParts(std::string_view body, const std::vector<FurtherPart>& further = {}) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::vector<ZipEntry> parts = {{"_rels/.rels", RelationshipsPart({{"officeDocument", "word/document.xml"}})},
                                 {"word/document.xml", BodyPart(body)}};
  for (const FurtherPart& part : further) {
    rows.emplace_back(part.type, part.name);
    parts.push_back({"word/" + part.name, part.content});
  }
  parts.push_back({"word/_rels/document.xml.rels", RelationshipsPart(rows)});
  return parts;
}

inline std::string DocxOf(std::string_view body, const std::vector<FurtherPart>& further = {}) {
  return ZipOf(DocxParts(body, further));
}

/// A paragraph of one run: Paragraph("text", "<w:b/>", "<w:outlineLvl w:val='0'/>").
inline std::string Words(std::string_view text, std::string_view run_properties = "") {
  return "<w:r><w:rPr>" + std::string(run_properties) + "</w:rPr><w:t xml:space=\"preserve\">" + std::string(text) +
         "</w:t></w:r>";
}
inline std::string Paragraph(std::string_view text, std::string_view run_properties = "",
                             std::string_view properties = "") {
  return "<w:p><w:pPr>" + std::string(properties) + "</w:pPr>" + Words(text, run_properties) + "</w:p>";
}

inline Document ReadDocxOf(std::string_view body, const std::vector<FurtherPart>& further = {}) {
  ParseResult result = ParseDocx(DocxOf(body, further), {});
  if (auto* failure = std::get_if<ParseFailure>(&result)) {
    ADD_FAILURE() << failure->message;
    return {};
  }
  return std::get<Document>(std::move(result));
}

inline ParseFailure FailureOf(std::string_view bytes, const ParseLimits& limits = {}) {
  const ParseResult result = ParseDocx(bytes, limits);
  if (const auto* failure = std::get_if<ParseFailure>(&result)) return *failure;
  ADD_FAILURE() << "was read";
  return {};
}

}  // namespace audit
