// What was read of a document, as the store keeps it beside the record, so that changed policies, settings or
// classifiers judge it again without opening a parser. Packed and compressed; made and taken apart in workers alone,
// since it is a stranger's text.
#pragma once

#include <string>
#include <string_view>

#include "parsers/parser.h"

namespace audit {

struct Reading {
  std::string sha256;  ///< of the file's bytes, 64 hex digits
  ParseResult result;  ///< with neither Document::sha256 nor Document::name
};

/// What the store keeps of a document that was read before under other rules.
struct StoredDocument {
  std::string reading;  ///< encoded; "" = there is none
  std::string record;   ///< encoded, made under the other rules: its pictures still show the same places
};

/// "" if it is too large to be kept (32 MiB unpacked): such a document is parsed again.
std::string EncodeReading(const Reading& reading);

/// Throws std::runtime_error for anything but what EncodeReading gave: damaged bytes, spans outside the text.
Reading DecodeReading(std::string_view bytes);

/// The two within, without the compression, whose checksum keeps changed bytes from coming further.
std::string PackReading(const Reading& reading);
Reading UnpackReading(std::string_view packed);

}  // namespace audit
