#include "segue/query/track_search.h"

#include <catch2/catch.hpp>

using namespace segue;

namespace {

const Vocabulary& songs() {
  static const Vocabulary vocabulary = [] {
    Vocabulary v;
    for (const auto& [artist, title] : std::vector<std::pair<std::string, std::string>>{
             {"Queen", "Bohemian Rhapsody"},
             {"Tom Petty", "Free Fallin'"},
             {"John Mayer", "Free Fallin' - Live at the Nokia Theatre"},
             {"Beyoncé", "Halo"},
             {"The Beatles", "Let It Be"},
             {"Free", "All Right Now"},
             {"椎名林檎", "丸ノ内サディスティック"},
             {"!!!", "One Girl / One Boy"}}) {
      v.add({artist, title}, 1);
    }
    return v;
  }();
  return vocabulary;
}

/// The ids found, from 0.
std::vector<TrackId> find(const std::string& text, std::size_t limit = 10) {
  return TrackSearch(songs()).find(text, limit);
}

using Ids = std::vector<TrackId>;

}  // namespace

TEST_CASE("words match in any order, whole or begun", "[search]") {
  CHECK(find("free fallin", 2) == Ids{1, 2});
  CHECK(find("fallin mayer").at(0) == 2);
  CHECK(find("boh").at(0) == 0);
  CHECK(find("petty fr").at(0) == 1);
  CHECK(find("let it be").at(0) == 4);
}

TEST_CASE("accents, case and punctuation do not matter", "[search]") {
  CHECK(find("BEYONCE") == Ids{3});
  CHECK(find("beyoncé hálo").at(0) == 3);
  CHECK(find("林檎") == Ids{6});
  CHECK(find("!!!") == Ids{7});
}

TEST_CASE("slips of the finger are forgiven in longer words only", "[search]") {
  CHECK(find("bohemain rapsody").at(0) == 0);
  CHECK(find("qeen").at(0) == 0);
  CHECK(find("betales").at(0) == 4);
  CHECK(find("xyz").empty());
  CHECK(find("hax").empty());
}

TEST_CASE("tracks that match most words, closer spellings first, then by position", "[search]") {
  CHECK(find("free now") == Ids{5});
  CHECK(find("free zebra") == Ids{1, 2, 5});
  CHECK(find("fre") == Ids{1, 2, 5});
  CHECK(find("zebra giraffe").empty());
}

namespace {

/// What a text finds among tracks, the most frequent first, as "artist - title".
std::vector<std::string> names_found(const std::vector<Track>& tracks, const std::string& text,
                                     TrackIdentity identity = TrackIdentity::folded) {
  Vocabulary vocabulary(identity);
  for (const Track& track : tracks)
    vocabulary.add({track.artist, track.title}, 1);
  std::vector<std::string> names;
  for (const TrackId id : TrackSearch(vocabulary).find(text, 20)) {
    const TrackNames track = vocabulary.track(id);
    names.push_back(std::string(track.artist).append(" - ").append(track.title));
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a whole title comes before longer ones that are heard more", "[search]") {
  const std::vector<Track> tracks{{"Eurythmics", "Sweet Dreams"}, {"Dreams Come True", "Planet"},
                                  {"Solange", "Dreams of You"},   {"Dreams", "Opener"},
                                  {"The Cranberries", "Dreams"},  {"Beck", "Dreamsville"},
                                  {"Fleetwood Mac", "Dreams"}};
  CHECK(names_found(tracks, "Dreams") == Names{"The Cranberries - Dreams", "Fleetwood Mac - Dreams",
                                               "Dreams - Opener", "Dreams Come True - Planet",
                                               "Solange - Dreams of You",
                                               "Eurythmics - Sweet Dreams", "Beck - Dreamsville"});
  CHECK(names_found(tracks, "dream") ==  // begun: by count where title or artist begin with it
        Names{"Dreams Come True - Planet", "Solange - Dreams of You", "Dreams - Opener",
              "The Cranberries - Dreams", "Beck - Dreamsville", "Fleetwood Mac - Dreams",
              "Eurythmics - Sweet Dreams"});
  CHECK(names_found(tracks, "draems").at(0) == "The Cranberries - Dreams");  // or with a slip
  CHECK(names_found(tracks, "dreams fleetwood mac").at(0) == "Fleetwood Mac - Dreams");
}

TEST_CASE("artist and title, whole, come before the same with more behind it", "[search]") {
  const std::vector<Track> tracks{{"U2", "One Tree Hill"},
                                  {"U2", "One - Live"},
                                  {"One", "U2 Cover"},
                                  {"Metallica", "One"},
                                  {"U2", "One"}};
  for (const std::string typed : {"U2 - One", "u2 one", "one u2"})
    CHECK(names_found(tracks, typed).at(0) == "U2 - One");
  CHECK(names_found(tracks, "one") == Names{"Metallica - One", "U2 - One", "One - U2 Cover",
                                            "U2 - One Tree Hill", "U2 - One - Live"});
  CHECK(names_found(tracks, "u2") ==
        Names{"U2 - One Tree Hill", "U2 - One - Live", "U2 - One", "One - U2 Cover"});
}

TEST_CASE("a whole artist comes before titles that hold the word", "[search]") {
  const std::vector<Track> tracks{
      {"ABBA", "Dancing Queen"},     {"The Smiths", "The Queen Is Dead"},
      {"Queen", "Somebody to Love"}, {"Queens of the Stone Age", "No One Knows"},
      {"Queen", "Killer Queen"},     {"Perfume Genius", "Queen"}};
  CHECK(names_found(tracks, "queen") ==
        Names{"Perfume Genius - Queen", "Queen - Somebody to Love", "Queen - Killer Queen",
              "The Smiths - The Queen Is Dead", "ABBA - Dancing Queen",
              "Queens of the Stone Age - No One Knows"});
  CHECK(names_found(tracks, "queen killer").at(0) == "Queen - Killer Queen");
}

TEST_CASE("\"the\" may be left out before a name", "[search]") {
  const std::vector<Track> tracks{{"Fall Out Boy", "Killers Who Are Partying"},
                                  {"The Killers", "Mr. Brightside"},
                                  {"Bruno Mars", "Chained"},
                                  {"Nick Jonas", "My Chain"},
                                  {"Fleetwood Mac", "The Chain"},
                                  {"The The", "This Is the Day"}};
  CHECK(names_found(tracks, "killers").at(0) == "The Killers - Mr. Brightside");
  CHECK(names_found(tracks, "killers mr brightside").at(0) == "The Killers - Mr. Brightside");
  CHECK(names_found(tracks, "chain").at(0) == "Fleetwood Mac - The Chain");
  CHECK(names_found(tracks, "the chain").at(0) == "Fleetwood Mac - The Chain");
  CHECK(names_found(tracks, "the the").at(0) == "The The - This Is the Day");
  CHECK(names_found(tracks, "the").at(0) == "The The - This Is the Day");
}

TEST_CASE("guests and editions are no part of a whole title where names are folded", "[search]") {
  const std::vector<Track> tracks{
      {"Eurythmics", "Sweet Dreams"},
      {"Beck", "Dreams of Tomorrow"},
      {"Gabrielle feat. Somebody", "Dreams (feat. Nobody) - 2004 Remaster"}};
  const std::string folded = "Gabrielle feat. Somebody - Dreams (feat. Nobody) - 2004 Remaster";
  CHECK(names_found(tracks, "dreams").at(0) == folded);
  CHECK(names_found(tracks, "gabrielle - dreams").at(0) == folded);
  CHECK(names_found(tracks, "dreams remaster").at(0) == folded);
  CHECK(names_found(tracks, "dreams", TrackIdentity::exact).at(0) == "Beck - Dreams of Tomorrow");
}

TEST_CASE("a name without words, or with very many, does no harm", "[search]") {
  std::string many;
  for (int i = 0; i < 100; ++i)
    many.append("word").append(std::to_string(i)).append(" ");
  const std::vector<Track> tracks{{"", ""}, {"a", ""}, {"", "b"}, {many, many}};
  CHECK(names_found(tracks, "a") == Names{"a - "});
  CHECK(names_found(tracks, "b") == Names{" - b"});
  CHECK(names_found(tracks, many).size() == 1);
  CHECK(names_found(tracks, many + many).size() == 1);
}

TEST_CASE("no words give the first positions; the limit holds", "[search]") {
  CHECK(find("", 3) == Ids{0, 1, 2});
  CHECK(find("   ", 2) == Ids{0, 1});
  CHECK(find("free", 1).size() == 1);
  CHECK(find("free", 0).empty());
  CHECK(TrackSearch(Vocabulary()).find("free", 5).empty());
}
