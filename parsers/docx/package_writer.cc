#include "parsers/docx/package_writer.h"

#include <zip.h>

#include <cstddef>
#include <cstdint>

namespace audit {
namespace {

// 1980-01-01 00:00, the earliest that a zip can say.
constexpr zip_uint16_t kDosTime = 0;
constexpr zip_uint16_t kDosDate = 0x21;

bool PutPart(zip_t* zip, const std::string& name, const std::string& content) {
  zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
  if (source == nullptr) return false;
  zip_int64_t index = zip_name_locate(zip, name.c_str(), ZIP_FL_NOCASE);
  const bool known = index >= 0;
  if (known ? zip_file_replace(zip, static_cast<zip_uint64_t>(index), source, 0) != 0
            : (index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8)) < 0) {
    zip_source_free(source);
    return false;
  }
  const auto entry = static_cast<zip_uint64_t>(index);
  return zip_set_file_compression(zip, entry, ZIP_CM_DEFLATE, 6) == 0 &&
         zip_file_set_dostime(zip, entry, kDosTime, kDosDate, 0) == 0;
}

std::string ContentOf(zip_source_t* source) {
  std::string bytes;
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return bytes;
  bytes.resize(static_cast<std::size_t>(stat.size));
  if (zip_source_read(source, bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size())) bytes.clear();
  zip_source_close(source);
  return bytes;
}

}  // namespace

std::string WithParts(std::string_view zip_bytes, const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(zip_bytes.data(), zip_bytes.size(), 0, &error);
  zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, 0, &error);
  zip_error_fini(&error);
  if (zip == nullptr) {
    zip_source_free(source);
    return "";
  }
  zip_source_keep(source);  // closing the zip writes into it
  bool ok = true;
  for (const auto& [name, content] : parts)
    ok = ok && PutPart(zip, name, content);
  std::string bytes;
  if (!ok || zip_close(zip) != 0)
    zip_discard(zip);
  else
    bytes = ContentOf(source);
  zip_source_free(source);
  return bytes;
}

}  // namespace audit
