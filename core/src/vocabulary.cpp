#include "segue/vocabulary.h"

#include <utility>

#include "segue/error.h"
#include "segue/text.h"

namespace segue {
namespace {

std::string normalise_name(std::string_view name) {
  const std::size_t first = name.find_first_not_of('"');
  if (first == std::string_view::npos) return {};
  return lower_case(name.substr(first, name.find_last_not_of('"') - first + 1));
}

}  // namespace

Track normalise(std::string_view artist, std::string_view title) {
  return {normalise_name(artist), normalise_name(title)};
}

std::string track_key(const Track& normalised) {
  return normalised.artist + " - " + normalised.title;
}

TrackId Vocabulary::add(Track track, std::uint64_t count) {
  const auto [id, is_new] = keys_.intern(track_key(normalise(track.artist, track.title)));
  if (!is_new) {
    throw Error(ErrorCode::bad_input,
                "the vocabulary holds the track '" + std::string(keys_.text(id)) + "' twice");
  }
  tracks_.push_back(std::move(track));
  counts_.push_back(count);
  return id;
}

}  // namespace segue
