// What every Document must keep, whatever the bytes were.
#pragma once

#include <string>

#include "parsers/parser.h"

namespace audit {

/// "" if all promises of document.h hold, else the first that is broken.
std::string BrokenPromise(const ParseResult& result);

}  // namespace audit
