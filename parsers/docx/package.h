// The parts of an Office Open XML package (a zip), read with every size counted while inflating. When the zip's
// directory is damaged, parts are salvaged from the stream of local headers. Names never reach a file system.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/parser.h"

namespace audit {

enum class PartState {
  kRead,
  kMissing,
  kEncrypted,
  kDamaged,   ///< does not inflate or fails its checksum; what came before was handed over
  kTooLarge,  ///< a limit of ParseLimits cut it short; what came before was handed over
};

class DocxPackage {
 public:
  /// Receives up to 32 KiB at a time; false stops, which still counts as read.
  using Sink = std::function<bool(std::string_view chunk)>;

  /// `bytes` must outlive the package.
  DocxPackage(std::string_view bytes, const ParseLimits& limits);
  ~DocxPackage();
  DocxPackage(const DocxPackage&) = delete;
  DocxPackage& operator=(const DocxPackage&) = delete;

  /// False when not a single entry could be found.
  bool IsReadable() const;
  bool has_too_many_entries() const;
  /// Why the zip counts as damaged, or "".
  const std::string& damage() const;

  bool Has(std::string_view name) const;
  /// Normalized names ('/' between folders, none in front), in the order of the zip.
  const std::vector<std::string>& names() const;
  /// `name` as in names(); letter case does not matter.
  PartState Read(std::string_view name, const Sink& sink);
  /// The whole part; what was read of it when it is damaged or too large.
  PartState ReadAll(std::string_view name, std::string& content);

 private:
  struct Archive;
  std::unique_ptr<Archive> archive_;
};

}  // namespace audit
