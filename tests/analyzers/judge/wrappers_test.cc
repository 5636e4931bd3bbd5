// The same brochure as HTML, DOCX and PDF, and in several layouts of each, gives the same findings: what is judged is
// what is said, not what it is wrapped in.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/policy.h"
#include "analyzers/vocabulary.h"
#include "parsers/parser.h"
#include "tests/parsers/docx/docx_of.h"
#include "tests/parsers/pdf/pdf_writer.h"

namespace audit {
namespace {

enum class Form { kHeading, kParagraph, kBullet, kSmallPrint, kFaintPrint };
struct Part {
  Form form;
  std::string text;
};
using Brochure = std::vector<Part>;

constexpr double kBodyPt = 11;
constexpr double kSmallPt = 5;
constexpr std::string_view kFaint = "999999";
constexpr double kFaintGrey = 0x99 / 255.0;

const Brochure& Breaching() {
  static const Brochure brochure = {
      {Form::kHeading, "Exosome therapy for your knees"},
      {Form::kParagraph,
       "Our exosome therapy is approved by the FDA and cures arthritis. We are open from Monday to Friday."},
      {Form::kParagraph,
       "Our centrifuge is FDA-cleared, so you can have full confidence in the exosome injections that it prepares."},
      {Form::kHeading, "Why patients choose us"},
      {Form::kBullet, "There are no side effects at all"},
      {Form::kBullet, "Results are guaranteed for every patient"},
      {Form::kBullet, "Made in an FDA-registered, GMP-certified laboratory"},
      {Form::kParagraph, "\"After one injection I could play tennis again,\" says Maria."},
      {Form::kSmallPrint, "Exosome products are not approved by the FDA. Individual results vary."},
  };
  return brochure;
}

const Brochure& Honest() {
  static const Brochure brochure = {
      {Form::kHeading, "Before you think about exosomes"},
      {Form::kParagraph, "No exosome product has been approved by the FDA for any use. They are investigational."},
      {Form::kHeading, "Is the centrifuge approved?"},
      {Form::kParagraph, "The centrifuge is FDA-cleared. That clearance does not cover what is made with it."},
      {Form::kHeading, "What could go wrong"},
      {Form::kBullet, "Infection, bleeding and allergic reactions are possible"},
      {Form::kBullet, "Long-term effects are unknown"},
      {Form::kParagraph, "We do not promise any result. Beware of clinics that say \"miracle\" or \"100% safe\"."},
      {Form::kParagraph, "This page is not medical advice. Ask your own physician before you decide."},
  };
  return brochure;
}

std::string Escaped(std::string text) {
  for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 6)
    text.replace(at, 1, "&quot;");
  return text;
}

std::string HtmlBody(const Brochure& brochure) {
  std::string out;
  for (const Part& part : brochure)
    switch (part.form) {
      case Form::kHeading:
        out += fmt::format("<h2>{}</h2>\n", Escaped(part.text));
        break;
      case Form::kParagraph:
        out += fmt::format("<p>{}</p>\n", Escaped(part.text));
        break;
      case Form::kBullet:
        out += fmt::format("<ul><li>{}</li></ul>\n", Escaped(part.text));
        break;
      case Form::kSmallPrint:
        out += fmt::format("<p style=\"font-size:{}pt\">{}</p>\n", kSmallPt, Escaped(part.text));
        break;
      case Form::kFaintPrint:
        out += fmt::format("<p style=\"color:#{}\">{}</p>\n", kFaint, Escaped(part.text));
        break;
    }
  return out;
}

std::string HtmlPage(const std::string& body) {
  return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>" + body + "</body></html>";
}

std::string DocxBody(const Brochure& brochure) {
  std::string out;
  for (const Part& part : brochure) {
    const double size = part.form == Form::kSmallPrint ? kSmallPt : kBodyPt;
    const std::string color = part.form == Form::kFaintPrint ? fmt::format("<w:color w:val=\"{}\"/>", kFaint) : "";
    out += Paragraph(Escaped(part.text), fmt::format("{}<w:sz w:val=\"{}\"/>", color, size * 2),
                     part.form == Form::kHeading  ? "<w:outlineLvl w:val=\"0\"/>"
                     : part.form == Form::kBullet ? "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"
                                                  : "");
  }
  return out;
}

std::vector<std::string> Wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines = {""};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!lines.back().empty() && lines.back().size() + word.size() + 1 > width) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    at = end + 1;
  }
  return lines;
}

/// Set in one column, or in two of which the second begins after half of the parts.
std::string PdfOfBrochure(const Brochure& brochure, int columns) {
  PdfPageText page;
  double x = 60;
  double y = 80;
  const std::size_t width = columns == 1 ? 80 : 38;
  for (std::size_t i = 0; i < brochure.size(); ++i) {
    const Part& part = brochure[i];
    if (columns == 2 && i == 3) x = 330, y = 80;
    const double size = part.form == Form::kHeading ? 16 : part.form == Form::kSmallPrint ? kSmallPt : kBodyPt;
    std::string text = part.form == Form::kBullet ? "\x95 " + part.text : part.text;
    const double grey = part.form == Form::kFaintPrint ? kFaintGrey : 0;
    page.Color(grey, grey, grey);
    for (const std::string& line : Wrapped(text, part.form == Form::kSmallPrint ? 2 * width : width)) {
      page.Text(x, y, size, line, part.form == Form::kHeading ? "F2" : "F1");
      y += size * 1.2;
    }
    y += 14;
  }
  return PdfOf({page});
}

/// Rule, severity and fingerprint of each finding above info.
std::set<std::string> FindingsOf(const std::string& bytes, const std::string& name) {
  static const Classifier classifier(AUDIT_SOURCE_DIR "/analyzers");
  static const Policy policy(AUDIT_SOURCE_DIR "/analyzers", {"us"});
  ParseResult result = ParseDocument(bytes, name, {});
  if (const auto* failure = std::get_if<ParseFailure>(&result)) {
    ADD_FAILURE() << name << ": " << failure->message;
    return {};
  }
  const auto& document = std::get<Document>(result);
  DeclaredFacts declared;
  declared.jurisdictions = {"us"};
  std::set<std::string> out;
  for (const Finding& finding : policy.Judge(document, classifier.Analyze(document, declared)))
    if (finding.severity > Severity::kInfo)
      out.insert(fmt::format("{} {} {}", finding.rule, NameOf(finding.severity), finding.fingerprint));
  return out;
}

std::vector<std::pair<std::string, std::string>> AllWrappers(const Brochure& brochure) {
  const std::string body = HtmlBody(brochure);
  const std::string docx = DocxBody(brochure);
  const std::string kNumbering =
      WordPart("numbering",
               "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl>"
               "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
  const std::vector<FurtherPart> numbering = {{"numbering", "numbering.xml", kNumbering}};
  return {
      {"plain.html", HtmlPage(body)},
      {"divisions.html", HtmlPage("<div class=\"page\"><main><section><div>" + body + "</div></section></main></div>")},
      {"layout-table.html", HtmlPage("<table role=\"presentation\"><tr><td>" + body + "</td></tr></table>")},
      {"crlf.html", HtmlPage("<article>\r\n" + body + "\r\n</article>")},
      {"plain.docx", DocxOf(docx, numbering)},
      {"content-control.docx", DocxOf("<w:sdt><w:sdtContent>" + docx + "</w:sdtContent></w:sdt>", numbering)},
      {"one-column.pdf", PdfOfBrochure(brochure, 1)},
      {"two-columns.pdf", PdfOfBrochure(brochure, 2)}};
}

TEST(Wrappers, SameBrochureGivesTheSameFindingsInEveryFormatAndLayout) {
  const auto expected = FindingsOf(HtmlPage(HtmlBody(Breaching())), "a.html");
  EXPECT_GE(expected.size(), 8u) << ::testing::PrintToString(expected);
  for (const auto& [name, bytes] : AllWrappers(Breaching()))
    EXPECT_EQ(FindingsOf(bytes, name), expected) << name;
}

/// The same brochure with its disclosure set in another form.
Brochure BreachingWith(Form disclosure) {
  Brochure brochure = Breaching();
  brochure.back().form = disclosure;
  return brochure;
}

bool TellsOfDisclosure(const std::set<std::string>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const std::string& finding) { return finding.starts_with("us/inconspicuous-disclosure "); });
}

TEST(Wrappers, FaintDisclosureIsFoundInEveryFormat) {
  const Brochure faint = BreachingWith(Form::kFaintPrint);
  const auto expected = FindingsOf(HtmlPage(HtmlBody(faint)), "a.html");
  EXPECT_TRUE(TellsOfDisclosure(expected)) << ::testing::PrintToString(expected);
  for (const auto& [name, bytes] : AllWrappers(faint))
    EXPECT_EQ(FindingsOf(bytes, name), expected) << name;
  for (const auto& [name, bytes] : AllWrappers(BreachingWith(Form::kParagraph)))
    EXPECT_FALSE(TellsOfDisclosure(FindingsOf(bytes, name))) << name;
}

TEST(Wrappers, HonestBrochureIsCleanInEveryFormatAndLayout) {
  for (const auto& [name, bytes] : AllWrappers(Honest()))
    EXPECT_THAT(FindingsOf(bytes, name), ::testing::IsEmpty()) << name;
}

}  // namespace
}  // namespace audit
