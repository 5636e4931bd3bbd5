#include "parsers/docx/relationships.h"

#include <cstddef>
#include <utility>

#include "parsers/xml_sax.h"

namespace audit {
namespace {

constexpr std::size_t kMaxRelationships = 20'000;

std::string_view FolderOf(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
}

/// Part name for a target as seen from `folder` ("word/"); ".." cannot leave the package.
std::string Resolve(std::string_view folder, std::string_view target) {
  std::string path = target.starts_with('/') ? std::string() : std::string(folder);
  path += target.starts_with('/') ? target.substr(1) : target;
  std::vector<std::string_view> segments;
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("/\\"), rest.size());
    const std::string_view segment = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
  }
  std::string resolved;
  for (std::string_view segment : segments) {
    if (!resolved.empty()) resolved += '/';
    resolved += segment;
  }
  return resolved;
}

class RelationshipHandler : public XmlHandler {
 public:
  explicit RelationshipHandler(std::string_view folder) : folder_(folder) {}

  void OnStart(const XmlElement& element) override {
    if (element.name != "Relationship" || element.Attribute("TargetMode") == "External") return;
    if (found.size() >= kMaxRelationships) return;
    std::string_view type = element.Attribute("Type");
    type.remove_prefix(type.rfind('/') + 1);
    found.push_back(
        {std::string(element.Attribute("Id")), std::string(type), Resolve(folder_, element.Attribute("Target"))});
  }
  void OnEnd(std::string_view, std::string_view) override {}
  void OnText(std::string_view) override {}

  std::vector<Relationship> found;

 private:
  std::string folder_;
};

class ContentTypeHandler : public XmlHandler {
 public:
  void OnStart(const XmlElement& element) override {
    if (element.name != "Override" || found.size() >= kMaxRelationships) return;
    found.emplace_back(Resolve("", element.Attribute("PartName")), element.Attribute("ContentType"));
  }
  void OnEnd(std::string_view, std::string_view) override {}
  void OnText(std::string_view) override {}

  std::vector<std::pair<std::string, std::string>> found;
};

void Run(DocxPackage& package, const std::string& name, XmlHandler& handler, const ParseLimits& limits) {
  XmlPushParser parser(handler, limits.max_depth);
  package.Read(name, [&](std::string_view chunk) { return parser.Feed(chunk); });
  parser.Finish();
}

}  // namespace

std::vector<Relationship> ReadRelationships(DocxPackage& package, std::string_view part, const ParseLimits& limits) {
  const std::string_view folder = FolderOf(part);
  RelationshipHandler handler(folder);
  Run(package, std::string(folder) + "_rels/" + std::string(part.substr(folder.size())) + ".rels", handler, limits);
  return std::move(handler.found);
}

std::vector<std::pair<std::string, std::string>> ReadContentTypes(DocxPackage& package, const ParseLimits& limits) {
  ContentTypeHandler handler;
  Run(package, "[Content_Types].xml", handler, limits);
  return std::move(handler.found);
}

}  // namespace audit
