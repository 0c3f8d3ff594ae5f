// What the heap has left.

#include <emscripten/bind.h>
#include <emscripten/heap.h>
#include <malloc.h>

#include <cstddef>

namespace segue::wasm {
namespace {

/// Bytes that the heap may still give out.
double memory_left() {
  const auto most = static_cast<double>(emscripten_get_heap_max());
  return most - static_cast<double>(static_cast<std::size_t>(mallinfo().uordblks));
}

}  // namespace

EMSCRIPTEN_BINDINGS(memory) {
  emscripten::function("memoryLeft", &memory_left);
}

}  // namespace segue::wasm
