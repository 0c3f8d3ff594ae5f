#include "segue/vocabulary.h"

#include "segue/error.h"
#include "segue/text.h"
#include "text_list.h"

namespace segue {
namespace {

void append_normalised(std::string& text, std::string_view name) {
  const std::size_t first = name.find_first_not_of('"');
  if (first == std::string_view::npos) return;
  append_lower_case(text, name.substr(first, name.find_last_not_of('"') - first + 1));
}

/// What track_key makes of the names once they are normalised.
void append_key(std::string& text, TrackNames names) {
  append_normalised(text, names.artist);
  text += " - ";
  append_normalised(text, names.title);
}

}  // namespace

Track normalise(std::string_view artist, std::string_view title) {
  Track track;
  append_normalised(track.artist, artist);
  append_normalised(track.title, title);
  return track;
}

std::string track_key(const Track& normalised) {
  return normalised.artist + " - " + normalised.title;
}

TrackId Vocabulary::add(TrackNames names, std::uint64_t count) {
  std::string key;
  append_key(key, names);
  const auto [id, is_new] = keys_.intern(key);
  if (!is_new) {
    throw Error(ErrorCode::bad_input, "the vocabulary holds the track '" + key + "' twice");
  }
  append(names, count);
  return id;
}

void Vocabulary::intern(std::span<const TrackNames> tracks, std::span<TrackId> ids) {
  TextList keys;
  for (const TrackNames names : tracks) {
    append_key(keys.next(), names);
    keys.end_text();
  }
  keys_.intern(keys.views(), ids);
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    if (ids[i] == size()) append(tracks[i], 0);
  }
}

void Vocabulary::reorder(std::span<const TrackId> order, std::vector<std::uint64_t> counts) {
  keys_.reorder(order);
  std::vector<Names> names;
  names.reserve(order.size());
  for (const TrackId id : order)
    names.push_back(names_[id]);
  names_ = std::move(names);
  counts_ = std::move(counts);
}

TrackNames Vocabulary::track(TrackId id) const {
  const Names& names = names_[id];
  return {{names.text, names.artist_size}, {names.text + names.artist_size, names.title_size}};
}

void Vocabulary::append(TrackNames names, std::uint64_t count) {
  names_.push_back({text_.keep(names.artist, names.title).data(),
                    static_cast<std::uint32_t>(names.artist.size()),
                    static_cast<std::uint32_t>(names.title.size())});
  counts_.push_back(count);
}

}  // namespace segue
