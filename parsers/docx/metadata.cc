#include "parsers/docx/metadata.h"

#include <cstddef>

#include "parsers/xml_sax.h"

namespace audit {
namespace {

constexpr std::size_t kMaxProperties = 200;
constexpr std::size_t kMaxValueBytes = 64u << 10;

class PropertyHandler : public XmlHandler {
 public:
  void OnStart(const XmlElement& element) override {
    ++depth_;
    if (depth_ != 2) return;
    name_ = element.name;
    value_.clear();
  }
  void OnEnd(std::string_view, std::string_view) override {
    if (depth_ == 2 && found.size() < kMaxProperties) found.try_emplace(name_, value_);
    --depth_;
  }
  void OnText(std::string_view text) override {
    if (depth_ == 2 && value_.size() < kMaxValueBytes) value_ += text;
  }

  std::map<std::string, std::string> found;

 private:
  int depth_ = 0;
  std::string name_;
  std::string value_;
};

}  // namespace

std::map<std::string, std::string> ReadPropertyPart(DocxPackage& package, std::string_view part,
                                                    const ParseLimits& limits) {
  PropertyHandler handler;
  XmlPushParser parser(handler, limits.max_depth);
  package.Read(part, [&](std::string_view chunk) { return parser.Feed(chunk); });
  parser.Finish();
  return std::move(handler.found);
}

}  // namespace audit
