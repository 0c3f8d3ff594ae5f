#pragma once

#include <string_view>

namespace segue::read {

/// What a table's field is, by itself.
enum class CellKind {
  empty,
  number,      ///< or a share, a truth value, a duration as 3:45
  time,        ///< with its hour
  day,         ///< a date alone
  identifier,  ///< a URI, a path, an ISRC, an MBID, a hash, a user's number
  text,
};

CellKind cell_kind(std::string_view cell);

}  // namespace segue::read
