#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "segue/util/random.h"

namespace segue {

/// The names that people give to playlists. Each name is handed out once: no two are the same in
/// lower case, because the `seed` recipe takes lists of one name for one list.
class PlaylistNames {
 public:
  /// A list that is all of `subject`: a genre, a genre's decade.
  std::string of_subject(std::string_view subject, Random& random);

  /// A list of what was made in one country at one time: "80s", "new wave", "United Kingdom".
  /// `country` is empty where it goes without saying.
  std::string of_scene(std::string_view decade, std::string_view genre, std::string_view country,
                       Random& random);

  /// A list for an occasion or a mood: "road trip".
  std::string of_occasion(std::string_view occasion, Random& random);

  /// A list that is mostly by `artist`.
  std::string of_artist(std::string_view artist, Random& random);

  /// A list of covers and their originals.
  std::string of_covers(Random& random);

  /// A list of anything.
  std::string of_anything(Random& random);

 private:
  template <typename Make>
  std::string first_unused(Make make);

  std::unordered_set<std::string> used_;  // asked only whether it holds a name: never iterated
};

/// "80s" for 1980, "2000s" for 2000.
std::string decade_name(int decade);

}  // namespace segue
