// Whether our negatives, each of which stands for several pairs, teach as well as pairwise
// training. Usage: quality_bench FILE.csv [SEEDS] [EPOCHS] [segue|plain]
//
// A tenth of each playlist is held out (the split is the same for all). Each held-out track is
// looked for among all tracks that the playlist does not hold, ordered by the mean of the known
// tracks' input vectors times the output vectors; ties count against the model, and a track that
// training never saw is a miss. One JSON line a seed.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "plain_word2vec.h"
#include "segue/corpus/corpus.h"
#include "segue/read/reader.h"
#include "segue/train/skip_gram_trainer.h"
#include "segue/util/random.h"

namespace {

using segue::Corpus;
using segue::Model;
using segue::SkipGramOptions;
using segue::TrackId;

constexpr double kHeldOut = 0.1;
constexpr std::size_t kFewestTracks = 5;  // of a playlist that gives tracks up

struct Query {
  std::vector<std::string> known;
  std::vector<std::string> held_out;
};

struct Split {
  Corpus training;
  std::vector<Query> queries;
};

Corpus read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  segue::CorpusBuilder builder;
  segue::PlaylistReader reader(path, 0,
                               [&](const segue::PlaylistEntry& entry) { builder.add(entry); });
  reader.push(bytes);
  reader.finish();
  return std::move(builder).build();
}

Split split(const Corpus& corpus) {
  segue::Random random(99);
  segue::CorpusBuilder training;
  Split result;
  for (std::size_t playlist = 0; playlist < corpus.playlists(); ++playlist) {
    const auto tracks = corpus.playlist(playlist);
    const std::set<TrackId> different(tracks.begin(), tracks.end());
    Query& query = result.queries.emplace_back();
    for (const TrackId id : tracks) {
      if (different.size() >= kFewestTracks && random.uniform() < kHeldOut) {
        query.held_out.emplace_back(corpus.vocabulary.key(id));
      } else {
        const auto names = corpus.vocabulary.track(id);
        training.add({"", std::to_string(playlist), names.artist, names.title});
        query.known.emplace_back(corpus.vocabulary.key(id));
      }
    }
  }
  result.training = std::move(training).build();
  return result;
}

std::vector<double> scores(const Model& model, const std::set<TrackId>& known) {
  std::vector<double> sum(model.input.dim);
  for (const TrackId id : known) {
    for (std::size_t i = 0; i < sum.size(); ++i)
      sum[i] += double{model.input.row(id)[i]};
  }
  std::vector<double> result(model.output.rows);
  for (std::size_t row = 0; row < result.size(); ++row) {
    for (std::size_t i = 0; i < sum.size(); ++i)
      result[row] += sum[i] * double{model.output.row(row)[i]};
  }
  return result;
}

struct HitRates {
  double at_10 = 0;
  double at_100 = 0;
};

HitRates hit_rates(const Model& model, const Split& split) {
  double asked = 0;
  HitRates hits;
  for (const Query& query : split.queries) {
    asked += static_cast<double>(query.held_out.size());
    std::set<TrackId> known;
    for (const std::string& key : query.known)
      known.insert(*split.training.vocabulary.find(key));
    const std::vector<double> all = scores(model, known);
    for (const std::string& key : query.held_out) {
      const auto id = split.training.vocabulary.find(key);
      if (!id || known.count(*id) != 0) continue;
      std::size_t rank = 0;
      for (TrackId other = 0; other < all.size(); ++other)
        rank += !(all[other] < all[*id]) && known.count(other) == 0;
      hits.at_10 += rank <= 10;
      hits.at_100 += rank <= 100;
    }
  }
  return {hits.at_10 / asked, hits.at_100 / asked};
}

Model train(const std::string& trainer, const Corpus& corpus, const SkipGramOptions& options) {
  if (trainer == "plain") return plain_ofast::train(corpus, options);
  segue::SkipGramTrainer ours(corpus, options);
  while (!ours.advance(100'000).finished) {
  }
  return std::move(ours).take_model();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: quality_bench FILE.csv [SEEDS] [EPOCHS] [segue|plain]\n");
    return 2;
  }
  const Split data = split(read(argv[1]));
  const auto seeds = static_cast<std::uint64_t>(argc > 2 ? std::atoi(argv[2]) : 10);
  SkipGramOptions options;
  options.epochs = static_cast<std::uint32_t>(argc > 3 ? std::atoi(argv[3]) : 20);
  const std::string only = argc > 4 ? argv[4] : "";
  for (const std::string trainer : {"segue", "plain"}) {
    if (!only.empty() && only != trainer) continue;
    for (options.seed = 1; options.seed <= seeds; ++options.seed) {
      const HitRates rates = hit_rates(train(trainer, data.training, options), data);
      std::printf(
          "{\"name\":\"quality\",\"trainer\":\"%s\",\"seed\":%u,\"hit_rate@10\":%.5f,"
          "\"hit_rate@100\":%.5f}\n",
          trainer.c_str(), static_cast<unsigned>(options.seed), rates.at_10, rates.at_100);
      std::fflush(stdout);
    }
  }
}
