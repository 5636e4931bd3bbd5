#include "reporters/html/page_writer.h"

#include <Poco/Base64Encoder.h>

#include <sstream>
#include <vector>

#include "parsers/sha256.h"
#include "reporters/html/template_sources.h"

namespace audit {
namespace {

/// As a Content-Security-Policy wants it: "sha256-" and Base64.
std::string HashOf(std::string_view source) {
  const std::string hex = Sha256Hex(source);
  std::ostringstream base64;
  Poco::Base64Encoder encoder(base64);
  for (std::size_t i = 0; i < hex.size(); i += 2)
    encoder << static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  encoder.close();
  return "sha256-" + base64.str();
}

struct Hashes {
  std::string style = HashOf(kStyleSheetSource);
  std::string review = HashOf(kReviewScriptSource);
  std::string list = HashOf(kListScriptSource);
};

const Hashes& OurHashes() {
  static const Hashes hashes;
  return hashes;
}

}  // namespace

std::string WholePage(PageKind kind, const View& view, std::string_view body) {
  const Hashes& hashes = OurHashes();
  View head;
  head.texts = view.texts;
  const bool of_document = kind == PageKind::kDocument || kind == PageKind::kQuietDocument;
  if (kind != PageKind::kQuietDocument) head.Add("script_hashes").Set("script_hash", hashes.review);
  if (kind == PageKind::kList) head.Add("script_hashes").Set("script_hash", hashes.list);
  if (of_document)
    head.Show("shared_style");
  else
    head.Set("style_hash", hashes.style);
  std::string page = Render(Template::kHead, head);
  if (!of_document) {
    page += "<style>";
    page += kStyleSheetSource;
    page += "</style>\n";
  }
  page += "</head>\n";
  page += body;
  const auto add_script = [&page](std::string_view source) {
    page += "<script>";
    page += source;
    page += "</script>\n";
  };
  if (kind != PageKind::kQuietDocument) add_script(kReviewScriptSource);
  if (kind == PageKind::kList) add_script(kListScriptSource);
  page += "</body>\n</html>\n";
  return page;
}

std::string_view StyleSheet() { return kStyleSheetSource; }

}  // namespace audit
