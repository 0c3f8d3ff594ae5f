// What data/catalogue.tsv promises as a list of facts. Each check is a function over lines, so that
// wrong lines can be planted among the true ones and seen. Native only: it reads the repository.

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "segue/unicode/text.h"
#include "support/repository.h"

namespace {

using Lines = std::vector<std::string>;     ///< of the catalogue, without its header
using Problems = std::vector<std::string>;  ///< each with its line number in the file

constexpr std::size_t kColumns = 6;
constexpr int kFirstYear = 1950;
constexpr int kLastYear = 2026;
constexpr std::size_t kMostByArtist = 12;

/// One line that has its six fields. Artist, title, genre, country and cover as they stand there.
struct Entry {
  std::size_t line = 0;
  std::string artist, title, year, genre, country, cover_of;

  std::string name() const { return artist + " - " + title; }
  /// 0 unless it is four digits.
  int year_number() const {
    const bool is_number = year.size() == 4 && year.find_first_not_of("0123456789") == year.npos;
    return is_number ? std::stoi(year) : 0;
  }
  int decade() const { return year_number() / 10 * 10; }
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char byte : line) {
    if (byte == '\t') {
      fields.emplace_back();
    } else {
      fields.back() += byte;
    }
  }
  return fields;
}

/// The lines that have six fields; check_columns() reports the others.
std::vector<Entry> entries_of(const Lines& lines) {
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto fields = fields_of(lines[i]);
    if (fields.size() != kColumns) continue;
    entries.push_back({i + 2, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]});
  }
  return entries;
}

std::string at_line(std::size_t line, const std::string& problem) {
  return "line " + std::to_string(line) + ": " + problem;
}

std::string without_brackets(const std::string& text) {
  std::string rest;
  int depth = 0;
  for (const char byte : text) {
    if (byte == '(' || byte == '[') ++depth;
    if (depth == 0) rest += byte;
    if ((byte == ')' || byte == ']') && depth > 0) --depth;
  }
  return segue::search_words(rest).empty() ? text : rest;
}

/// A name as one would hear it: without case, accents, punctuation, "the" and "and".
std::string sound(const std::string& text) {
  std::string letters;
  for (const std::string& word : segue::search_words(text)) {
    if (word != "the" && word != "and" && word != "&") letters += word;
  }
  return letters.empty() ? segue::lower_case(text) : letters;
}

/// A title's sound without what says which recording it is: brackets, and all from " - " on.
std::string title_sound(const std::string& title) {
  return sound(without_brackets(title.substr(0, title.find(" - "))));
}

/// Levenshtein's distance in bytes.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t swapped = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, swapped});
    }
  }
  return row.back();
}

/// Whether one is likely the other mistyped. Short names are too close to each other to tell.
bool is_one_slip_away(const std::string& a, const std::string& b) {
  constexpr std::size_t kShortest = 5, kLong = 9;
  const auto [shorter, longer] = std::minmax({a.size(), b.size()});
  if (shorter < kShortest) return false;
  const std::size_t most = shorter < kLong ? 1 : 2;
  return longer - shorter <= most && distance(a, b) <= most;
}

/// Different artists whose names are one slip apart; `a` comes before `b` in the alphabet.
bool are_known_to_differ(const std::string& a, const std::string& b) {
  static const std::set<std::pair<std::string, std::string>> pairs = {
      {"Bryan Adams", "Ryan Adams"},
      {"Johnny Cash", "Johnny Nash"},
      {"The Jackson 5", "The Jacksons"},
  };
  return pairs.count({a, b}) > 0;
}

// ---- the checks ----

Problems check_columns(const Lines& lines) {
  Problems problems;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto fields = fields_of(lines[i]);
    if (fields.size() != kColumns) {
      problems.push_back(at_line(i + 2, std::to_string(fields.size()) + " columns"));
    }
  }
  constexpr std::array<const char*, 5> kNames = {"artist", "title", "year", "genre", "country"};
  for (const Entry& entry : entries_of(lines)) {
    const std::array fields = {entry.artist, entry.title, entry.year, entry.genre, entry.country};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].empty()) {
        problems.push_back(at_line(entry.line, std::string("no ") + kNames[i]));
      }
    }
  }
  return problems;
}

Problems check_spaces_and_case(const Lines& lines) {
  Problems problems;
  for (const Entry& entry : entries_of(lines)) {
    for (const std::string& field :
         {entry.artist, entry.title, entry.genre, entry.country, entry.cover_of}) {
      const bool has_edge = !field.empty() && (field.front() == ' ' || field.back() == ' ');
      if (has_edge || field.find("  ") != field.npos || field.find('\r') != field.npos) {
        problems.push_back(at_line(entry.line, "a stray space in '" + field + "'"));
      }
    }
    if (entry.genre != segue::lower_case(entry.genre)) {
      problems.push_back(at_line(entry.line, "'" + entry.genre + "' is not lower-case"));
    }
  }
  return problems;
}

Problems check_order(const Lines& lines) {
  const auto entries = entries_of(lines);
  const auto less = [](const Entry& a, const Entry& b) {
    return std::tie(a.genre, a.artist, a.year, a.title) <
           std::tie(b.genre, b.artist, b.year, b.title);
  };
  const auto misplaced = std::is_sorted_until(entries.begin(), entries.end(), less);
  if (misplaced == entries.end()) return {};
  return {at_line(misplaced->line, "not sorted by genre, artist, year and title")};
}

Problems check_years(const Lines& lines) {
  Problems problems;
  for (const Entry& entry : entries_of(lines)) {
    const int year = entry.year_number();
    if (year < kFirstYear || year > kLastYear) {
      problems.push_back(at_line(entry.line, "the year '" + entry.year + "'"));
    }
  }
  return problems;
}

/// No song twice, neither in the same letters nor in another spelling.
Problems check_duplicates(const Lines& lines) {
  Problems problems;
  std::map<std::pair<std::string, std::string>, const Entry*> seen;
  const auto entries = entries_of(lines);
  for (const Entry& entry : entries) {
    const auto [first, is_new] =
        seen.insert({{sound(entry.artist), title_sound(entry.title)}, &entry});
    if (is_new) continue;
    const bool is_same = entry.name() == first->second->name();
    problems.push_back(at_line(entry.line, "'" + entry.name() +
                                               (is_same ? "' again" : "' stands there as '") +
                                               (is_same ? "" : first->second->name() + "'")));
  }
  return problems;
}

/// Every artist has one spelling.
Problems check_spellings(const Lines& lines) {
  std::map<std::string, std::size_t> line_of_artist;
  for (const Entry& entry : entries_of(lines))
    line_of_artist.emplace(entry.artist, entry.line);
  std::vector<std::tuple<std::string, std::string, std::size_t>> artists;
  for (const auto& [artist, line] : line_of_artist)
    artists.emplace_back(sound(artist), artist, line);
  Problems problems;
  for (auto a = artists.begin(); a != artists.end(); ++a) {
    for (auto b = a + 1; b != artists.end(); ++b) {
      const auto& [sound_a, artist_a, line_a] = *a;
      const auto& [sound_b, artist_b, line_b] = *b;
      if (sound_a != sound_b && !is_one_slip_away(sound_a, sound_b)) continue;
      if (sound_a != sound_b && are_known_to_differ(artist_a, artist_b)) continue;
      problems.push_back(
          at_line(std::max(line_a, line_b), "'" + artist_a + "' and '" + artist_b + "'"));
    }
  }
  return problems;
}

Problems check_artist_sizes(const Lines& lines) {
  Problems problems;
  std::map<std::string, std::size_t> counts;
  for (const Entry& entry : entries_of(lines)) {
    const std::size_t count = ++counts[entry.artist];
    if (count == kMostByArtist + 1) {
      problems.push_back(at_line(entry.line, "'" + entry.artist + "' has more than " +
                                                 std::to_string(kMostByArtist) + " songs"));
    }
  }
  return problems;
}

/// Every artist is from one country.
Problems check_countries(const Lines& lines) {
  Problems problems;
  std::map<std::string, std::string> country_of;
  for (const Entry& entry : entries_of(lines)) {
    const auto& country = country_of.emplace(entry.artist, entry.country).first->second;
    if (country != entry.country) {
      problems.push_back(at_line(entry.line, "'" + entry.artist + "' is from '" + country +
                                                 "' and from '" + entry.country + "'"));
    }
  }
  return problems;
}

/// What is wrong with the original of a cover; empty where nothing is.
std::string problem_of_cover(const Entry& cover, const Entry* original) {
  if (original == nullptr) return "there is no '" + cover.cover_of + "'";
  if (original->name() == cover.name()) return "'" + cover.name() + "' covers itself";
  if (!original->cover_of.empty()) return "'" + cover.cover_of + "' is a cover itself";
  if (original->year_number() > cover.year_number()) return "older than '" + cover.cover_of + "'";
  return {};
}

Problems check_covers(const Lines& lines) {
  const auto entries = entries_of(lines);
  std::unordered_map<std::string, const Entry*> songs;
  for (const Entry& entry : entries)
    songs.emplace(entry.name(), &entry);
  Problems problems;
  for (const Entry& entry : entries) {
    if (entry.cover_of.empty()) continue;
    const auto original = songs.find(entry.cover_of);
    const auto problem =
        problem_of_cover(entry, original == songs.end() ? nullptr : original->second);
    if (!problem.empty()) problems.push_back(at_line(entry.line, problem));
  }
  return problems;
}

template <typename KeyOf>
auto count_by(const std::vector<Entry>& entries, KeyOf key_of) {
  std::map<decltype(key_of(entries.front())), std::size_t> counts;
  for (const Entry& entry : entries)
    ++counts[key_of(entry)];
  return counts;
}

std::string genre_of(const Entry& entry) {
  return entry.genre;
}

/// Enough songs, artists, genres, countries and covers.
Problems check_counts(const Lines& lines) {
  const auto entries = entries_of(lines);
  const auto distinct = [&](auto key_of) { return count_by(entries, key_of).size(); };
  const auto covers = std::count_if(entries.begin(), entries.end(),
                                    [](const Entry& entry) { return !entry.cover_of.empty(); });
  const std::vector<std::tuple<std::string, std::size_t, std::size_t>> counts = {
      {"songs", entries.size(), 2000},
      {"artists", distinct([](const Entry& entry) { return entry.artist; }), 500},
      {"genres", distinct(genre_of), 30},
      {"countries", distinct([](const Entry& entry) { return entry.country; }), 25},
      {"covers", static_cast<std::size_t>(covers), 80},
  };
  Problems problems;
  for (const auto& [what, count, least] : counts) {
    if (count >= least) continue;
    problems.push_back(std::to_string(count) + " " + what + ", not " + std::to_string(least));
  }
  return problems;
}

/// No genre so small that its songs have no neighbours, none so large that it drowns the others.
Problems check_genres(const Lines& lines) {
  constexpr std::size_t kFewest = 35, kMostPercent = 6;
  Problems problems;
  for (const auto& [genre, count] : count_by(entries_of(lines), genre_of)) {
    if (count >= kFewest && 100 * count <= kMostPercent * lines.size()) continue;
    problems.push_back("'" + genre + "' has " + std::to_string(count) + " songs");
  }
  return problems;
}

Problems check_decades(const Lines& lines) {
  const auto counts =
      count_by(entries_of(lines), [](const Entry& entry) { return entry.decade(); });
  Problems problems;
  for (int decade = kFirstYear; decade <= kLastYear; decade += 10) {
    const auto found = counts.find(decade);
    const std::size_t count = found == counts.end() ? 0 : found->second;
    if (count >= (decade == kFirstYear ? 60 : 80)) continue;
    problems.push_back("the " + std::to_string(decade) + "s have " + std::to_string(count) +
                       " songs");
  }
  return problems;
}

// ---- the catalogue, as it is and with wrong lines in it ----

/// The whole file, line by line.
const Lines& file_lines() {
  static const Lines lines = [] {
    const std::string bytes = segue::test::read_repository_file("data/catalogue.tsv");
    Lines split;
    for (std::size_t begin = 0; begin < bytes.size();) {
      const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
      split.push_back(bytes.substr(begin, end - begin));
      begin = end + 1;
    }
    return split;
  }();
  return lines;
}

const Lines& catalogue() {
  static const Lines lines = [] {
    Lines rest = file_lines();
    if (!rest.empty()) rest.erase(rest.begin());
    return rest;
  }();
  return lines;
}

Lines with(const std::string& line) {
  Lines lines = catalogue();
  lines.push_back(line);
  return lines;
}

/// The catalogue's lines for which `keeps(entry)`.
template <typename Keeps>
Lines only(Keeps keeps) {
  Lines lines;
  for (const Entry& entry : entries_of(catalogue())) {
    if (keeps(entry)) lines.push_back(catalogue().at(entry.line - 2));
  }
  return lines;
}

/// Whether the check finds one problem in the catalogue with this line, and says so in these words.
void check_planted(Problems (*check)(const Lines&), const std::string& line,
                   const std::string& words) {
  INFO(line);
  const Problems problems = check(with(line));
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems.front(), Catch::Contains(words));
}

}  // namespace

TEST_CASE("The catalogue begins with its header", "[files]") {
  REQUIRE_FALSE(file_lines().empty());
  CHECK(file_lines().front() == "artist\ttitle\tyear\tgenre\tcountry\tcover_of");
}

TEST_CASE("Every line of the catalogue is well formed and in its place", "[files]") {
  CHECK(check_columns(catalogue()) == Problems{});
  CHECK(check_spaces_and_case(catalogue()) == Problems{});
  CHECK(check_order(catalogue()) == Problems{});
  CHECK(check_years(catalogue()) == Problems{});
}

TEST_CASE("No song and no artist stands in the catalogue in two spellings", "[files]") {
  CHECK(check_duplicates(catalogue()) == Problems{});
  CHECK(check_spellings(catalogue()) == Problems{});
}

TEST_CASE("The catalogue's artists have one country and at most twelve songs", "[files]") {
  CHECK(check_countries(catalogue()) == Problems{});
  CHECK(check_artist_sizes(catalogue()) == Problems{});
}

TEST_CASE("Every cover of the catalogue names an older original that is there", "[files]") {
  CHECK(check_covers(catalogue()) == Problems{});
}

TEST_CASE("The catalogue is large, and balanced over genres and decades", "[files]") {
  CHECK(check_counts(catalogue()) == Problems{});
  CHECK(check_genres(catalogue()) == Problems{});
  CHECK(check_decades(catalogue()) == Problems{});
}

TEST_CASE("The pair of the published result is in the catalogue", "[files]") {
  const auto holds = [](const std::string& line) {
    return std::count(catalogue().begin(), catalogue().end(), line) == 1;
  };
  CHECK(holds("Tom Petty\tFree Fallin'\t1989\trock\tUnited States\t"));
  CHECK(
      holds("John Mayer\tFree Fallin' - Live at the Nokia Theatre\t2008\tsinger-songwriter\t"
            "United States\tTom Petty - Free Fallin'"));
}

TEST_CASE("A malformed line of the catalogue is found", "[files]") {
  check_planted(check_columns, "Queen\tInnuendo\t1991\trock\tUnited Kingdom", "5 columns");
  check_planted(check_columns, "Queen\tInnuendo\t1991\trock\tUnited Kingdom\t\t", "7 columns");
  check_planted(check_columns, "\tInnuendo\t1991\trock\tUnited Kingdom\t", "no artist");
  check_planted(check_columns, "Queen\t\t1991\trock\tUnited Kingdom\t", "no title");
  check_planted(check_columns, "Queen\tInnuendo\t\trock\tUnited Kingdom\t", "no year");
  check_planted(check_columns, "Queen\tInnuendo\t1991\t\tUnited Kingdom\t", "no genre");
  check_planted(check_columns, "Queen\tInnuendo\t1991\trock\t\t", "no country");
  check_planted(check_spaces_and_case, "Queen \tInnuendo\t1991\trock\tUnited Kingdom\t",
                "'Queen '");
  check_planted(check_spaces_and_case, "Queen\tInnu  endo\t1991\trock\tUnited Kingdom\t", "stray");
  check_planted(check_spaces_and_case, "Queen\tInnuendo\t1991\tRock\tUnited Kingdom\t", "'Rock'");
}

TEST_CASE("A line of the catalogue in the wrong place is found", "[files]") {
  check_planted(check_order, "Queen\tInnuendo\t1991\trock\tUnited Kingdom\t", "not sorted");
  Lines swapped = only([](const Entry& entry) { return entry.artist == "Queen"; });
  CHECK(check_order(swapped).empty());
  std::swap(swapped.at(0), swapped.at(1));
  CHECK(check_order(swapped).size() == 1);
}

TEST_CASE("A wrong year in the catalogue is found", "[files]") {
  for (const std::string year : {"1949", "2027", "19x1", "91", "01991", "-1991"}) {
    check_planted(check_years, "Queen\tInnuendo\t" + year + "\trock\tUnited Kingdom\t",
                  "the year '" + year + "'");
  }
}

TEST_CASE("A song that stands in the catalogue twice is found", "[files]") {
  check_planted(check_duplicates, "Queen\tBohemian Rhapsody\t1975\trock\tUnited Kingdom\t",
                "'Queen - Bohemian Rhapsody' again");
  for (const std::string song :
       {"Queen\tBohemian rhapsody", "Queen\tBohemian Rhapsody (Remastered)",
        "The Queen\tBohémian-Rhapsody!", "Queen\tThe Bohemian Rhapsody",
        "Queen\tBohemian Rhapsody - Live", "Queen\tBohemian Rhapsody [Live]"}) {
    check_planted(check_duplicates, song + "\t1975\trock\tUnited Kingdom\t",
                  "stands there as 'Queen - Bohemian Rhapsody'");
  }
}

TEST_CASE("Another song of a like name is no duplicate", "[files]") {
  CHECK(
      check_duplicates(with("Queen\tBohemian Rhapsody II\t1975\trock\tUnited Kingdom\t")).empty());
  CHECK(check_duplicates(with("King\tBohemian Rhapsody\t1975\trock\tUnited Kingdom\t")).empty());
}

TEST_CASE("Another spelling of an artist is found", "[files]") {
  const std::string rest = "\tNo Such Song\t1999\tpop\tUnited States\t";
  for (const auto& [wrong, right] : std::vector<std::pair<std::string, std::string>>{
           {"Beyonce", "Beyoncé"},
           {"Simon And Garfunkel", "Simon & Garfunkel"},
           {"Beatles", "The Beatles"},
           {"The Jay Z", "Jay-Z"},
           {"Led Zepplin", "Led Zeppelin"},
           {"Alanis Morisette", "Alanis Morissette"},
           {"Nirvanna", "Nirvana"}}) {
    check_planted(check_spellings, wrong + rest, "'" + right + "'");
  }
}

TEST_CASE("A thirteenth song of an artist is found", "[files]") {
  check_planted(check_artist_sizes, "The Beatles\tHelp!\t1965\trock\tUnited Kingdom\t",
                "'The Beatles' has more than 12 songs");
}

TEST_CASE("An artist of two countries is found", "[files]") {
  check_planted(check_countries, "Queen\tInnuendo\t1991\trock\tUnited States\t",
                "'Queen' is from 'United Kingdom' and from 'United States'");
}

TEST_CASE("A cover of nothing that the catalogue holds is found", "[files]") {
  const std::string song = "Queen\tInnuendo\t1991\trock\tUnited Kingdom\t";
  check_planted(check_covers, song + "Tom Petty - Free Falling", "there is no 'Tom Petty - Free F");
  check_planted(check_covers, song + "Free Fallin'", "there is no 'Free Fallin'");
  check_planted(check_covers, song + "Queen - Innuendo", "covers itself");
  check_planted(check_covers, song + "Aretha Franklin - Respect", "is a cover itself");
  check_planted(check_covers, song + "Nirvana - All Apologies", "older than 'Nirvana");
}

TEST_CASE("A catalogue that lacks something is found", "[files]") {
  const Lines few(catalogue().begin(), catalogue().begin() + 1999);
  CHECK_THAT(check_counts(few), Catch::VectorContains(std::string("1999 songs, not 2000")));
  const auto originals = only([](const Entry& entry) { return entry.cover_of.empty(); });
  CHECK(check_counts(originals) == Problems{"0 covers, not 80"});
  const auto rock = only([](const Entry& entry) { return entry.genre == "rock"; });
  CHECK(check_counts(rock).size() == 5);
  const auto british = only([](const Entry& entry) { return entry.country == "United Kingdom"; });
  CHECK_THAT(check_counts(british), Catch::VectorContains(std::string("1 countries, not 25")));
}

TEST_CASE("A genre too small or too large, and a decade without songs, are found", "[files]") {
  check_planted(check_genres, "Queen\tInnuendo\t1991\tpolka\tUnited Kingdom\t", "'polka' has 1");
  Lines much_rock = catalogue();
  for (int i = 0; i < 100; ++i)
    much_rock.push_back("Queen\tNo. " + std::to_string(i) + "\t1991\trock\tUnited Kingdom\t");
  REQUIRE(check_genres(much_rock).size() == 1);
  CHECK_THAT(check_genres(much_rock).front(), Catch::Contains("'rock'"));
  for (int decade = kFirstYear; decade <= kLastYear; decade += 10) {
    const auto lines = only([&](const Entry& entry) { return entry.decade() != decade; });
    CHECK(check_decades(lines) == Problems{"the " + std::to_string(decade) + "s have 0 songs"});
  }
}
