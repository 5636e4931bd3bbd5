#include "pipeline/evidence_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "parsers/sha256.h"
#include "pipeline/run_folder.h"
#include "reporters/atomic_file.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameDigits = 32;
constexpr std::string_view kPartial = ".partial";  // ahead of the name of a file that is not whole

std::string NameOf(std::string_view png) { return Sha256Hex(png).substr(0, kNameDigits) + ".png"; }

}  // namespace

std::string EvidenceFolder::Keep(std::string_view png) const {
  std::string name = NameOf(png);
  std::error_code error;
  const fs::path target = folder_ / name;
  if (fs::file_size(target, error) == png.size() && !error) return name;
  MakeFolder(folder_);
  // Not flushed to the disk one by one: a file that a power loss emptied is seen to be empty, and made again.
  FileWriter file(folder_ / fmt::format("{}.{}", kPartial, name));
  file.Write(png);
  file.KeepAs(target, Durability::kLater);
  return name;
}

std::string EvidenceFolder::Read(const std::string& name) const {
  std::ifstream file(folder_ / name, std::ios::binary);
  std::string png{std::istreambuf_iterator<char>(file), {}};
  return NameOf(png) == name ? png : "";
}

std::vector<std::string> EvidenceFolder::Names() const {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error))
    if (entry.is_regular_file() && entry.file_size() > 0) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

void EvidenceFolder::ForgetRecordsWithout(Store& store) const {
  const std::vector<std::string> named = store.Pictures();
  if (named.empty()) return;
  const std::vector<std::string> there = Names();
  std::vector<std::string> missing;
  std::set_difference(named.begin(), named.end(), there.begin(), there.end(), std::back_inserter(missing));
  store.ForgetRecordsThatShow(missing);
}

void EvidenceFolder::RemoveUnnamed(const Store& store) const {
  std::error_code error;
  if (!fs::exists(folder_, error)) return;
  const std::vector<std::string> named = store.Pictures();
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    const bool ours = name.starts_with(kPartial) || name.ends_with(".png");
    if (ours && !std::binary_search(named.begin(), named.end(), name)) fs::remove(entry.path(), error);
  }
  if (named.empty()) fs::remove(folder_, error);  // stays if somebody put a file there
}

}  // namespace audit
