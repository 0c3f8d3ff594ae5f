#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "segue/track/vocabulary.h"

namespace segue {

/// Finds tracks by what a person types: any words of artist and title in any order, begun or
/// whole, with or without accents, with a slip of the finger or two in longer words.
class TrackSearch {
 public:
  explicit TrackSearch(const Vocabulary& vocabulary);
  ~TrackSearch();
  TrackSearch(TrackSearch&&) noexcept;
  TrackSearch& operator=(TrackSearch&&) noexcept;

  /// The `limit` best matches among the tracks that match most of the words (all, if one does), in
  /// this order:
  ///
  ///   1. closer spellings first: whole words, then begun ones, then slips and insides of words;
  ///   2. of those: the words are a whole title, or title and artist in any order; a whole artist;
  ///      what title or artist begin with, in their order, the last word perhaps half typed; any
  ///      other place. "The" may be left out at the beginning of a name, and where the vocabulary
  ///      folds names, guests and editions at its end;
  ///   3. of those: by position, so by falling count.
  ///
  /// Text without words gives the first positions. `text` must be valid UTF-8; words behind its
  /// fiftieth are not looked at.
  std::vector<TrackId> find(std::string_view text, std::size_t limit) const;

 private:
  class Index;
  std::unique_ptr<Index> index_;
};

}  // namespace segue
