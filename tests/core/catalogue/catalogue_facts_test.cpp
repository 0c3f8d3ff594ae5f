#include "segue/catalogue/catalogue_facts.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace segue;

TEST_CASE("a catalogue's facts reach the tracks of the same key", "[facts]") {
  Vocabulary vocabulary;
  vocabulary.add({"TOM PETTY", "Free fallin'"}, 3);
  vocabulary.add({"Nobody", "Knows"}, 2);
  vocabulary.add({"David Bowie", "\"Heroes\""}, 1);
  const std::vector<Song> songs = {
      {"David Bowie", "Heroes", 1977, "rock", "United Kingdom", {}},
      {"Queen", "Bohemian Rhapsody", 1975, "rock", "United Kingdom", {}},
      {"Tom Petty", "Free Fallin'", 1989, "heartland rock", "", {}},
  };
  const std::vector<TrackFacts> facts = find_facts(vocabulary, songs);
  CHECK(facts == std::vector<TrackFacts>{
                     {"heartland rock", 1989, ""}, {}, {"rock", 1977, "United Kingdom"}});
  CHECK(find_facts(vocabulary, {}) == std::vector<TrackFacts>(3));
}
