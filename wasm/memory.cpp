// What the heap has left.

#include <emscripten/bind.h>
#include <malloc.h>

#include <cstddef>

namespace segue::wasm {
namespace {

/// Bytes of the heap that are given out.
double memory_in_use() {
  return static_cast<std::size_t>(mallinfo().uordblks);
}

}  // namespace

EMSCRIPTEN_BINDINGS(memory) {
  emscripten::function("memoryInUse", &memory_in_use);
}

}  // namespace segue::wasm
