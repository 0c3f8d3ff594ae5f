#include "segue/track/track_identity.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "segue/unicode/text.h"
#include "track/fold_title.h"
#include "track/plain_sign.h"
#include "track/track_key.h"
#include "unicode/code_point.h"
#include "unicode/normal_form.h"

namespace segue {
namespace {

constexpr std::string_view kSeparator = " - ";
constexpr char kPadding = '.';

std::string with_plain_signs(std::string_view name) {
  std::string text;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t code = plain_sign(decode_code(name, at));
    if (code != 0) append_code(text, code);
  }
  return text;
}

/// Lower-case in Unicode's normal form, with plain signs.
std::string fold_text(std::string_view name) {
  const std::string text = lower_case(to_nfkc(with_plain_signs(name)));
  // A letter may have come apart in becoming small, and a sign out of a letter.
  return with_plain_signs(to_nfkc(text));
}

/// Sixteen bytes that are compared at once: looking at one after the other takes several times as
/// long, because nobody can guess where a name ends.
using Block = unsigned char __attribute__((vector_size(16)));

Block load(const char* text) {
  Block block;
  std::memcpy(&block, text, sizeof block);
  return block;
}

/// Whether any of the bytes, with their neighbours on either side, may be what folding changes.
bool may_fold_block(const char* text) {
  const Block before = load(text - 1);
  const Block here = load(text);
  const Block small = here | 0x20;
  const Block next = load(text + 1) | 0x20;
  const auto is_sign = (here < 0x20) | (here >= 0x80) | (here == '(') | (here == '[') |
                       (here == ';') | (here == '`') | (here == '"');
  const auto begins_guests = (small == 'f') & ((next == 'e') | (next == 't'));
  const auto is_behind_space = (before == ' ') & ((here == ' ') | (here == '-') | begins_guests);
  const auto found = is_sign | is_behind_space;
  std::uint64_t halves[2];
  std::memcpy(halves, &found, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

/// Without the quotation marks at its ends, partners or not: song2vec's way.
std::string_view without_outer_quotes(std::string_view name) {
  const std::size_t first = name.find_first_not_of('"');
  if (first == std::string_view::npos) return {};
  return name.substr(first, name.find_last_not_of('"') - first + 1);
}

bool has_space_at_end(std::string_view name) {
  return name.starts_with(' ') || name.ends_with(' ');
}

void append_exact(std::string& text, std::string_view name) {
  append_lower_case(text, without_outer_quotes(name));
}

}  // namespace

Track normalise(std::string_view artist, std::string_view title, TrackIdentity identity) {
  if (identity == TrackIdentity::folded)
    return {fold_artist(fold_text(artist)), fold_title(fold_text(title))};
  Track track;
  append_exact(track.artist, artist);
  append_exact(track.title, title);
  return track;
}

std::string track_key(const Track& normalised) {
  return std::string(normalised.artist).append(kSeparator).append(normalised.title);
}

const char* to_string(TrackIdentity identity) noexcept {
  return identity == TrackIdentity::exact ? "exact" : "folded";
}

void append_key(std::string& text, TrackNames names, TrackIdentity identity) {
  if (identity == TrackIdentity::folded && may_fold(names)) {
    text += track_key(normalise(names.artist, names.title, identity));
    return;
  }
  append_exact(text, names.artist);
  text += kSeparator;
  append_exact(text, names.title);
}

bool may_fold_padded(TrackNames names) {
  if (has_space_at_end(names.artist) || has_space_at_end(names.title)) return true;
  const std::size_t size = names.artist.size() + names.title.size();
  bool found = false;
  for (std::size_t at = 0; at < size; at += 16)
    found = may_fold_block(names.artist.data() + at) || found;
  return found;
}

bool may_fold(TrackNames names) {
  std::string text(1, kPadding);
  text.append(names.artist).append(names.title).append(kFoldPadding, kPadding);
  const std::string_view padded = std::string_view(text).substr(1);
  return may_fold_padded({padded.substr(0, names.artist.size()),
                          padded.substr(names.artist.size(), names.title.size())});
}

}  // namespace segue
