#include "segue/catalogue/catalogue_facts.h"

namespace segue {

std::vector<TrackFacts> find_facts(const Vocabulary& vocabulary, std::span<const Song> songs) {
  std::vector<TrackFacts> facts(vocabulary.size());
  for (const Song& song : songs) {
    if (const auto id =
            vocabulary.find(track_key(normalise(song.artist, song.title, vocabulary.identity()))))
      facts[*id] = {song.genre, song.year, song.country};
  }
  return facts;
}

}  // namespace segue
