#include "reporters/html/page_writer.h"

#include "reporters/html/base64.h"
#include "reporters/html/template_sources.h"

namespace audit {
namespace {

struct Hashes {
  std::string style = PolicyHash(kStyleSheetSource);
  std::string review = PolicyHash(kReviewScriptSource);
  std::string list = PolicyHash(kListScriptSource);
};

const Hashes& OurHashes() {
  static const Hashes hashes;
  return hashes;
}

}  // namespace

std::string PageBegin(PageKind kind, const View& view) {
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
  return page;
}

std::string PageEnd(PageKind kind) {
  std::string end;
  const auto add_script = [&end](std::string_view source) {
    end += "<script>";
    end += source;
    end += "</script>\n";
  };
  if (kind != PageKind::kQuietDocument) add_script(kReviewScriptSource);
  if (kind == PageKind::kList) add_script(kListScriptSource);
  end += "</body>\n</html>\n";
  return end;
}

std::string WholePage(PageKind kind, const View& view, std::string_view body) {
  std::string page = PageBegin(kind, view);
  page += body;
  page += PageEnd(kind);
  return page;
}

std::string_view StyleSheet() { return kStyleSheetSource; }

}  // namespace audit
