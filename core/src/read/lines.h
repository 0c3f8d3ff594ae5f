#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace segue::read {

/// Longer lines are no row of any playlist; their bytes are dropped as they arrive.
constexpr std::size_t kLongestLine = std::size_t{1} << 20;

struct Line {
  std::string_view text;  ///< without its line end; empty where `too_long`
  std::uint64_t number = 0;
  bool too_long = false;
};

/// Cuts bytes that arrive in pieces into lines (LF or CRLF), in memory bounded by kLongestLine.
class Lines {
 public:
  /// Calls `each(const Line&)` for every line that `bytes` completes, until it returns false.
  template <typename Each>
  void push(std::string_view bytes, Each each) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      const std::string_view piece = bytes.substr(0, end);
      if (end == std::string_view::npos) return keep(piece);
      bytes.remove_prefix(end + 1);
      if (!complete(piece, each)) return;
    }
  }

  /// The last line, where the file does not end with a line end.
  template <typename Each>
  void finish(Each each) {
    if (!partial_.empty() || too_long_) complete({}, each);
  }

 private:
  void keep(std::string_view piece) {
    too_long_ = too_long_ || partial_.size() + piece.size() > kLongestLine;
    if (too_long_) {
      partial_.clear();
    } else {
      partial_.append(piece);
    }
  }

  template <typename Each>
  bool complete(std::string_view piece, Each& each) {
    if (!partial_.empty() || too_long_ || piece.size() > kLongestLine) {
      keep(piece);
      piece = partial_;
    }
    if (!piece.empty() && piece.back() == '\r') piece.remove_suffix(1);
    const bool more = each(Line{piece, ++number_, too_long_});
    partial_.clear();
    too_long_ = false;
    return more;
  }

  std::string partial_;
  std::uint64_t number_ = 0;
  bool too_long_ = false;
};

}  // namespace segue::read
