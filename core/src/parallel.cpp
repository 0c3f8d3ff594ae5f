#include "parallel.h"

#include <system_error>
#include <thread>
#include <vector>

namespace segue {

void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::vector<std::thread> threads;
  threads.reserve(count);
  std::size_t left = count;
  try {
    while (left > 1) {
      threads.emplace_back(work, left - 1);
      --left;
    }
  } catch (const std::system_error&) {
    // The system gives no more threads: this one does what is left.
  }
  while (left > 0)
    work(--left);
  for (std::thread& thread : threads)
    thread.join();
}

}  // namespace segue
