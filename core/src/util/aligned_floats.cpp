#include "segue/util/aligned_floats.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace segue {
namespace {

constexpr std::align_val_t kCacheLine{64};

#if defined(__linux__)
constexpr std::size_t kHugePage = std::size_t{1} << 21;

std::align_val_t alignment(std::size_t bytes) {
  return bytes >= 2 * kHugePage ? std::align_val_t{kHugePage} : kCacheLine;
}

/// Advice: where it is not taken, nothing is lost.
void ask_for_huge_pages(void* memory, std::size_t bytes) {
  if (alignment(bytes) != kCacheLine) madvise(memory, bytes, MADV_HUGEPAGE);
}
#else
std::align_val_t alignment(std::size_t) {
  return kCacheLine;
}

void ask_for_huge_pages(void*, std::size_t) {}
#endif

}  // namespace

void* allocate_aligned(std::size_t bytes) {
  void* const memory = ::operator new(bytes, alignment(bytes));
  ask_for_huge_pages(memory, bytes);
  return memory;
}

void free_aligned(void* memory, std::size_t bytes) noexcept {
  ::operator delete(memory, alignment(bytes));
}

}  // namespace segue
