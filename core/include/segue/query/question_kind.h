#pragma once

namespace segue {

/// What may be asked about the tracks of a playlist.
enum class QuestionKind {
  next,  ///< what comes after them, in their order?
  gap,   ///< what goes with them, in whatever order?
};

}  // namespace segue
