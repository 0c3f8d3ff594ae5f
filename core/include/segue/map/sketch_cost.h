#pragma once

#include <cstddef>

namespace segue {

/// Milliseconds that a sketch of the map of a model in training takes, at a guess: for each track
/// some 24 microseconds to find and weigh its place among its neighbours, and a scan of all tracks'
/// vectors for them, at 0.13 nanoseconds a number. Measured in a browser, without threads.
double sketch_milliseconds(std::size_t tracks, std::size_t dim);

/// Whether a training is shown as a map that moves on: not where a sketch would take many seconds,
/// which are more than 20,000 tracks or more than four million numbers.
bool is_sketched(std::size_t tracks, std::size_t dim);

}  // namespace segue
