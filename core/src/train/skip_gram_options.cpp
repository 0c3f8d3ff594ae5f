#include "segue/train/skip_gram_options.h"

#include <algorithm>

#include "kernels/skip_gram_kernels.h"
#include "train/option_table.h"
#include "util/require_option.h"

namespace segue {

const OptionTable<SkipGramOptions>& option_table(const SkipGramOptions&) {
  using Options = SkipGramOptions;
  static const OptionTable<Options> table = {
      {{.flag = "dim", .help = "Numbers a track", .least = 1, .most = kernels::kLargestDim},
       &Options::dim},
      {{.flag = "window",
        .help = "Tracks on either side that count as context, or playlist:\n"
                "some of all its others, drawn anew each time",
        .least = 1,
        .most = 1000,
        .word = {{.text = "playlist", .value = kWholePlaylist}}},
       &Options::window},
      {{.flag = "group",
        .help = "Up to so many tracks of a playlist are trained as one input, their mean;\n"
                "1 unless the window is the playlist",
        .least = 1,
        .most = 100,
        .goes_with_word_of = "window"},
       &Options::group},
      {{.flag = "negative", .help = "Negative pairs for each real one", .least = 1, .most = 1000},
       &Options::negative},
      {{.flag = "ns-exponent",
        .help = "Negatives are drawn by count to this power",
        .least = -10,
        .most = 10,
        .is_whole = false},
       &Options::ns_exponent},
      {{.flag = "sample",
        .help = "Tracks above this share of all are passed over at times; 0: none",
        .least = 0,
        .most = 1,
        .is_whole = false},
       &Options::sample},
      {{.flag = "epochs",
        .help = "Passes over the playlists, or auto: until it finds no more of a few songs that\n"
                "are hidden from it",
        .least = 1,
        .most = 1'000'000,
        .word = {{.text = "auto", .value = kUntilLearnt}}},
       &Options::epochs},
      {{.flag = "lr",
        .help = "The step size at the start",
        .least = 0,
        .most = 10,
        .is_whole = false,
        .is_above = true},
       &Options::lr},
      {{.flag = "min-count",
        .help = "Leave out tracks that occur less often",
        .least = 1,
        .most = kLargestExact},
       &Options::min_count},
      {{.flag = "threads",
        .help = "Threads; more than one do not repeat a result exactly",
        .least = 1,
        .most = 1024,
        .is_recorded = false},
       &Options::threads},
      {{.flag = "seed", .help = "Seed of all chance", .least = 0, .most = kLargestExact},
       &Options::seed},
  };
  return table;
}

void SkipGramOptions::validate() const {
  require_in_range(*this);
  require_option(group == 1 || window == kWholePlaylist, "group",
                 "1 unless the window is the whole playlist");
}

SkipGramOptions playlist_recipe() {
  SkipGramOptions options;
  options.window = kWholePlaylist;
  options.group = 5;
  options.negative = 35;
  options.ns_exponent = 0.25;
  options.epochs = kUntilLearnt;
  options.lr = 0.03;
  return options;
}

std::uint32_t most_epochs(std::uint64_t rows) {
  constexpr std::uint64_t kTokens = 400'000'000;
  const std::uint64_t epochs = kTokens / std::max<std::uint64_t>(rows, 1);
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(epochs, 7, 300));
}

std::map<std::string, double> SkipGramOptions::hyperparameters() const {
  return recorded(*this);
}

}  // namespace segue
