#include "read/song_path.h"

#include <catch2/catch.hpp>
#include <string>

#include "read/code_page.h"
#include "read/song_line.h"
#include "read/xml_entity.h"
#include "segue/read/reader.h"
#include "segue/util/random.h"

using namespace segue;
using namespace segue::read;

namespace {

std::string names(const std::string& location) {
  const SongPath song = read_song_path(location);
  return song.artist + " | " + song.title;
}

}  // namespace

TEST_CASE("a path names artist and title, and no folder that everybody has is an artist",
          "[reader][path]") {
  CHECK(names("Low/Secret Name/04. Starfire.flac") == "Low | Starfire");
  CHECK(names("D:\\Music\\Low\\04 Starfire.flac") == "Low | Starfire");
  CHECK(names("D:\\Music\\04 Starfire.flac") == " | Starfire");
  CHECK(names("/home/somebody/Starfire.flac") == " | Starfire");
  CHECK(names("C:\\Users\\somebody\\Music\\Starfire.flac") == " | Starfire");
  CHECK(names("/storage/emulated/0/Music/Low/Secret Name/cd 1/1.04 Starfire.flac") ==
        "Low | Starfire");
  CHECK(names("/Volumes/Disk/iTunes/iTunes Media/Music/Unknown Artist/Unknown Album/02 X.m4a") ==
        " | X");
  CHECK(names("\\\\server\\share\\Music\\Low - Secret Name (1999) [FLAC]\\04 - Starfire.flac") ==
        "Low | Starfire");
  CHECK(names("Low/(1999) Secret Name/04-Starfire.flac") == "Low | Starfire");
  CHECK(names("Low/1999 - Secret Name/04_Starfire.flac") == "Low | Starfire");
  CHECK(names("/mp3/Madonna/Music/02 Impressive Instant.mp3") == "Madonna | Impressive Instant");
  CHECK(names("Low - Secret Name - 04 - Starfire.flac") == "Low | Starfire");
  CHECK(names("Secret Name/Low - Secret Name - Starfire.flac") == "Low | Starfire");
  CHECK(names("07 - Low - Starfire.flac") == "Low | Starfire");
  CHECK(names("Low_-_Starfire.mp3") == "Low | Starfire");
  CHECK(names("Neil Young/Harvest/7 Up.mp3") == "Neil Young | 7 Up");
  CHECK(names("Prince/1999/1999.mp3") == "Prince | 1999");
  CHECK(names("Low/Secret Name/04.flac") == "Low | ");
  CHECK(names("30 Seconds to Mars - The Kill.mp3") == "30 Seconds to Mars | The Kill");
  CHECK(names("file:///C:/Musik/Bj%C3%B6rk%20-%20J%C3%B3ga.mp3") == "Björk | Jóga");
  CHECK(names("Musik/Bj%F6rk/Homogenic/02%20J%F3ga.mp3") == "Björk | Jóga");
  CHECK(names("Moby/Play/100% Pure.mp3") == "Moby | 100% Pure");
  CHECK(names("https://example.org/watch?v=1") == " | ");
  CHECK(names("https://example.org/Low/Secret%20Name/04%20Starfire.ogg?x=1") == "Low | Starfire");
  CHECK(names("") == " | ");
  CHECK(names("/") == " | ");
  CHECK(names("../..") == " | ");
}

TEST_CASE("no path and no line is too odd to be looked at", "[reader][path]") {
  const std::vector<std::string> parts = {
      "/",    "\\",    " - ",          ".",   "01", "-",      " ",   "%",
      "%41",  "Music", "home",         "CD1", "x",  "(1999)", "://", "file:",
      ".mp3", "\xC3",  "\xE2\x80\x94", "[",   "]",  "\t",     "#",   "1:02"};
  Random random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint32_t i = random.below(9); i > 0; --i)
      text += parts[random.below(static_cast<std::uint32_t>(parts.size()))];
    INFO(text);
    const SongPath path = read_song_path(text);
    CHECK(path.folders.size() <= text.size());
    const SongLine line = read_song_line(text);
    CHECK(line.names.artist.empty() == line.names.title.empty());
    is_station(text);
  }
}

TEST_CASE("stations are told from songs by their addresses", "[reader][path]") {
  for (const char* station :
       {"http://ice1.example.org:8000/groove", "http://radio.example.org/live/one",
        "https://stream.example.org/x", "http://example.org/;", "http://example.org",
        "http://example.org/listen.pls", "https://example.org/stream?x=1"})
    CHECK(is_station(station));
  for (const char* song :
       {"https://www.youtube.com/watch?v=abc", "https://open.spotify.com/track/xyz",
        "http://example.org:8080/music/a.mp3", "https://soundcloud.com/a/live-at-home"})
    CHECK_FALSE(is_station(song));
}

TEST_CASE("old encodings are read where they are named, and told from western ones",
          "[reader][encoding]") {
  const CodePage* const page = find_code_page("CP1251");
  REQUIRE(page != nullptr);
  CHECK(page == find_code_page("Windows_1251"));
  CHECK(from_code_page("\xCA\xE8\xED\xEE", *page) == "Кино");
  CHECK(find_code_page("iso8859-1") == find_code_page("windows-1252"));
  CHECK(find_code_page("ISO-8859-2") != nullptr);
  CHECK(find_code_page("shift_jis") == nullptr);
  CHECK(may_be_windows_1252("Bj\xF6rk - J\xF3ga"));
  CHECK(may_be_windows_1252("Cr\xE9\xE9 \xAB\xE0 la carte\xBB"));
  CHECK_FALSE(may_be_windows_1252("\xCA\xE8\xED\xEE - \xD0"));  // Cyrillic
  CHECK_FALSE(may_be_windows_1252("Kr\xB3l - Na\xB3ogi"));      // Polish
  CHECK_FALSE(
      may_be_windows_1252("\x83"
                          "A\x83"
                          "C - x"));  // Japanese
}

TEST_CASE("a list in an old encoding is read where somebody names it, and refused with how to",
          "[reader][encoding]") {
  const std::string list = "\xCA\xE8\xED\xEE - \xC3\xF0\xF3\xEF\xEF\xE0\n";
  std::string title;
  CHECK(is_encoding("windows-1251"));
  CHECK_FALSE(is_encoding("klingon"));
  PlaylistReader reader(
      "list.txt", 0, [&](const PlaylistEntry& entry) { title = entry.title; }, "windows-1251");
  reader.push(list);
  reader.finish();
  CHECK(title == "Группа");
  PlaylistReader unknown("list.txt", 0, [](const PlaylistEntry&) {});
  unknown.push(list);
  CHECK_THROWS_WITH(unknown.finish(), Catch::Contains("--encoding windows-1251"));
}

TEST_CASE("references in XML are read as programs meant them", "[reader][xml]") {
  CHECK(without_references("a & b &amp; c", {}) == "a & b & c");
  CHECK(without_references("&unknown; &; & &#; &#x; &#xZ;", {}) == "&unknown; &; & &#; &#x; &#xZ;");
  CHECK(without_references("Caf&eacute; &#233; &#xE9;&nbsp;&ndash;", {}) == "Café é é\u00A0–");
  CHECK(without_references("&#xD83C;&#xDFB5; &#55356;&#57269;", {}) == "🎵 🎵");
  CHECK(without_references("&#xD83C; &#xDFB5;&#0;&#99999999;", {}) == "\uFFFD \uFFFD\uFFFD\uFFFD");
  CHECK(without_references("&#xD83C;&#65;", {}) == "\uFFFDA");
  CHECK(without_references("&", {}) == "&");
}
