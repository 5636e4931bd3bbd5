#include "reporters/html/base64.h"

#include <Poco/Base64Encoder.h>

#include <sstream>

#include "parsers/sha256.h"

namespace audit {

std::string Base64(std::string_view bytes) {
  std::ostringstream out;
  Poco::Base64Encoder encoder(out);
  encoder.rdbuf()->setLineLength(0);
  encoder.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  encoder.close();
  return out.str();
}

std::string PolicyHash(std::string_view source) {
  const std::string hex = Sha256Hex(source);
  std::string digest;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return "sha256-" + Base64(digest);
}

}  // namespace audit
