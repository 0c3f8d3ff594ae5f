#pragma once

#include <cstddef>
#include <functional>

namespace segue {

/// Calls work(0) .. work(count - 1), each on a thread of its own, the first on this one, and
/// returns when all have. Without threads (a WebAssembly build may have none) one after another.
/// `work` must not throw.
void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace segue
