// Memory in pages of 2 MiB, where the system has them: tables of many megabytes that are read all over would else spend
// much of their time on looking up where their small pages lie.
#pragma once

#include <cstddef>
#include <limits>
#include <new>

namespace audit {

/// Throws std::bad_alloc. Whether the pages are large is the system's choice and shows in nothing but speed.
void* AllocateHugePages(std::size_t bytes);
void FreeHugePages(void* memory);

template <typename T>
struct HugePages {
  using value_type = T;

  HugePages() = default;
  template <typename U>
  explicit HugePages(const HugePages<U>&) {}

  T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(AllocateHugePages(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t) { FreeHugePages(memory); }

  bool operator==(const HugePages&) const = default;
};

}  // namespace audit
