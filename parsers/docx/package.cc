#include "parsers/docx/package.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace audit {
namespace {

constexpr std::size_t kChunkBytes = 32u << 10;

struct DiscardZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseZipFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};
struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string NormalizedName(std::string_view raw) {
  std::string name(raw);
  std::replace(name.begin(), name.end(), '\\', '/');
  name.erase(0, std::min(name.find_first_not_of('/'), name.size()));
  return name;
}

/// Pictures and fonts are never read as text, so that salvage need not keep them.
bool MayHoldText(std::string_view lower_name) {
  constexpr std::array<std::string_view, 8> kEndings = {".xml",   ".rels", ".htm", ".html",
                                                        ".xhtml", ".mht",  ".txt", ".docx"};
  return lower_name == "mimetype" || std::any_of(kEndings.begin(), kEndings.end(),
                                                 [&](std::string_view ending) { return lower_name.ends_with(ending); });
}

}  // namespace

struct DocxPackage::Archive {
  Archive(std::string_view archive_bytes, const ParseLimits& parse_limits)
      : bytes(archive_bytes), limits(parse_limits) {}

  void OpenDirectory();
  void Salvage();
  void SalvageEntry(archive* reader, std::string name);
  PartState ReadEntry(zip_uint64_t index, const Sink& sink);
  std::optional<std::string> InflateWhole(zip_uint64_t index, const zip_stat_t& stat);
  std::optional<PartState> Hand(std::string_view piece, std::size_t& part_bytes, const Sink& sink);
  void AddName(std::string name);

  std::string_view bytes;
  ParseLimits limits;
  std::unique_ptr<zip_t, DiscardZip> zip;
  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor;
  std::vector<std::string> names;
  std::set<std::string> known_names;            // lower case
  std::map<std::string, zip_uint64_t> entries;  // by lower-case name
  std::map<std::string, std::string> salvaged;  // by lower-case name; only parts whose checksum holds
  std::size_t inflated_bytes = 0;
  bool too_many_entries = false;
  bool salvage_done = false;
  std::string damage;
};

void DocxPackage::Archive::AddName(std::string name) {
  if (known_names.insert(LowerAscii(name)).second) names.push_back(std::move(name));
}

void DocxPackage::Archive::OpenDirectory() {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) {
    zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (zip == nullptr) {
      damage = fmt::format("its directory cannot be read ({})", zip_error_strerror(&error));
      zip_source_free(source);
    }
  }
  zip_error_fini(&error);
  if (zip == nullptr) return;
  const auto count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(zip.get(), 0)));
  too_many_entries = count > limits.max_entries;
  for (zip_uint64_t i = 0; i < std::min<zip_uint64_t>(count, limits.max_entries); ++i) {
    const char* raw = zip_get_name(zip.get(), i, ZIP_FL_ENC_GUESS);
    if (raw == nullptr) continue;
    std::string name = NormalizedName(raw);
    if (!entries.emplace(LowerAscii(name), i).second) {
      if (damage.empty()) damage = fmt::format("two entries have the name {}; the first was read", name);
      continue;
    }
    AddName(std::move(name));
  }
}

void DocxPackage::Archive::Salvage() {
  if (std::exchange(salvage_done, true) || !bytes.starts_with("PK\3\4")) return;
  const std::unique_ptr<archive, FreeArchive> reader(archive_read_new());
  archive_read_support_format_zip_streamable(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) return;
  for (std::size_t count = 0;; ++count) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return;
    if (count >= limits.max_entries) {
      too_many_entries = true;
      return;
    }
    const char* raw = archive_entry_pathname(entry);
    if (raw != nullptr) SalvageEntry(reader.get(), NormalizedName(raw));
  }
}

void DocxPackage::Archive::SalvageEntry(archive* reader, std::string name) {
  std::string key = LowerAscii(name);
  if (!MayHoldText(key) || salvaged.contains(key)) {
    AddName(std::move(name));
    return;
  }
  std::string content;
  std::array<char, kChunkBytes> buffer;
  for (;;) {
    const la_ssize_t got = archive_read_data(reader, buffer.data(), buffer.size());
    if (got < 0) return;  // also a wrong checksum
    if (got == 0) break;
    const auto size = static_cast<std::size_t>(got);
    if (size > limits.max_part_bytes - content.size() || size > limits.max_container_bytes - inflated_bytes) return;
    inflated_bytes += size;
    content.append(buffer.data(), size);
  }
  AddName(std::move(name));
  salvaged.emplace(std::move(key), std::move(content));
}

/// At once, which is quicker; absent unless size and checksum are those of the directory, and for large entries.
std::optional<std::string> DocxPackage::Archive::InflateWhole(zip_uint64_t index, const zip_stat_t& stat) {
  constexpr zip_uint64_t kMostBytes = 4u << 20;
  constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
  if ((stat.valid & kNeeded) != kNeeded || stat.comp_method != ZIP_CM_DEFLATE) return std::nullopt;
  if (stat.size > kMostBytes || stat.comp_size > std::min<zip_uint64_t>(kMostBytes, bytes.size())) return std::nullopt;
  const std::unique_ptr<zip_file_t, CloseZipFile> file(zip_fopen_index(zip.get(), index, ZIP_FL_COMPRESSED));
  if (file == nullptr) return std::nullopt;
  std::string deflated(stat.comp_size, '\0');
  if (zip_fread(file.get(), deflated.data(), deflated.size()) != static_cast<zip_int64_t>(deflated.size()))
    return std::nullopt;
  if (!decompressor) decompressor.reset(libdeflate_alloc_decompressor());
  if (!decompressor) return std::nullopt;
  std::string content(stat.size, '\0');
  const auto result = libdeflate_deflate_decompress(decompressor.get(), deflated.data(), deflated.size(),
                                                    content.data(), content.size(), nullptr);  // of this size exactly
  if (result != LIBDEFLATE_SUCCESS || libdeflate_crc32(0, content.data(), content.size()) != stat.crc)
    return std::nullopt;
  return content;
}

/// Gives as much of the piece to the sink as the limits leave; what to end with, if that was the last.
std::optional<PartState> DocxPackage::Archive::Hand(std::string_view piece, std::size_t& part_bytes, const Sink& sink) {
  const std::size_t room = std::min(limits.max_part_bytes - part_bytes, limits.max_container_bytes - inflated_bytes);
  const std::size_t size = std::min(piece.size(), room);
  part_bytes += size;
  inflated_bytes += size;
  const bool go_on = sink(piece.substr(0, size));
  if (piece.size() > room) return PartState::kTooLarge;
  return go_on ? std::nullopt : std::optional(PartState::kRead);
}

PartState DocxPackage::Archive::ReadEntry(zip_uint64_t index, const Sink& sink) {
  zip_stat_t stat;
  const bool known = zip_stat_index(zip.get(), index, 0, &stat) == 0;
  if (known && (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    return PartState::kEncrypted;
  }
  std::size_t part_bytes = 0;
  if (const auto whole = known ? InflateWhole(index, stat) : std::nullopt) {
    for (std::string_view rest = *whole; !rest.empty(); rest.remove_prefix(std::min(rest.size(), kChunkBytes)))
      if (const auto end = Hand(rest.substr(0, kChunkBytes), part_bytes, sink)) return *end;
    return PartState::kRead;
  }
  const std::unique_ptr<zip_file_t, CloseZipFile> file(zip_fopen_index(zip.get(), index, 0));
  if (file == nullptr) return PartState::kMissing;
  std::array<char, kChunkBytes> buffer;
  for (;;) {
    const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
    if (got < 0) return PartState::kDamaged;
    if (got == 0) return PartState::kRead;
    if (const auto end = Hand({buffer.data(), static_cast<std::size_t>(got)}, part_bytes, sink)) return *end;
  }
}

DocxPackage::DocxPackage(std::string_view bytes, const ParseLimits& limits)
    : archive_(std::make_unique<Archive>(bytes, limits)) {
  archive_->OpenDirectory();
  if (archive_->names.empty()) archive_->Salvage();
}

DocxPackage::~DocxPackage() = default;

bool DocxPackage::IsReadable() const { return !archive_->names.empty(); }
bool DocxPackage::has_too_many_entries() const { return archive_->too_many_entries; }
const std::string& DocxPackage::damage() const { return archive_->damage; }
const std::vector<std::string>& DocxPackage::names() const { return archive_->names; }

bool DocxPackage::Has(std::string_view name) const {
  const std::string key = LowerAscii(name);
  return archive_->entries.contains(key) || archive_->salvaged.contains(key);
}

PartState DocxPackage::Read(std::string_view name, const Sink& sink) {
  const std::string key = LowerAscii(name);
  const auto entry = archive_->entries.find(key);
  if (entry != archive_->entries.end()) {
    const PartState state = archive_->ReadEntry(entry->second, sink);
    if (state != PartState::kMissing) return state;
    // The directory points to nothing that can be opened; the local headers may know better.
    archive_->Salvage();
    archive_->damage = fmt::format("the directory does not lead to {}", name);
  }
  const auto part = archive_->salvaged.find(key);
  if (part == archive_->salvaged.end()) {
    return entry == archive_->entries.end() ? PartState::kMissing : PartState::kDamaged;
  }
  std::string_view rest = part->second;
  while (!rest.empty() && sink(rest.substr(0, kChunkBytes)))
    rest.remove_prefix(std::min(rest.size(), kChunkBytes));
  return PartState::kRead;
}

PartState DocxPackage::ReadAll(std::string_view name, std::string& content) {
  content.clear();
  return Read(name, [&](std::string_view chunk) {
    content += chunk;
    return true;
  });
}

}  // namespace audit
