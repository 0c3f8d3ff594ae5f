#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "query/word_match.h"

namespace segue {

/// A distinct word of all names, by the order in which they first appeared.
using WordNumber = std::uint32_t;

/// The words of an artist or a title, in order.
struct NameWords {
  std::span<const WordNumber> words;
  std::size_t plain_size;  // of those without guests and editions, at the beginning; at most all
};

/// Where in a track's names the words of a query stand, in their order; less is better.
enum class Place : std::uint8_t {
  whole_title,  // with or without the artist before or behind it
  whole_artist,
  beginning,  // of title or artist, or of one with the other behind it
  anywhere,
};

/// The words of a query, each matched with all that there are.
class QueryWords {
 public:
  explicit QueryWords(std::size_t distinct_words) : distinct_words_(distinct_words) {}

  /// One more word of the query: its matches, all kNoMatch, to be filled in.
  std::span<WordMatch> add();

  std::size_t size() const { return size_; }

  /// `the` is the number of the word "the", which may be left out where a name begins with it.
  Place place(NameWords title, NameWords artist, WordNumber the) const;

 private:
  enum class End { nowhere, within, with_first, with_second };

  std::size_t run(std::size_t at, std::span<const WordNumber> words) const;
  End end(NameWords first, NameWords second, WordNumber the) const;

  std::size_t distinct_words_;
  std::size_t size_ = 0;
  std::vector<WordMatch> matches_;  // by the query's word, then by the distinct word
};

}  // namespace segue
