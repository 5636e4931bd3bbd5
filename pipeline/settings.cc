#include "pipeline/settings.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

constexpr std::size_t kMaxSettingsBytes = 64u << 10;
constexpr std::array<std::string_view, 2> kJurisdictions = {"us", "tw"};

[[noreturn]] void Fail(const std::filesystem::path& file, const YAML::Mark& mark, const std::string& what) {
  throw SetupError(fmt::format("{}:{}:{}: {}", file.string(), mark.line + 1, mark.column + 1, what));
}

std::vector<std::string> Words(const std::filesystem::path& file, const YAML::Node& node, std::string_view key) {
  std::vector<std::string> words;
  if (!node.IsSequence()) Fail(file, node.Mark(), fmt::format("{} must be a list, for example [a, b]", key));
  for (const YAML::Node& item : node) {
    if (!item.IsScalar()) Fail(file, item.Mark(), fmt::format("{} must be a list of words", key));
    words.push_back(item.Scalar());
  }
  return words;
}

template <typename Enum>
Enum Word(const std::filesystem::path& file, const YAML::Node& node, std::string_view key) {
  const auto value = node.IsScalar() ? ValueOf<Enum>(node.Scalar()) : std::nullopt;
  if (!value) Fail(file, node.Mark(), fmt::format("unknown {}; valid are: {}", key, AllNames<Enum>()));
  return *value;
}

void ReadKey(const std::filesystem::path& file, std::string_view below, const std::string& key,
             const YAML::Node& key_node, const YAML::Node& value, FolderSettings& settings) {
  if (key == "jurisdictions") {
    settings.declared.jurisdictions = Words(file, value, key);
    for (std::size_t i = 0; i < settings.declared.jurisdictions.size(); ++i)
      if (std::find(kJurisdictions.begin(), kJurisdictions.end(), settings.declared.jurisdictions[i]) ==
          kJurisdictions.end())
        Fail(file, value[i].Mark(),
             fmt::format("unknown jurisdiction; valid are: {}", fmt::join(kJurisdictions, ", ")));
    std::sort(settings.declared.jurisdictions.begin(), settings.declared.jurisdictions.end());
  } else if (key == "policy") {
    settings.policy = Words(file, value, key);
    for (std::string& pack : settings.policy)
      if (pack.find('/') != std::string::npos) pack = (file.parent_path() / pack).lexically_normal().string();
  } else if (key == "track") {
    settings.declared.track = Word<ProductTrack>(file, value, key);
  } else if (key == "role") {
    settings.declared.role = Word<DocumentRole>(file, value, key);
  } else if (key == "exclude") {
    for (std::string& pattern : Words(file, value, key))
      settings.exclude.push_back({std::string(below), std::move(pattern)});
  } else {
    Fail(file, key_node.Mark(),
         fmt::format("unknown key '{}'; valid are: jurisdictions, policy, track, role, exclude", key));
  }
}

std::string_view FirstPart(std::string_view path) { return path.substr(0, path.find('/')); }

std::string_view AfterFirstPart(std::string_view path) {
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

/// One path part against one pattern part with `*` and `?`; linear back-tracking to the last star.
bool MatchesPart(std::string_view pattern, std::string_view part) {
  std::size_t p = 0, s = 0, star = std::string_view::npos, resume = 0;
  while (s < part.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == part[s]) && pattern[p] != '*') {
      ++p, ++s;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = s;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      s = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*')
    ++p;
  return p == pattern.size();
}

}  // namespace

bool MatchesPattern(std::string_view pattern, std::string_view path) {
  while (!pattern.empty()) {
    const std::string_view part = FirstPart(pattern);
    const std::string_view rest = AfterFirstPart(pattern);
    if (part == "**") {
      if (rest.empty()) return !path.empty();
      for (std::string_view tail = path; !tail.empty(); tail = AfterFirstPart(tail))
        if (MatchesPattern(rest, tail)) return true;
      return false;
    }
    if (path.empty() || !MatchesPart(part, FirstPart(path))) return false;
    pattern = rest;
    path = AfterFirstPart(path);
  }
  return path.empty();
}

const ExcludePattern* FolderSettings::ExcludedBy(std::string_view path) const {
  for (const ExcludePattern& entry : exclude) {
    std::string_view rest = path;
    if (!entry.below.empty()) {
      if (!rest.starts_with(entry.below + "/")) continue;
      rest.remove_prefix(entry.below.size() + 1);
    }
    if (MatchesPattern(entry.pattern, rest)) return &entry;
  }
  return nullptr;
}

FolderSettings ReadSettings(const std::filesystem::path& file, std::string_view below, const FolderSettings& above) {
  std::ifstream stream(file, std::ios::binary);
  std::string content(kMaxSettingsBytes + 1, '\0');
  stream.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (!stream.eof() && stream.fail()) throw SetupError(fmt::format("{}: cannot be read", file.string()));
  content.resize(static_cast<std::size_t>(stream.gcount()));
  if (content.size() > kMaxSettingsBytes)
    throw SetupError(
        fmt::format("{}: larger than {} bytes; that is no settings file", file.string(), kMaxSettingsBytes));
  FolderSettings settings = above;
  try {
    const YAML::Node root = YAML::Load(content);
    if (root.IsNull()) return settings;
    if (!root.IsMap()) Fail(file, root.Mark(), "must be a map of keys, for example 'jurisdictions: [us]'");
    for (const auto& entry : root)
      ReadKey(file, below, entry.first.Scalar(), entry.first, entry.second, settings);
  } catch (const YAML::Exception& error) {
    Fail(file, error.mark, error.msg);
  }
  return settings;
}

}  // namespace audit
