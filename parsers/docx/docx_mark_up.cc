#include "parsers/docx/docx_mark_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "parsers/docx/comment_anchors.h"
#include "parsers/docx/container_kind.h"
#include "parsers/docx/package.h"
#include "parsers/docx/package_writer.h"
#include "parsers/docx/part_editor.h"
#include "parsers/docx/relationships.h"
#include "parsers/docx/story_places.h"
#include "parsers/docx/word_document.h"

namespace audit {
namespace {

constexpr int kMaxCommentId = 1'000'000'000;
constexpr std::string_view kStrictWord = "http://purl.oclc.org/ooxml/wordprocessingml/main";
constexpr std::string_view kCommentsType =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
constexpr std::string_view kStrictCommentsType = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
constexpr std::string_view kCommentsContent =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The highest id of the comments in a part; kMaxCommentId if there is no room above it.
class IdReader : public XmlHandler {
 public:
  void OnStart(const XmlElement& element) override {
    if (element.name != "comment") return;
    int id = 0;
    const std::string_view text = element.Attribute("id");
    const bool ok = std::from_chars(text.data(), text.data() + text.size(), id).ec == std::errc();
    highest = std::max(highest, ok ? std::min(id, kMaxCommentId) : kMaxCommentId);
  }
  void OnEnd(std::string_view, std::string_view) override {}
  void OnText(std::string_view) override {}

  int highest = -1;
};

/// The look is said in full: a document whose own styles hide or strike text must not hide comments on it.
std::string CommentXml(const Mark& mark, int id, std::string_view preface, std::string_view word_space) {
  std::string out =
      fmt::format(R"(<w:comment xmlns:w="{}" w:id="{}" w:author="{}" w:initials="BA">)", word_space, id, kMarkAuthor);
  const auto add = [&out](std::string_view text, std::string_view look) {
    out += fmt::format(R"(<w:p><w:r><w:rPr>{}<w:strike w:val="0"/><w:dstrike w:val="0"/><w:vanish w:val="0"/>)"
                       R"(<w:color w:val="auto"/><w:sz w:val="20"/></w:rPr>)"
                       R"(<w:t xml:space="preserve">{}</w:t></w:r></w:p>)",
                       look, XmlEscaped(text));
  };
  add(mark.heading, "<w:b/>");
  if (!preface.empty()) add(preface, "<w:i/>");
  std::string_view rest = mark.comment;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    add(rest.substr(0, end), "");
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out + "</w:comment>";
}

class DocxMarker {
 public:
  DocxMarker(std::string_view bytes, DocxPackage& package, std::string main_part, const ParseLimits& limits)
      : bytes_(bytes), package_(package), main_part_(std::move(main_part)), limits_(limits) {}

  MarkUpResult Run(const std::vector<Mark>& marks) {
    if (!ReadWhole(main_part_, main_xml_)) return NotMarked{"its main part cannot be read in whole"};
    const std::optional<StoryPlaces> body = PlacesOf(main_xml_, StoryKind::kBody, limits_);
    if (!body) return NotMarked{"its main part is not well-formed XML in UTF-8"};
    relationships_ = ReadRelationships(package_, main_part_, limits_);
    if (std::string why = ReadComments(); !why.empty()) return NotMarked{std::move(why)};
    CommentAnchors anchors(main_xml_, *body);
    MarkedCopy copy;
    std::string comments;
    for (const Mark& mark : marks) {
      std::string preface;
      MarkOutcome outcome = Place(mark, *body, anchors, preface);
      if (outcome.placing != MarkPlacing::kNowhere) comments += CommentXml(mark, next_id_++, preface, body->word_space);
      copy.marks.push_back(std::move(outcome));
    }
    return Write(std::move(copy), anchors.Finish(), comments, body->word_space);
  }

 private:
  bool ReadWhole(const std::string& part, std::string& content) {
    return package_.ReadAll(part, content) == PartState::kRead;
  }

  /// Why comments cannot be added, or "".
  std::string ReadComments() {
    for (const Relationship& relationship : relationships_)
      if (relationship.type == "comments") comments_part_ = relationship.target;
    if (comments_part_.empty()) return "";
    if (!ReadWhole(comments_part_, comments_xml_)) return "its earlier comments cannot be read";
    IdReader ids;
    XmlPushParser parser(ids, limits_.max_depth);
    parser.Feed(comments_xml_);
    if (parser.Finish() != XmlOutcome::kWhole) return "its earlier comments are not well-formed XML";
    if (ids.highest >= kMaxCommentId) return "the numbers of its earlier comments leave no room for more";
    next_id_ = ids.highest + 1;
    return "";
  }

  MarkOutcome Place(const Mark& mark, const StoryPlaces& body, CommentAnchors& anchors, std::string& preface) {
    const bool in_body = mark.where.part.empty() && mark.where.paragraph > 0;
    if (in_body && !mark.quote.empty() && anchors.AddAtWords(mark.where.paragraph, mark.quote, next_id_))
      return {MarkPlacing::kAtWords, ""};
    const std::string where = mark.where.part.empty() ? "the document as a whole" : "the " + mark.where.part;
    if (!mark.quote.empty()) preface = fmt::format("About: \"{}\"", mark.quote);
    if (in_body) {
      const auto known = body.paragraphs.find(mark.where.paragraph);
      const int outer = known == body.paragraphs.end() ? 0 : known->second.outer;
      if (outer > 0 && anchors.AddAtParagraph(outer, next_id_)) return {MarkPlacing::kNearby, WhyNearby(mark, outer)};
    } else {
      if (preface.empty()) preface = fmt::format("About {}.", where);
      if (mark.where.part == "footnotes" || mark.where.part == "endnotes") {
        const int paragraph = ReferenceTo(mark, body);
        if (paragraph > 0 && anchors.AddAtParagraph(paragraph, next_id_))
          return {MarkPlacing::kNearby,
                  fmt::format("Word has no comments in {}; it stands where the note is cited", where)};
      }
    }
    for (const auto& [number, paragraph] : body.paragraphs)
      if (anchors.AddAtParagraph(number, next_id_))
        return {MarkPlacing::kNearby, fmt::format("it is about {}; it stands at the first paragraph of the body",
                                                  in_body ? "a place without text" : where)};
    return {MarkPlacing::kNowhere, "the body has no paragraph that could carry a comment"};
  }

  static std::string WhyNearby(const Mark& mark, int outer) {
    if (outer != mark.where.paragraph)
      return "Word has no comments in text boxes; it stands at the paragraph that holds the box";
    return mark.quote.empty() ? "it is about what is missing; it stands at the paragraph that asks for it"
                              : "the words stand in a formula, a picture or a drawing; the paragraph is marked";
  }

  /// The paragraph of the body that cites the note in which the mark lies; 0 = none does.
  int ReferenceTo(const Mark& mark, const StoryPlaces& body) {
    const bool foot = mark.where.part == "footnotes";
    for (const Relationship& relationship : relationships_) {
      if (relationship.type != mark.where.part) continue;
      std::string xml;
      if (!ReadWhole(relationship.target, xml)) continue;
      const auto notes = PlacesOf(xml, foot ? StoryKind::kFootnotes : StoryKind::kEndnotes, limits_);
      if (!notes) continue;
      const auto paragraph = notes->paragraphs.find(mark.where.paragraph);
      if (paragraph == notes->paragraphs.end()) continue;
      const auto& cited = foot ? body.footnotes : body.endnotes;
      const auto at = cited.find(paragraph->second.note_id);
      if (at != cited.end()) return at->second;
    }
    return 0;
  }

  MarkUpResult Write(MarkedCopy copy, std::string main_xml, const std::string& comments, std::string_view word_space) {
    std::map<std::string, std::string> parts = {{main_part_, std::move(main_xml)}};
    const bool ok = comments_part_.empty() ? AddCommentsPart(comments, word_space, parts)
                                           : !(parts[comments_part_] = WithLastChild(comments_xml_, comments)).empty();
    if (!ok) return NotMarked{"its lists of parts are not well-formed XML"};
    copy.bytes = WithParts(bytes_, parts);
    if (copy.bytes.empty()) return NotMarked{"its zip container cannot be written again"};
    const auto& names = package_.names();
    if (std::any_of(names.begin(), names.end(), [](const auto& name) { return name.starts_with("_xmlsignatures/"); }))
      copy.note = "the original is signed: the signature does not hold for the copy";
    return copy;
  }

  /// A part of its own, and its entries in the relationships of the main part and in the content types.
  bool AddCommentsPart(const std::string& comments, std::string_view word_space,
                       std::map<std::string, std::string>& parts) {
    const std::size_t slash = main_part_.rfind('/') + 1;  // 0 without a folder
    const std::string folder = main_part_.substr(0, slash);
    const std::string name = package_.Has(folder + "comments.xml") ? "brochure-audit-comments.xml" : "comments.xml";
    parts[folder + name] = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{}\">{}</w:comments>",
        word_space, comments);
    const std::string list = folder + "_rels/" + main_part_.substr(slash) + ".rels";
    std::string relationships;
    if (!package_.Has(list))
      relationships =
          R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>)";
    else if (!ReadWhole(list, relationships))
      return false;
    std::string types;
    if (!ReadWhole("[Content_Types].xml", types)) return false;
    std::string id = "auditComments";
    while (relationships.find('"' + id + '"') != std::string::npos)
      id += "1";
    parts[list] = WithLastChild(
        relationships,
        fmt::format(
            R"(<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="{}" Type="{}" Target="{}"/>)",
            id, word_space == kStrictWord ? kStrictCommentsType : kCommentsType, name));
    parts["[Content_Types].xml"] = WithLastChild(
        types,
        fmt::format(
            R"(<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" PartName="/{}{}" ContentType="{}"/>)",
            folder, name, kCommentsContent));
    return !parts[list].empty() && !parts["[Content_Types].xml"].empty();
  }

  std::string_view bytes_;
  DocxPackage& package_;
  std::string main_part_;
  const ParseLimits& limits_;
  std::string main_xml_;
  std::vector<Relationship> relationships_;
  std::string comments_part_;
  std::string comments_xml_;
  int next_id_ = 0;
};

}  // namespace

MarkUpResult MarkUpDocx(std::string_view bytes, const std::vector<Mark>& marks, const ParseLimits& limits) {
  if (IsOleContainer(bytes)) return NotMarked{"it is encrypted or of an older format of Word"};
  DocxPackage package(bytes, limits);
  std::string main_part = FindMainPart(package, limits);
  if (!package.damage().empty()) return NotMarked{fmt::format("its zip container is damaged ({})", package.damage())};
  if (main_part.empty()) return NotMarked{"its main part cannot be found"};
  return DocxMarker(bytes, package, std::move(main_part), limits).Run(marks);
}

}  // namespace audit
