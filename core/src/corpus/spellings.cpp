#include "corpus/spellings.h"

#include <algorithm>
#include <string>

#include "track/track_key.h"

namespace segue {
namespace {

constexpr std::size_t kMostExamples = 5;

}  // namespace

void Spellings::Rows::clear() {
  rows.clear();
  names.clear();
  keys.clear();
}

void Spellings::Rows::add(std::size_t row, TrackNames of_row, TrackIdentity identity) {
  rows.push_back(row);
  names.push_back(of_row);
  append_key(keys.next(), of_row, identity);
  keys.end_text();
}

void Spellings::intern(const EntryBatch& batch, std::span<TrackId> ids, Vocabulary& vocabulary) {
  sort_rows(batch);
  fold_new_rows();
  const std::size_t plain_count = plain_rows_.rows.size();
  plain_ids_.resize(plain_count);
  if (new_rows_.rows.empty()) {
    vocabulary.intern(plain_rows_.keys.views(), plain_rows_.names, plain_ids_);
  } else {
    gather_unknown();
    vocabulary.intern(unknown_keys_, unknown_names_, found_);
    for (std::size_t i = 0; i < unknown_.size(); ++i) {
      if (unknown_[i] < plain_count) {
        plain_ids_[unknown_[i]] = found_[i];
      } else {
        track_of_.push_back(found_[i]);
      }
    }
  }
  for (std::size_t i = 0; i < plain_count; ++i)
    ids[plain_rows_.rows[i]] = plain_ids_[i];
  for (std::size_t i = 0; i < numbers_.size(); ++i)
    ids[foldable_rows_.rows[i]] = track_of_[numbers_[i]];
  note_plain(plain_ids_, vocabulary);
}

void Spellings::sort_rows(const EntryBatch& batch) {
  plain_rows_.clear();
  foldable_rows_.clear();
  const std::span<const PlaylistEntry> entries = batch.entries();
  std::size_t row = 0;
  for (const std::size_t foldable : batch.foldable()) {
    for (; row < foldable; ++row)
      plain_rows_.add(row, {entries[row].artist, entries[row].title}, TrackIdentity::exact);
    foldable_rows_.add(row, {entries[row].artist, entries[row].title}, TrackIdentity::exact);
    ++row;
  }
  for (; row < entries.size(); ++row)
    plain_rows_.add(row, {entries[row].artist, entries[row].title}, TrackIdentity::exact);
}

/// Numbers the spellings that may fold, and folds the new ones.
void Spellings::fold_new_rows() {
  new_rows_.clear();
  std::size_t known = foldable_.size();
  numbers_.resize(foldable_rows_.rows.size());
  foldable_.intern(foldable_rows_.keys.views(), numbers_);
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    if (numbers_[i] != known) continue;
    ++known;
    new_rows_.add(foldable_rows_.rows[i], foldable_rows_.names[i], TrackIdentity::folded);
  }
}

/// Brings the plain and the new rows together in order, so that a track keeps the names of the
/// first.
void Spellings::gather_unknown() {
  const std::span<const std::string_view> plain_keys = plain_rows_.keys.views();
  const std::span<const std::string_view> new_keys = new_rows_.keys.views();
  unknown_.clear();
  unknown_keys_.clear();
  unknown_names_.clear();
  std::size_t plain = 0;
  for (std::size_t next = 0; next <= new_keys.size(); ++next) {
    for (; plain < plain_keys.size() &&
           (next == new_keys.size() || plain_rows_.rows[plain] < new_rows_.rows[next]);
         ++plain) {
      unknown_.push_back(plain);
      unknown_keys_.push_back(plain_keys[plain]);
      unknown_names_.push_back(plain_rows_.names[plain]);
    }
    if (next == new_keys.size()) break;
    unknown_.push_back(plain_keys.size() + next);
    unknown_keys_.push_back(new_keys[next]);
    unknown_names_.push_back(new_rows_.names[next]);
  }
  found_.resize(unknown_.size());
}

void Spellings::note_plain(std::span<const TrackId> ids, const Vocabulary& vocabulary) {
  only_folded_.resize(vocabulary.size(), true);
  for (const TrackId id : ids) {
    if (only_folded_[id]) only_folded_[id] = false;
  }
}

MergedSpellings Spellings::merged(const Vocabulary& vocabulary) const {
  // A track has each of its foldable spellings, and one more where it was plain.
  std::vector<std::size_t> spellings(vocabulary.size());
  for (std::size_t id = 0; id < spellings.size(); ++id)
    spellings[id] = only_folded_[id] ? 0 : 1;
  for (const TrackId id : track_of_)
    ++spellings[id];
  MergedSpellings merged;
  for (const std::size_t count : spellings)
    merged.spellings += count - 1;
  for (std::uint32_t number = 0; number < track_of_.size(); ++number) {
    const TrackId id = track_of_[number];
    if (merged.examples.size() == kMostExamples) break;
    if (spellings[id] < 2 || foldable_.text(number) == vocabulary.key(id)) continue;
    merged.examples.push_back(
        {std::string(foldable_.text(number)), std::string(vocabulary.key(id))});
  }
  return merged;
}

}  // namespace segue
