#pragma once

#include <exception>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace segue {

/// A thread that does this work; nothing where the system gives no more threads, has no memory for
/// one, or has none at all (WebAssembly without them). The caller then does the work itself.
template <typename Work>
std::optional<std::thread> try_thread(Work&& work) {
  try {
    return std::thread(std::forward<Work>(work));
  } catch (const std::system_error&) {
  } catch (const std::bad_alloc&) {
  }
  return std::nullopt;
}

/// Calls work(0), ..., work(count - 1), each on a thread of its own and the first on this one, and
/// returns when all have; throws what the first of them threw. Where there are fewer threads to be
/// had, this one makes the calls that are left. Throws std::bad_alloc, too, before any call.
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
  for (; next < count; ++next) {
    std::optional<std::thread> thread = try_thread([&attempt, next] { attempt(next); });
    if (!thread) break;
    threads.push_back(std::move(*thread));  // which has its room, so that nothing can throw here
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
