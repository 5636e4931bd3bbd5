// Inflates whole streams at once and keeps those that may be read again. One for a document, on one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace audit {

class Inflater {
 public:
  Inflater();
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// The content of a zlib stream that is whole, valid and of a bounded size; null for any other, which has to be read
  /// by someone who makes do with damage. `deflated` is told again by where it lies and must stay unchanged.
  std::shared_ptr<const std::string> Inflate(std::string_view deflated);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
