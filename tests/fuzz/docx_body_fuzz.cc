#include "tests/fuzz/check_parsing.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/parsers/docx/docx_of.h"

// The bytes are the body of a Word document and of its footnotes: changed bytes of a zip rarely get past its checksums.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  audit::CheckParsing("docx",
                      audit::DocxOf(body, {{"footnotes", "footnotes.xml", audit::WordPart("footnotes", body)}}));
  return 0;
}
