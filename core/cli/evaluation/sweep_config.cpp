#include "evaluation/sweep_config.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "evaluation/hold_out_option.h"
#include "segue/util/error.h"
#include "segue/util/random.h"
#include "system/files.h"

namespace segue::cli {

const char* const kSweepConfigForm = R"(CONFIG.json is one JSON object:
  "inputs": ["playlists.csv"]     what to train on and to split
  "hold_out": 0.1                 as --hold-out of `segue evaluate`
  "options": {                    training options by their long names, each with
    "dim": 100,                     one value,
    "window": [5, "playlist"],      some to choose from, or,
    "lr": {"from": 0.01, "to": 0.2, "scale": "log"}   in a random search, a range
  }                                 (of whole numbers where the option takes only those)
and, where the default in brackets does not do,
  "search": "grid"                every combination, or "random": some (grid)
  "trials": 20                    how many of them (20)
  "search_seed": 42               which of them (42)
  "seeds": [42]                   of splits and trainings; figures are means over them ([42])
  "metric": "ndcg@10"             what is to be highest (ndcg@10)
  "threads": 2                    trainings at once, each with one thread (all cores)
  "results": "results.jsonl"      one line a configuration (CONFIG.results.jsonl)
  "best": "best.json"             the best of them (CONFIG.best.json))";

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::size_t kMostConfigurations = 100'000;

/// The file's object, of which each member is taken once; the rest is unknown.
class Members {
 public:
  Members(object members, std::string file)
      : members_(std::move(members)), file_(std::move(file)) {}

  [[noreturn]] void fail(const std::string& why) const {
    throw Error(ErrorCode::bad_input, why, {file_});
  }

  std::optional<value> take(const char* name) {
    const auto at = members_.find(name);
    if (at == members_.end()) return std::nullopt;
    value result = at->value();
    members_.erase(at);
    return result;
  }

  value require(const char* name) {
    if (auto found = take(name)) return *found;
    fail(std::string("lacks \"") + name + "\"; `segue sweep --help` shows the form");
  }

  std::string text(const char* name, const std::string& otherwise) {
    const auto found = take(name);
    if (!found) return otherwise;
    if (!found->is_string() || found->get_string().empty()) fail_member(name, "must be a text");
    return std::string(found->get_string());
  }

  std::uint64_t whole(const char* name, std::uint64_t otherwise, std::uint64_t least) {
    const auto found = take(name);
    return found ? whole(name, *found, least) : otherwise;
  }

  std::uint64_t whole(const char* name, const value& number, std::uint64_t least) const {
    constexpr std::uint64_t kMost = std::uint64_t{1} << 53;
    boost::json::error_code error;
    const auto result = number.is_number() ? number.to_number<std::uint64_t>(error) : 0;
    if (!number.is_number() || error || result < least || result > kMost)
      fail_member(name, "must be a whole number from " + std::to_string(least) + " on");
    return result;
  }

  [[noreturn]] void fail_member(const char* name, const std::string& why) const {
    fail("\"" + std::string(name) + "\" " + why);
  }

  void require_none_left() const {
    if (members_.empty()) return;
    fail("has \"" + std::string(members_.begin()->key()) +
         "\", which means nothing here; `segue sweep --help` shows the form");
  }

 private:
  object members_;
  std::string file_;
};

/// Where a value goes.
std::string& place_of(const std::string& name, TypedTraining& typed, const Members& members) {
  if (name == "recipe") return typed.recipe;
  if (name == "names") return typed.names.emplace();
  const OptionDescription* const option = find_option(Recipe::playlist, name);
  const bool is_fixed = name == "threads" || name == "seed";
  if (option == nullptr || is_fixed) {
    members.fail("\"options\" has \"" + name +
                 "\", which is none of those that `segue train --help` shows" +
                 (is_fixed ? " and a sweep can vary" : ""));
  }
  return typed.options[option->flag];
}

/// As `segue train` takes the same options.
TrainingOptions parse_options(const object& options, const Members& members) {
  TypedTraining typed;
  for (const auto& [key, value] : options) {
    const std::string name(key);
    std::string& place = place_of(name, typed, members);
    if (!value.is_string() && !value.is_number())
      members.fail("\"" + name + "\" has a value that is neither a number nor a text");
    place = argument_of(value);
  }
  try {
    return settle(typed, 1);
  } catch (const Error& error) {
    members.fail("\"options\": " + error.message());
  }
}

struct Choice {
  std::string name;
  std::vector<value> values;  // empty: the range
  double from = 0;
  double to = 0;
  bool is_log = false;
  bool is_whole = false;
};

double require_number(const object& range, const char* name, const std::string& option,
                      const Members& members) {
  const value* number = range.if_contains(name);
  if (number == nullptr || !number->is_number())
    members.fail("the range of \"" + option + "\" lacks the number \"" + name + "\"");
  return number->to_number<double>();
}

Choice read_range(const std::string& name, const object& range, const Members& members) {
  Choice choice{name, {}};
  choice.from = require_number(range, "from", name, members);
  choice.to = require_number(range, "to", name, members);
  const OptionDescription* const option = find_option(Recipe::playlist, name);
  choice.is_whole = option != nullptr && option->is_whole;
  for (const auto& [key, value] : range) {
    if (key == "scale" && (value == "log" || value == "linear")) {
      choice.is_log = value == "log";
    } else if (key != "from" && key != "to") {
      members.fail("the range of \"" + name +
                   "\" is {\"from\": ..., \"to\": ..., \"scale\": \"linear\" or \"log\"}");
    }
  }
  if (!(choice.from < choice.to) || (choice.is_log && choice.from <= 0))
    members.fail("the range of \"" + name + "\" must rise, and begin above 0 where it is log");
  return choice;
}

std::vector<Choice> read_choices(const object& options, bool is_random, const Members& members) {
  std::vector<Choice> choices;
  for (const auto& [key, value] : options) {
    const std::string name(key);
    if (value.is_object()) {
      if (!is_random)
        members.fail("\"" + name + "\" has a range, which only a random search can draw from");
      choices.push_back(read_range(name, value.get_object(), members));
      continue;
    }
    Choice choice{name, {}};
    if (value.is_array()) {
      choice.values.assign(value.get_array().begin(), value.get_array().end());
    } else {
      choice.values = {value};
    }
    if (choice.values.empty()) members.fail("\"" + name + "\" has no values to choose from");
    choices.push_back(std::move(choice));
  }
  return choices;
}

/// Four digits are as many as one would write down.
double rounded(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", number);
  return std::strtod(text, nullptr);
}

value draw(const Choice& choice, Random& random) {
  if (!choice.values.empty())
    return choice.values[random.below(static_cast<std::uint32_t>(choice.values.size()))];
  // A whole number is as likely at the ends as in the middle.
  const double from = choice.is_whole && !choice.is_log ? choice.from - 0.5 : choice.from;
  const double to = choice.is_whole && !choice.is_log ? choice.to + 0.5 : choice.to;
  const double share = random.uniform();
  const double number =
      choice.is_log ? from * std::pow(to / from, share) : from + (to - from) * share;
  if (!choice.is_whole) return rounded(number);
  return static_cast<std::int64_t>(std::clamp(std::round(number), choice.from, choice.to));
}

std::vector<object> all_combinations(const std::vector<Choice>& choices, const Members& members) {
  std::size_t count = 1;
  for (const Choice& choice : choices) {
    count *= choice.values.size();
    if (count > kMostConfigurations)
      members.fail("\"options\" has more than 100,000 combinations: take \"search\": \"random\"");
  }
  std::vector<object> combinations;
  for (std::size_t number = 0; number < count; ++number) {
    std::size_t left = number;
    std::size_t below = count;
    object combination;
    for (const Choice& choice : choices) {  // the last one changes fastest
      below /= choice.values.size();
      combination[choice.name] = choice.values[left / below];
      left %= below;
    }
    combinations.push_back(std::move(combination));
  }
  return combinations;
}

/// As many different ones as are wanted, or as can be found.
std::vector<object> random_combinations(const std::vector<Choice>& choices, std::uint64_t trials,
                                        std::uint64_t seed) {
  constexpr std::uint64_t kAttempts = 100;  // for each
  Random random(seed);
  std::set<std::string> seen;
  std::vector<object> combinations;
  for (std::uint64_t attempt = 0; combinations.size() < trials && attempt < kAttempts * trials;
       ++attempt) {
    object combination;
    for (const Choice& choice : choices)
      combination[choice.name] = draw(choice, random);
    if (seen.insert(boost::json::serialize(combination)).second)
      combinations.push_back(std::move(combination));
  }
  return combinations;
}

std::vector<std::string> read_inputs(Members& members) {
  const value list = members.require("inputs");
  std::vector<std::string> inputs;
  if (list.is_array()) {
    for (const value& input : list.get_array()) {
      if (!input.is_string()) members.fail_member("inputs", "must be a list of files");
      inputs.emplace_back(input.get_string());
    }
  }
  if (inputs.empty()) members.fail_member("inputs", "must be a list of files");
  return inputs;
}

std::vector<std::uint64_t> read_seeds(Members& members) {
  const auto list = members.take("seeds");
  if (!list) return {42};
  if (!list->is_array() || list->get_array().empty())
    members.fail_member("seeds", "must be a list of whole numbers");
  std::vector<std::uint64_t> seeds;
  for (const value& seed : list->get_array())
    seeds.push_back(members.whole("seeds", seed, 0));
  return seeds;
}

Metric read_metric(Members& members) {
  const std::string name = members.text("metric", to_string(Metric::ndcg_10));
  std::string names;
  for (const Metric metric : kAllMetrics) {
    if (metric == Metric::popularity_10) continue;  // which says how, not how well
    if (name == to_string(metric)) return metric;
    names += std::string(names.empty() ? "" : ", ") + to_string(metric);
  }
  members.fail_member("metric", "must be one of " + names);
}

std::string read_hold_out(Members& members) {
  const std::string text = argument_of(members.require("hold_out"));
  try {
    parse_hold_out(text);
  } catch (const CLI::ValidationError&) {
    members.fail_member("hold_out",
                        "must be a whole number of tracks from 1 on, or a share below 1");
  }
  return text;
}

std::vector<Configuration> read_configurations(Members& members) {
  const value options = members.require("options");
  if (!options.is_object() || options.get_object().empty())
    members.fail_member("options", "must be an object of training options");
  const std::string search = members.text("search", "grid");
  if (search != "grid" && search != "random")
    members.fail_member("search", "must be \"grid\" or \"random\"");
  const bool is_random = search == "random";
  const auto choices = read_choices(options.get_object(), is_random, members);
  const auto trials = members.take("trials");
  const auto seed = members.take("search_seed");
  if (!is_random && (trials || seed))
    members.fail("has \"trials\" or \"search_seed\", which only a random search has");
  std::vector<object> combinations =
      is_random ? random_combinations(
                      choices,
                      trials ? std::min<std::uint64_t>(members.whole("trials", *trials, 1),
                                                       kMostConfigurations)
                             : 20,
                      seed ? members.whole("search_seed", *seed, 0) : 42)
                : all_combinations(choices, members);
  std::vector<Configuration> configurations;
  for (object& combination : combinations) {
    TrainingOptions training = parse_options(combination, members);
    configurations.push_back({std::move(combination), std::move(training)});
  }
  return configurations;
}

/// See SweepConfig::identity.
TrackIdentity find_identity(const std::vector<Configuration>& configurations,
                            const Members& members) {
  std::optional<TrackIdentity> identity;
  for (const auto& [options, training] : configurations) {
    if (recipe_of(training.recipe_options) == Recipe::seed) continue;
    if (identity && *identity != training.plan.tracks)
      members.fail_member("names", "is one for all configurations, which are asked the same");
    identity = training.plan.tracks;
  }
  return identity.value_or(TrackIdentity::exact);
}

object parse_object(const std::string& file) {
  boost::json::error_code error;
  boost::json::value parsed = boost::json::parse(read_file(file), error);
  if (error) throw Error(ErrorCode::bad_input, "is not JSON (" + error.message() + ")", {file});
  if (!parsed.is_object())
    throw Error(ErrorCode::bad_input, "is not a JSON object; `segue sweep --help` shows the form",
                {file});
  return parsed.get_object();
}

}  // namespace

std::string argument_of(const value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (!value.is_double()) return boost::json::serialize(value);
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", value.get_double());
  return text;
}

SweepConfig read_sweep_config(const std::string& file) {
  Members members(parse_object(file), file);
  const std::string stem = file.ends_with(".json") ? file.substr(0, file.size() - 5) : file;
  SweepConfig config;
  config.inputs = read_inputs(members);
  config.hold_out = read_hold_out(members);
  config.seeds = read_seeds(members);
  config.metric = read_metric(members);
  config.threads = static_cast<unsigned>(std::min<std::uint64_t>(
      members.whole("threads", std::max(1u, std::thread::hardware_concurrency()), 1), 1024));
  config.results = members.text("results", stem + ".results.jsonl");
  config.best = members.text("best", stem + ".best.json");
  config.configurations = read_configurations(members);
  config.identity = find_identity(config.configurations, members);
  members.require_none_left();
  return config;
}

}  // namespace segue::cli
