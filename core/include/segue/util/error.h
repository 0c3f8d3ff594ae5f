#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace segue {

/// What kind of thing went wrong. A caller decides by the code; a person reads the message.
enum class ErrorCode {
  bad_input,         ///< a file's content is not what its format promises
  bad_option,        ///< an option is out of its range or contradicts another
  nothing_to_learn,  ///< the input is well-formed but holds no pair of tracks
  unknown_track,     ///< a track that the vocabulary does not hold
  diverged,          ///< training made numbers that mean nothing, or are not finite
  io,                ///< the system refused to read or write
};

/// The code's name as it appears in JSON and in the page ("bad_input", ...).
const char* to_string(ErrorCode code) noexcept;

/// Where in an input something was found. `line` and `column` count from 1; 0 means "not known".
struct Location {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

/// Every failure that input, options or the system can cause. Misuse by a programmer is an
/// assertion instead. `message()` is one sentence that says what is wrong and what to do about it.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, Location location = {});

  ErrorCode code() const noexcept { return code_; }
  const std::string& message() const noexcept { return message_; }
  const Location& location() const noexcept { return location_; }
  // what() is "file:line:column: message", with the parts that are known.

 private:
  ErrorCode code_;
  std::string message_;
  Location location_;
};

}  // namespace segue
