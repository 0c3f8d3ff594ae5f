#include "read/first_artist.h"

namespace segue::read {
namespace {

/// The first text of `['Queen', "Guns N' Roses"]`; empty where it is not such a list.
std::string_view first_of_list(std::string_view names) {
  if (names.size() < 5 || names[0] != '[' || !names.ends_with(']')) return {};
  const char quote = names[1];
  if (quote != '\'' && quote != '"') return {};
  const std::size_t end = names.find(quote, 2);
  return end == std::string_view::npos ? std::string_view() : names.substr(2, end - 2);
}

}  // namespace

std::string_view first_artist(std::string_view names, std::string_view ids, std::string& buffer) {
  if (const std::string_view first = first_of_list(names); !first.empty()) return first;
  const bool comma_separates = ids.find(',') != std::string_view::npos;
  buffer.clear();
  std::size_t begin = 0;  // of what is not in the buffer yet
  std::size_t at = 0;
  for (; at < names.size(); ++at) {
    if (names[at] == ';' || (names[at] == ',' && comma_separates)) break;
    if (names.substr(at, 2) != "\\,") continue;
    buffer += names.substr(begin, at - begin);
    begin = ++at;
  }
  if (begin == 0) return names.substr(0, at);
  buffer += names.substr(begin, at - begin);
  return buffer;
}

}  // namespace segue::read
