#include "corpus/entry_batch.h"

#include <algorithm>

#include "track/track_key.h"

namespace segue {
namespace {

// What the second cache level holds; long enough that handing over costs little.
constexpr std::size_t kBytes = std::size_t{1} << 17;
constexpr std::size_t kMostEntries = 4096;
constexpr char kPadding = '.';

}  // namespace

bool EntryBatch::add(const PlaylistEntry& entry) {
  const std::size_t size = entry.user.size() + entry.playlist.size() + 1 + entry.artist.size() +
                           entry.title.size() + kFoldPadding;
  if (entries_.empty()) {
    text_.resize(std::max(kBytes, size));
  } else if (entries_.size() == kMostEntries || size > text_.size() - used_) {
    return false;
  }
  const PlaylistEntry previous = entries_.empty() ? PlaylistEntry() : entries_.back();
  const std::string_view user = keep(entry.user, previous.user);
  const std::string_view playlist = keep(entry.playlist, previous.playlist);
  text_[used_++] = kPadding;
  const std::string_view artist = keep(entry.artist);
  const std::string_view title = keep(entry.title);
  if (looks_for_foldable_) {
    std::fill_n(text_.data() + used_, kFoldPadding, kPadding);
    if (may_fold_padded({artist, title})) foldable_.push_back(entries_.size());
  }
  entries_.push_back({user, playlist, artist, title, entry.list, entry.ended});
  return true;
}

void EntryBatch::clear() {
  entries_.clear();
  foldable_.clear();
  used_ = 0;
}

std::string_view EntryBatch::keep(std::string_view text) {
  char* const copy = text_.data() + used_;
  std::copy(text.begin(), text.end(), copy);
  used_ += text.size();
  return {copy, text.size()};
}

/// Rows of one playlist mostly follow one another: its name is kept once.
std::string_view EntryBatch::keep(std::string_view text, std::string_view previous) {
  return text == previous ? previous : keep(text);
}

}  // namespace segue
