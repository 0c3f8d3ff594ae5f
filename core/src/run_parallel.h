#pragma once

#include <exception>
#include <thread>
#include <vector>

namespace segue {

/// Calls work(0), ..., work(threads - 1) at once, the first on the calling thread, and returns when
/// all have; throws what the first of them threw. A build without threads (WebAssembly) makes the
/// calls in turn.
template <typename Work>
void run_parallel(unsigned threads, const Work& work) {
#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
  for (unsigned i = 0; i < threads; ++i)
    work(i);
#else
  std::vector<std::exception_ptr> thrown(threads);
  const auto attempt = [&work, &thrown](unsigned i) {
    try {
      work(i);
    } catch (...) {
      thrown[i] = std::current_exception();
    }
  };
  {
    struct Joined {
      std::vector<std::thread> threads;
      ~Joined() {
        for (std::thread& thread : threads)
          thread.join();
      }
    } others;
    others.threads.reserve(threads);
    for (unsigned i = 1; i < threads; ++i)
      others.threads.emplace_back(attempt, i);
    attempt(0);
  }
  for (const std::exception_ptr& each : thrown) {
    if (each) std::rethrow_exception(each);
  }
#endif
}

}  // namespace segue
