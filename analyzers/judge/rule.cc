#include "analyzers/judge/rule.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "analyzers/judge/categories.h"
#include "analyzers/judge/rule_words.h"
#include "analyzers/setup_error.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAboutFile = "pack.yaml";
constexpr std::string_view kApprovalsFile = "approvals.yaml";
constexpr std::size_t kMaxRules = 1000;  // of one pack

Authority ReadAuthority(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, "an authority", {"cite", "mark", "note"});
  Authority out;
  out.cite = reader.Text("cite");
  out.note = reader.TextOr("note", "");
  out.verification = ReadMark(reader, "mark");
  return out;
}

std::string ReadCategory(const YamlReader& reader) {
  std::string category = reader.Text("category");
  if (std::find(kCategories.begin(), kCategories.end(), category) == kCategories.end())
    reader.Fail(reader.Get("category"),
                fmt::format("unknown category '{}'; valid are: {}", category, fmt::join(kCategories, ", ")));
  return category;
}

SeverityChange ReadChange(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, "a severity change", {"to", "when"});
  return {reader.Word<Severity>("to"), ReadCondition(file, reader.Get("when"))};
}

bool IsIdName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::vector<fs::path> RuleFiles(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const fs::path& file = entry->path();
    if (file.extension() == ".yml")
      throw SetupError(fmt::format("{}:1:1: a rule's file must end in .yaml", file.string()));
    if (file.extension() == ".yaml" && file.filename() != kAboutFile && file.filename() != kApprovalsFile)
      out.push_back(file);
  }
  if (error) throw SetupError(fmt::format("{}: cannot be listed: {}", folder.string(), error.message()));
  if (out.empty()) throw SetupError(fmt::format("{}: the pack has no rule", folder.string()));
  if (out.size() > kMaxRules)
    throw SetupError(fmt::format("{}: the pack has more than {} rules", folder.string(), kMaxRules));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

PolicyRule ReadRule(const YamlFile& file, const std::string& pack) {
  const std::string name = file.path.stem().string();
  if (!IsIdName(name))
    throw SetupError(
        fmt::format("{}:1:1: a rule's file name is its id: small letters, digits and '-' alone", file.path.string()));
  const YamlReader reader(file, file.root, "a rule",
                          {"title", "category", "severity", "why", "track", "role", "when", "unless",
                           "severity_changes", "message", "rewrite", "authorities", "waivable", "cases"});
  PolicyRule out;
  out.id = fmt::format("{}/{}", pack, name);
  out.file = file.path;
  out.title = reader.Text("title");
  out.category = ReadCategory(reader);
  out.severity = reader.Word<Severity>("severity");
  out.why = reader.Text("why");
  out.track = reader.Words<ProductTrack>("track");
  out.role = reader.Words<DocumentRole>("role");
  out.when = ReadForm(file, reader.Get("when"));
  for (const YamlNode* node : reader.Items("unless"))
    out.unless.push_back(ReadCondition(file, *node));
  for (const YamlNode* node : reader.Items("severity_changes"))
    out.changes.push_back(ReadChange(file, *node));
  out.message = reader.Text("message");
  out.rewrite = reader.TextOr("rewrite", "");
  if (out.category != kChecklist) reader.Get("authorities");
  for (const YamlNode* node : reader.Items("authorities"))
    out.authorities.push_back(ReadAuthority(file, *node));
  out.is_waivable = reader.Flag("waivable", true);
  out.cases = ReadCases(file, reader.Get("cases"));
  return out;
}

PolicyPack LoadPack(const fs::path& folder) {
  const YamlFile about = ReadYamlFile(folder / kAboutFile);
  const YamlReader reader(about, about.root, "a pack", {"title", "jurisdiction", "as_of", "version", "foreign"});
  PolicyPack out;
  out.name = (folder / "").lexically_normal().parent_path().filename().string();
  if (!IsIdName(out.name))
    throw SetupError(
        fmt::format("{}: a pack's folder name is its name: small letters, digits and '-' alone", folder.string()));
  out.title = reader.Text("title");
  out.jurisdiction = reader.Text("jurisdiction");
  out.as_of = reader.Date("as_of");
  out.version = reader.Text("version");
  out.foreign = ReadPhrases(reader, "foreign");
  out.content = fmt::format("{}/{}\n{}\n", out.name, kAboutFile, about.text);
  std::error_code error;
  if (fs::exists(folder / kApprovalsFile, error)) {
    const YamlFile file = ReadYamlFile(folder / kApprovalsFile);
    out.approvals = ReadApprovals(file);
    out.content += fmt::format("{}/{}\n{}\n", out.name, kApprovalsFile, file.text);
  }
  for (const fs::path& path : RuleFiles(folder)) {
    const YamlFile file = ReadYamlFile(path);
    out.rules.push_back(ReadRule(file, out.name));
    out.content += fmt::format("{}.yaml\n{}\n", out.rules.back().id, file.text);
  }
  return out;
}

}  // namespace audit
