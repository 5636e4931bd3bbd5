#include "analyzers/judge/rule.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "analyzers/judge/categories.h"
#include "analyzers/judge/rule_words.h"
#include "analyzers/setup_error.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAboutFile = "pack.yaml";
constexpr std::string_view kApprovalsFile = "approvals.yaml";
constexpr std::size_t kMaxRules = 1000;  // of one pack

constexpr std::array<Field, 9> kPackFields = {{
    {"title", Holds::kText, Presence::kRequired, "What the pack is about."},
    {"jurisdiction", Holds::kText, Presence::kRequired, "Documents of this jurisdiction are asked: us, tw."},
    {"as_of", Holds::kDate, Presence::kRequired, "The day of the law."},
    {"version", Holds::kText, Presence::kRequired, "Of the pack."},
    {"milder_for", Holds::kWords, Presence::kOptional, "Documents by these: findings are one step less severe.",
     WordsOf<DocumentRole>},
    {"home", Holds::kPhrases, Presence::kOptional, "Words for the jurisdiction's own regulators."},
    {"foreign", Holds::kPhrases, Presence::kOptional, "Words for other countries and their regulators."},
    {"offers", Holds::kPhrases, Presence::kOptional, "Words of who sells or treats."},
    {"reports", Holds::kPhrases, Presence::kOptional, "Words of who reports what is studied or done."},
}};

constexpr std::array<Field, 3> kAuthorityFields = {{
    {"cite", Holds::kText, Presence::kRequired, "As counsel cites it."},
    {"mark", Holds::kWord, Presence::kRequired, kMarkHelp, MarkWords},
    {"note", Holds::kText, Presence::kOptional, "What it says, in our words."},
}};
const Shape& AuthorityShape() {
  static const Shape shape = {"authority", "an authority", kAuthorityFields};
  return shape;
}

constexpr std::array<Field, 2> kChangeFields = {{
    {"to", Holds::kWord, Presence::kRequired, "The severity instead.", WordsOf<Severity>},
    {"when", Holds::kMap, Presence::kRequired, "The condition.", nullptr, ConditionShape},
}};
const Shape& ChangeShape() {
  static const Shape shape = {"severity-change", "a severity change", kChangeFields};
  return shape;
}

WordList Categories() { return {kCategories.begin(), kCategories.end()}; }

constexpr Field kTitle = {"title", Holds::kText, Presence::kRequired, "A few words for reports."};
constexpr Field kSeverity = {"severity", Holds::kWord, Presence::kRequired, "How grave.", WordsOf<Severity>};
constexpr Field kWhy = {"why", Holds::kText, Presence::kRequired, "Why the law minds."};
constexpr Field kChanges = {"severity_changes",
                            Holds::kMaps,
                            Presence::kOptional,
                            "Another severity under a condition; the first that holds wins.",
                            nullptr,
                            ChangeShape};
constexpr Field kMessage = {"message", Holds::kText, Presence::kRequired,
                            "What is wrong, for the reader of the report."};
constexpr Field kRewrite = {"rewrite", Holds::kText, Presence::kOptional, "A compliant wording to start from."};
constexpr Field kAuthorities = {
    "authorities", Holds::kMaps,  Presence::kOptional, "On whose authority; only the category checklist does without.",
    nullptr,       AuthorityShape};
constexpr Field kWaivable = {"waivable", Holds::kFlag, Presence::kOptional,
                             "false: findings cannot be waived; default: true."};
constexpr Field kCases = {"cases", Holds::kMap, Presence::kRequired, "The rule's own tests.", nullptr, CasesShape};

constexpr Field Optional(Field field) {
  field.presence = Presence::kOptional;
  return field;
}

constexpr std::array kRuleFields = {
    kTitle,
    Field{"category", Holds::kWord, Presence::kRequired, "Of the finding.", Categories},
    kSeverity,
    kWhy,
    Field{"track", Holds::kWords, Presence::kOptional, "Only documents of these tracks.", WordsOf<ProductTrack>},
    Field{"role", Holds::kWords, Presence::kOptional, "Only documents by these.", WordsOf<DocumentRole>},
    Field{"when", Holds::kOneOf, Presence::kRequired, "One form.", nullptr, WhenShape},
    Field{"only_if", Holds::kMaps, Presence::kOptional, "One of these must hold for a statement to count.", nullptr,
          ConditionShape},
    Field{"unless", Holds::kMaps, Presence::kOptional, "What excuses a statement.", nullptr, ConditionShape},
    kChanges,
    kMessage,
    kRewrite,
    kAuthorities,
    kWaivable,
    kCases,
};

constexpr std::array kExtensionFields = {
    Field{"extends", Holds::kText, Presence::kRequired, "The rule that is changed, such as us/guarantee."},
    Optional(kTitle),
    Optional(kSeverity),
    Optional(kWhy),
    kChanges,
    Optional(kMessage),
    kRewrite,
    kAuthorities,
    kWaivable,
    Optional(kCases),
};

Authority ReadAuthority(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, AuthorityShape());
  Authority out;
  out.cite = reader.Text("cite");
  out.note = reader.TextOr("note", "");
  out.verification = ReadMark(reader, "mark");
  return out;
}

SeverityChange ReadChange(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, ChangeShape());
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
  if (out.size() > kMaxRules)
    throw SetupError(fmt::format("{}: the pack has more than {} rules", folder.string(), kMaxRules));
  std::sort(out.begin(), out.end());
  return out;
}

std::string NameOfPack(const fs::path& folder) {
  return (folder / "").lexically_normal().parent_path().filename().string();
}

bool HasApprovals(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / kApprovalsFile, error);
}

std::string IdOf(const YamlFile& file, const std::string& pack) {
  const std::string name = file.path.stem().string();
  if (!IsIdName(name))
    throw SetupError(
        fmt::format("{}:1:1: a rule's file name is its id: small letters, digits and '-' alone", file.path.string()));
  return fmt::format("{}/{}", pack, name);
}

bool IsExtension(const YamlFile& file) {
  return std::any_of(file.root.keys.begin(), file.root.keys.end(),
                     [](const YamlNode& key) { return key.scalar == "extends"; });
}

std::optional<std::string> GivenText(const YamlReader& reader, std::string_view key) {
  return reader.Find(key) == nullptr ? std::nullopt : std::optional(reader.Text(key));
}

std::vector<Authority> ReadAuthorities(const YamlReader& reader) {
  std::vector<Authority> out;
  for (const YamlNode* node : reader.Items("authorities"))
    out.push_back(ReadAuthority(reader.file(), *node));
  return out;
}

std::vector<SeverityChange> ReadChanges(const YamlReader& reader) {
  std::vector<SeverityChange> out;
  for (const YamlNode* node : reader.Items("severity_changes"))
    out.push_back(ReadChange(reader.file(), *node));
  return out;
}

RuleExtension ReadExtension(const YamlFile& file, const std::string& pack) {
  const YamlReader reader(file, file.root, ExtensionShape());
  RuleExtension out;
  out.id = IdOf(file, pack);
  out.extends = reader.Text("extends");
  out.place = reader.Get("extends");
  out.file = file.path;
  if (reader.Find("severity") != nullptr) out.severity = reader.Word<Severity>("severity");
  out.title = GivenText(reader, "title");
  out.why = GivenText(reader, "why");
  out.message = GivenText(reader, "message");
  out.rewrite = GivenText(reader, "rewrite");
  if (reader.Find("waivable") != nullptr) out.is_waivable = reader.Flag("waivable", true);
  out.authorities = ReadAuthorities(reader);
  out.changes = ReadChanges(reader);
  if (const YamlNode* cases = reader.Find("cases")) out.cases = ReadCases(file, *cases);
  return out;
}

}  // namespace

const Shape& PackShape() {
  static const Shape shape = {"pack", "a pack", kPackFields};
  return shape;
}
const Shape& RuleShape() {
  static const Shape shape = {"rule", "a rule", kRuleFields};
  return shape;
}
const Shape& ExtensionShape() {
  static const Shape shape = {
      "extension",
      "an extension of a rule",
      kExtensionFields,
      {"title", "severity", "why", "severity_changes", "message", "rewrite", "authorities", "waivable", "cases"}};
  return shape;
}

void Extend(std::vector<PolicyPack>& packs, RuleExtension extension) {
  PolicyRule* rule = nullptr;
  std::vector<std::string_view> known;
  for (PolicyPack& pack : packs)
    for (PolicyRule& each : pack.rules) {
      known.push_back(each.id);
      if (each.id == extension.extends) rule = &each;
    }
  if (rule == nullptr)
    FailAt(extension.file, extension.place,
           fmt::format("no rule '{}' in the packs in force; valid are: {}", extension.extends, fmt::join(known, ", ")));
  const auto take = [](auto& of_rule, auto& given) {
    if (given) of_rule = std::move(*given);
  };
  rule->is_severity_fixed = rule->is_severity_fixed || extension.severity.has_value();
  if (extension.severity || !extension.changes.empty()) rule->changes = std::move(extension.changes);
  take(rule->severity, extension.severity);
  take(rule->title, extension.title);
  take(rule->why, extension.why);
  take(rule->message, extension.message);
  take(rule->rewrite, extension.rewrite);
  take(rule->is_waivable, extension.is_waivable);
  std::move(extension.authorities.begin(), extension.authorities.end(), std::back_inserter(rule->authorities));
  std::move(extension.cases.begin(), extension.cases.end(), std::back_inserter(rule->cases));
  rule->changed_by.push_back(std::move(extension.id));
}

PolicyRule ReadRule(const YamlFile& file, const std::string& pack) {
  const YamlReader reader(file, file.root, RuleShape());
  PolicyRule out;
  out.id = IdOf(file, pack);
  out.file = file.path;
  out.title = reader.Text("title");
  out.category = reader.OneWord("category");
  out.severity = reader.Word<Severity>("severity");
  out.why = reader.Text("why");
  out.track = reader.Words<ProductTrack>("track");
  out.role = reader.Words<DocumentRole>("role");
  out.when = ReadForm(file, reader.Get("when"));
  for (const YamlNode* node : reader.Items("only_if"))
    out.only_if.push_back(ReadCondition(file, *node));
  for (const YamlNode* node : reader.Items("unless"))
    out.unless.push_back(ReadCondition(file, *node));
  out.changes = ReadChanges(reader);
  out.message = reader.Text("message");
  out.rewrite = reader.TextOr("rewrite", "");
  if (out.category != kChecklist) reader.Get("authorities");
  out.authorities = ReadAuthorities(reader);
  out.is_waivable = reader.Flag("waivable", true);
  out.cases = ReadCases(file, reader.Get("cases"));
  return out;
}

std::string PackContent(const fs::path& folder) {
  std::string content = NameOfPack(folder) + "\n";
  const auto add = [&content](const fs::path& file) {
    content += fmt::format("{}\n{}\n", file.filename().string(), ReadPlainText(file));
  };
  add(folder / kAboutFile);
  if (HasApprovals(folder)) add(folder / kApprovalsFile);
  for (const fs::path& file : RuleFiles(folder))
    add(file);
  return content;
}

PolicyPack LoadPack(const fs::path& folder) {
  const YamlFile about = ReadYamlFile(folder / kAboutFile);
  const YamlReader reader(about, about.root, PackShape());
  PolicyPack out;
  out.name = NameOfPack(folder);
  if (!IsIdName(out.name))
    throw SetupError(
        fmt::format("{}: a pack's folder name is its name: small letters, digits and '-' alone", folder.string()));
  out.title = reader.Text("title");
  out.jurisdiction = reader.Text("jurisdiction");
  out.as_of = reader.Date("as_of");
  out.version = reader.Text("version");
  out.milder_for = reader.Words<DocumentRole>("milder_for");
  out.home = ReadPhrases(reader, "home");
  out.foreign = ReadPhrases(reader, "foreign");
  out.offers = ReadPhrases(reader, "offers");
  out.reports = ReadPhrases(reader, "reports");
  if (HasApprovals(folder)) out.approvals = ReadApprovals(ReadYamlFile(folder / kApprovalsFile));
  const std::vector<fs::path> files = RuleFiles(folder);
  if (files.empty()) throw SetupError(fmt::format("{}: the pack has no rule", folder.string()));
  for (const fs::path& path : files) {
    const YamlFile file = ReadYamlFile(path);
    if (IsExtension(file))
      out.extensions.push_back(ReadExtension(file, out.name));
    else
      out.rules.push_back(ReadRule(file, out.name));
  }
  return out;
}

}  // namespace audit
