#include "segue/track_search.h"

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

TEST_CASE("no words give the first positions; the limit holds", "[search]") {
  CHECK(find("", 3) == Ids{0, 1, 2});
  CHECK(find("   ", 2) == Ids{0, 1});
  CHECK(find("free", 1).size() == 1);
  CHECK(find("free", 0).empty());
  CHECK(TrackSearch(Vocabulary()).find("free", 5).empty());
}
