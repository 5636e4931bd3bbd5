// Writes values as PDF source text. Stateless; knows no library.
#pragma once

#include <string>
#include <string_view>

#include "parsers/document.h"

namespace audit {

/// Plain decimals, never an exponent; what is not finite becomes 0.
std::string NumberSource(double value);

/// "/Name", with #xx for what a name may not hold.
std::string NameSource(std::string_view name);

/// A string object of these bytes.
std::string StringSource(std::string_view bytes);

/// A text string: printable ASCII as it is, anything else in UTF-16. `utf8` is valid.
std::string TextSource(std::string_view utf8);

/// "0.8 0.2 0.1".
std::string ColorSource(const Rgb& color);

}  // namespace audit
