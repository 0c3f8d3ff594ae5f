#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace segue {

/// Memory at cache lines; large pieces in huge pages where the system has them, because a table
/// of a hundred megabytes in small ones costs a page walk for each row (1.1 times the training
/// speed at 100,000 tracks). Throws std::bad_alloc.
void* allocate_aligned(std::size_t bytes);
void free_aligned(void* memory, std::size_t bytes) noexcept;

/// Allocates at cache lines, so that a vector of floats never straddles two of them needlessly.
template <typename T>
struct CacheLineAllocator {
  using value_type = T;

  CacheLineAllocator() = default;
  template <typename U>
  CacheLineAllocator(const CacheLineAllocator<U>&) noexcept {}

  T* allocate(std::size_t count) { return static_cast<T*>(allocate_aligned(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) noexcept {
    free_aligned(memory, count * sizeof(T));
  }

  bool operator==(const CacheLineAllocator&) const = default;
};

using AlignedFloats = std::vector<float, CacheLineAllocator<float>>;

}  // namespace segue
