#pragma once

#include <boost/json.hpp>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "segue/model/model.h"

namespace segue::cli {

/// A whole number is printed without a fraction.
inline boost::json::value json_number(double value) {
  constexpr double kLargestWhole = 9007199254740992;  // 2^53
  if (std::abs(value) > kLargestWhole || std::floor(value) != value) return value;
  return static_cast<std::int64_t>(value);
}

/// A number in the fewest digits that give it back, with an exponent only where it is very large or
/// very small: 0.0001, 1e-07.
std::string number_text(double value);

/// JSON with such numbers, for Boost.JSON would put 1E-4. A number that is not finite becomes null,
/// which is the word that JSON has for it, and invalid UTF-8 becomes U+FFFD.
std::string json_text(const boost::json::value& value);

/// Prints the one JSON document of a command with --json.
inline void print_json(const boost::json::value& value) {
  std::cout << json_text(value) << '\n';
}

/// {"track": "artist - title", "position": 1}, to which a command adds what it knows.
inline boost::json::object track_json(const Vocabulary& vocabulary, TrackId id) {
  return {{"track", vocabulary.key(id)}, {"position", id + 1}};
}

/// ["artist - title", ...]
inline boost::json::array keys_json(const Vocabulary& vocabulary, const std::vector<TrackId>& ids) {
  boost::json::array keys;
  for (const TrackId id : ids)
    keys.push_back(boost::json::string(vocabulary.key(id)));
  return keys;
}

/// The hyperparameters as one JSON object.
inline boost::json::object hyperparameters_json(const Model& model) {
  boost::json::object object;
  for (const auto& [name, value] : model.hyperparameters)
    object[name] = json_number(value);
  return object;
}

}  // namespace segue::cli
