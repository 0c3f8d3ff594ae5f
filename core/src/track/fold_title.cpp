#include "track/fold_title.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace segue {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kDash = " - ";

// Words that say what edition a recording was taken from, and with them the words that stand beside
// those. Nothing with any other word in it is dropped: "live remaster" and "mono remix" stay.
constexpr std::string_view kEditionWords[] = {"remaster", "remastered",    "remasterizado", "mono",
                                              "stereo",   "remasterizada", "deluxe"};
constexpr std::string_view kWordsBeside[] = {"version",  "edition", "digital", "digitally",   "mix",
                                             "original", "newly",   "super",   "anniversary", "the",
                                             "and",      "&",       "hd",      "24-bit",      "in"};

// What sets a version apart.
constexpr std::string_view kVersionWords[] = {
    "live",         "remix",   "remixed",  "mix",    "edit",    "version", "acoustic",
    "instrumental", "demo",    "session",  "cover",  "karaoke", "dub",     "sessions",
    "unplugged",    "reprise", "extended", "rework", "bootleg", "radio",   "cappella"};

template <std::size_t N>
bool contains(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == kNone) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Calls `each(part)` for what stands between any of `signs`, until it returns false.
template <typename Each>
void split(std::string_view text, std::string_view signs, Each each) {
  while (true) {
    const std::size_t end = text.find_first_of(signs);
    if (!each(trimmed(text.substr(0, end))) || end == kNone) return;
    text.remove_prefix(end + 1);
  }
}

/// "2009"
bool is_year(std::string_view word) {
  return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
         std::all_of(word.begin(), word.end(), is_digit);
}

/// "50th"
bool is_ordinal(std::string_view word) {
  if (word.size() < 3) return false;
  const std::string_view ending = word.substr(word.size() - 2);
  const std::string_view digits = word.substr(0, word.size() - 2);
  return (ending == "th" || ending == "st" || ending == "nd" || ending == "rd") &&
         std::all_of(digits.begin(), digits.end(), is_digit);
}

/// "remastered 2009", "50th anniversary deluxe edition"
bool is_edition(std::string_view text) {
  bool says_so = false;
  bool says_more = false;
  split(text, " ", [&](std::string_view word) {
    const bool is_word = contains(kEditionWords, word);
    says_so = says_so || is_word;
    says_more = !word.empty() && !is_word && !contains(kWordsBeside, word) && !is_year(word) &&
                !is_ordinal(word);
    return !says_more;
  });
  return says_so && !says_more;
}

/// `text` without the editions in it: "live / remastered 2009" is "live".
std::string without_editions(std::string_view text) {
  std::string kept;
  bool is_whole = true;
  split(text, "/;,", [&](std::string_view part) {
    if (is_edition(part)) {
      is_whole = false;
    } else {
      kept.append(kept.empty() ? "" : " / ").append(part);
    }
    return true;
  });
  return is_whole ? std::string(text) : kept;
}

/// Where a word that announces guests begins, behind something and before something; kNone.
std::size_t find_guests(std::string_view text, bool is_artist) {
  std::size_t first = kNone;
  for (const std::string_view word : {" feat. ", " ft. ", " featuring "})
    first = std::min(first, text.find(word));
  // A title may tell of a feat.
  if (is_artist) first = std::min({first, text.find(" feat "), text.find(" ft ")});
  return first == 0 ? kNone : first;
}

/// Whether what stands in brackets are guests: "feat. somebody".
bool is_guests(std::string_view inside) {
  for (const std::string_view word : {"feat.", "feat ", "ft.", "ft ", "featuring "}) {
    if (inside.starts_with(word)) return true;
  }
  return false;
}

/// Where the bracket that opens at `open` closes; kNone where it does not.
std::size_t closing(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '(' || text[at] == '[') ++depth;
    if ((text[at] == ')' || text[at] == ']') && --depth == 0) return at;
  }
  return kNone;
}

/// Takes guests and editions out of the brackets, and brackets away that are empty then.
std::string fold_brackets(std::string_view text) {
  std::string result;
  while (true) {
    const std::size_t open = text.find_first_of("([");
    const std::size_t close = open == kNone ? kNone : closing(text, open);
    if (close == kNone) return result.append(text);
    const std::string_view inside = trimmed(text.substr(open + 1, close - open - 1));
    const std::string kept = is_guests(inside) ? std::string() : without_editions(inside);
    result.append(text.substr(0, open));
    if (kept == inside) {
      result.append(text.substr(open, close - open + 1));
    } else if (!kept.empty()) {
      result.append(1, text[open]).append(kept).append(1, text[close]);
    }
    text.remove_prefix(close + 1);
  }
}

std::vector<std::string_view> split_at_dashes(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t dash = text.find(kDash);
    parts.push_back(trimmed(text.substr(0, dash)));
    if (dash == kNone) return parts;
    text.remove_prefix(dash + kDash.size());
  }
}

/// Takes editions away that stand behind a dash.
std::string fold_dashes(std::string_view text) {
  const std::vector<std::string_view> parts = split_at_dashes(text);
  std::string result(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    // "2011 - remaster"
    const bool is_of_next = is_year(parts[i]) && i + 1 < parts.size() && is_edition(parts[i + 1]);
    const std::string kept = without_editions(parts[i]);
    if (!is_of_next && !kept.empty() && !is_guests(kept)) result.append(kDash).append(kept);
  }
  return result;
}

/// Takes guests away that stand in the open, up to a bracket or a dash.
std::string without_guests(std::string_view text, bool is_artist) {
  std::string result;
  while (true) {
    const std::size_t begin = find_guests(text, is_artist);
    if (begin == kNone) return result.append(text);
    result.append(text.substr(0, begin));
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of("(["), text.find(kDash));
    if (end == kNone) return result;
    if (text[end] != ' ') result += ' ';
    text.remove_prefix(end);
  }
}

bool has_version_word(std::string_view text) {
  bool result = false;
  split(text, " /.'", [&](std::string_view word) {
    result = contains(kVersionWords, word);
    return !result;
  });
  return result;
}

/// "song (live)" as "song - live".
std::string version_behind_dash(std::string text) {
  if (!text.ends_with(')') && !text.ends_with(']')) return text;
  for (std::size_t open = text.find_first_of("(["); open != kNone;
       open = text.find_first_of("([", open + 1)) {
    if (closing(text, open) != text.size() - 1) continue;
    const std::string_view base = trimmed(std::string_view(text).substr(0, open));
    const std::string_view version =
        trimmed(std::string_view(text).substr(open + 1, text.size() - open - 2));
    if (base.empty() || !has_version_word(version)) return text;
    return std::string(base).append(kDash).append(version);
  }
  return text;
}

/// Without a pair of quotation marks around the whole, which some exports leave there. One without
/// a partner at the other end belongs to the name: "weird al" yankovic, original 12".
std::string_view unquoted(std::string_view name) {
  const std::size_t first = name.find_first_not_of('"');
  if (first == kNone) return name.size() % 2 == 0 ? std::string_view() : name;
  const std::size_t behind = name.size() - 1 - name.find_last_not_of('"');
  const std::size_t pairs = std::min(first, behind);
  const std::string_view inside = name.substr(pairs, name.size() - 2 * pairs);
  return inside.find('"') == kNone ? inside : name;
}

/// One space where there are several; no spaces and pairs of quotation marks at the ends.
std::string tidied(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != ' ' || !result.ends_with(' ')) result += c;
  }
  std::string_view inside = result;
  while (unquoted(trimmed(inside)) != inside)
    inside = unquoted(trimmed(inside));
  return std::string(inside);
}

std::string fold_title_once(const std::string& title) {
  const std::string kept = tidied(without_guests(fold_dashes(fold_brackets(title)), false));
  return kept.empty() ? title : version_behind_dash(kept);
}

std::string fold_artist_once(const std::string& artist) {
  std::string kept = without_guests(fold_brackets(artist), true);
  kept.resize(std::min(kept.find(';'), kept.size()));
  kept = tidied(kept);
  return kept.empty() ? artist : kept;
}

/// What a round leaves may be folded further.
template <typename Fold>
std::string fold_all(std::string text, Fold fold) {
  text = tidied(text);
  while (true) {
    std::string folded = fold(text);
    if (folded == text) return text;
    text = std::move(folded);
  }
}

}  // namespace

std::string fold_title(std::string title) {
  return fold_all(std::move(title), fold_title_once);
}

std::string fold_artist(std::string artist) {
  return fold_all(std::move(artist), fold_artist_once);
}

}  // namespace segue
