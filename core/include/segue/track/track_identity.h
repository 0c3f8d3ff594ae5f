#pragma once

#include <string>
#include <string_view>

namespace segue {

/// A track's names where somebody else keeps them. Valid UTF-8, each below 4 GiB.
struct TrackNames {
  std::string_view artist;
  std::string_view title;

  bool operator==(const TrackNames&) const = default;
};

/// A track's names with text of their own.
struct Track {
  std::string artist;
  std::string title;

  bool operator==(const Track&) const = default;
};

/// What makes two spellings one track.
enum class TrackIdentity {
  /// The same names in lower case, without the quotation marks at their ends: song2vec's way, that
  /// of the recipe `seed`.
  exact,
  /// In lower case too, and besides without what differs between services and says nothing about
  /// the recording:
  ///
  ///   the Unicode form (NFKC), kinds of apostrophes, quotation marks, dashes and spaces;
  ///   guests: "(feat. ...)", "[ft. ...]", " featuring ...", in title or artist, and all but the
  ///   first of artists with semicolons between them;
  ///   the edition: "- Remastered 2009", "(2011 Remaster)", "- Mono", "(Deluxe Edition)",
  ///   "[Stereo Version]", "- 2015 - Remaster";
  ///   how a version is set off: "Song (Live)" is "Song - Live";
  ///   quotation marks around a whole name. One without a partner at the other end stays, as in
  ///   "Weird Al" Yankovic.
  ///
  /// A live, acoustic, instrumental or other version, a remix, a cover, a demo stay tracks of their
  /// own. The way of the recipe `playlist`.
  folded,
};

/// A track's names as they are compared: lower-case, and folded as the identity says. To do so
/// again changes nothing.
Track normalise(std::string_view artist, std::string_view title,
                TrackIdentity identity = TrackIdentity::exact);

/// "artist - title" of a normalised track: what identifies it.
std::string track_key(const Track& normalised);

/// The name as it appears on the command line and in model files: "exact", "folded".
const char* to_string(TrackIdentity identity) noexcept;

}  // namespace segue
