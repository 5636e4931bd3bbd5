// The only list of formats. A new parser is a subfolder with its two functions and one row here.
#include <array>

#include "parsers/docx/docx_mark_up.h"
#include "parsers/docx/docx_parser.h"
#include "parsers/html/html_mark_up.h"
#include "parsers/html/html_parser.h"
#include "parsers/markdown/markdown_parser.h"
#include "parsers/mht/mht_parser.h"
#include "parsers/parser.h"
#include "parsers/pdf/pdf_mark_up.h"
#include "parsers/pdf/pdf_parser.h"
#include "parsers/pdf/place_pictures.h"
#include "parsers/text/text_parser.h"

namespace audit {
namespace {

constexpr std::array kFormats = {
    FormatParser{"pdf", "PDF documents", ".pdf", RecognizesPdf, ParsePdf, MarkUpPdf, DrawPdfPlaces},
    FormatParser{"docx", "Word documents (Office Open XML)", ".docx .docm .dotx .dotm", RecognizesDocx, ParseDocx,
                 MarkUpDocx},
    FormatParser{"mht", "web pages saved as one file (MIME)", ".mht .mhtml", RecognizesMht, ParseMht},
    FormatParser{"html", "web pages", ".html .htm .xhtml", RecognizesHtml, ParseHtml, MarkUpHtml},
    FormatParser{"markdown", "Markdown", ".md .markdown", RecognizesMarkdown, ParseMarkdown},
    FormatParser{"text", "plain text", ".txt .text", RecognizesText, ParseText},
};

}  // namespace

std::span<const FormatParser> FormatParsers() { return kFormats; }

}  // namespace audit
