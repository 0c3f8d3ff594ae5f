#include "read/song_line.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "segue/unicode/text.h"
#include "track/find_dash.h"
#include "track/plain_sign.h"
#include "unicode/code_point.h"

namespace segue::read {
namespace {

constexpr std::string_view kSoundEndings[] = {
    ".mp3", ".m4a", ".flac", ".ogg", ".opus", ".wma", ".wav",  ".aiff", ".aac", ".aif", ".mp4",
    ".m4p", ".ape", ".mpc",  ".wv",  ".oga",  ".m4b", ".alac", ".dsf",  ".mp2", ".mka", ".webm"};
constexpr std::u32string_view kBullets =
    U"*+>\u00B7\u2022\u2023\u2043\u2219\u25A0\u25A1\u25AA\u25AB\u25B6\u25B8\u25BA\u25CB\u25CF"
    U"\u25E6\u2605\u2606\u2610\u2611\u2713\u2714\u266A\u266B\u279C\u27A4";
constexpr std::size_t kMostDigits = 5;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t size = 0;
  while (at + size < text.size() && is_digit(text[at + size]))
    ++size;
  return size;
}

/// How many bytes at the beginning of `text` are a code for which `is_one(code)`; 0 where none is.
template <typename IsOne>
std::size_t size_of_code(std::string_view text, IsOne is_one) {
  std::size_t at = 0;
  return !text.empty() && is_one(decode_code(text, at)) ? at : 0;
}

std::size_t size_of_space(std::string_view text) {
  return size_of_code(text, is_space);
}

/// "-", "*", "•" and a space, which the signs that are nothing but bullets may do without.
std::size_t size_of_bullet(std::string_view text) {
  const auto is_dash = [](char32_t code) { return plain_sign(code) == U'-'; };
  const auto is_bullet = [](char32_t code) { return kBullets.find(code) != kBullets.npos; };
  std::size_t size = size_of_code(text, is_bullet);
  if (size > 1) return size;
  if (size == 0) size = size_of_code(text, is_dash);
  return size != 0 && size_of_space(text.substr(size)) != 0 ? size : 0;
}

/// Numbers with one of `signs` between them, as "1:02:03" and "2024-01-05".
std::size_t size_of_numbers(std::string_view text, std::string_view signs, std::size_t least,
                            std::size_t most) {
  std::size_t size = 0;
  for (std::size_t parts = 1; parts <= most; ++parts) {
    const std::size_t digits = digits_at(text, size);
    if (digits == 0 || digits > 4) return 0;
    size += digits;
    const bool goes_on = size < text.size() && signs.find(text[size]) != std::string_view::npos &&
                         digits_at(text, size + 1) != 0;
    if (!goes_on) return parts >= least ? size : 0;
    ++size;
  }
  return 0;
}

std::size_t size_of_time(std::string_view text) {
  std::size_t size = size_of_numbers(text, ":", 2, 3);
  for (const char* const sign : {"-", ".", "/"}) {
    if (size == 0) size = size_of_numbers(text, sign, 3, 3);
  }
  return size != 0 && size_of_space(text.substr(size)) != 0 ? size : 0;
}

/// "12.", "3)", "#4", "№ 5:": what cannot be a part of a name.
std::size_t size_of_number(std::string_view text) {
  std::size_t begin = text.starts_with('#') ? 1 : 0;
  if (text.starts_with("\xE2\x84\x96")) begin = 3;  // №
  if (begin != 0) begin += size_of_space(text.substr(begin));
  const std::size_t digits = digits_at(text, begin);
  const std::size_t end = begin + digits;
  if (digits == 0 || digits > kMostDigits || end >= text.size()) return 0;
  constexpr std::string_view kEnds = ".):]|";
  const bool is_ended = kEnds.find(text[end]) != std::string_view::npos;
  if (is_ended) {
    const std::string_view rest = text.substr(end + 1);
    const bool is_close =
        (text[end] == '.' || text[end] == ')') && !rest.empty() && !is_digit(rest.front());
    return is_close || size_of_space(rest) != 0 ? end + 1 : 0;
  }
  const bool is_sure = begin != 0 || text[end] == '\t' || text.starts_with('0');
  return is_sure && size_of_space(text.substr(end)) != 0 ? end : 0;
}

/// "[5]", "(00:12)".
std::size_t size_of_brackets(std::string_view text) {
  if (!text.starts_with('[') && !text.starts_with('(')) return 0;
  const std::size_t end = text.find(text.front() == '[' ? ']' : ')');
  if (end == std::string_view::npos || end == 1) return 0;
  const std::string_view inside = text.substr(1, end - 1);
  const bool is_number = inside.find_first_of("0123456789") != std::string_view::npos &&
                         inside.find_first_not_of("0123456789:.#-/ ") == std::string_view::npos;
  return is_number ? end + 1 : 0;
}

/// What stands in front of the names; 0 where nothing does.
std::size_t size_of_front(std::string_view text) {
  for (const auto size_of : {size_of_number, size_of_brackets, size_of_time, size_of_bullet}) {
    if (const std::size_t size = size_of(text); size != 0) return size;
  }
  return 0;
}

std::uint32_t first_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// Takes away what stands in front, as long as what is left names a song. Gives the number that
/// stood there.
std::optional<std::uint32_t> take_front(std::string_view& text) {
  std::optional<std::uint32_t> number;
  while (const std::size_t size = size_of_front(text)) {
    const std::string_view rest = trimmed(text.substr(size));
    if (split_at_dash(rest).title.empty()) break;
    if (!number && size_of_number(text) != 0) number = first_number(text);
    text = rest;
  }
  return number;
}

/// The names behind a number, a space and perhaps a dash; both empty where that is not there.
TrackNames names_behind_number(std::string_view text) {
  const std::size_t digits = digits_at(text, 0);
  if (digits == 0 || digits > kMostDigits || size_of_space(text.substr(digits)) == 0) return {};
  const std::string_view rest = trimmed(text.substr(digits));
  return split_at_dash(trimmed(rest.substr(size_of_bullet(rest))));
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7F'; };
  while (!text.empty() && !is_plain(text.front())) {
    const std::size_t size = size_of_space(text);
    if (size == 0) break;
    text.remove_prefix(size);
  }
  while (!text.empty() && !is_plain(text.back())) {
    std::size_t begin = text.size() - 1;  // of the last code
    while (begin > 0 && text.size() - begin < 4 && (text[begin] & 0xC0) == 0x80)
      --begin;
    if (size_of_space(text.substr(begin)) != text.size() - begin) break;
    text.remove_suffix(text.size() - begin);
  }
  return text;
}

TrackNames split_at_dash(std::string_view text) {
  auto dash = find_dash(text, 0);
  while (dash && !dash->is_spaced)
    dash = find_dash(text, dash->end);
  if (!dash) return {};
  const TrackNames names{trimmed(text.substr(0, dash->begin)), trimmed(text.substr(dash->end))};
  return names.artist.empty() || names.title.empty() ? TrackNames() : names;
}

SongLine read_song_line(std::string_view line) {
  std::string_view text = trimmed(line);
  const auto number = take_front(text);
  if (text.find('\t') != std::string_view::npos) return {};
  const TrackNames names = split_at_dash(text);
  if (number) return {names, number, names};
  const TrackNames numbered = names_behind_number(text);
  if (numbered.title.empty()) return {names, std::nullopt, names};
  return {names, first_number(text), numbered};
}

TrackNames split_song(std::string_view line) {
  return read_song_line(line).names;
}

bool is_song(std::string_view line) {
  return !split_song(line).title.empty();
}

bool is_sound_path(std::string_view line) {
  const std::string_view end = trimmed(line);
  const std::string ending =
      lower_case(repair_utf8(end.substr(end.size() - std::min<std::size_t>(end.size(), 5))));
  return std::any_of(std::begin(kSoundEndings), std::end(kSoundEndings),
                     [&](std::string_view one) { return ending.ends_with(one); });
}

}  // namespace segue::read
