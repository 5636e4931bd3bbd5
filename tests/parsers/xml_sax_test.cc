// Whoever reads the XML, the plain reader, the library or one after the other, the events must be the same.
#include "parsers/xml_sax.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/docx/package.h"
#include "parsers/parser.h"

namespace audit {
namespace {

/// Writes down what it hears; pieces of one text are one.
class Scribe : public XmlHandler {
 public:
  void OnStart(const XmlElement& element) override {
    text_open_ = false;
    events += fmt::format("\n<{{{}}}{}", element.space, element.name);
    for (const XmlAttribute& each : element.attributes)
      events += fmt::format(" {{{}}}{}='{}'", each.space, each.name, each.value);
  }
  void OnEnd(std::string_view space, std::string_view name) override {
    text_open_ = false;
    events += fmt::format("\n/{{{}}}{}", space, name);
  }
  void OnText(std::string_view text) override {
    if (!text.empty() && !std::exchange(text_open_, true)) events += "\n\"";
    events += text;
  }

  std::string events;

 private:
  bool text_open_ = false;
};

std::string EventsOf(std::string_view xml, XmlReading reading, std::size_t piece) {
  Scribe scribe;
  XmlPushParser parser(scribe, 20, reading);
  for (std::size_t at = 0; at < xml.size() && parser.Feed(xml.substr(at, piece)); at += piece) {
  }
  const XmlOutcome outcome = parser.Finish();
  return fmt::format("{}\noutcome {}", scribe.events, static_cast<int>(outcome));
}

constexpr std::size_t kWhole = 1u << 30;

/// `piece`: how many bytes the parser gets at a time. The library's own answer to damaged XML may change with it.
void ExpectAlike(const std::string& xml, std::size_t piece = kWhole) {
  EXPECT_EQ(EventsOf(xml, XmlReading::kPlainFirst, piece), EventsOf(xml, XmlReading::kByLibraryAlone, piece)) << xml;
}

const char* const kOffice =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
    "<w:document xmlns:w=\"http://w\" xmlns:r='http://r' xmlns=\"http://d\"><w:body w:a=\"1\"  b=\"&lt;x&amp;&quot;\" >"
    "<w:p><w:r><w:t xml:space=\"preserve\"> Safe &amp; cleared \xE8\xA1\x9B </w:t></w:r></w:p><plain r:id=\"rId1\"/>"
    "<w:p xmlns:w=\"http://other\"><w:t>other</w:t></w:p><w:t>\xC3\xA9&gt;</w:t></w:body></w:document>\n";

TEST(XmlPushParser, TellsNamespacesReferencesAndText) {
  const std::string events = EventsOf(kOffice, XmlReading::kPlainFirst, kWhole);
  EXPECT_NE(events.find("<{http://w}body {http://w}a='1' {}b='<x&\"'"), std::string::npos) << events;
  EXPECT_NE(events.find("\" Safe & cleared \xE8\xA1\x9B \n"), std::string::npos) << events;
  EXPECT_NE(events.find("<{http://other}t\n\"other"), std::string::npos) << events;
  EXPECT_NE(events.find("<{http://d}plain {http://r}id='rId1'"), std::string::npos) << events;
  EXPECT_TRUE(events.ends_with("outcome 0"));
}

TEST(XmlPushParser, ReadsInPiecesOfAnySize) {
  for (const std::size_t piece : {1, 2, 3, 7, 20, 64, 200})
    EXPECT_EQ(EventsOf(kOffice, XmlReading::kPlainFirst, piece), EventsOf(kOffice, XmlReading::kPlainFirst, kWhole));
}

TEST(XmlPushParser, LeavesToTheLibraryWhatIsNotPlain) {
  for (const char* const xml : {
           "",
           " ",
           "<",
           "<a",
           "<a/",
           "<a/>",
           "<a></a>",
           "<a></b>",
           "<a>",
           "<a>text",
           "<a/>tail",
           "<a/> <!-- c --> ",
           "<a/><b/>",
           "text",
           " <a/>",
           "\xEF\xBB\xBF<a/>",
           "<?xml version='1.0'?><a/>",
           "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>",
           "<?xml version='1.1'?><a/>",
           "<?xml version='1.0' encoding=\"utf-8\" standalone='no' ?><a/>",
           "<!DOCTYPE a><a/>",
           "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
           "<a><!-- c --><b/></a>",
           "<a><![CDATA[<x>&amp;]]></a>",
           "<a><?pi x?>t</a>",
           "<a>&#65;&#x42;</a>",
           "<a>&unknown;</a>",
           "<a>& b</a>",
           "<a>]]></a>",
           "<a>]]&gt;</a>",
           "<a>\r\nb\rc</a>",
           "<a>\x01</a>",
           "<a>\xFF</a>",
           "<a>\xEF\xBF\xBF</a>",
           "<a>\xED\xA0\x80</a>",
           "<a b=\"1\" b=\"2\"/>",
           "<a b='1'c='2'/>",
           "<a b=1/>",
           "<a b/>",
           "<a b=\"<\"/>",
           "<a b=\"\n\t\"/>",
           "<a b=\"&#10;\"/>",
           "<a b=\"\xFF\"/>",
           "<p:a/>",
           "<a p:b='1'/>",
           "<p:a xmlns:p='u'><p:b/></p:a><p:c/>",
           "<a xmlns='u'><b xmlns=''/></a>",
           "<a xmlns:p=''/>",
           "<a xmlns:xml='u'/>",
           "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
           "<a xmlns:p='u' xmlns:p='v'/>",
           "<a xmlns='a b'/>",
           "<a xmlns='&amp;'><b/></a>",
           "<:a/>",
           "<a:/>",
           "<a:b:c/>",
           "<a :b='1'/>",
           "<1/>",
           "<a\xC3\xA9/>",
           "<a ></a >",
           "< a/>",
           "<a><b><c>x</b></c></a>",
           "<a>x<b>y</b>z</a>",
           "<a xmlns:p='u'><b xmlns:p='v'><p:c/>&#65;<p:d/></b><p:e/></a>",
           "<a xmlns:p='u'><b/><!-- --><p:c p:d='1'/></a>",
           "<a>x<b/>&#65;y</a>",
           "<a b='&apos;&#39;'/>",
           "<a b='x'><?y?></a><?z?>",
       })
    ExpectAlike(xml);
  std::string deep;
  for (int i = 0; i < 30; ++i)
    deep += "<a>";
  ExpectAlike(deep);
  ExpectAlike("<a><!-- -->" + deep);
}

std::string Damaged(std::string xml, std::mt19937& random) {
  constexpr std::string_view kSigns = "<>/&;=\"' :!?]-x\n\r\t\xC3\xFF";
  for (std::size_t changes = 1 + random() % 3; changes > 0 && !xml.empty(); --changes) {
    const std::size_t at = random() % xml.size();
    switch (random() % 4) {
      case 0:
        xml[at] = kSigns[random() % kSigns.size()];
        break;
      case 1:
        xml.erase(at, 1 + random() % 8);
        break;
      case 2:
        xml.insert(at, 1, kSigns[random() % kSigns.size()]);
        break;
      default:
        xml.insert(at, xml.substr(random() % xml.size(), random() % 30));
    }
  }
  return xml;
}

TEST(XmlPushParser, ReadsDamagedXmlAsTheLibraryDoes) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000 && !testing::Test::HasFailure(); ++round)
    ExpectAlike(Damaged(kOffice, random));
}

TEST(XmlCorpus, ReadsEachPartAsTheLibraryDoes) {
  const char* corpus = std::getenv("AUDIT_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "AUDIT_CORPUS does not name the folder of the open corpus";
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(corpus) / "docx")) {
    if (entry.path().extension() != ".docx") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    DocxPackage package(bytes, ParseLimits());
    for (const std::string& name : package.names()) {
      std::string part;
      if (!name.ends_with(".xml") && !name.ends_with(".rels")) continue;
      package.ReadAll(name, part);
      EXPECT_EQ(EventsOf(part, XmlReading::kPlainFirst, 32u << 10),
                EventsOf(part, XmlReading::kByLibraryAlone, 32u << 10))
          << entry.path() << " " << name;
    }
  }
}

}  // namespace
}  // namespace audit
