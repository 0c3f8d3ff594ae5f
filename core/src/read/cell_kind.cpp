#include "read/cell_kind.h"

#include <algorithm>

#include "read/song_line.h"
#include "read/timestamp.h"

namespace segue::read {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}

bool all_of(std::string_view text, bool (*holds)(char)) {
  return std::all_of(text.begin(), text.end(), holds);
}

/// "42", "-7.8", "0,61", "3:45", "1:02:03", "80%", "true".
bool is_number(std::string_view cell) {
  constexpr std::string_view kTruths[] = {"true", "false", "True", "False",
                                          "TRUE", "FALSE", "YES",  "NO"};
  if (std::find(std::begin(kTruths), std::end(kTruths), cell) != std::end(kTruths)) return true;
  return std::any_of(cell.begin(), cell.end(), is_digit) && all_of(cell, [](char c) {
           return is_digit(c) || std::string_view("+-.,:%").find(c) != std::string_view::npos;
         });
}

bool is_isrc(std::string_view cell) {
  return cell.size() == 12 && all_of(cell.substr(0, 2), is_upper) &&
         all_of(cell.substr(2, 3), [](char c) { return is_upper(c) || is_digit(c); }) &&
         all_of(cell.substr(5), is_digit);
}

/// An MBID, a hash, or Spotify's number of a track.
bool is_code(std::string_view cell) {
  constexpr std::size_t kLengths[] = {22, 24, 32, 36, 40, 64};
  return std::find(std::begin(kLengths), std::end(kLengths), cell.size()) != std::end(kLengths) &&
         std::any_of(cell.begin(), cell.end(), is_digit) &&
         all_of(cell, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

/// "user_000001", "user42".
bool is_user(std::string_view cell) {
  return cell.size() > 4 && cell.starts_with("user") && is_digit(cell.back()) &&
         all_of(cell.substr(4), [](char c) { return is_digit(c) || c == '_' || c == '-'; });
}

bool is_address(std::string_view cell) {
  return cell.find("://") != std::string_view::npos || cell.starts_with("spotify:") ||
         cell.starts_with('/') || cell.find(":\\") == 1 || is_sound_path(cell);
}

}  // namespace

CellKind cell_kind(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.empty()) return CellKind::empty;
  auto time = parse_timestamp(cell, DateOrder::day_first);
  if (!time) time = parse_timestamp(cell, DateOrder::month_first);
  if (time) return time->has_clock ? CellKind::time : CellKind::day;
  if (is_number(cell)) return CellKind::number;
  const bool is_identifier = is_address(cell) || is_isrc(cell) || is_code(cell) || is_user(cell);
  return is_identifier ? CellKind::identifier : CellKind::text;
}

}  // namespace segue::read
