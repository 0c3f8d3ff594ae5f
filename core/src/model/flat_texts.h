#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/safetensors.h"
#include "segue/unicode/text.h"

namespace segue {

/// Texts one behind another, and where each ends: two tensors of a file.
template <typename End>
struct FlatTexts {
  std::vector<End> ends;
  std::string text;

  void add(std::string_view next) {
    text += next;
    ends.push_back(static_cast<End>(text.size()));
  }
};

/// The texts that were written as FlatTexts, one after another.
template <typename End>
class TextReader {
 public:
  /// `what` is one of the texts, in messages.
  TextReader(const safetensors::Reader& file, const std::string& ends, const std::string& text,
             std::string what)
      : file_(file),
        ends_(file.values<End>(ends)),
        text_(file.values<char>(text)),
        what_(std::move(what)) {}

  std::size_t size() const { return ends_.size(); }

  std::string next() {
    const auto end = static_cast<std::int64_t>(ends_[next_++]);
    if (end < static_cast<std::int64_t>(begin_) || end > static_cast<std::int64_t>(text_.size())) {
      file_.fail("its " + what_ + "s do not lie in order");
    }
    const std::string_view text(text_.data() + begin_, static_cast<std::size_t>(end) - begin_);
    begin_ = static_cast<std::size_t>(end);
    if (!is_utf8(text)) file_.fail("a " + what_ + " is not UTF-8");
    return std::string(text);
  }

 private:
  const safetensors::Reader& file_;
  std::vector<End> ends_;
  std::vector<char> text_;
  std::string what_;
  std::size_t next_ = 0;
  std::size_t begin_ = 0;
};

}  // namespace segue
