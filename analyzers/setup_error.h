// The one exception for a bad set-up: a flag, a policy, a data file, an output folder. It is thrown before the first
// document is read, and only main catches it (exit code 2). what() says what, where, and what to do.
#pragma once

#include <stdexcept>

namespace audit {

class SetupError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace audit
