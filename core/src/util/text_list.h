#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace segue {

/// Texts written one behind another into one buffer, to be used again without allocating.
class TextList {
 public:
  void clear() {
    text_.clear();
    ends_.clear();
  }

  /// Where the next text is written, by appending.
  std::string& next() { return text_; }

  /// Ends the text that was written.
  void end_text() { ends_.push_back(text_.size()); }

  /// The texts. The views live until the list is next changed.
  std::span<const std::string_view> views() {
    views_.clear();
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
      views_.push_back(std::string_view(text_).substr(begin, end - begin));
      begin = end;
    }
    return views_;
  }

 private:
  std::string text_;
  std::vector<std::size_t> ends_;
  std::vector<std::string_view> views_;
};

}  // namespace segue
