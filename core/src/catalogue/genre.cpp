#include "segue/catalogue/genre.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "catalogue/text_table.h"

namespace segue {
namespace {

constexpr std::array kGenreColumns = {"genre", "neighbours", "occasions"};

/// The names in a list. Views into it.
std::vector<std::string_view> names_in(const TextRow& row, std::string_view list) {
  constexpr std::string_view kSeparator = ", ";
  std::vector<std::string_view> names;
  if (list.empty()) return names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(kSeparator, begin), list.size());
    names.push_back(list.substr(begin, end - begin));
    if (is_blank(names.back())) row.fail_at(names.back(), "a name in this list is empty");
    begin = end == list.size() ? end + 1 : end + kSeparator.size();
  }
  return names;
}

class GenreReader {
 public:
  void add(const TextRow& row);
  std::vector<Genre> finish();

 private:
  struct Entry {
    Genre genre;
    TextRow row;
  };

  std::size_t require(const TextRow& row, std::string_view name) const;

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> entry_of_name_;
};

void GenreReader::add(const TextRow& row) {
  if (is_blank(row.fields[0])) row.fail("the genre is empty: every line needs one");
  Genre genre{std::string(row.fields[0]), {}, {}};
  for (const std::string_view occasion : names_in(row, row.fields[2]))
    genre.occasions.emplace_back(occasion);
  const auto [first, is_new] = entry_of_name_.emplace(genre.name, entries_.size());
  if (!is_new) {
    row.fail("'" + genre.name + "' is already on line " +
             std::to_string(entries_[first->second].row.line) + ": remove one of the two");
  }
  entries_.push_back({std::move(genre), row});
}

std::size_t GenreReader::require(const TextRow& row, std::string_view name) const {
  const auto found = entry_of_name_.find(std::string(name));
  if (found == entry_of_name_.end()) {
    row.fail_at(name, "the neighbour '" + std::string(name) + "' has no line here: add one");
  }
  if (name == row.fields[0]) row.fail_at(name, "a genre is not its own neighbour: remove it here");
  return found->second;
}

std::vector<Genre> GenreReader::finish() {
  const std::size_t count = entries_.size();
  std::vector<std::vector<bool>> are_close(count, std::vector<bool>(count, false));
  for (std::size_t i = 0; i < count; ++i) {
    const TextRow& row = entries_[i].row;
    for (const std::string_view name : names_in(row, row.fields[1])) {
      const std::size_t neighbour = require(row, name);
      are_close[i][neighbour] = are_close[neighbour][i] = true;
    }
  }
  std::vector<Genre> genres;
  for (std::size_t i = 0; i < count; ++i) {
    genres.push_back(std::move(entries_[i].genre));
    for (std::size_t other = 0; other < count; ++other) {
      if (are_close[i][other]) genres[i].neighbours.emplace_back(entries_[other].row.fields[0]);
    }
  }
  return genres;
}

}  // namespace

std::vector<Genre> read_genres(std::string_view bytes, const std::string& file) {
  GenreReader reader;
  read_text_table(bytes, file, "a table of genres", kGenreColumns,
                  [&](const TextRow& row) { reader.add(row); });
  return reader.finish();
}

}  // namespace segue
