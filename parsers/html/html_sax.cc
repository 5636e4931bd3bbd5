#include "parsers/html/html_sax.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <cstring>
#include <limits>
#include <memory>
#include <string_view>

namespace audit {
namespace {

struct Events {
  const CleanMarkup& clean;
  HtmlReader& reader;
  htmlParserCtxtPtr parser;
  std::vector<HtmlAttribute> attributes;

  std::size_t Offset() const {
    const xmlParserInput* input = parser->input;
    if (input == nullptr) return 0;
    return static_cast<std::size_t>(input->consumed) + static_cast<std::size_t>(input->cur - input->base);
  }
};

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

void OnStart(void* context, const xmlChar* name, const xmlChar** pairs) {
  Events& events = *static_cast<Events*>(context);
  events.attributes.clear();
  for (; pairs != nullptr && pairs[0] != nullptr; pairs += 2) {
    events.attributes.push_back({View(pairs[0]), View(pairs[1])});
  }
  events.reader.StartElement(View(name), events.attributes, events.clean.LineAt(events.Offset()));
}

void OnEnd(void* context, const xmlChar* name) { static_cast<Events*>(context)->reader.EndElement(View(name)); }

void OnText(void* context, const xmlChar* text, int length) {
  Events& events = *static_cast<Events*>(context);
  const std::string_view view(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
  const std::size_t blanks = std::min(view.find_first_not_of(" \t\r\n\f"), view.size());
  const std::size_t end = events.Offset();
  const std::size_t start = end - std::min(end, view.size() - blanks);
  events.reader.Text(view, events.clean.LineAt(start));
}

struct FreeParser {
  void operator()(htmlParserCtxtPtr parser) const {
    if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
    htmlFreeParserCtxt(parser);
  }
};

}  // namespace

bool ReadMarkup(const CleanMarkup& clean, HtmlReader& reader) {
  xmlInitParser();
  if (clean.markup.empty()) return true;
  if (clean.markup.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return false;
  const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
      htmlCreateMemoryParserCtxt(clean.markup.data(), static_cast<int>(clean.markup.size())));
  if (parser == nullptr) return false;
  Events events{clean, reader, parser.get(), {}};
  htmlSAXHandler handler;
  std::memset(&handler, 0, sizeof(handler));
  handler.startElement = OnStart;
  handler.endElement = OnEnd;
  handler.characters = OnText;
  handler.ignorableWhitespace = OnText;
  handler.cdataBlock = OnText;
  *parser->sax = handler;
  parser->userData = &events;
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                       HTML_PARSE_IGNORE_ENC);
  parser->charset = XML_CHAR_ENCODING_UTF8;  // the cleaner has made it so; nothing is to be guessed
  htmlParseDocument(parser.get());
  reader.Finish();
  return parser->errNo != XML_ERR_NO_MEMORY && parser->disableSAX == 0;
}

}  // namespace audit
