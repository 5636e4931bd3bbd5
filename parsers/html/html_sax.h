// Runs libxml2's HTML parser over cleaned markup and hands its events to an HtmlReader.
#pragma once

#include "parsers/html/html_reader.h"
#include "parsers/html/markup_cleaner.h"

namespace audit {

/// False when libxml2 could not be set up or gave up before the end; what it read until then is in the reader.
bool ReadMarkup(const CleanMarkup& clean, HtmlReader& reader);

}  // namespace audit
