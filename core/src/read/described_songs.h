#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/row_sink.h"
#include "segue/track/track_identity.h"

namespace segue::read {

/// What a player's playlist says of a song; each may be empty.
struct DescribedSong {
  std::string_view artist;
  std::string_view title;     ///< where there is no artist, perhaps "Artist - Title"
  std::string_view location;  ///< the path or address of its sound
};

/// The names of a song, as far as they can be told from it alone: a title with a dash is "Artist -
/// Title" where the location does not say that it is the other way round. Empty where they are
/// nowhere.
Track names_in(const DescribedSong& song);

/// Whether a link that says nothing of a song's length leads to a station, and not to a song.
bool is_radio(const DescribedSong& song);

constexpr const char* kRadio = "radio streams";

/// Finds the names in what players say of songs, and hands the rows over in their order.
///
/// Some write "Artist - Title", some "Title - Artist", and some a title with a dash in it. Where
/// the location tells which is which, it is believed; for the rest, what it told of most songs. And
/// a playlist's own name may stand behind its songs. So rows wait for both, ten thousand at most.
class DescribedSongs {
 public:
  /// `missing` is what is said of a song whose names are nowhere; nullptr for which of them is.
  explicit DescribedSongs(RowSink& rows, const char* missing = nullptr)
      : rows_(rows), missing_(missing) {}

  /// The songs to come are of the next playlist. Not needed for the first.
  void begin_playlist();

  /// How the playlist is called. Where nothing is said before it ends, it is called after the file.
  void name(std::string_view text);

  void add(const DescribedSong& song, const Place& place);

  /// Hands over the rows that wait. To be called at the end.
  void finish();

 private:
  struct Row {
    Place place;
    Track names;
    Track reversed;    // where the order of the names is open; empty where it is not
    Track title_only;  // the same, with the artist that the folders name
  };

  void hold(Row row);
  const Track& likely_names(const Row& row) const;
  void hand_over(const Row& row);

  RowSink& rows_;
  const char* missing_;
  std::uint64_t playlist_ = 1;
  std::string name_;  // empty where it is not known yet
  std::vector<Row> waiting_;
  std::uint64_t straight_ = 0;  // "Artist - Title", as locations tell
  std::uint64_t reversed_ = 0;
  std::uint64_t open_ = 0;        // with a dash, of which nothing told
  std::uint64_t title_only_ = 0;  // titles without a dash, whose artist the folders told
};

}  // namespace segue::read
