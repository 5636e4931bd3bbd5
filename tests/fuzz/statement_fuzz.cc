#include <cstdlib>
#include <string>

#include "analyzers/classifier.h"
#include "analyzers/text/segment.h"
#include "parsers/utf8.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const audit::Classifier classifier(AUDIT_SOURCE_DIR "/analyzers");
  const std::string text = audit::ReplaceBadUtf8({reinterpret_cast<const char*>(data), size});
  for (const audit::TextSpan& sentence : audit::SegmentSentences(text))
    if (sentence.begin > sentence.end || sentence.end > text.size()) std::abort();
  for (const audit::Label& label : classifier.Explain(text).statement.labels)
    if (label.because.empty()) std::abort();
  return 0;
}
