#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <string>

#include "analyzers/classifier.h"
#include "analyzers/setup_error.h"
#include "parsers/utf8.h"
#include "pipeline/commands.h"
#include "pipeline/data_folder.h"
#include "pipeline/exit_code.h"
#include "pipeline/record_codec.h"

namespace audit {

int RunCommand(const ClassifyOptions& options) {
  const Classifier classifier(DataFolder());
  std::ifstream file;
  if (options.input != "-") {
    file.open(options.input, std::ios::binary);
    if (!file) throw SetupError(fmt::format("{}: cannot be read", options.input));
  }
  std::ios::sync_with_stdio(false);
  std::istream& lines = options.input == "-" ? std::cin : file;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();
    fmt::print("{}\n", EncodeClassified(++number, classifier.Classify(ReplaceBadUtf8(line))));
  }
  return kExitOk;
}

}  // namespace audit
