#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace segue {

/// Hands items to `take`, one after another in the order of sending: within send(), or on a second
/// thread, so that the next item is made while the last is taken. Each item is used again once it
/// was taken.
template <typename Item>
class Conveyor {
 public:
  /// The second thread starts with the first send(), where the platform has threads.
  Conveyor(bool second_thread, std::function<void(Item&)> take)
      : second_thread_(second_thread && kHasThreads), take_(std::move(take)) {}
  ~Conveyor() { join(); }
  Conveyor(const Conveyor&) = delete;
  Conveyor& operator=(const Conveyor&) = delete;

  /// The item to fill and send next.
  Item& next() { return items_[sent_ % kItems]; }

  /// Throws what `take` threw, for this item or one before it; none is taken after that.
  void send() {
    if (!second_thread_) return take_(next());
    if (!thread_.joinable()) thread_ = std::thread([this] { take_all(); });
    std::unique_lock lock(mutex_);
    ++sent_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return sent_ - taken_ < kItems || error_; });
    if (error_) std::rethrow_exception(error_);
  }

  /// Waits until everything sent is taken. Throws as send() does.
  void drain() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return taken_ == sent_ || error_; });
    if (error_) std::rethrow_exception(error_);
  }

  /// Waits until everything sent is taken, and the second thread has ended. Throws as send() does;
  /// nothing may be sent after it.
  void finish() {
    join();
    if (error_) std::rethrow_exception(error_);
  }

 private:
#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
  static constexpr bool kHasThreads = false;
#else
  static constexpr bool kHasThreads = true;
#endif
  static constexpr std::size_t kItems = 4;

  void take_all() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return taken_ < sent_ || closed_; });
      if (taken_ == sent_) return;
      lock.unlock();
      std::exception_ptr error;
      try {
        take_(items_[taken_ % kItems]);
      } catch (...) {
        error = std::current_exception();
      }
      lock.lock();
      ++taken_;
      error_ = error;
      changed_.notify_all();
      if (error_) return;
    }
  }

  void join() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  const bool second_thread_;
  const std::function<void(Item&)> take_;
  std::array<Item, kItems> items_;
  std::size_t sent_ = 0;
  std::size_t taken_ = 0;  // only the second thread changes it
  bool closed_ = false;
  std::exception_ptr error_;
  std::mutex mutex_;
  std::condition_variable changed_;  // any of the four above
  std::thread thread_;
};

}  // namespace segue
