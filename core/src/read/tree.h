#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace segue::read {

/// A kind of place in nested data (JSON, XML, a property list), numbered by the reader of a form:
/// "an artist's name" and not "the seventh one's".
using Scope = std::uint8_t;

constexpr Scope kIgnored = 0;  ///< nothing here or below it is of interest
constexpr Scope kRoot = 1;     ///< the whole

/// The key under which an array's elements are found, and the one that stands for any key.
constexpr std::string_view kElement = "[]";
constexpr std::string_view kAnyKey = "*";

/// What stands under `key` in `parent` is a `child`.
struct Rule {
  Scope parent;
  std::string_view key;
  Scope child;
};

struct TreeValue {
  enum class Kind { null, truth, number, text };

  Kind kind = Kind::null;
  bool truth = false;
  std::int64_t number = 0;  ///< rounded towards 0
  std::string_view text;    ///< lives until the call that it is handed to returns
};

/// Takes nested data as it arrives. Nothing is called for what is ignored.
class TreeReader {
 public:
  virtual ~TreeReader() = default;

  virtual Scope enter(Scope parent, std::string_view key) = 0;

  /// An object or array begins and ends; a text, number, ... stands here.
  virtual void begin(Scope) {}
  virtual void end(Scope) {}
  virtual void value(Scope, const TreeValue&) {}
};

/// The child that a form's rules name; kIgnored where they name none.
inline Scope follow(std::span<const Rule> rules, Scope parent, std::string_view key) {
  if (parent == kIgnored) return kIgnored;
  for (const Rule& rule : rules) {
    if (rule.parent == parent && (rule.key == key || rule.key == kAnyKey)) return rule.child;
  }
  return kIgnored;
}

}  // namespace segue::read
