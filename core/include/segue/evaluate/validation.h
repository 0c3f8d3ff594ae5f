#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/evaluate/held_out_query.h"
#include "segue/model/model.h"
#include "segue/util/aligned_floats.h"

namespace segue {

/// What is hidden from a training to watch it by: little, because the model is to be used, too.
struct ValidationOptions {
  std::size_t most = 1000;        ///< playlists that give up a track
  std::size_t fewest = 20;        ///< with less, chance says more than the model; 1 or more
  double most_share = 0.005;      ///< of all entries of the corpus; twice that up to `few`
  std::size_t few = 100;          ///< playlists that a small collection gives up tracks of
  std::size_t fewest_tracks = 3;  ///< different ones, in a playlist that gives one up; 2 or more
  std::uint64_t min_count = 1;    ///< how often each track is left at least; 1 or more
  std::uint64_t seed = 42;        ///< of the choice
};

/// A playlist and the track that it gives up.
struct HiddenTrack {
  std::size_t playlist = 0;
  TrackId track = 0;
};

/// A corpus in which some playlists lack a track each, and what they lack.
struct HiddenTracks {
  Corpus training;                    ///< with the vocabulary of the whole, and its counts
  std::vector<HiddenTrack> tracks;    ///< by rising playlist
  std::vector<HeldOutQuery> queries;  ///< one for each of those
};

/// Takes one track each away from playlists chosen evenly by the seed alone, so that every track
/// stays in some playlist; it leaves its own wholly, however often it stands there. Nothing where
/// there would be fewer than `fewest` queries.
///
/// hold_out() measures a recipe and asks every playlist; this shows the way of one model.
std::optional<HiddenTracks> hide_tracks(const Corpus& corpus,
                                        const ValidationOptions& options = {});

/// Asks for hidden tracks, some at a time, and says at which rank they stand: as evaluate() counts
/// with Continuation's scores, by sums in single precision.
class Validation {
 public:
  /// What the views show and the queries must stay as they are
  /// while it lives. `threads`, 1 or more; the result does not depend on it.
  Validation(const TableView& input, const TableView& output, std::span<const HeldOutQuery> queries,
             unsigned threads = 1);

  /// Asks about the next `count` queries, or all that are left; at least one.
  void ask(std::size_t count);

  std::size_t asked() const { return asked_; }
  std::size_t hits() const { return hits_; }  ///< of those, with the track among the first 10

  /// The mean over those of 1 / log2(1 + rank).
  double gain() const { return asked_ == 0 ? 0 : gains_ / static_cast<double>(asked_); }
  bool is_over() const { return asked_ == queries_.size(); }

 private:
  void ask_panel(std::span<const HeldOutQuery> queries);
  void set_query(const HeldOutQuery& query, std::size_t place);
  void take_rank(std::uint64_t rank, std::uint64_t candidates);

  TableView input_;
  TableView output_;
  std::span<const HeldOutQuery> queries_;
  unsigned threads_;
  AlignedFloats scales_;  // of each track's score
  AlignedFloats panel_;   // the queries that are asked side by side, by number
  std::size_t asked_ = 0;
  std::size_t hits_ = 0;
  double gains_ = 0;
};

}  // namespace segue
