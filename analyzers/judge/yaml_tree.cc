#include "analyzers/judge/yaml_tree.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <sstream>

#include "analyzers/setup_error.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kMaxDepth = 16;

/// Builds the tree from parser events, because yaml-cpp's own nodes hide aliases and repeated keys.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::filesystem::path& file) : file_(file) {}

  YamlNode& root() { return root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) FailAt(file_, Make(YamlNode::Kind::kScalar, mark), "one file holds one document");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { Add(Make(YamlNode::Kind::kScalar, mark)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    FailAt(file_, Make(YamlNode::Kind::kScalar, mark), "aliases (*name) are not allowed; write the value out");
  }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    FailAt(file_, Make(YamlNode::Kind::kScalar, mark), "anchors (&name) are not allowed; write the value out");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    YamlNode node = Make(YamlNode::Kind::kScalar, mark);
    RefuseTag(node, tag);
    node.scalar = value;
    Add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    Open(Make(YamlNode::Kind::kList, mark), tag);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    Open(Make(YamlNode::Kind::kMap, mark), tag);
  }
  void OnMapEnd() override { Close(); }

 private:
  static YamlNode Make(YamlNode::Kind kind, const YAML::Mark& mark) {
    YamlNode node;
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return node;
  }

  void RefuseTag(const YamlNode& node, const std::string& tag) const {
    if (!tag.empty() && tag != "?" && tag != "!") FailAt(file_, node, "tags (!name) are not allowed");
  }

  void Open(YamlNode node, const std::string& tag) {
    RefuseTag(node, tag);
    if (open_.size() >= kMaxDepth) FailAt(file_, node, fmt::format("nested deeper than {} levels", kMaxDepth));
    open_.push_back(std::move(node));
  }

  void Close() {
    YamlNode node = std::move(open_.back());
    open_.pop_back();
    Add(std::move(node));
  }

  void Add(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    YamlNode& parent = open_.back();
    const bool is_key = parent.kind == YamlNode::Kind::kMap && parent.keys.size() == parent.items.size();
    if (!is_key) {
      parent.items.push_back(std::move(node));
      return;
    }
    if (node.kind != YamlNode::Kind::kScalar) FailAt(file_, node, "a key must be a word");
    for (const YamlNode& key : parent.keys)
      if (key.scalar == node.scalar) FailAt(file_, node, fmt::format("key '{}' is given twice", node.scalar));
    parent.keys.push_back(std::move(node));
  }

  const std::filesystem::path& file_;
  YamlNode root_;
  std::vector<YamlNode> open_;
  int documents_ = 0;
};

}  // namespace

void FailAt(const std::filesystem::path& file, const YamlNode& node, std::string_view what) {
  throw SetupError(fmt::format("{}:{}:{}: {}", file.string(), node.line, node.column, what));
}

std::string ReadPlainText(const std::filesystem::path& path, std::size_t max_bytes) {
  const YamlNode start;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) FailAt(path, start, "no such file");
  std::ifstream in(path, std::ios::binary);
  std::string text(max_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad() || (text.empty() && !in.eof())) FailAt(path, start, "cannot be read");
  if (text.size() > max_bytes) FailAt(path, start, fmt::format("larger than {} KiB", max_bytes >> 10));
  if (!IsValidUtf8(text) || text.find('\0') != std::string::npos) FailAt(path, start, "is not UTF-8 text");
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::erase(text, '\r');
  return text;
}

YamlFile ReadYamlFile(const std::filesystem::path& path, std::size_t max_bytes) {
  YamlFile out{path, ReadPlainText(path, max_bytes), {}};
  TreeBuilder builder(path);
  try {
    std::istringstream in(out.text);
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& e) {
    YamlNode place;
    place.line = e.mark.line + 1;
    place.column = e.mark.column + 1;
    FailAt(path, place, fmt::format("is not valid YAML: {}", e.msg));
  }
  out.root = std::move(builder.root());
  return out;
}

}  // namespace audit
