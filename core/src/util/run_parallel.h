#pragma once

#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace segue {

/// Calls work(0), ..., work(count - 1), each on a thread of its own and the first on this one, and
/// returns when all have; throws what the first of them threw. Where the system gives no more
/// threads, or has none (WebAssembly without them), this one makes the calls that are left.
template <typename Work>
void run_parallel(unsigned count, const Work& work) {
  std::vector<std::exception_ptr> thrown(count);
  const auto attempt = [&work, &thrown](unsigned i) {
    try {
      work(i);
    } catch (...) {
      thrown[i] = std::current_exception();
    }
  };
  std::vector<std::thread> threads;
  threads.reserve(count);
  unsigned next = 1;
  try {
    for (; next < count; ++next)
      threads.emplace_back(attempt, next);
  } catch (const std::system_error&) {
  }
  for (; next < count; ++next)
    attempt(next);
  attempt(0);
  for (std::thread& thread : threads)
    thread.join();
  for (const std::exception_ptr& each : thrown) {
    if (each) std::rethrow_exception(each);
  }
}

}  // namespace segue
