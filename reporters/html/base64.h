// Bytes as text inside a page: pictures, and the hashes by which its policy knows our own scripts and styles.
#pragma once

#include <string>
#include <string_view>

namespace audit {

/// On one line.
std::string Base64(std::string_view bytes);

/// As a Content-Security-Policy wants it: "sha256-" and Base64 of the digest of `source`.
std::string PolicyHash(std::string_view source);

}  // namespace audit
