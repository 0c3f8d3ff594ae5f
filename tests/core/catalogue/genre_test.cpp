#include "segue/catalogue/genre.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "segue/util/error.h"

namespace {

using segue::read_genres;
using Names = std::vector<std::string>;

const std::string kHeader = "genre\tneighbours\toccasions\n";
const std::string kSoul = "soul\tfunk, r&b\tdinner, slow dance\n";
const std::string kFunk = "funk\t\tparty\n";
const std::string kRandB = "r&b\tsoul\t\n";

void check_error(const std::string& bytes, std::uint64_t line, std::uint64_t column,
                 const std::string& words) {
  INFO(bytes);
  try {
    read_genres(bytes, "genres.tsv");
    FAIL("no error");
  } catch (const segue::Error& error) {
    CHECK(error.code() == segue::ErrorCode::bad_input);
    CHECK(error.location().file == "genres.tsv");
    CHECK(error.location().line == line);
    CHECK(error.location().column == column);
    CHECK_THAT(error.message(), Catch::Contains(words));
  }
}

}  // namespace

TEST_CASE("Genres are read with their neighbours and occasions", "[genre]") {
  const auto genres = read_genres(kHeader + kSoul + kFunk + kRandB, "genres.tsv");
  REQUIRE(genres.size() == 3);
  CHECK(genres[0].name == "soul");
  CHECK(genres[0].neighbours == Names{"funk", "r&b"});
  CHECK(genres[0].occasions == Names{"dinner", "slow dance"});
  CHECK(genres[2].occasions.empty());
}

TEST_CASE("To be a neighbour is mutual, and said once or twice", "[genre]") {
  const auto genres = read_genres(kHeader + kFunk + kSoul + kRandB, "genres.tsv");
  CHECK(genres[0].neighbours == Names{"soul"});
  CHECK(genres[1].neighbours == Names{"funk", "r&b"});
  CHECK(genres[2].neighbours == Names{"soul"});
}

TEST_CASE("A wrong line of a table of genres is named", "[genre]") {
  check_error("soul\tfunk\tparty\n", 1, 1, "begins with the line");
  check_error(kHeader + kFunk + "soul\tfunk\n", 3, 1, "2 columns instead of 3");
  check_error(kHeader + "\t\tparty\n", 2, 1, "genre is empty");
  check_error(kHeader + kFunk + kFunk, 3, 1, "already on line 2");
  check_error(kHeader + kFunk + "soul\tfunk, disco\t\n", 3, 12, "'disco' has no line");
  check_error(kHeader + "soul\tsoul\t\n", 2, 6, "not its own neighbour");
  check_error(kHeader + kFunk + "soul\tfunk, \t\n", 3, 12, "name in this list is empty");
  check_error(kHeader + "soul\t\tparty, , dinner\n", 2, 14, "name in this list is empty");
  check_error(kHeader + "s\xF6ul\t\t\n", 2, 1, "UTF-8");
}
