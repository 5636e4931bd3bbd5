#include "analyzers/judge/case_document.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "analyzers/judge/yaml_reader.h"

namespace audit {
namespace {

constexpr std::array<std::string_view, 3> kCaseKinds = {"breach", "clean", "missed"};
constexpr double kSmallPrintPt = 5;
constexpr Rgb kFaint = {170, 170, 170};
constexpr Rgb kWhite = {255, 255, 255};

struct FormOfBlock {
  std::string_view name;
  BlockKind kind;
  Visibility visibility;
  double font_size_pt;
  std::optional<Rgb> color = std::nullopt;
  bool folded = false;
};
constexpr std::array<FormOfBlock, 18> kBlockForms = {{
    {"heading", BlockKind::kHeading, Visibility::kVisible, 0},
    {"paragraph", BlockKind::kParagraph, Visibility::kVisible, 0},
    {"bullet", BlockKind::kListItem, Visibility::kVisible, 0},
    {"table-cell", BlockKind::kTableCell, Visibility::kVisible, 0},
    {"caption", BlockKind::kCaption, Visibility::kVisible, 0},
    {"footnote", BlockKind::kFootnote, Visibility::kVisible, 0},
    {"small-print", BlockKind::kParagraph, Visibility::kVisible, kSmallPrintPt},
    {"faint-print", BlockKind::kParagraph, Visibility::kVisible, 0, kFaint},
    {"folded", BlockKind::kFaqAnswer, Visibility::kVisible, 0, std::nullopt, true},
    {"header", BlockKind::kHeader, Visibility::kVisible, 0},
    {"footer", BlockKind::kFooter, Visibility::kVisible, 0},
    {"faq-question", BlockKind::kFaqQuestion, Visibility::kVisible, 0},
    {"faq-answer", BlockKind::kFaqAnswer, Visibility::kVisible, 0},
    {"alt-text", BlockKind::kAltText, Visibility::kVisible, 0},
    {"hidden", BlockKind::kParagraph, Visibility::kHidden, 0},
    {"metadata", BlockKind::kMetadata, Visibility::kHidden, 0},
    {"comment", BlockKind::kComment, Visibility::kHidden, 0},
    {"deleted-text", BlockKind::kDeletedText, Visibility::kHidden, 0},
}};

const FormOfBlock* FormNamed(std::string_view name) {
  const auto* row =
      std::find_if(kBlockForms.begin(), kBlockForms.end(), [&](const FormOfBlock& form) { return form.name == name; });
  return row == kBlockForms.end() ? nullptr : row;
}

std::string BlockFormNames() {
  std::vector<std::string_view> names;
  names.reserve(kBlockForms.size());
  for (const FormOfBlock& form : kBlockForms)
    names.push_back(form.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

const Shape& BlockShape() {
  static const std::vector<Field> fields = [] {
    std::vector<Field> out;
    for (const FormOfBlock& form : kBlockForms)
      out.push_back({form.name, Holds::kText, Presence::kOptional, ""});
    return out;
  }();
  static const Shape shape = {"block", "a block", fields, {}};
  return shape;
}

constexpr std::array<Field, 5> kCaseFields = {{
    {"text", Holds::kText, Presence::kOptional, "One paragraph."},
    {"blocks", Holds::kOneOfs, Presence::kOptional, "A small document, each block 'form: text'.", nullptr, BlockShape},
    {"track", Holds::kWord, Presence::kOptional, "Of the document.", WordsOf<ProductTrack>},
    {"role", Holds::kWord, Presence::kOptional, "Of the document.", WordsOf<DocumentRole>},
    {"jurisdictions", Holds::kTexts, Presence::kOptional, "Of the document; default: the pack's."},
}};
const Shape& CaseShape() {
  static const Shape shape = {"case", "a case", kCaseFields, {"text", "blocks"}, true};
  return shape;
}

constexpr std::array<Field, 3> kCasesFields = {{
    {"breach", Holds::kCases, Presence::kOptional, "Must fire.", nullptr, CaseShape},
    {"clean", Holds::kCases, Presence::kOptional, "Must not fire; one at least must be full of regulatory words.",
     nullptr, CaseShape},
    {"missed", Holds::kCases, Presence::kOptional, "Ought to fire and does not yet; fails when it starts to.", nullptr,
     CaseShape},
}};

/// "- heading: What we offer"
CaseBlock ReadBlock(const YamlFile& file, const YamlNode& node) {
  if (node.kind != YamlNode::Kind::kMap || node.keys.size() != 1)
    FailAt(file.path, node, fmt::format("a block is one 'form: text'; valid forms are: {}", BlockFormNames()));
  const YamlNode& form = node.keys.front();
  if (FormNamed(form.scalar) == nullptr)
    FailAt(file.path, form, fmt::format("unknown form '{}'; valid are: {}", form.scalar, BlockFormNames()));
  const YamlNode& text = node.items.front();
  if (text.kind != YamlNode::Kind::kScalar || text.scalar.empty()) FailAt(file.path, text, "a block must have a text");
  return {form.scalar, text.scalar};
}

RuleCase ReadCase(const YamlFile& file, const YamlNode& node, std::string_view kind) {
  RuleCase out;
  out.kind = kind;
  if (node.kind == YamlNode::Kind::kScalar) {
    if (node.scalar.empty()) FailAt(file.path, node, "a case must have a text");
    out.blocks.push_back({"paragraph", node.scalar});
  } else {
    const YamlReader reader(file, node, CaseShape());
    if (reader.Find("text") != nullptr) out.blocks.push_back({"paragraph", reader.Text("text")});
    for (const YamlNode* block : reader.Items("blocks"))
      out.blocks.push_back(ReadBlock(file, *block));
    if (reader.Find("track") != nullptr) out.declared.track = reader.Word<ProductTrack>("track");
    if (reader.Find("role") != nullptr) out.declared.role = reader.Word<DocumentRole>("role");
    out.declared.jurisdictions = reader.Texts("jurisdictions");
  }
  for (const CaseBlock& block : out.blocks)
    out.text += fmt::format("{}{}", out.text.empty() ? "" : " | ", block.text);
  return out;
}

}  // namespace

const Shape& CasesShape() {
  static const Shape shape = {"cases", "'cases'", kCasesFields, {}};
  return shape;
}

std::vector<RuleCase> ReadCases(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, CasesShape());
  std::vector<RuleCase> out;
  for (const std::string_view kind : kCaseKinds)
    for (const YamlNode* item : reader.Items(kind))
      out.push_back(ReadCase(file, *item, kind));
  return out;
}

Document DocumentOf(const RuleCase& rule_case) {
  Document out;
  out.name = "case";
  out.format = "case";
  out.coverage.pages_total = out.coverage.pages_read = 1;
  for (const CaseBlock& block : rule_case.blocks) {
    const FormOfBlock& form = *FormNamed(block.form);
    if (!out.text.empty()) out.text += '\n';
    Block& made = out.blocks.emplace_back();
    made.kind = form.kind;
    made.visibility = form.visibility;
    made.style.font_size_pt = form.font_size_pt;
    made.style.color = form.color;
    if (form.color) made.style.ground = kWhite;
    made.folded = form.folded;
    made.heading_level = form.kind == BlockKind::kHeading ? 2 : 0;
    made.where.paragraph = static_cast<int>(out.blocks.size());
    made.text.begin = out.text.size();
    out.text += block.text;
    made.text.end = out.text.size();
  }
  return out;
}

}  // namespace audit
