#include "query/query_words.h"

#include <algorithm>
#include <initializer_list>

namespace segue {
namespace {

/// The name, and once more without a "the" before it.
std::size_t beginnings(NameWords name, WordNumber the) {
  return name.plain_size > 1 && name.words[0] == the ? 2 : 1;
}

}  // namespace

std::span<WordMatch> QueryWords::add() {
  ++size_;
  matches_.resize(size_ * distinct_words_, kNoMatch);
  return std::span(matches_).last(distinct_words_);
}

/// How many of the query's words, from `at` on, are those that a name begins with. Only the last of
/// the query counts where it is no more than begun: it may not be typed to its end.
std::size_t QueryWords::run(std::size_t at, std::span<const WordNumber> words) const {
  const std::size_t most = std::min(size_ - at, words.size());
  for (std::size_t i = 0; i < most; ++i) {
    const WordMatch match = matches_[(at + i) * distinct_words_ + words[i]];
    const bool is_last = at + i + 1 == size_;
    if (match == kNoMatch || match == kInside || (match == kBegun && !is_last)) return i;
  }
  return most;
}

/// Where the query ends in two names that stand one behind the other.
QueryWords::End QueryWords::end(NameWords first, NameWords second, WordNumber the) const {
  End best = End::nowhere;
  const auto note = [&](NameWords name, std::size_t words, End whole) {
    const bool is_whole = (words == name.words.size() || words == name.plain_size) &&
                          matches_[(size_ - 1) * distinct_words_ + name.words[words - 1]] != kBegun;
    best = std::max(best, is_whole ? whole : End::within);
  };
  for (std::size_t skipped = 0; skipped < beginnings(first, the); ++skipped) {
    const std::size_t matched = run(0, first.words.subspan(skipped));
    if (matched == size_) note(first, skipped + matched, End::with_first);
    for (const std::size_t whole : {first.words.size(), first.plain_size}) {
      const std::size_t at = whole - skipped;
      if (matched < at || at == size_) continue;
      for (std::size_t left = 0; left < beginnings(second, the); ++left) {
        const std::size_t more = run(at, second.words.subspan(left));
        if (at + more == size_) note(second, left + more, End::with_second);
      }
    }
  }
  return best;
}

Place QueryWords::place(NameWords title, NameWords artist, WordNumber the) const {
  const End by_title = end(title, artist, the);
  if (by_title >= End::with_first) return Place::whole_title;
  const End by_artist = end(artist, title, the);
  if (by_artist == End::with_second) return Place::whole_title;
  if (by_artist == End::with_first) return Place::whole_artist;
  return std::max(by_title, by_artist) == End::within ? Place::beginning : Place::anywhere;
}

}  // namespace segue
