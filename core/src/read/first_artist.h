#pragma once

#include <string>
#include <string_view>

namespace segue::read {

/// The first of several artists, whom Spotify's other exports name alone. exportify.net puts `;`
/// between them and leaves commas as they are; watsonbox, and exportify.net before 2021, put a
/// comma there and name the artists' `ids` in a column of their own, which tells whether there are
/// several; watsonbox also writes a comma within a name as `\,`. Tables made with Python hold
/// `['Queen', 'David Bowie']`. A view of `names` where that is possible, else of `buffer`.
std::string_view first_artist(std::string_view names, std::string_view ids, std::string& buffer);

}  // namespace segue::read
