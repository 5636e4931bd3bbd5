// Asks for memory before it is read.
#pragma once

#include <cstddef>

namespace audit {

/// Fetches `size` bytes at `begin` into the cache; any address will do.
inline void Prefetch(const void* begin, std::size_t size) {
  constexpr std::size_t kLine = 64;  // bytes
  const auto* bytes = static_cast<const char*>(begin);
  for (std::size_t i = 0; i < size; i += kLine)
    __builtin_prefetch(bytes + i);
  if (size > 0) __builtin_prefetch(bytes + size - 1);
}

}  // namespace audit
