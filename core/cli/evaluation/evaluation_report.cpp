#include "evaluation/evaluation_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>

#include "output/json_output.h"
#include "output/terminal.h"

namespace segue::cli {
namespace {

using Figure = std::function<double(const Evaluation&)>;

double mean_of(const std::vector<Evaluation>& evaluations, const Figure& figure) {
  double sum = 0;
  for (const Evaluation& evaluation : evaluations)
    sum += figure(evaluation);
  return sum / static_cast<double>(evaluations.size());
}

/// The standard deviation of one seed, estimated from all; 0 where there is one only.
double deviation_of(const std::vector<Evaluation>& evaluations, const Figure& figure) {
  if (evaluations.size() < 2) return 0;
  const double mean = mean_of(evaluations, figure);
  double squares = 0;
  for (const Evaluation& evaluation : evaluations)
    squares += (figure(evaluation) - mean) * (figure(evaluation) - mean);
  return std::sqrt(squares / static_cast<double>(evaluations.size() - 1));
}

Figure mean_figure(Metric metric) {
  return [metric](const Evaluation& evaluation) { return evaluation[metric].mean; };
}

/// The interval of the mean over the seeds. They ask about the same playlists, so together they
/// are no surer of these than one alone: the interval is as wide as theirs are on average.
Estimate estimate_of(const std::vector<Evaluation>& evaluations, Metric metric) {
  return {
      mean_of(evaluations, mean_figure(metric)),
      mean_of(evaluations, [metric](const Evaluation& each) { return each[metric].low; }),
      mean_of(evaluations, [metric](const Evaluation& each) { return each[metric].high; }),
  };
}

double coverage(const Evaluation& evaluation) {
  return evaluation.coverage_10;
}

/// What one or more evaluations say, as means.
boost::json::object figures_json(const std::vector<Evaluation>& evaluations) {
  const auto count = [&](std::size_t Evaluation::*member) {
    return json_number(mean_of(evaluations, [member](const Evaluation& each) {
      return static_cast<double>(each.*member);
    }));
  };
  boost::json::object figures = {{"queries", count(&Evaluation::queries)},
                                 {"held_out", count(&Evaluation::held_out)},
                                 {"unknown_known", count(&Evaluation::unknown_known)},
                                 {"unknown_held_out", count(&Evaluation::unknown_held_out)}};
  boost::json::object intervals;
  for (const Metric metric : kAllMetrics) {
    const Estimate estimate = estimate_of(evaluations, metric);
    figures[to_string(metric)] = estimate.mean;
    intervals[to_string(metric)] = boost::json::array{estimate.low, estimate.high};
  }
  figures["coverage@10"] = mean_of(evaluations, coverage);
  figures["intervals"] = std::move(intervals);
  return figures;
}

boost::json::object deviations_json(const std::vector<Evaluation>& evaluations) {
  boost::json::object deviations;
  for (const Metric metric : kAllMetrics)
    deviations[to_string(metric)] = deviation_of(evaluations, mean_figure(metric));
  deviations["coverage@10"] = deviation_of(evaluations, coverage);
  return deviations;
}

boost::json::object method_json(const MethodResult& method,
                                const std::vector<std::uint64_t>& seeds) {
  if (method.evaluations.empty()) return {{"left_out", method.left_out}};
  boost::json::object figures = figures_json(method.evaluations);
  if (seeds.size() < 2) return figures;
  figures["deviations"] = deviations_json(method.evaluations);
  boost::json::array each;
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    boost::json::object one = figures_json({method.evaluations[i]});
    one["seed"] = seeds[i];
    each.push_back(std::move(one));
  }
  figures["seeds"] = std::move(each);
  return figures;
}

// ---- the table ----

/// How a figure is written: with a percent sign or not, and with how many decimals.
struct Form {
  double factor;
  int decimals;
  const char* unit;
};

constexpr Form kPercent = {100, 2, "%"};
constexpr Form kFraction = {1, 4, ""};
constexpr Form kCount = {1, 1, ""};

std::string text_of(double value, const Form& form) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", form.decimals, value * form.factor);
  return text;
}

struct Row {
  Metric metric;
  const char* label;
  Form form;
  const char* meaning;
};

constexpr std::array<Row, kMetrics> kRows = {{
    {Metric::hit_rate_10, "hit rate @10", kPercent,
     "queries with a held-out track among the first 10"},
    {Metric::hit_rate_100, "hit rate @100", kPercent, "the same among the first 100"},
    {Metric::recall_10, "recall @10", kPercent, "held-out tracks that are among the first 10"},
    {Metric::recall_100, "recall @100", kPercent, "the same among the first 100"},
    {Metric::precision_10, "precision @10", kPercent,
     "of the first 10, those that are held-out tracks"},
    {Metric::precision_20, "precision @20", kPercent, "the same of the first 20"},
    {Metric::ndcg_10, "NDCG@10", kFraction,
     "how far in front of the first 10 they are; 1: in front"},
    {Metric::r_precision, "R-precision", kPercent, "of n held-out tracks, those among the first n"},
    {Metric::mrr, "MRR", kFraction, "1 / rank of the first held-out track, on average"},
    {Metric::mrr_20, "MRR@20", kFraction, "the same, and 0 if it is not among the first 20"},
    {Metric::popularity_10, "popularity @10", kCount,
     "how often what is recommended occurs in the training data"},
}};

constexpr const char* kCoverageLabel = "coverage @10";
constexpr const char* kCoverageMeaning = "tracks of the vocabulary that are recommended at all";
constexpr int kMetricWidth = 15;
constexpr int kFigureWidth = 14;

void print_cell(const std::string& text) {
  std::cout << std::string(static_cast<std::size_t>(
                               std::max(1, kFigureWidth - static_cast<int>(text.size()))),
                           ' ')
            << text;
}

void print_label(const char* label) {
  std::string padded = label;
  padded.resize(std::max<std::size_t>(padded.size(), kMetricWidth), ' ');
  std::cout << padded;
}

/// One line: what `cell` makes of each column.
void print_line(const char* label, const std::vector<const MethodResult*>& columns,
                const std::function<std::string(const MethodResult&)>& cell) {
  print_label(label);
  for (const MethodResult* column : columns)
    print_cell(cell(*column));
  std::cout << '\n';
}

void print_deviations(const std::vector<const MethodResult*>& columns, const Figure& figure,
                      const Form& form) {
  print_line("", columns, [&](const MethodResult& method) {
    return "sd " + text_of(deviation_of(method.evaluations, figure), form);
  });
}

void print_metric(const Row& row, const std::vector<const MethodResult*>& columns, bool has_seeds) {
  print_line(row.label, columns, [&](const MethodResult& method) {
    return text_of(estimate_of(method.evaluations, row.metric).mean, row.form) + row.form.unit;
  });
  print_line("", columns, [&](const MethodResult& method) {
    const Estimate estimate = estimate_of(method.evaluations, row.metric);
    return text_of(estimate.low, row.form) + "-" + text_of(estimate.high, row.form);
  });
  if (has_seeds) print_deviations(columns, mean_figure(row.metric), row.form);
}

void print_counts(const EvaluationReport& report) {
  const Evaluation& first = report.model.evaluations.front();
  std::cout << several(first.queries, "query", "queries") << ", "
            << several(first.held_out, "held-out track") << " to find";
  if (report.seeds.size() > 1) std::cout << ", for each of " << report.seeds.size() << " seeds";
  std::cout << '\n';
  if (!report.split.empty()) {
    std::cout << (report.split == "last" ? "held out: the last tracks of each playlist\n"
                                         : "held out: tracks of each playlist by chance\n");
  }
  if (report.split.empty() && !report.order.empty()) {
    std::cout << (report.order == "yes"
                      ? "asked for what comes next (--order yes)\n"
                      : "asked for what is missing, in whatever order (--order no)\n");
  }
  if (report.with_known) std::cout << "known tracks may be found again\n";
  if (!report.epochs.empty()) {
    std::cout << "trained";
    for (std::size_t i = 0; i < report.epochs.size(); ++i)
      std::cout << (i == 0 ? " " : ", ") << number_text(report.epochs[i]);
    std::cout << " epochs\n";
  }
  const auto unknown = [&](std::size_t Evaluation::*member) {
    return static_cast<std::uint64_t>(
        std::ceil(mean_of(report.model.evaluations, [member](const Evaluation& each) {
          return static_cast<double>(each.*member);
        })));
  };
  const std::uint64_t unknown_held_out = unknown(&Evaluation::unknown_held_out);
  const std::uint64_t unknown_known = unknown(&Evaluation::unknown_known);
  if (unknown_held_out != 0) {
    std::cout << several(unknown_held_out,
                         "held-out track is unknown to the model and counts as a miss",
                         "held-out tracks are unknown to the model and count as misses")
              << '\n';
  }
  if (unknown_known != 0)
    std::cout << several(unknown_known, "known track is", "known tracks are")
              << " unknown to the model\n";
}

void print_legend(bool has_seeds) {
  std::cout << "\nBelow each figure, where it lies with 95% certainty (bootstrap over queries)";
  if (has_seeds) {
    std::cout << ", and its\nstandard deviation from seed to seed; the figure is the mean over the "
                 "seeds";
  }
  std::cout << ".\n";
  const auto explain = [](const char* label, const char* meaning) {
    print_label(label);
    std::cout << "  " << meaning << '\n';
  };
  for (const Row& row : kRows)
    explain(row.label, row.meaning);
  explain(kCoverageLabel, kCoverageMeaning);
}

void print_similar(const std::vector<MethodResult>& measures, bool has_seeds) {
  if (measures.empty()) return;
  std::vector<const MethodResult*> columns;
  for (const MethodResult& measure : measures)
    columns.push_back(&measure);
  std::cout << "\nOf the ten most similar to a held-out track, those that are of\n";
  print_line("", columns, [](const MethodResult& measure) { return measure.label; });
  for (const Row& row : kRows) {
    if (row.metric == Metric::precision_10 || row.metric == Metric::ndcg_10)
      print_metric(row, columns, has_seeds);
  }
  print_line("tracks asked", columns, [](const MethodResult& measure) {
    return grouped(measure.evaluations.front().queries);
  });
}

}  // namespace

boost::json::object report_json(const EvaluationReport& report) {
  boost::json::object result = method_json(report.model, report.seeds);
  const auto add = [&](const char* name, const std::vector<MethodResult>& methods) {
    if (methods.empty()) return;
    boost::json::object all;
    for (const MethodResult& method : methods)
      all[method.name] = method_json(method, report.seeds);
    result[name] = std::move(all);
  };
  add("baselines", report.baselines);
  add("similar", report.similar);
  if (!report.split.empty()) result["split"] = report.split;
  if (!report.order.empty()) result["order"] = report.order;
  if (report.with_known) result["with_known"] = true;
  if (!report.epochs.empty())
    result["epochs"] = boost::json::array(report.epochs.begin(), report.epochs.end());
  return result;
}

void print_report(const EvaluationReport& report) {
  const bool has_seeds = report.seeds.size() > 1;
  std::vector<const MethodResult*> columns = {&report.model};
  for (const MethodResult& baseline : report.baselines) {
    if (!baseline.evaluations.empty()) columns.push_back(&baseline);
  }
  print_counts(report);
  for (const MethodResult& baseline : report.baselines) {
    if (baseline.evaluations.empty())
      std::cout << baseline.label << " is left out: " << baseline.left_out << '\n';
  }
  std::cout << '\n';
  print_line("", columns, [](const MethodResult& method) { return method.label; });
  for (const Row& row : kRows)
    print_metric(row, columns, has_seeds);
  print_line(kCoverageLabel, columns, [](const MethodResult& method) {
    return text_of(mean_of(method.evaluations, coverage), kPercent) + kPercent.unit;
  });
  if (has_seeds) print_deviations(columns, coverage, kPercent);
  print_legend(has_seeds);
  print_similar(report.similar, has_seeds);
}

}  // namespace segue::cli
