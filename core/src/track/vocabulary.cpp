#include "segue/track/vocabulary.h"

#include "segue/unicode/text.h"
#include "segue/util/error.h"
#include "track/find_dash.h"
#include "track/track_key.h"
#include "util/text_list.h"

namespace segue {

TrackId Vocabulary::add(TrackNames names, std::uint64_t count) {
  std::string key;
  append_key(key, names, identity_);
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
    append_key(keys.next(), names, identity_);
    keys.end_text();
  }
  intern(keys.views(), tracks, ids);
}

void Vocabulary::intern(std::span<const std::string_view> keys, std::span<const TrackNames> tracks,
                        std::span<TrackId> ids) {
  keys_.intern(keys, ids);
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

std::optional<TrackId> Vocabulary::find_name(std::string_view name) const {
  if (const auto id = find(lower_case(name))) return id;
  // Which of several dashes stands behind the artist, only the vocabulary can tell.
  for (auto dash = find_dash(name, 0); dash; dash = find_dash(name, dash->end)) {
    std::string key;
    append_key(key, {name.substr(0, dash->begin), name.substr(dash->end)}, identity_);
    if (const auto id = find(key)) return id;
  }
  return std::nullopt;
}

void Vocabulary::append(TrackNames names, std::uint64_t count) {
  names_.push_back({text_.keep(names.artist, names.title).data(),
                    static_cast<std::uint32_t>(names.artist.size()),
                    static_cast<std::uint32_t>(names.title.size())});
  counts_.push_back(count);
}

}  // namespace segue
