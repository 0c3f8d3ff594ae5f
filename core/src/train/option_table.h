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

  /// Infinity for a whole number that no double holds exactly: it is out of every range.
  double value(const Options& options) const {
    const auto exact = [](auto number) {
      if constexpr (std::is_integral_v<decltype(number)>) {
        if (number > kLargestExact) return std::numeric_limits<double>::infinity();
      }
      return static_cast<double>(number);
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
