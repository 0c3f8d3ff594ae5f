#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "segue/evaluate/evaluation.h"
#include "training/training_options.h"

namespace segue::cli {

/// One choice of training options, as {"dim": 100, "lr": 0.05}, and what it means.
struct Configuration {
  boost::json::object options;
  TrainingOptions training;
};

/// What a sweep is to do: its CONFIG.json, read and made sure of.
struct SweepConfig {
  std::vector<std::string> inputs;
  std::string hold_out;              ///< as --hold-out has it
  std::vector<std::uint64_t> seeds;  ///< of the splits and the trainings
  Metric metric = Metric::ndcg_10;   ///< that is to be highest
  unsigned threads = 1;
  std::string results;
  std::string best;
  std::vector<Configuration> configurations;  ///< all different, in the order to try them
  /// What makes two spellings one track for all of them, so that all are asked the same: as those
  /// of the recipe `playlist` have it, where there are any.
  TrackIdentity identity = TrackIdentity::exact;
};

/// An option's value as one would give it on the command line.
std::string argument_of(const boost::json::value& value);

/// Throws Error(io), and Error(bad_input) naming the member for what is unknown, missing or out of
/// its range.
SweepConfig read_sweep_config(const std::string& file);

/// The form of the file, to be shown in help.
extern const char* const kSweepConfigForm;

}  // namespace segue::cli
