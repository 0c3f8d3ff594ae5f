#include "segue/sample/random_playlists.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "segue/util/error.h"
#include "segue/util/random.h"
#include "util/alias_sampler.h"
#include "util/portable_math.h"

namespace segue {
namespace {

constexpr std::uint64_t kUsers = 15'900;
constexpr std::uint64_t kTracksOfArtist = 8;
constexpr std::uint64_t kMostTracks = std::uint64_t{1} << 24;  // four syllables of 64
constexpr std::uint64_t kLongestPlaylist = 10'000;
constexpr double kLogMedian = 2.995732273553991;  // log(20)
constexpr double kLogDeviation = 1.2;
constexpr std::size_t kPiece = std::size_t{1} << 20;

/// A normal deviate, near enough: the sum of twelve uniform ones (Irwin and Hall). It needs no
/// function that differs between machines.
double normal(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i)
    sum += random.uniform();
  return sum;
}

std::uint64_t draw_length(Random& random) {
  const double length = portable::exp(kLogMedian + kLogDeviation * normal(random));
  return std::clamp(static_cast<std::uint64_t>(length), std::uint64_t{1}, kLongestPlaylist);
}

AliasSampler zipf(std::uint64_t tracks) {
  std::vector<double> weights(static_cast<std::size_t>(tracks));
  for (std::size_t n = 0; n < weights.size(); ++n)
    weights[n] = 1 / (static_cast<double>(n) + 10);
  return AliasSampler(weights);
}

/// Two syllables for twelve bits: different numbers give different words.
void append_word(std::string& text, std::uint64_t number) {
  constexpr std::string_view consonants = "bdfgjklmnprstvwz";
  constexpr std::string_view vowels = "aeio";
  for (int syllable = 0; syllable < 2; ++syllable, number >>= 6) {
    const char consonant = consonants[number & 15];
    text += syllable == 0 ? static_cast<char>(consonant - 'a' + 'A') : consonant;
    text += vowels[(number >> 4) & 3];
  }
}

/// 24 bits as two words.
void append_name(std::string& text, std::uint64_t number) {
  append_word(text, number);
  text += ' ';
  append_word(text, number >> 12);
}

std::string user_id(std::uint64_t user) {
  std::string id;
  Random digits(user);
  while (id.size() < 32)
    id += "0123456789abcdef"[digits.below(16)];
  return id;
}

}  // namespace

void write_random_playlists(const RandomPlaylistsOptions& options,
                            const std::function<void(std::string_view)>& sink) {
  if (options.tracks == 0 || options.tracks > kMostTracks) {
    throw Error(ErrorCode::bad_option,
                "tracks must be a whole number from 1 to " + std::to_string(kMostTracks));
  }
  if (options.rows == 0) throw Error(ErrorCode::bad_option, "rows must be at least 1");
  const AliasSampler sampler = zipf(options.tracks);
  const std::uint64_t artists = (options.tracks + kTracksOfArtist - 1) / kTracksOfArtist;
  Random random(options.seed);
  std::string text = "\"user_id\", \"artistname\", \"trackname\", \"playlistname\"\n";
  for (std::uint64_t row = 0, playlist = 0; row < options.rows; ++playlist) {
    const std::string user = user_id(row * kUsers / options.rows);
    const std::string name = "List " + std::to_string(playlist);
    for (std::uint64_t left = draw_length(random); left > 0 && row < options.rows; --left, ++row) {
      const std::uint64_t track = sampler.at(random.next());
      text.append(1, '"').append(user).append("\",\"");
      append_name(text, track % artists);
      text += "\",\"";
      append_name(text, track);
      text.append("\",\"").append(name).append("\"\n");
    }
    if (text.size() < kPiece) continue;
    sink(text);
    text.clear();
  }
  sink(text);
}

}  // namespace segue
