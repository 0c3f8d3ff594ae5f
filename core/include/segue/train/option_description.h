#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace segue {

/// An option of a recipe, as it describes itself: the command line, the file of a sweep and the
/// page all go by this. Values are doubles, which hold each value of each option exactly.
struct OptionDescription {
  /// A word that may stand for a number.
  struct Word {
    const char* text;
    double value;
  };

  const char* flag;                  ///< on the command line, without dashes: "ns-exponent"
  const char* short_flag = nullptr;  ///< song2vec's short form; of several letters, but for "e"
  const char* help;                  ///< for the command line; lines of at most 80 letters
  double least;
  double most;
  bool is_whole = true;
  bool is_above = false;          ///< `least` itself is too small
  std::optional<Word> word = {};  ///< besides the numbers
  /// The option of the recipe `playlist` that means the same, by its flag; null in that recipe
  /// itself, and where it has none.
  const char* like = nullptr;
  /// Where this other option has a number and not its word, this one can only be `least`.
  const char* goes_with_word_of = nullptr;
  bool is_recorded = true;  ///< in models: it has a part in the result

  /// By which models, sweeps and the page know it: the flag with underscores, "ns_exponent".
  std::string name() const;

  /// "a whole number from 1 to 1000, or playlist"
  std::string range() const;

  bool admits(double value) const;

  /// Throws Error(bad_option), naming the flag and the range, unless admits().
  void require(double value) const;

  /// The value that a person has typed; nothing for what is out of range or no number.
  std::optional<double> parse(std::string_view text) const;
};

}  // namespace segue
