#include "segue/corpus/corpus.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_set>
#include <utility>

#include "corpus/entry_batch.h"
#include "corpus/playlist_key.h"
#include "corpus/renumber_tracks.h"
#include "corpus/repeats.h"
#include "corpus/rows.h"
#include "corpus/spellings.h"
#include "segue/unicode/text.h"
#include "util/pipeline.h"
#include "util/text_list.h"

namespace segue {
namespace {

/// Leaves out what names playlists without rows, in a corpus that still has those.
void drop_names_of_empty(Corpus& corpus) {
  std::size_t kept = 0;
  for (std::size_t playlist = 0; playlist < corpus.names.size(); ++playlist) {
    if (!corpus.playlist(playlist).empty()) std::swap(corpus.names[kept++], corpus.names[playlist]);
  }
  corpus.names.resize(kept);
}

/// Brings the rows of each of so many playlists together.
void sort_by_playlist(const Rows& rows, std::size_t playlists, Corpus& corpus) {
  corpus.offsets.assign(playlists + 1, 0);
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
  // One of which all was said before has no rows.
  drop_names_of_empty(corpus);
  corpus.offsets.erase(std::unique(corpus.offsets.begin(), corpus.offsets.end()),
                       corpus.offsets.end());
}

}  // namespace

/// The builder at its one place in memory, where a second thread finds it.
class CorpusBuilder::Gatherer {
 public:
  Gatherer(PlaylistIdentity identity, bool second_thread, TrackIdentity tracks)
      : identity_(identity),
        vocabulary_(tracks),
        repeats_(identity == PlaylistIdentity::user_and_name),
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
    return {rows_.tracks.size(), playlists_.size() - empty_.size(), vocabulary_.size()};
  }

  void begin_file(std::string_view name) {
    before_ = so_far();
    first_playlist_ = static_cast<std::uint32_t>(playlists_.size());
    first_run_ = rows_.runs.size();
    repeats_.begin_file(name, rows_);
  }

  FileShare end_file() {
    take_all();
    const Repeats::Found found = repeats_.end_file(rows_, playlists_);
    note_empty(found.plays + found.playlists != 0);
    const CorpusSize now = so_far();
    return {
        {now.rows - before_.rows, now.playlists - before_.playlists, now.tracks - before_.tracks},
        found.plays,
        found.playlists};
  }

  void keep_playlist_names() { keeps_names_ = true; }

  Corpus build() {
    batches_.finish();
    take(batches_.next());
    Corpus corpus;
    corpus.vocabulary = std::move(vocabulary_);
    corpus.names = std::move(names_);
    sort_by_playlist(std::exchange(rows_, {}), playlists_.size(), corpus);
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

  /// Which of the playlists that the file was the first to have lost all their rows; and those that
  /// had lost theirs, and have some now.
  void note_empty(bool some_were_taken) {
    for (auto at = first_playlist_; some_were_taken && at < playlists_.size(); ++at)
      empty_.insert(at);
    for (std::size_t run = first_run_; !empty_.empty() && run < rows_.runs.size(); ++run)
      empty_.erase(rows_.runs[run].playlist);
  }

  void take_playlists(std::span<const PlaylistEntry> entries) {
    keys_.clear();
    const std::size_t first_run = rows_.runs.size();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i > 0 && is_same_playlist(entries[i - 1], entries[i])) continue;
      append_playlist_key(keys_.next(), entries[i], identity_);
      keys_.end_text();
      rows_.runs.push_back({0, rows_.tracks.size() + i});
    }
    numbers_.resize(rows_.runs.size() - first_run);
    playlists_.intern(keys_.views(), numbers_);
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      Run& run = rows_.runs[first_run + i];
      run.playlist = numbers_[i];
      // The numbers of new ones follow one another.
      if (keeps_names_ && numbers_[i] == names_.size())
        names_.emplace_back(entries[run.begin - rows_.tracks.size()].playlist);
    }
  }

  void take_tracks(const EntryBatch& batch) {
    const std::span<const PlaylistEntry> entries = batch.entries();
    const std::size_t before = rows_.tracks.size();
    rows_.tracks.resize(before + entries.size());
    const std::span<TrackId> ids = std::span(rows_.tracks).subspan(before);
    if (vocabulary_.identity() == TrackIdentity::folded) {
      spellings_.intern(batch, ids, vocabulary_);
    } else {
      tracks_.clear();
      for (const PlaylistEntry& entry : entries)
        tracks_.push_back({entry.artist, entry.title});
      vocabulary_.intern(tracks_, ids);
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].ended != 0) repeats_.add_play(ids[i], entries[i].ended, before + i);
    }
  }

  /// Told by the spelling alone; a different spelling may still be the same playlist.
  bool is_same_playlist(const PlaylistEntry& a, const PlaylistEntry& b) const {
    if (a.playlist != b.playlist) return false;
    return identity_ == PlaylistIdentity::name || (a.list == b.list && a.user == b.user);
  }

  const PlaylistIdentity identity_;
  bool keeps_names_ = false;
  std::vector<std::string> names_;  // of the playlists
  Interner playlists_;              // by what identifies them; a playlist's number is its place
  Vocabulary vocabulary_;           // in order of first appearance in the file
  Spellings spellings_;             // of its tracks
  Rows rows_;
  Repeats repeats_;
  std::unordered_set<std::uint32_t> empty_;  // playlists all of whose rows repeated other files
  // The file that is being read.
  CorpusSize before_;
  std::uint32_t first_playlist_ = 0;
  std::size_t first_run_ = 0;
  TextList keys_;  // buffers, from here
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

void CorpusBuilder::begin_file(std::string_view name) {
  gatherer_->begin_file(name);
}

FileShare CorpusBuilder::end_file() {
  return gatherer_->end_file();
}

void CorpusBuilder::keep_playlist_names() {
  gatherer_->keep_playlist_names();
}

CorpusSize CorpusBuilder::so_far() {
  return gatherer_->so_far();
}

Corpus CorpusBuilder::build() && {
  return gatherer_->build();
}

}  // namespace segue
