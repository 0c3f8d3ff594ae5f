#include "segue/catalogue/catalogue.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "catalogue/text_table.h"
#include "segue/unicode/text.h"
#include "segue/util/error.h"

namespace segue {
namespace {

constexpr std::array kSongColumns = {"artist", "title", "year", "genre", "country", "cover_of"};
constexpr std::size_t kNeeded = 4;  // of the columns, from the first on
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

int parse_year(const TextRow& row, std::string_view field) {
  int year = 0;
  const char* const end = field.data() + field.size();
  const auto [stop, error] = std::from_chars(field.data(), end, year);
  if (error != std::errc() || stop != end || year < kFirstYear || year > kLastYear) {
    row.fail_at(field,
                "the year '" + std::string(field) + "' is not a whole number from 1900 to 2100");
  }
  return year;
}

std::string name_of(const Song& song) {
  return song.artist + " - " + song.title;
}

class CatalogueReader {
 public:
  void add(const TextRow& row);
  std::vector<Song> finish(const std::string& file);

 private:
  /// A cover whose original may stand further down.
  struct Cover {
    std::size_t song;
    TextRow row;
  };

  void resolve(const Cover& cover);

  std::vector<Song> songs_;
  std::unordered_map<std::string, std::uint64_t> line_of_song_;  // by names in lower case
  std::unordered_map<std::string, std::size_t> song_of_name_;
  std::vector<Cover> covers_;
};

void CatalogueReader::add(const TextRow& row) {
  const auto& fields = row.fields;
  for (std::size_t i = 0; i < kNeeded; ++i) {
    if (is_blank(fields[i])) {
      row.fail_at(fields[i],
                  std::string("the ") + kSongColumns[i] + " is empty: every song needs one");
    }
  }
  Song song{std::string(fields[0]), std::string(fields[1]), parse_year(row, fields[2]),
            std::string(fields[3]), std::string(fields[4]), std::nullopt};
  const auto [first, is_new] =
      line_of_song_.emplace(lower_case(song.artist + "\t" + song.title), row.line);
  if (!is_new) {
    row.fail("'" + name_of(song) + "' is already on line " + std::to_string(first->second) +
             ": remove one of the two");
  }
  if (!fields[5].empty()) covers_.push_back({songs_.size(), row});
  song_of_name_.emplace(name_of(song), songs_.size());
  songs_.push_back(std::move(song));
}

void CatalogueReader::resolve(const Cover& cover) {
  const std::string_view name = cover.row.fields[5];
  const auto found = song_of_name_.find(std::string(name));
  if (found == song_of_name_.end()) {
    cover.row.fail_at(name, "the original '" + std::string(name) +
                                "' is not in this catalogue: add its line, or spell it as there, "
                                "artist - title");
  }
  songs_[cover.song].cover_of = found->second;
}

std::vector<Song> CatalogueReader::finish(const std::string& file) {
  if (songs_.empty()) {
    throw Error(ErrorCode::bad_input, "the catalogue holds no songs: add at least one", {file});
  }
  for (const Cover& cover : covers_)
    resolve(cover);
  for (const Cover& cover : covers_) {
    if (songs_[*songs_[cover.song].cover_of].cover_of) {
      cover.row.fail_at(cover.row.fields[5], "'" + std::string(cover.row.fields[5]) +
                                                 "' is a cover itself: name the first recording");
    }
  }
  return std::move(songs_);
}

}  // namespace

std::vector<Song> read_catalogue(std::string_view bytes, const std::string& file) {
  CatalogueReader reader;
  read_text_table(bytes, file, "a catalogue", kSongColumns,
                  [&](const TextRow& row) { reader.add(row); });
  return reader.finish(file);
}

}  // namespace segue
