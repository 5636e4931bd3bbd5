// What the two readers of XML (plain_xml.h, and libxml2 in xml_sax.cc) share of one document.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "parsers/xml_sax.h"

namespace audit {

/// The views must remain live while the element is open.
struct XmlState {
  struct OpenElement {
    std::string_view space;
    std::string_view name;
    std::string_view written;  ///< with its prefix; empty if libxml2 read it
    std::size_t namespaces_before = 0;
  };
  struct Namespace {
    std::string_view prefix;
    std::string_view uri;
  };

  XmlState(XmlHandler& event_handler, int depth_limit)
      : handler(event_handler), max_depth(static_cast<std::size_t>(depth_limit)) {}

  void Stop(XmlOutcome reason) {
    outcome = reason;
    stopped = true;
  }

  void Close() {
    const OpenElement element = open.back();
    open.pop_back();
    namespaces.resize(element.namespaces_before);
    handler.OnEnd(element.space, element.name);
  }

  XmlHandler& handler;
  std::size_t max_depth;
  XmlOutcome outcome = XmlOutcome::kWhole;
  bool stopped = false;
  std::vector<OpenElement> open;
  std::vector<Namespace> namespaces;
  std::vector<XmlAttribute> attributes;  ///< of the element being started
};

}  // namespace audit
