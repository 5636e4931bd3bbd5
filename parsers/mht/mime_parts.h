// Takes a MIME message apart as far as browsers write it: multipart bodies, quoted-printable and Base64. Stateless.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace audit {

struct MimePart {
  std::string type;      ///< lower case, "text/html"; "" when it is not said
  std::string charset;   ///< as declared, or ""
  std::string location;  ///< the address it was saved from, or ""
  std::string body;      ///< with its transfer encoding undone
};

/// True if `bytes` begin with the header of a saved web page or of a set of parts that belong together.
bool IsMimeArchive(std::string_view bytes);

/// The leaves in order; at most `max_parts`, and nested at most a few deep.
std::vector<MimePart> MimeParts(std::string_view message, std::size_t max_parts);

}  // namespace audit
