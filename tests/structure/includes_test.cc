// The architecture as a test: includes go one way, and third-party headers stop at the .cc files.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> kStages = {"parsers", "analyzers", "reporters", "pipeline"};

struct Include {
  std::string file;  // relative to the root
  std::string what;  // between the quotes or brackets
  bool quoted = false;
};

/// All includes of the files below `folder` with one of the endings.
std::vector<Include> IncludesBelow(std::string_view folder, const std::vector<std::string>& endings) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
  std::vector<Include> includes;
  const fs::path root = AUDIT_SOURCE_DIR;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (std::find(endings.begin(), endings.end(), entry.path().extension()) == endings.end()) continue;
    std::istringstream lines(ReadFile(entry.path()));
    for (std::string line; std::getline(lines, line);) {
      std::smatch match;
      if (std::regex_search(line, match, kInclude))
        includes.push_back({fs::relative(entry.path(), root).string(), match[2], match[1] == "\""});
    }
  }
  return includes;
}

TEST(Includes, GoOneWay) {
  std::vector<std::string> wrong;
  for (std::size_t stage = 0; stage < kStages.size(); ++stage) {
    const auto includes = IncludesBelow(kStages[stage], {".h", ".cc"});
    EXPECT_FALSE(includes.empty());
    for (const Include& include : includes)
      for (std::size_t later = stage + 1; later < kStages.size(); ++later)
        if (include.what.starts_with(fmt::format("{}/", kStages[later])))
          wrong.push_back(fmt::format("{} includes {}", include.file, include.what));
  }
  EXPECT_THAT(wrong, ::testing::IsEmpty());
}

TEST(Includes, OfThirdPartiesStayOutOfHeaders) {
  // Headers may include our own files and the standard library, whose headers have neither a folder nor an ending.
  std::vector<std::string> wrong;
  for (const std::string_view stage : kStages)
    for (const Include& include : IncludesBelow(stage, {".h"})) {
      const bool ours =
          include.quoted && std::any_of(kStages.begin(), kStages.end(), [&include](std::string_view each) {
            return include.what.starts_with(fmt::format("{}/", each));
          });
      const bool standard = !include.quoted && (include.what.find_first_of("/.") == std::string::npos ||
                                                include.what == "sys/types.h");  // pid_t and the like
      if (!ours && !standard) wrong.push_back(fmt::format("{} includes {}", include.file, include.what));
    }
  EXPECT_THAT(wrong, ::testing::IsEmpty());
}

TEST(Structure, HasNoCommonFolders) {
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(AUDIT_SOURCE_DIR) / "analyzers"))
    EXPECT_NE(entry.path().filename(), "common");
  for (const std::string_view stage : kStages)
    for (const std::string_view name : {"common", "utils", "util", "misc"})
      EXPECT_FALSE(fs::exists(fs::path(AUDIT_SOURCE_DIR) / stage / name)) << stage << "/" << name;
}

TEST(Structure, HasOneTypeOfAName) {
  // All stages share one namespace: two types of one name break the One Definition Rule without any message.
  static const std::regex kType(R"(^(?:enum class|struct|class) (\w+)[^;]*\{)");
  std::map<std::string, std::set<std::string>> files_by_name;
  const fs::path root = AUDIT_SOURCE_DIR;
  for (const std::string_view stage : kStages)
    for (const auto& entry : fs::recursive_directory_iterator(root / stage)) {
      if (entry.path().extension() != ".h") continue;
      std::istringstream lines(ReadFile(entry.path()));
      std::smatch match;
      for (std::string line; std::getline(lines, line);)
        if (std::regex_search(line, match, kType)) files_by_name[match[1]].insert(fs::relative(entry.path(), root));
    }
  EXPECT_GT(files_by_name.size(), 100u);
  for (const auto& [name, files] : files_by_name)
    EXPECT_EQ(files.size(), 1u) << name << " stands in " << *files.begin() << " and " << *files.rbegin();
}

}  // namespace
}  // namespace audit
