#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "commands/commands.h"
#include "evaluation/evaluation_report.h"
#include "evaluation/hold_out_option.h"
#include "evaluation/sweep_config.h"
#include "evaluation/sweep_results.h"
#include "input/encoding_option.h"
#include "input/read_corpus.h"
#include "output/json_output.h"
#include "output/terminal.h"
#include "segue/corpus/fingerprint.h"
#include "segue/evaluate/evaluation.h"
#include "segue/evaluate/hold_out.h"
#include "segue/query/continuation.h"
#include "segue/util/error.h"
#include "segue/util/run_parallel.h"
#include "system/files.h"
#include "system/interrupt.h"
#include "training/train_model.h"

namespace segue::cli {
namespace {

using boost::json::object;

struct SweepOptions {
  std::string config;
  std::string encoding;
  bool json = false;
};

HoldOutOptions split_options(const SweepConfig& config, std::uint64_t seed) {
  HoldOutOptions options = parse_hold_out(config.hold_out);
  options.seed = seed;
  return options;
}

/// For each seed what `segue evaluate` would train on. What it would ask about is held back here:
/// the sweep never sees it.
std::vector<Corpus> training_parts(const Corpus& corpus, const SweepConfig& config) {
  std::vector<Corpus> parts;
  for (const std::uint64_t seed : config.seeds)
    parts.push_back(hold_out(corpus, split_options(config, seed)).training);
  return parts;
}

object task_of(const Corpus& corpus, const SweepConfig& config) {
  char print[32];
  std::snprintf(print, sizeof print, "%016llx",
                static_cast<unsigned long long>(fingerprint(corpus)));
  return {{"playlists", print},
          {"hold_out", config.hold_out},
          {"seeds", boost::json::array(config.seeds.begin(), config.seeds.end())}};
}

/// Tries configurations on several threads, each of which takes the next one that is left.
class Sweep {
 public:
  Sweep(const SweepConfig& config, const std::vector<Corpus>& parts, SweepResults& results)
      : config_(config), parts_(parts), results_(results), shares_(config.threads) {
    for (const Configuration& configuration : config.configurations) {
      if (!is_tried(results.find(configuration.options))) left_.push_back(&configuration);
    }
  }

  std::size_t left() const { return left_.size(); }

  void run() {
    const auto threads =
        static_cast<unsigned>(std::min<std::size_t>(config_.threads, left_.size()));
    run_parallel(threads, [this](unsigned thread) { work(thread); });
    if (thrown_) std::rethrow_exception(thrown_);
  }

 private:
  /// A result that was written before there was this metric does not say enough.
  bool is_tried(const object* result) const {
    return result != nullptr &&
           (result->contains("error") || result->contains(to_string(config_.metric)));
  }

  void work(unsigned thread) {
    try {
      while (const Configuration* configuration = take()) {
        object result = attempt(*configuration, thread);
        const std::lock_guard lock(mutex_);
        results_.add(configuration->options, std::move(result));
        ++done_;
        shares_[thread] = 0;
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!thrown_) thrown_ = std::current_exception();
    }
  }

  const Configuration* take() {
    const std::lock_guard lock(mutex_);
    return thrown_ || next_ == left_.size() ? nullptr : left_[next_++];
  }

  /// What a configuration comes to; one that cannot be trained has its error for a result.
  object attempt(const Configuration& configuration, unsigned thread) {
    const auto start = std::chrono::steady_clock::now();
    EvaluationReport report;
    report.seeds = config_.seeds;
    try {
      for (std::size_t i = 0; i < parts_.size(); ++i) {
        report.model.evaluations.push_back(try_seed(configuration.training, i, [&](double share) {
          note(thread, (static_cast<double>(i) + share) / static_cast<double>(parts_.size()));
        }));
      }
    } catch (const Error& error) {
      if (error.code() != ErrorCode::diverged && error.code() != ErrorCode::nothing_to_learn) throw;
      return {{"error", error.message()}};
    }
    object result = report_json(report);
    result["seconds"] =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
  }

  Evaluation try_seed(TrainingOptions training, std::size_t index,
                      const std::function<void(double)>& on_progress) const {
    const std::uint64_t seed = config_.seeds[index];
    HoldOutOptions split = split_options(config_, seed);
    training.set_seed(seed);
    split.min_count = training.plan.min_count;
    HoldOut validation = hold_out(parts_[index], split);
    const Model model = train_model(std::move(validation.training), training, on_progress);
    return evaluate(Continuation(model), "the model", validation.queries, model.vocabulary,
                    {1, [&](double) { on_progress(1); }});
  }

  void note(unsigned thread, double share) {
    const std::lock_guard lock(mutex_);
    if (InterruptWatch::signal() != 0) {
      throw Interrupted(
          "interrupted; the same command goes on after the configurations in " + config_.results,
          InterruptWatch::signal());
    }
    if (thrown_) std::rethrow_exception(thrown_);
    shares_[thread] = share;
    double done = static_cast<double>(done_);
    for (const double each : shares_)
      done += each;
    line_.show(done / static_cast<double>(left_.size()),
               grouped(done_) + " of " + several(left_.size(), "configuration"));
  }

  const SweepConfig& config_;
  const std::vector<Corpus>& parts_;
  SweepResults& results_;
  std::vector<const Configuration*> left_;
  std::mutex mutex_;  // for what is below, and results_
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  std::vector<double> shares_;  // of what each thread is at
  std::exception_ptr thrown_;
  ProgressLine line_;
};

/// The results of the configurations, the best first; those that failed last.
std::vector<const object*> ranked(const SweepConfig& config, const SweepResults& results) {
  std::vector<const object*> all;
  for (const Configuration& configuration : config.configurations)
    all.push_back(results.find(configuration.options));
  const auto score = [&](const object* result) {
    const boost::json::value* figure = result->if_contains(to_string(config.metric));
    return figure == nullptr ? -1.0 : figure->to_number<double>();
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const object* a, const object* b) { return score(a) > score(b); });
  return all;
}

std::string options_text(const object& configuration, const char* separator) {
  std::string text;
  for (const auto& [name, value] : configuration) {
    std::string option(name);
    std::replace(option.begin(), option.end(), '_', '-');
    text += (text.empty() ? "--" : " --") + option + separator + argument_of(value);
  }
  return text;
}

void print_ranking(const SweepConfig& config, const std::vector<const object*>& results) {
  constexpr std::size_t kShown = 10;
  std::cout << to_string(config.metric) << "   seconds   options\n";
  const auto width = static_cast<int>(std::string(to_string(config.metric)).size());
  for (std::size_t i = 0; i < std::min(kShown, results.size()); ++i) {
    const object& result = *results[i];
    char figures[64];
    if (result.contains("error")) {
      std::snprintf(figures, sizeof figures, "%*s   %7s   ", width, "failed", "");
    } else {
      std::snprintf(figures, sizeof figures, "%*.4f   %7.1f   ", width,
                    result.at(to_string(config.metric)).to_number<double>(),
                    result.at("seconds").to_number<double>());
    }
    std::cout << figures << printable(options_text(result.at("configuration").get_object(), " "))
              << '\n';
  }
  if (results.size() > kShown)
    std::cout << "and " << grouped(results.size() - kShown) << " more in "
              << printable(config.results) << '\n';
}

void print_next_step(const SweepConfig& config, const std::string& encoding, const object& best) {
  std::cerr
      << "wrote " << printable(config.best)
      << "; what these options come to on playlists' tracks that the sweep never saw:\n  segue "
         "evaluate";
  for (const std::string& input : config.inputs)
    std::cerr << ' ' << printable(input);
  if (!encoding.empty()) std::cerr << " --encoding " << printable(encoding);
  std::cerr << " --hold-out " << config.hold_out << " --seed " << config.seeds.front() << ' '
            << printable(options_text(best.at("configuration").get_object(), " ")) << '\n';
}

void sweep(const SweepOptions& options) {
  const SweepConfig config = read_sweep_config(options.config);
  const LoadedCorpus loaded =
      read_corpus({config.inputs, plan_to_divide(config.identity), false, options.encoding});
  const std::vector<Corpus> parts = training_parts(loaded.corpus, config);
  SweepResults results(config.results, task_of(loaded.corpus, config));
  {
    const InterruptWatch watch;
    Sweep work(config, parts, results);
    const std::size_t known = config.configurations.size() - work.left();
    std::cerr << several(config.configurations.size(), "configuration");
    if (known > 0) std::cerr << ", " << grouped(known) << " of which are in the results already";
    std::cerr << '\n';
    work.run();
  }
  const std::vector<const object*> all = ranked(config, results);
  const object& best = *all.front();
  if (best.contains("error")) {
    throw Error(ErrorCode::diverged, "no configuration could be trained; the first one: " +
                                         std::string(best.at("error").get_string()));
  }
  object written = best;
  written["metric"] = to_string(config.metric);
  write_file(config.best, json_text(written) + "\n");
  if (options.json) {
    print_json(written);
  } else {
    print_ranking(config, all);
  }
  print_next_step(config, options.encoding, best);
}

}  // namespace

void add_sweep(CLI::App& app) {
  const auto options = std::make_shared<SweepOptions>();
  CLI::App* command =
      app.add_subcommand("sweep", "Try training options and find the best by what is held out");
  command->add_option("CONFIG", options->config, "What to try: a JSON file, see below")->required();
  add_encoding_option(*command, options->encoding);
  command->add_flag("--json", options->json, "Print the best as one JSON document");
  command->footer(
      std::string(kSweepConfigForm) +
      "\n\nEach configuration is trained on the playlists without two parts: what `segue evaluate` "
      "with the\nsame hold_out and seed asks about, which a sweep never sees, and as much again, "
      "which it asks\nabout. Run again, it passes over the configurations that are in the "
      "results.");
  command->callback([options] { sweep(*options); });
}

}  // namespace segue::cli
