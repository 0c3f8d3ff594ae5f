#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace segue {

/// A kind of music, what is close to it, and what people play it at. All of it is opinion, which is
/// why it is data.
struct Genre {
  std::string name;                     ///< as in a catalogue: "rock"
  std::vector<std::string> neighbours;  ///< other genres' names
  std::vector<std::string> occasions;   ///< moods too: "road trip", "rainy day"
};

/// Reads a table of genres: UTF-8, a header line `genre`, `neighbours`, `occasions`, then one genre
/// a line, the three fields separated by tabs and the names in the last two, which may be empty, by
/// a comma and a space. Lines end as in a catalogue.
///
/// To be a neighbour is mutual: one of the two lines is enough to say so. The neighbours of a genre
/// come in the order of the table.
///
/// `file` is the name that errors carry. Throws Error(bad_input), with line and column, for a
/// missing header, a line without exactly three fields, an empty name, a genre that stands there
/// twice, a neighbour that has no line or is the genre itself, and text that is not UTF-8.
std::vector<Genre> read_genres(std::string_view bytes, const std::string& file);

}  // namespace segue
