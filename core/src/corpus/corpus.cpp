#include "segue/corpus/corpus.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "corpus/entry_batch.h"
#include "corpus/renumber_tracks.h"
#include "corpus/spellings.h"
#include "segue/unicode/text.h"
#include "util/pipeline.h"
#include "util/text_list.h"

namespace segue {
namespace {

/// Rows of one playlist that follow one another: they end where the next run begins.
struct Run {
  std::uint32_t playlist;
  std::size_t begin;
};

/// Rows in file order, of `playlists` playlists.
struct Rows {
  std::vector<TrackId> tracks;
  std::vector<Run> runs;
  std::size_t playlists = 0;

  std::span<const TrackId> run(std::size_t index) const {
    const std::size_t end = index + 1 < runs.size() ? runs[index + 1].begin : tracks.size();
    return std::span(tracks).subspan(runs[index].begin, end - runs[index].begin);
  }
};

/// Brings the rows of each playlist together.
void sort_by_playlist(const Rows& rows, Corpus& corpus) {
  corpus.offsets.assign(rows.playlists + 1, 0);
  for (std::size_t i = 0; i < rows.runs.size(); ++i)
    corpus.offsets[rows.runs[i].playlist + 1] += rows.run(i).size();
  std::partial_sum(corpus.offsets.begin(), corpus.offsets.end(), corpus.offsets.begin());
  corpus.tokens.resize(rows.tracks.size());
  std::vector<std::size_t> next = corpus.offsets;
  for (std::size_t i = 0; i < rows.runs.size(); ++i) {
    const auto run = rows.run(i);
    std::size_t& at = next[rows.runs[i].playlist];
    std::copy(run.begin(), run.end(), corpus.tokens.begin() + static_cast<std::ptrdiff_t>(at));
    at += run.size();
  }
}

}  // namespace

/// The builder at its one place in memory, where a second thread finds it.
class CorpusBuilder::Gatherer {
 public:
  Gatherer(PlaylistIdentity identity, bool second_thread, TrackIdentity tracks)
      : identity_(identity),
        vocabulary_(tracks),
        batches_(second_thread, [this](EntryBatch& batch) { take(batch); }) {
    look_for_foldable();
  }

  void add(const PlaylistEntry& entry) {
    if (batches_.next().add(entry)) return;
    batches_.send();
    look_for_foldable();
    batches_.next().add(entry);
  }

  MergedSpellings merged() {
    take_all();
    if (vocabulary_.identity() == TrackIdentity::exact) return {};
    return spellings_.merged(vocabulary_);
  }

  CorpusSize so_far() {
    take_all();
    return {rows_.tracks.size(), playlists_.size(), vocabulary_.size()};
  }

  Corpus build() {
    batches_.finish();
    take(batches_.next());
    Corpus corpus;
    corpus.vocabulary = std::move(vocabulary_);
    rows_.playlists = playlists_.size();
    sort_by_playlist(std::exchange(rows_, {}), corpus);
    renumber_tracks(corpus);
    return corpus;
  }

 private:
  /// In the batch that is being filled.
  void look_for_foldable() {
    if (vocabulary_.identity() == TrackIdentity::folded) batches_.next().look_for_foldable();
  }

  void take_all() {
    batches_.drain();
    take(batches_.next());
  }

  void take(EntryBatch& batch) {
    take_playlists(batch.entries());
    take_tracks(batch);
    batch.clear();
  }

  void take_playlists(std::span<const PlaylistEntry> entries) {
    names_.clear();
    const std::size_t first_run = rows_.runs.size();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i > 0 && is_same_playlist(entries[i - 1], entries[i])) continue;
      append_playlist_key(names_.next(), entries[i]);
      names_.end_text();
      rows_.runs.push_back({0, rows_.tracks.size() + i});
    }
    numbers_.resize(rows_.runs.size() - first_run);
    playlists_.intern(names_.views(), numbers_);
    for (std::size_t i = 0; i < numbers_.size(); ++i)
      rows_.runs[first_run + i].playlist = numbers_[i];
  }

  void take_tracks(const EntryBatch& batch) {
    const std::span<const PlaylistEntry> entries = batch.entries();
    const std::size_t before = rows_.tracks.size();
    rows_.tracks.resize(before + entries.size());
    const std::span<TrackId> ids = std::span(rows_.tracks).subspan(before);
    if (vocabulary_.identity() == TrackIdentity::folded)
      return spellings_.intern(batch, ids, vocabulary_);
    tracks_.clear();
    for (const PlaylistEntry& entry : entries)
      tracks_.push_back({entry.artist, entry.title});
    vocabulary_.intern(tracks_, ids);
  }

  /// Told by the spelling alone; a different spelling may still be the same playlist.
  bool is_same_playlist(const PlaylistEntry& a, const PlaylistEntry& b) const {
    if (a.playlist != b.playlist) return false;
    return identity_ == PlaylistIdentity::name || (a.list == b.list && a.user == b.user);
  }

  void append_playlist_key(std::string& text, const PlaylistEntry& entry) const {
    if (identity_ == PlaylistIdentity::user_and_name) {
      // The user's length keeps apart what only meets when joined.
      text.append(std::to_string(entry.user.size()));
      if (entry.list != 0) text.append(1, '#').append(std::to_string(entry.list));
      text.append(1, ' ').append(entry.user);
    }
    append_lower_case(text, entry.playlist);
  }

  const PlaylistIdentity identity_;
  Interner playlists_;     // by what identifies them; a playlist's number is its place
  Vocabulary vocabulary_;  // in order of first appearance in the file
  Spellings spellings_;    // of its tracks
  Rows rows_;
  TextList names_;  // buffers, from here
  std::vector<std::uint32_t> numbers_;
  std::vector<TrackNames> tracks_;
  Pipeline<EntryBatch> batches_;  // the last member: its thread uses the others
};

CorpusBuilder::CorpusBuilder(PlaylistIdentity identity, unsigned threads, TrackIdentity tracks)
    : gatherer_(std::make_unique<Gatherer>(identity, threads > 1, tracks)) {}

CorpusBuilder::~CorpusBuilder() = default;
CorpusBuilder::CorpusBuilder(CorpusBuilder&&) noexcept = default;
CorpusBuilder& CorpusBuilder::operator=(CorpusBuilder&&) noexcept = default;

void CorpusBuilder::add(const PlaylistEntry& entry) {
  gatherer_->add(entry);
}

MergedSpellings CorpusBuilder::merged() {
  return gatherer_->merged();
}

CorpusSize CorpusBuilder::so_far() {
  return gatherer_->so_far();
}

Corpus CorpusBuilder::build() && {
  return gatherer_->build();
}

}  // namespace segue
