#include "parsers/xml_sax.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <list>
#include <new>
#include <string>
#include <utility>

#include "parsers/plain_xml.h"
#include "parsers/xml_state.h"

namespace audit {
namespace {

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

}  // namespace

struct XmlPushParser::State : XmlState {
  State(XmlHandler& event_handler, int depth_limit) : XmlState(event_handler, depth_limit) {}
  ~State() {
    if (parser == nullptr) return;
    if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
  }

  void StopLibrary(XmlOutcome reason) {
    Stop(reason);
    xmlStopParser(parser);
  }

  void FeedPlain(std::string_view bytes);
  void TurnToLibrary();
  void FeedLibrary(std::string_view bytes);
  void ReadAttributes(int count, const xmlChar** fields);

  static void OnStart(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri,
                      int namespace_count, const xmlChar** namespaces, int attribute_count, int defaulted_count,
                      const xmlChar** attributes);
  static void OnEnd(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri);
  static void OnText(void* context, const xmlChar* text, int length);
  static void OnInternalSubset(void* context, const xmlChar* name, const xmlChar* external, const xmlChar* system);

  PlainXml plain{*this};
  std::string pending;                // of the plain reader: bytes of a token that is not whole yet
  xmlParserCtxtPtr parser = nullptr;  // once the plain reader has stopped
  std::size_t known_starts = 0;       // of the elements that the plain reader has told of
  std::size_t known_ends = 0;
  std::list<std::string> decoded_values;  // of attributes with '&', for the current element
};

void XmlPushParser::State::FeedPlain(std::string_view bytes) {
  if (pending.empty()) {
    const std::size_t taken = plain.Take(bytes);
    pending = bytes.substr(taken);
  } else {
    pending += bytes;
    pending.erase(0, plain.Take(pending));
  }
  if (plain.stuck() && !stopped) TurnToLibrary();
}

void XmlPushParser::State::TurnToLibrary() {
  xmlInitParser();
  xmlSAXHandler sax;
  std::memset(&sax, 0, sizeof(sax));
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = State::OnStart;
  sax.endElementNs = State::OnEnd;
  sax.characters = State::OnText;
  sax.cdataBlock = State::OnText;
  sax.ignorableWhitespace = State::OnText;
  sax.internalSubset = State::OnInternalSubset;
  parser = xmlCreatePushParserCtxt(&sax, this, nullptr, 0, nullptr);
  if (parser == nullptr) throw std::bad_alloc();
  xmlCtxtUseOptions(parser,
                    XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER);
  if (plain.begun()) {
    known_starts = plain.ended() ? 1 : open.size();
    known_ends = plain.ended() ? 1 : 0;
    FeedLibrary(plain.Opening());
  }
  FeedLibrary(std::exchange(pending, {}));
}

void XmlPushParser::State::FeedLibrary(std::string_view bytes) {
  constexpr std::size_t kChunk = 1u << 20;
  while (!bytes.empty() && !stopped) {
    const std::string_view chunk = bytes.substr(0, kChunk);
    bytes.remove_prefix(chunk.size());
    xmlParseChunk(parser, chunk.data(), static_cast<int>(chunk.size()), 0);
  }
}

/// libxml2 leaves '&' in values as "&#38;" because it expects to build a tree; all other references are resolved.
void XmlPushParser::State::ReadAttributes(int count, const xmlChar** fields) {
  attributes.clear();
  decoded_values.clear();
  for (int i = 0; i < count; ++i, fields += 5) {
    std::string_view value(reinterpret_cast<const char*>(fields[3]), static_cast<std::size_t>(fields[4] - fields[3]));
    if (value.find("&#38;") != std::string_view::npos) {
      std::string& decoded = decoded_values.emplace_back(value);
      for (std::size_t at = decoded.find("&#38;"); at != std::string::npos; at = decoded.find("&#38;", at + 1)) {
        decoded.erase(at + 1, 4);
      }
      value = decoded;
    }
    attributes.push_back({View(fields[2]), View(fields[0]), value});
  }
}

void XmlPushParser::State::OnStart(void* context, const xmlChar* name, const xmlChar*, const xmlChar* uri,
                                   int namespace_count, const xmlChar** namespaces, int attribute_count, int,
                                   const xmlChar** attributes) {
  State& state = *static_cast<State*>(context);
  if (state.stopped) return;
  if (state.known_starts > 0) {
    --state.known_starts;
    return;
  }
  if (state.open.size() >= state.max_depth) return state.StopLibrary(XmlOutcome::kTooDeep);
  state.open.push_back({View(uri), View(name), {}, state.namespaces.size()});
  for (int i = 0; i < namespace_count; ++i) {
    state.namespaces.push_back({View(namespaces[2 * i]), View(namespaces[2 * i + 1])});
  }
  state.ReadAttributes(attribute_count, attributes);
  state.handler.OnStart({View(uri), View(name), state.attributes});
}

void XmlPushParser::State::OnEnd(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  State& state = *static_cast<State*>(context);
  if (state.known_ends > 0) {
    --state.known_ends;
    return;
  }
  if (!state.stopped && !state.open.empty()) state.Close();
}

void XmlPushParser::State::OnText(void* context, const xmlChar* text, int length) {
  State& state = *static_cast<State*>(context);
  if (state.stopped) return;
  state.handler.OnText({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}

void XmlPushParser::State::OnInternalSubset(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  static_cast<State*>(context)->StopLibrary(XmlOutcome::kHasDoctype);
}

std::string_view XmlElement::Attribute(std::string_view attribute_name) const {
  for (const XmlAttribute& attribute : attributes) {
    if (attribute.name == attribute_name) return attribute.value;
  }
  return {};
}

bool XmlElement::Has(std::string_view attribute_name) const {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const XmlAttribute& attribute) { return attribute.name == attribute_name; });
}

XmlPushParser::XmlPushParser(XmlHandler& handler, int max_depth, XmlReading reading)
    : state_(std::make_unique<State>(handler, max_depth)) {
  if (reading == XmlReading::kByLibraryAlone) state_->TurnToLibrary();
}

XmlPushParser::~XmlPushParser() = default;

bool XmlPushParser::Feed(std::string_view bytes) {
  if (state_->stopped) return false;
  if (state_->parser == nullptr) {
    state_->FeedPlain(bytes);
  } else {
    state_->FeedLibrary(bytes);
  }
  return !state_->stopped;
}

XmlOutcome XmlPushParser::Finish() {
  State& state = *state_;
  const bool plain_to_the_end = state.parser == nullptr && state.plain.ended() && state.pending.empty();
  if (!state.stopped && !plain_to_the_end) {
    if (state.parser == nullptr) state.TurnToLibrary();
    if (!state.stopped) xmlParseChunk(state.parser, nullptr, 0, 1);
    const bool damaged = state.parser->wellFormed == 0 || !state.open.empty();
    if (state.outcome == XmlOutcome::kWhole && damaged) state.outcome = XmlOutcome::kDamaged;
  }
  state.stopped = true;
  while (!state.open.empty()) {
    const State::OpenElement element = state.open.back();
    state.open.pop_back();
    state.handler.OnEnd(element.space, element.name);
  }
  return state.outcome;
}

std::string_view XmlPushParser::NamespaceOf(std::string_view prefix) const {
  for (auto known = state_->namespaces.rbegin(); known != state_->namespaces.rend(); ++known) {
    if (known->prefix == prefix) return known->uri;
  }
  return {};
}

}  // namespace audit
