#include "segue/catalogue/catalogue.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

#include "segue/util/error.h"

namespace {

using segue::Error;
using segue::ErrorCode;
using segue::read_catalogue;

const std::string kHeader = "artist\ttitle\tyear\tgenre\tcountry\tcover_of\n";
const std::string kPetty = "Tom Petty\tFree Fallin'\t1989\trock\tUnited States\t\n";

const std::string kMayer =
    "John Mayer\tFree Fallin' - Live\t2008\trock\tUnited States\tTom Petty - Free Fallin'\n";

/// What read_catalogue() says of `bytes`.
Error error_of(const std::string& bytes) {
  try {
    read_catalogue(bytes, "songs.tsv");
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error for: " << bytes);
  return {ErrorCode::io, ""};
}

void check_error(const std::string& bytes, std::uint64_t line, std::uint64_t column,
                 const std::string& words) {
  INFO(bytes);
  const Error error = error_of(bytes);
  CHECK(error.code() == ErrorCode::bad_input);
  CHECK(error.location().file == "songs.tsv");
  CHECK(error.location().line == line);
  CHECK(error.location().column == column);
  CHECK_THAT(error.message(), Catch::Contains(words));
}

}  // namespace

TEST_CASE("A catalogue is read in file order", "[catalogue]") {
  const auto songs = read_catalogue(
      kHeader + kPetty + "Édith Piaf\tNon, je ne regrette rien\t1960\tchanson\tFrance\t\n",
      "songs.tsv");
  REQUIRE(songs.size() == 2);
  CHECK(songs[0].artist == "Tom Petty");
  CHECK(songs[0].title == "Free Fallin'");
  CHECK(songs[0].year == 1989);
  CHECK(songs[0].genre == "rock");
  CHECK(songs[0].country == "United States");
  CHECK_FALSE(songs[0].cover_of);
  CHECK(songs[1].artist == "Édith Piaf");
  CHECK(songs[1].title == "Non, je ne regrette rien");
}

TEST_CASE("A quote in a catalogue is a character like any other", "[catalogue]") {
  const auto songs =
      read_catalogue(kHeader + "David Bowie\t\"Heroes\"\t1977\trock\t\t\n", "songs.tsv");
  CHECK(songs.at(0).title == "\"Heroes\"");
  CHECK(songs.at(0).country.empty());
}

TEST_CASE("A catalogue may lack its last line end, or have those of Windows", "[catalogue]") {
  CHECK(read_catalogue(kHeader + kPetty.substr(0, kPetty.size() - 1), "songs.tsv").size() == 1);
  std::string windows;
  for (const char byte : kHeader + kPetty + kMayer)
    windows += byte == '\n' ? "\r\n" : std::string(1, byte);
  CHECK(read_catalogue(windows, "songs.tsv").at(1).cover_of == 0);
}

TEST_CASE("A catalogue without its header is refused", "[catalogue]") {
  check_error("", 1, 1, "begins with the line");
  check_error(kPetty, 1, 1, "begins with the line");
  check_error("artist\ttitle\tyear\tgenre\n" + kPetty, 1, 1, "begins with the line");
}

TEST_CASE("A catalogue without songs is refused", "[catalogue]") {
  check_error(kHeader, 0, 0, "holds no songs");
}

TEST_CASE("A line of a catalogue has six columns", "[catalogue]") {
  check_error(kHeader + kPetty + "Queen\tBohemian Rhapsody\t1975\n", 3, 1, "3 columns");
  check_error(kHeader + "Queen\tBohemian Rhapsody\t1975\trock\t\t\tlong\n", 2, 1, "7 columns");
  check_error(kHeader + kPetty + "\n", 3, 1, "1 column instead");
}

TEST_CASE("A song needs an artist, a title, a year and a genre", "[catalogue]") {
  check_error(kHeader + "\tBohemian Rhapsody\t1975\trock\t\t\n", 2, 1, "artist is empty");
  check_error(kHeader + "Queen\t \t1975\trock\t\t\n", 2, 7, "title is empty");
  check_error(kHeader + "Queen\tBohemian Rhapsody\t\trock\t\t\n", 2, 25, "year is empty");
  check_error(kHeader + "Queen\tBohemian Rhapsody\t1975\t\t\t\n", 2, 30, "genre is empty");
}

TEST_CASE("A year is a whole number from 1900 to 2100", "[catalogue]") {
  for (const char* year : {"1899", "2101", "75", "1975a", "19.75", "-1975", " 1975", "+1975",
                           "99999999999999999999"}) {
    check_error(kHeader + "Queen\tBohemian Rhapsody\t" + year + "\trock\t\t\n", 2, 25,
                std::string("'") + year + "'");
  }
  for (const char* year : {"1900", "2100"}) {
    CHECK_NOTHROW(read_catalogue(kHeader + "Queen\tSong\t" + year + "\trock\t\t\n", "songs.tsv"));
  }
}

TEST_CASE("A song stands once in a catalogue, whatever its case", "[catalogue]") {
  const std::string between = "Queen\tBohemian Rhapsody\t1975\trock\t\t\n";
  check_error(kHeader + kPetty + between + kPetty, 4, 1, "already on line 2");
  check_error(kHeader + kPetty + "TOM PETTY\tFree fallin'\t1990\tpop\t\t\n", 3, 1, "on line 2");
}

TEST_CASE("A catalogue is UTF-8", "[catalogue]") {
  check_error(kHeader + "Bj\xF6rk\tHyperballad\t1995\telectronic\t\t\n", 2, 1, "UTF-8");
}

TEST_CASE("A cover finds its original above and below", "[catalogue]") {
  for (const bool original_first : {true, false}) {
    const auto songs =
        read_catalogue(kHeader + (original_first ? kPetty + kMayer : kMayer + kPetty), "songs.tsv");
    const std::size_t original = original_first ? 0 : 1;
    CHECK(songs.at(1 - original).cover_of == original);
    CHECK_FALSE(songs.at(original).cover_of);
  }
}

TEST_CASE("An original is in the catalogue, spelled the same, and no cover", "[catalogue]") {
  const auto covers = [](const std::string& original) {
    return "X\tSong\t2001\trock\t\t" + original + "\n";
  };
  check_error(kHeader + kPetty + covers("Tom Petty - Free Falling"), 3, 19,
              "not in this catalogue");
  check_error(kHeader + kPetty + covers("tom petty - free fallin'"), 3, 19,
              "not in this catalogue");
  check_error(kHeader + kMayer, 2, 56, "'Tom Petty - Free Fallin'' is not in this catalogue");
  check_error(kHeader + covers("X - Song"), 2, 19, "is a cover itself");
  check_error(kHeader + kPetty + covers("John Mayer - Free Fallin' - Live") + kMayer, 3, 19,
              "is a cover itself");
}
