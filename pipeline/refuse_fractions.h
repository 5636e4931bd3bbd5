// For the parser of nlohmann: throws std::runtime_error at a number that is not whole. What we read back has
// none; a whole number with too many digits is read as one, and turning it into an integer that cannot hold it is
// undefined.
#pragma once

#include <stdexcept>

namespace audit {

struct RefuseFractions {
  template <typename Event, typename Json>
  bool operator()(int /*depth*/, Event /*event*/, const Json& value) const {
    if (value.is_number_float()) throw std::runtime_error("a number that is not whole, or too large");
    return true;
  }
};

}  // namespace audit
