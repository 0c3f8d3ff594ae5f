#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace segue {

/// A dash in a text: [begin, end), the spaces around it included.
struct Dash {
  std::size_t begin;
  std::size_t end;
  bool is_spaced;  ///< there are spaces on both sides
};

/// The first dash of any kind at or behind byte `from`: a hyphen, an en dash, a minus, ...; several
/// in a row are one. `utf8` may be invalid.
std::optional<Dash> find_dash(std::string_view utf8, std::size_t from);

}  // namespace segue
