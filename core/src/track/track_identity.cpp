#include "segue/track/track_identity.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "segue/unicode/text.h"
#include "track/fold_title.h"
#include "track/track_key.h"
#include "unicode/code_point.h"
#include "unicode/normal_form.h"

namespace segue {
namespace {

constexpr std::string_view kSeparator = " - ";
constexpr char kPadding = '.';

/// The plain sign for the many of its kind; 0 for what is dropped, because nobody sees it.
char32_t plain_sign(char32_t code) {
  switch (code) {
    case U'`':
    case 0x00B4:  // acute accent
    case 0x02B9:
    case 0x02BB:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:  // prime
    case 0xFF07:
      return U'\'';
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:  // double prime
    case 0xFF02:
      return U'"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:  // minus
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D:
      return U'-';
    case U'\t':
    case U'\n':
    case U'\r':
    case 0x2028:
    case 0x2029:
      return U' ';
    case 0x00AD:  // soft hyphen
    case 0x200B:  // zero-width space
    case 0x200E:  // marks of direction
    case 0x200F:
    case 0x2060:
    case 0xFEFF:
      return 0;
    default:
      return code;
  }
}

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

bool has_space_at_end(std::string_view name) {
  return name.starts_with(' ') || name.ends_with(' ');
}

void append_exact(std::string& text, std::string_view name) {
  append_lower_case(text, unquoted(name));
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
