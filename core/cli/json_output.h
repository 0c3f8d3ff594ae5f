#pragma once

#include <boost/json.hpp>
#include <cmath>
#include <cstdint>
#include <iostream>

#include "segue/model.h"

namespace segue::cli {

/// A whole number is printed without a fraction.
inline boost::json::value json_number(double value) {
  constexpr double kLargestWhole = 9007199254740992;  // 2^53
  if (std::abs(value) > kLargestWhole || std::floor(value) != value) return value;
  return static_cast<std::int64_t>(value);
}

/// Prints the one JSON document of a command with --json.
inline void print_json(const boost::json::value& value) {
  std::cout << value << '\n';
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
