#include "segue/aligned_floats.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace segue {
namespace {

constexpr std::size_t kCacheLine = 64;
[[maybe_unused]] constexpr std::size_t kHugePage = std::size_t{1} << 21;

std::align_val_t alignment([[maybe_unused]] std::size_t bytes) {
#if defined(__linux__)
  if (bytes >= 2 * kHugePage) return std::align_val_t{kHugePage};
#endif
  return std::align_val_t{kCacheLine};
}

}  // namespace

void* allocate_aligned(std::size_t bytes) {
  void* const memory = ::operator new(bytes, alignment(bytes));
#if defined(__linux__)
  // Advice: where it is not taken, nothing is lost.
  if (alignment(bytes) == std::align_val_t{kHugePage}) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  return memory;
}

void free_aligned(void* memory, std::size_t bytes) noexcept {
  ::operator delete(memory, alignment(bytes));
}

}  // namespace segue
