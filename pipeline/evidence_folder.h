// The pictures of a run, in evidence/ below the run folder. Named by their content, so that equal ones are one file and
// a picture that stands is never another. One process writes at a time.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/store.h"

namespace audit {

class EvidenceFolder {
 public:
  explicit EvidenceFolder(const std::filesystem::path& run_folder) : folder_(run_folder / "evidence") {}

  /// Keeps a PNG file and returns its name: 32 hex digits of its SHA-256 and ".png". Throws SetupError.
  std::string Keep(std::string_view png) const;

  /// "" if there is no such picture, or if it is not what its name says.
  std::string Read(const std::string& name) const;

  /// Forgets the records that name a picture which is not there, so that their documents are read again.
  void ForgetRecordsWithout(Store& store) const;

  /// Removes what no record names, and what a killed run left half written; also the folder, if that leaves it empty.
  void RemoveUnnamed(const Store& store) const;

 private:
  std::vector<std::string> Names() const;

  std::filesystem::path folder_;
};

}  // namespace audit
