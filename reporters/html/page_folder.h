// The folder pages/ of a run: written page by page, swept of what no longer belongs there. A page that says the same as
// before is left untouched, so that a nightly run on a share writes only what changed. Each page appears by one rename;
// whoever is killed in between leaves pages of two runs, which the next run mends. One thread for each kind of page.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "reporters/atomic_file.h"

namespace audit {

/// "3f/3f09ac5512de.html": where a document's page lies below pages/. 256 folders keep each of them small.
std::string DocumentPage(std::string_view document_id);

class PageFolder {
 public:
  /// Makes `run_folder`/pages. Throws SetupError if it cannot be made or is a link to elsewhere.
  explicit PageFolder(const std::filesystem::path& run_folder);

  const std::filesystem::path& Path() const { return path_; }
  /// `document_id`: 12 hex digits. Another thread may call Put meanwhile.
  void PutDocument(std::string_view document_id, std::string_view html);
  /// A file that lies directly in pages/: "findings.html". `write` is called once and may write piece by piece, so that
  /// a page of megabytes is never held in memory.
  void Put(const std::string& name, const std::function<void(FileWriter&)>& write);

  /// Makes all that was put durable and removes pages that were not put this time. To be called once, at the end.
  void Finish();

 private:
  void MakeFolder(const std::filesystem::path& folder);
  void SweepDocuments(const std::filesystem::path& folder) const;

  std::filesystem::path path_;
  std::set<std::string> names_;           ///< of the few files that lie directly in it
  std::set<std::string> folders_;         ///< "3f", at most 256
  std::vector<std::uint64_t> documents_;  ///< ids that were put: 8 bytes a page is all that is kept of it
};

}  // namespace audit
