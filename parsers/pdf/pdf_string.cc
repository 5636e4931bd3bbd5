#include "parsers/pdf/pdf_string.h"

#include <UTF.h>
#include <goo/GooString.h>

#include <cstdlib>
#include <string_view>

#include "parsers/pdf/text_builder.h"
#include "parsers/utf8.h"

namespace audit {

std::string FromPdfString(const std::string& text) {
  if (text.starts_with("\xEF\xBB\xBF")) return ValidUtf8(std::string_view(text).substr(3));  // PDF 2.0
  Unicode* points = nullptr;
  const int count = TextStringToUCS4(text, &points);
  std::string utf8;
  for (int i = 0; i < count; ++i)
    AppendUtf8(points[i] == '\r' ? U'\n' : static_cast<char32_t>(points[i]), utf8);
  std::free(points);  // gmalloc is malloc
  return utf8;
}

std::string FromPdfString(const GooString* text) { return text == nullptr ? "" : FromPdfString(text->toStr()); }

}  // namespace audit
