#include "segue/catalogue.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "segue/error.h"
#include "segue/text.h"

namespace segue {
namespace {

constexpr std::string_view kHeader = "artist\ttitle\tyear\tgenre";
constexpr std::array<const char*, 4> kColumns = {"artist", "title", "year", "genre"};
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

/// One line of the catalogue, and what an error about it needs.
class Line {
 public:
  Line(std::string_view text, std::uint64_t number, const std::string& file)
      : text_(text), number_(number), file_(file) {}

  std::string_view text() const { return text_; }

  [[noreturn]] void fail(const std::string& message, std::size_t column = 1) const {
    throw Error(ErrorCode::bad_input, message, {file_, number_, column});
  }

  /// The fields, which are views into text(). Fails unless there are exactly four.
  std::array<std::string_view, kColumns.size()> fields() const {
    std::array<std::string_view, kColumns.size()> fields;
    std::size_t count = 0;
    for (std::size_t begin = 0; begin <= text_.size(); ++count) {
      const std::size_t end = std::min(text_.find('\t', begin), text_.size());
      if (count < fields.size()) fields[count] = text_.substr(begin, end - begin);
      begin = end + 1;
    }
    if (count == fields.size()) return fields;
    fail("this line has " + std::to_string(count) + (count == 1 ? " column" : " columns") +
         " instead of 4: write artist, title, year and genre, separated by tabs");
  }

  /// Where `field`, one of fields(), begins, in bytes from 1.
  std::size_t column_of(std::string_view field) const {
    return static_cast<std::size_t>(field.data() - text_.data()) + 1;
  }

 private:
  std::string_view text_;
  std::uint64_t number_;
  const std::string& file_;
};

bool is_blank(std::string_view field) {
  return field.find_first_not_of(" \r") == std::string_view::npos;
}

int parse_year(const Line& line, std::string_view field) {
  int year = 0;
  const char* const end = field.data() + field.size();
  const auto [stop, error] = std::from_chars(field.data(), end, year);
  if (error != std::errc() || stop != end || year < kFirstYear || year > kLastYear) {
    line.fail("the year '" + std::string(field) + "' is not a whole number from 1900 to 2100",
              line.column_of(field));
  }
  return year;
}

Song parse_song(const Line& line) {
  const auto fields = line.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (is_blank(fields[i])) {
      line.fail(std::string("the ") + kColumns[i] + " is empty: every song needs one",
                line.column_of(fields[i]));
    }
  }
  return {std::string(fields[0]), std::string(fields[1]), parse_year(line, fields[2]),
          std::string(fields[3])};
}

void check_utf8(const Line& line) {
  if (!is_utf8(line.text())) line.fail("this line is not valid UTF-8: save the catalogue as UTF-8");
}

/// Takes the next line off `rest`, without its end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace

std::vector<Song> read_catalogue(std::string_view bytes, const std::string& file) {
  std::vector<Song> songs;
  std::unordered_map<std::string, std::uint64_t> line_of_song;
  std::string_view rest = bytes;
  if (take_line(rest) != kHeader) {
    Line({}, 1, file)
        .fail("a catalogue begins with the line 'artist, title, year, genre', separated by tabs");
  }
  for (std::uint64_t number = 2; !rest.empty(); ++number) {
    const Line line(take_line(rest), number, file);
    check_utf8(line);
    Song song = parse_song(line);
    const auto [first, is_new] =
        line_of_song.emplace(lower_case(song.artist + "\t" + song.title), number);
    if (!is_new) {
      line.fail("'" + song.artist + " - " + song.title + "' is already on line " +
                std::to_string(first->second) + ": remove one of the two");
    }
    songs.push_back(std::move(song));
  }
  if (songs.empty()) {
    throw Error(ErrorCode::bad_input, "the catalogue holds no songs: add at least one", {file});
  }
  return songs;
}

}  // namespace segue
