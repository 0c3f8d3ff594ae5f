#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace segue::read {

/// Unpacks raw deflate (RFC 1951) as it arrives.
class Inflater {
 public:
  Inflater();
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  enum class State { going_on, ended, damaged };

  /// Takes what it can from the front of `packed`, and gives what that unpacks to: nothing where
  /// all is taken and more is needed, and some of the rest at each call until then. The view lives
  /// until the next call. Behind the end nothing is taken, but for one byte that it may have looked
  /// at: a caller tells by the checksum which of the two it is.
  std::string_view take(std::string_view& packed);

  State state() const { return state_; }

  /// The byte that was taken last.
  char last_taken() const { return last_taken_; }

  /// Begins another stream.
  void restart();

 private:
  struct Stream;

  std::unique_ptr<Stream> stream_;
  State state_ = State::going_on;
  char last_taken_ = 0;
};

}  // namespace segue::read
