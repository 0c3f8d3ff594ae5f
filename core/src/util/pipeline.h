#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "segue/util/run_parallel.h"

namespace segue {

/// Two stages of a pipeline: hands items to `take`, one after another in the order of sending:
/// within send(), or on a second thread, so that the next item is made while the last is taken.
/// Each item is used again once it was taken.
template <typename Item>
class Pipeline {
 public:
  /// The second thread starts with the first send(), where there is one to be had.
  Pipeline(bool second_thread, std::function<void(Item&)> take)
      : second_thread_(second_thread), take_(std::move(take)) {}
  ~Pipeline() { join(); }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  /// The item to fill and send next.
  Item& next() { return items_[sent_ % kItems]; }

  /// Throws what `take` threw, for this item or one before it; none is taken after that.
  void send() {
    if (!has_second_thread()) return take_(next());
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
  static constexpr std::size_t kItems = 4;

  bool has_second_thread() {
    if (second_thread_ && !thread_) {
      thread_ = try_thread([this] { take_all(); });
      second_thread_ = thread_.has_value();
    }
    return second_thread_;
  }

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
    if (!thread_ || !thread_->joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    thread_->join();
  }

  bool second_thread_;  // until it cannot be had
  const std::function<void(Item&)> take_;
  std::array<Item, kItems> items_;
  std::size_t sent_ = 0;
  std::size_t taken_ = 0;  // only the second thread changes it
  bool closed_ = false;
  std::exception_ptr error_;
  std::mutex mutex_;
  std::condition_variable changed_;  // any of the four above
  std::optional<std::thread> thread_;
};

}  // namespace segue
