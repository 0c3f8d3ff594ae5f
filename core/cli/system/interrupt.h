#pragma once

#include <stdexcept>
#include <string>

namespace segue::cli {

/// Watches for SIGINT (Ctrl-C), SIGTERM and SIGHUP while it lives, unless they are ignored, as they
/// are under nohup. The first is remembered, so that the work can come to a good end; another one
/// ends the process at once, unless it is the same one sent twice within a fifth of a second.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  /// The signal that came, or 0.
  static int signal() noexcept;
};

/// Thrown by a command that came to an end because of a signal: main exits with 128 + signal.
class Interrupted : public std::runtime_error {
 public:
  Interrupted(const std::string& message, int signal)
      : std::runtime_error(message), signal_(signal) {}

  int signal() const noexcept { return signal_; }

 private:
  int signal_;
};

}  // namespace segue::cli
