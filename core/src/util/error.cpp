#include "segue/util/error.h"

#include <utility>

namespace segue {
namespace {

std::string describe(const std::string& message, const Location& location) {
  std::string text = location.file;
  if (location.line != 0) {
    text += (text.empty() ? "line " : ":") + std::to_string(location.line);
    if (location.column != 0) text += ":" + std::to_string(location.column);
  }
  return text.empty() ? message : text + ": " + message;
}

}  // namespace

const char* to_string(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::bad_input:
      return "bad_input";
    case ErrorCode::bad_option:
      return "bad_option";
    case ErrorCode::nothing_to_learn:
      return "nothing_to_learn";
    case ErrorCode::unknown_track:
      return "unknown_track";
    case ErrorCode::diverged:
      return "diverged";
    case ErrorCode::io:
      return "io";
  }
  return "unknown";
}

Error::Error(ErrorCode code, const std::string& message, Location location)
    : std::runtime_error(describe(message, location)),
      code_(code),
      message_(message),
      location_(std::move(location)) {}

}  // namespace segue
