#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "segue/train/option_description.h"
#include "segue/train/skip_gram_options.h"
#include "segue/train/song2vec_options.h"
#include "util/require_option.h"

namespace segue {

/// A description with the member of the options that it describes.
template <typename Options>
struct OptionEntry {
  OptionDescription description;
  std::variant<std::uint32_t Options::*, std::uint64_t Options::*, double Options::*> member;

  /// Infinite, and so out of every range, for a whole number that a double does not hold.
  double value(const Options& options) const {
    const auto exact = [](auto value) {
      const bool is_exact = std::is_floating_point_v<decltype(value)> || value <= kLargestExact;
      return is_exact ? static_cast<double>(value) : std::numeric_limits<double>::infinity();
    };
    return std::visit([&](auto at) { return exact(options.*at); }, member);
  }

  /// Throws Error(bad_option) for what the description does not admit.
  void set(Options& options, double value) const {
    description.require(value);
    const auto assign = [&](auto& place) {
      place = static_cast<std::remove_reference_t<decltype(place)>>(value);
    };
    std::visit([&](auto at) { assign(options.*at); }, member);
  }
};

template <typename Options>
using OptionTable = std::vector<OptionEntry<Options>>;

/// Each option once, in the order of help and forms. Defined beside the options.
const OptionTable<SkipGramOptions>& option_table(const SkipGramOptions&);
const OptionTable<Song2vecOptions>& option_table(const Song2vecOptions&);

/// Throws Error(bad_option), naming the first that is out of its range.
template <typename Options>
void require_in_range(const Options& options) {
  for (const OptionEntry<Options>& entry : option_table(options))
    entry.description.require(entry.value(options));
}

/// By name: what a model records of how it came about.
template <typename Options>
std::map<std::string, double> recorded(const Options& options) {
  std::map<std::string, double> values;
  for (const OptionEntry<Options>& entry : option_table(options)) {
    if (entry.description.is_recorded) values[entry.description.name()] = entry.value(options);
  }
  return values;
}

}  // namespace segue
