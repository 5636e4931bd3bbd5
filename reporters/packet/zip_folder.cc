#include "reporters/packet/zip_folder.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <string_view>
#include <vector>

#include "analyzers/setup_error.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

struct Discard {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
using OwnedZip = std::unique_ptr<zip_t, Discard>;

/// Date and time in the format's own form, which knows the years from 1980 and no time zone.
struct DosTime {
  std::uint16_t time = 0;
  std::uint16_t date = (1 << 5) | 1;
};

DosTime DosTimeOf(std::int64_t unix_s) {
  const std::time_t time = unix_s;
  std::tm utc = {};
  if (gmtime_r(&time, &utc) == nullptr || utc.tm_year < 80 || utc.tm_year > 207) return {};
  return {static_cast<std::uint16_t>((utc.tm_hour << 11) | (utc.tm_min << 5) | (utc.tm_sec / 2)),
          static_cast<std::uint16_t>(((utc.tm_year - 80) << 9) | ((utc.tm_mon + 1) << 5) | utc.tm_mday)};
}

/// Already compressed.
bool IsDense(std::string_view name) {
  constexpr std::string_view kDense[] = {".png", ".docx", ".docm", ".dotx", ".dotm", ".pdf"};
  return std::any_of(std::begin(kDense), std::end(kDense),
                     [name](std::string_view end) { return name.ends_with(end); });
}

[[noreturn]] void Fail(const fs::path& file, std::string_view what) {
  throw SetupError(fmt::format("{}: cannot be written: {}", file.string(), what));
}

}  // namespace

void ZipFolder(const fs::path& folder, const std::string& root, std::int64_t unix_s, const std::string& comment,
               const fs::path& file) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) names.push_back(entry.path().lexically_relative(folder).generic_string());
  std::sort(names.begin(), names.end());
  int code = 0;
  OwnedZip zip(zip_open(file.c_str(), ZIP_CREATE | ZIP_EXCL, &code));
  if (!zip) Fail(file, fmt::format("libzip error {}", code));
  const DosTime stamp = DosTimeOf(unix_s);
  for (const std::string& name : names) {
    zip_source_t* source = zip_source_file(zip.get(), (folder / name).c_str(), 0, -1);
    const std::string entry = fmt::format("{}/{}", root, name);
    const zip_int64_t added = source == nullptr ? -1 : zip_file_add(zip.get(), entry.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (added < 0) {
      if (source != nullptr) zip_source_free(source);
      Fail(file, zip_strerror(zip.get()));
    }
    const auto index = static_cast<zip_uint64_t>(added);
    zip_set_file_compression(zip.get(), index, IsDense(name) ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 6);
    zip_file_set_dostime(zip.get(), index, stamp.time, stamp.date, 0);
    constexpr zip_uint32_t kReadableFile = 0100644u << 16;
    zip_file_set_external_attributes(zip.get(), index, 0, ZIP_OPSYS_UNIX, kReadableFile);
  }
  zip_set_archive_comment(zip.get(), comment.data(), static_cast<zip_uint16_t>(comment.size()));
  if (zip_close(zip.get()) != 0) Fail(file, zip_strerror(zip.get()));
  static_cast<void>(zip.release());
}

std::string ZipComment(const fs::path& file) {
  const OwnedZip zip(zip_open(file.c_str(), ZIP_RDONLY, nullptr));
  if (!zip) return "";
  int length = 0;
  const char* comment = zip_get_archive_comment(zip.get(), &length, 0);
  return comment == nullptr ? "" : std::string(comment, static_cast<std::size_t>(length));
}

}  // namespace audit
