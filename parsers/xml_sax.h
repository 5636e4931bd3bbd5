// Event parser for XML out of untrusted documents: fed in pieces, in constant memory, no entities, no DTD, no network,
// no recursion. Repairs what it can and says so. One thread at a time.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace audit {

struct XmlAttribute {
  std::string_view space;  ///< namespace URI, or ""
  std::string_view name;
  std::string_view value;
};

/// An element's start; all views live only during the call.
struct XmlElement {
  std::string_view space;  ///< namespace URI, or ""
  std::string_view name;
  const std::vector<XmlAttribute>& attributes;

  /// Value of the first attribute of this name in any namespace, or "".
  std::string_view Attribute(std::string_view attribute_name) const;
  bool Has(std::string_view attribute_name) const;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void OnStart(const XmlElement& element) = 0;
  virtual void OnEnd(std::string_view space, std::string_view name) = 0;
  virtual void OnText(std::string_view text) = 0;
};

enum class XmlOutcome {
  kWhole,
  kDamaged,     ///< not well-formed; what could be read was
  kHasDoctype,  ///< a document type declaration, which no office document has: stopped there
  kTooDeep,     ///< stopped at the limit of nesting
};

/// Plain XML is read several times faster by a reader of its own; to be left out only to show that the events are the
/// same.
enum class XmlReading { kPlainFirst, kByLibraryAlone };

class XmlPushParser {
 public:
  /// `handler` must outlive the parser.
  XmlPushParser(XmlHandler& handler, int max_depth, XmlReading reading = XmlReading::kPlainFirst);
  ~XmlPushParser();
  XmlPushParser(const XmlPushParser&) = delete;
  XmlPushParser& operator=(const XmlPushParser&) = delete;

  /// False when nothing further will be read.
  bool Feed(std::string_view bytes);

  /// Closes elements that are still open, so that the handler always sees as many ends as starts.
  XmlOutcome Finish();

  /// URI that a prefix stands for at the element being started, or "".
  std::string_view NamespaceOf(std::string_view prefix) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace audit
