#include "segue/train/song2vec_options.h"

#include "kernels/skip_gram_kernels.h"
#include "train/option_table.h"
#include "util/require_option.h"

namespace segue {

const OptionTable<Song2vecOptions>& option_table(const Song2vecOptions&) {
  using Options = Song2vecOptions;
  static const OptionTable<Options> table = {
      {{.flag = "num_rows",
        .short_flag = "nr",
        .help = "Rows to read of all files together; 0 or -1: all",
        .least = 0,
        .most = kLargestExact,
        .word = {{.text = "-1", .value = kAllRows}}},
       &Options::num_rows},
      {{.flag = "window_size",
        .short_flag = "wsz",
        .help = "Tracks on either side that count as context",
        .least = 1,
        .most = 1000,
        .like = "window"},
       &Options::window_size},
      {{.flag = "embedding_dim",
        .short_flag = "emb",
        .help = "Numbers a track",
        .least = 1,
        .most = kernels::kLargestDim,
        .like = "dim"},
       &Options::embedding_dim},
      {{.flag = "epochs",
        .short_flag = "e",
        .help = "Passes over the pairs",
        .least = 1,
        .most = 1'000'000,
        .like = "epochs"},
       &Options::epochs},
      {{.flag = "learning_rate",
        .short_flag = "lr",
        .help = "Adam's step size",
        .least = 0,
        .most = 10,
        .is_whole = false,
        .is_above = true,
        .like = "lr"},
       &Options::learning_rate},
      {{.flag = "random_seed",
        .short_flag = "rs",
        .help = "Seed of all chance",
        .least = 0,
        .most = kLargestExact,
        .like = "seed"},
       &Options::random_seed},
  };
  return table;
}

void Song2vecOptions::validate() const {
  require_in_range(*this);
}

std::map<std::string, double> Song2vecOptions::hyperparameters() const {
  return recorded(*this);
}

}  // namespace segue
