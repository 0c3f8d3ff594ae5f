#pragma once

#include <cstddef>
#include <memory>
#include <string>
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
  /// until the next call. Behind the end nothing is taken, but for what behind() gives back.
  std::string_view take(std::string_view& packed);

  State state() const { return state_; }

  /// Once it has ended: the byte or so that was taken and stands behind the end.
  std::string_view behind() const { return std::string_view(last_).substr(last_.size() - behind_); }

  /// Begins another stream.
  void restart();

 private:
  struct Stream;

  void keep_last(std::string_view taken);

  std::unique_ptr<Stream> stream_;
  State state_ = State::going_on;
  std::string last_;        // the bytes that were taken last
  std::size_t behind_ = 0;  // how many of them are behind the end
};

}  // namespace segue::read
