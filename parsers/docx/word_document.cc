#include "parsers/docx/word_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "parsers/docx/container_kind.h"
#include "parsers/docx/embedded.h"
#include "parsers/docx/metadata.h"
#include "parsers/docx/picture_text.h"

namespace audit {
namespace {

constexpr int kMaxNesting = 2;
constexpr std::size_t kMaxStories = 500;

std::string_view Words(PartState state) {
  switch (state) {
    case PartState::kRead:
      return "was read";
    case PartState::kMissing:
      return "is missing";
    case PartState::kEncrypted:
      return "is encrypted";
    case PartState::kDamaged:
      return "is damaged";
    case PartState::kTooLarge:
      return "is larger than the limit";
  }
  return "";
}

std::string_view Words(XmlOutcome outcome) {
  switch (outcome) {
    case XmlOutcome::kWhole:
      return "was read";
    case XmlOutcome::kDamaged:
      return "is not well-formed XML";
    case XmlOutcome::kHasDoctype:
      return "declares a document type, which no Word document does";
    case XmlOutcome::kTooDeep:
      return "is nested deeper than the limit";
  }
  return "";
}

const Relationship* Find(const std::vector<Relationship>& relationships, std::string_view id) {
  const auto found =
      std::find_if(relationships.begin(), relationships.end(), [&](const auto& r) { return r.id == id; });
  return found == relationships.end() ? nullptr : &*found;
}

std::string_view TargetOfType(const std::vector<Relationship>& relationships, std::string_view type) {
  for (const Relationship& relationship : relationships) {
    if (relationship.type == type) return relationship.target;
  }
  return {};
}

/// True if the pages have words besides those of their headers and footers; a page number is no text.
bool ShowsWords(const Document& document) {
  constexpr std::size_t kFewBytes = 20;
  std::size_t bytes = 0;
  for (const Block& block : document.blocks) {
    const bool aside = block.kind == BlockKind::kMetadata || block.kind == BlockKind::kAltText ||
                       block.kind == BlockKind::kComment || block.kind == BlockKind::kHeader ||
                       block.kind == BlockKind::kFooter;
    if (!aside) bytes += block.text.end - block.text.begin;
  }
  return bytes >= kFewBytes;
}

/// Whether the settings show the colour of the pages, which Word else keeps for the screen's web view.
class BackgroundSetting : public XmlHandler {
 public:
  void OnStart(const XmlElement& element) override {
    if (element.name != "displayBackgroundShape") return;
    const std::string_view value = element.Attribute("val");
    is_shown = value != "0" && value != "false" && value != "off";
  }
  void OnEnd(std::string_view, std::string_view) override {}
  void OnText(std::string_view) override {}

  bool is_shown = false;
};

}  // namespace

std::string FindMainPart(DocxPackage& package, const ParseLimits& limits) {
  const std::vector<Relationship> relationships = ReadRelationships(package, "", limits);
  const std::string_view named = TargetOfType(relationships, "officeDocument");
  if (!named.empty() && package.Has(named)) return std::string(named);
  for (const auto& [part, type] : ReadContentTypes(package, limits)) {
    if (type.find("wordprocessingml") != std::string::npos && type.ends_with("main+xml") && package.Has(part))
      return part;
  }
  if (package.Has("word/document.xml")) return "word/document.xml";
  return {};
}

WordDocument::WordDocument(DocxPackage& package, std::string main_part, const ParseLimits& limits, int nesting)
    : package_(package),
      main_part_(std::move(main_part)),
      nesting_(nesting),
      builder_(limits),
      context_(builder_, styles_) {
  context_.shows_page_color = [this] { return ShowsPageColor(); };
}

ParseResult WordDocument::Read() {
  const ParseLimits& limits = builder_.limits();
  const std::vector<Relationship> relationships = ReadRelationships(package_, main_part_, limits);
  const std::string_view styles = TargetOfType(relationships, "styles");
  const PartState styles_state = styles_.Read(package_, styles, limits);
  if (!styles.empty() && styles_state != PartState::kRead) {
    builder_.AddAnomaly("damaged-part",
                        fmt::format("{} {}: sizes and hidden text may be wrong", styles, Words(styles_state)));
  }
  const Outcome main = ReadStory(main_part_, StoryKind::kBody);
  if (main.state == PartState::kEncrypted) {
    return ParseFailure{ParseFailureKind::kEncrypted, "docx",
                        "The zip container is encrypted; save it without a password."};
  }
  if (!main.ok() && builder_.document().blocks.empty()) {
    const bool limit = main.state == PartState::kTooLarge || main.xml == XmlOutcome::kTooDeep;
    return ParseFailure{limit ? ParseFailureKind::kLimit : ParseFailureKind::kDamaged, "docx",
                        fmt::format("The main part {} {}; nothing could be read.", main_part_,
                                    main.state != PartState::kRead ? Words(main.state) : Words(main.xml))};
  }
  ReadOtherStories(relationships);
  if (context_.has_drawings_behind) ForgetPageGround();
  ReadMetadata();
  FinishCoverage();
  return std::move(builder_.document());
}

bool WordDocument::ShowsPageColor() {
  const std::vector<Relationship> relationships = ReadRelationships(package_, main_part_, builder_.limits());
  BackgroundSetting setting;
  XmlPushParser parser(setting, builder_.limits().max_depth);
  package_.Read(TargetOfType(relationships, "settings"), [&](std::string_view chunk) { return parser.Feed(chunk); });
  parser.Finish();
  return setting.is_shown;
}

void WordDocument::ForgetPageGround() {
  const Rgb page = context_.page.color.value_or(Rgb{255, 255, 255});
  for (Block& block : builder_.document().blocks)
    if (block.style.ground == page) block.style.ground.reset();
}

WordDocument::Outcome WordDocument::ReadStory(const std::string& part, StoryKind kind) {
  const std::vector<Relationship> relationships = ReadRelationships(package_, part, builder_.limits());
  std::vector<std::string> graphics;
  const Outcome outcome = ReadOneStory(part, kind, relationships, graphics);
  ReadGraphics(graphics, relationships);
  return outcome;
}

WordDocument::Outcome WordDocument::ReadOneStory(const std::string& part, StoryKind kind,
                                                 const std::vector<Relationship>& relationships,
                                                 std::vector<std::string>& graphics) {
  StoryReader reader(context_, kind, [&](std::string_view id) { ReadEmbedded(id, relationships); });
  XmlPushParser parser(reader, builder_.limits().max_depth);
  reader.set_parser(&parser);
  Outcome outcome;
  outcome.state =
      package_.Read(part, [&](std::string_view chunk) { return parser.Feed(chunk) && !builder_.text_is_full(); });
  outcome.xml = parser.Finish();
  graphics = reader.graphics();
  Report(part, outcome);
  return outcome;
}

void WordDocument::ReadGraphics(const std::vector<std::string>& ids, const std::vector<Relationship>& relationships) {
  std::size_t count = 0;
  for (const std::string& id : ids) {
    const Relationship* relationship = Find(relationships, id);
    if (relationship == nullptr) continue;
    if (++count > kMaxStories) return builder_.AddLimit(fmt::format("more than {} charts", kMaxStories));
    const bool is_chart = relationship->type == "chart" || relationship->type == "chartEx";
    std::vector<std::string> none;
    context_.said.clear();
    ReadOneStory(relationship->target, is_chart ? StoryKind::kChart : StoryKind::kDiagram, {}, none);
  }
}

void WordDocument::ReadOtherStories(const std::vector<Relationship>& relationships) {
  struct Row {
    std::string_view type;
    StoryKind kind;
  };
  constexpr Row kStories[] = {{"header", StoryKind::kHeader},
                              {"footer", StoryKind::kFooter},
                              {"footnotes", StoryKind::kFootnotes},
                              {"endnotes", StoryKind::kEndnotes},
                              {"comments", StoryKind::kComments}};
  std::size_t count = 0;
  for (const Row& row : kStories) {
    context_.said.clear();
    std::vector<std::string> parts;
    for (const Relationship& relationship : relationships) {
      if (relationship.type == row.type) parts.push_back(relationship.target);
    }
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    for (const std::string& part : parts) {
      if (++count > kMaxStories) return builder_.AddLimit(fmt::format("more than {} headers and notes", kMaxStories));
      ReadStory(part, row.kind);
    }
  }
}

void WordDocument::ReadMetadata() {
  const ParseLimits& limits = builder_.limits();
  const std::vector<Relationship> relationships = ReadRelationships(package_, "", limits);
  const auto core = ReadPropertyPart(package_, TargetOfType(relationships, "core-properties"), limits);
  const auto application = ReadPropertyPart(package_, TargetOfType(relationships, "extended-properties"), limits);
  auto value = [](const std::map<std::string, std::string>& properties, const std::string& key) {
    const auto found = properties.find(key);
    return found == properties.end() ? std::string() : found->second;
  };
  builder_.SetMetadata("author", value(core, "creator"));
  builder_.SetMetadata("producer", value(application, "Application"));
  builder_.SetMetadata("language", value(core, "language"));
  builder_.SetMetadata("language", styles_.language());
  builder_.SetMetadata("created", value(core, "created"));
  builder_.SetMetadata("modified", value(core, "modified"));
  for (const char* key : {"title", "subject", "description", "keywords"}) {
    builder_.SetMetadata(key, value(core, key));
    Block block;
    block.kind = BlockKind::kMetadata;
    block.where.part = "metadata";
    block.visibility = Visibility::kUnknown;
    builder_.Add(block, value(core, key));
  }
}

void WordDocument::ReadEmbedded(std::string_view id, const std::vector<Relationship>& relationships) {
  const Relationship* relationship = Find(relationships, id);
  if (relationship == nullptr) return;
  std::string content;
  const PartState state = package_.ReadAll(relationship->target, content);
  if (state != PartState::kRead || nesting_ >= kMaxNesting) {
    builder_.AddLimit(fmt::format("the embedded document {} {}", relationship->target,
                                  state != PartState::kRead ? Words(state) : "is nested too deep"));
    return;
  }
  const ParseResult result = ReadEmbeddedDocument(content, builder_.limits(), nesting_ + 1);
  if (const auto* document = std::get_if<Document>(&result)) return Append(*document);
  builder_.AddLimit(fmt::format("the embedded document {} was not read: {}", relationship->target,
                                std::get<ParseFailure>(result).message));
}

void WordDocument::Append(const Document& embedded) {
  int tables = 0;
  for (Block block : embedded.blocks) {
    if (block.kind == BlockKind::kMetadata) continue;
    const std::string_view text =
        std::string_view(embedded.text).substr(block.text.begin, block.text.end - block.text.begin);
    block.where.part = "embedded";
    tables = std::max(tables, block.table);
    if (block.table > 0) block.table += context_.table_count;
    builder_.Add(std::move(block), text);
  }
  context_.table_count += tables;
  for (const Anomaly& anomaly : embedded.anomalies)
    builder_.AddAnomaly(anomaly.name, anomaly.detail, anomaly.where);
  for (const std::string& limit : embedded.coverage.limits_hit)
    builder_.AddLimit("embedded document: " + limit);
}

void WordDocument::Report(const std::string& part, const Outcome& outcome) {
  if (outcome.ok()) return;
  const std::string words =
      fmt::format("{} {}", part, outcome.state != PartState::kRead ? Words(outcome.state) : Words(outcome.xml));
  builder_.AddAnomaly("damaged-part", words);
  builder_.AddLimit(words);
}

void WordDocument::FinishCoverage() {
  if (!package_.damage().empty()) builder_.AddAnomaly("damaged-zip", package_.damage());
  if (package_.has_too_many_entries()) {
    builder_.AddLimit(fmt::format("the zip has more than {} entries", builder_.limits().max_entries));
  }
  Coverage& coverage = builder_.document().coverage;
  coverage.pages_total = 1;
  coverage.pages_read = 1;
  if (ShowsWords(builder_.document()) || !context_.has_pictures) return;
  const std::optional<PictureReading> reading = ReadPicturesByOcr(package_, builder_);
  if (reading && reading->read > 0) coverage.pages_by_ocr = 1;
  if (reading && reading->poor)
    builder_.AddAnomaly("ocr-poor", "The pictures were read by OCR with little confidence.");
  if (reading && !reading->poor && (reading->read > 0 || reading->pictures == 0)) return;
  coverage.pages_read = 0;
  coverage.pages_without_text = 1;
  builder_.AddAnomaly("no-text", "The document shows pictures only.");
}

ParseResult ReadDocx(std::string_view bytes, const ParseLimits& limits, int nesting) {
  if (IsOleContainer(bytes)) return DescribeOleContainer(bytes);
  DocxPackage package(bytes, limits);
  if (!package.IsReadable() && !package.damage().empty()) {
    return ParseFailure{
        ParseFailureKind::kDamaged, "docx",
        fmt::format("The zip container is damaged: {}, and no part could be salvaged.", package.damage())};
  }
  const std::string main_part = FindMainPart(package, limits);
  if (main_part.empty() && package.has_too_many_entries()) {
    return ParseFailure{
        ParseFailureKind::kLimit, "docx",
        fmt::format("The zip has more than {} entries, and no document among the first.", limits.max_entries)};
  }
  if (main_part.empty() && !package.damage().empty()) {
    return ParseFailure{
        ParseFailureKind::kDamaged, "docx",
        fmt::format("The zip container is damaged ({}), and its main part could not be salvaged.", package.damage())};
  }
  if (main_part.empty() || IsForeignMainPart(main_part)) return DescribeForeignZip(package, main_part);
  return WordDocument(package, main_part, limits, nesting).Read();
}

}  // namespace audit
