#include "read/encoding.h"

#include <algorithm>
#include <utility>

#include "segue/unicode/text.h"
#include "unicode/code_point.h"

namespace segue::read {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kLittleMark = "\xFF\xFE";
constexpr std::string_view kBigMark = "\xFE\xFF";

}  // namespace

std::string_view LineEnds::take(std::string_view text) {
  if (kind_ == Kind::as_they_are || text.empty()) return text;
  if (holds_return_) {
    text_.assign(1, '\r').append(text);
    text = text_;
    holds_return_ = false;
  }
  if (kind_ == Kind::unknown) {
    const std::size_t at = text.substr(0, text.find('\n')).find('\r');
    if (at == std::string_view::npos) {
      if (text.find('\n') != std::string_view::npos) kind_ = Kind::as_they_are;
      return text;
    }
    if (at + 1 == text.size()) {
      holds_return_ = true;
      return text.substr(0, at);
    }
    kind_ = text[at + 1] == '\n' ? Kind::as_they_are : Kind::carriage_return;
    if (kind_ == Kind::as_they_are) return text;
  }
  text_ = std::string(text);
  std::replace(text_.begin(), text_.end(), '\r', '\n');
  return text_;
}

std::string_view Utf8Stream::take(std::string_view bytes) {
  return line_ends_.take(decode(bytes));
}

std::string_view Utf8Stream::decode(std::string_view bytes) {
  if (coding_ == Coding::as_it_is) return bytes;
  if (coding_ != Coding::unknown) return recode(bytes);
  held_ += bytes;
  look(false);
  if (coding_ == Coding::unknown) return {};
  text_ = std::exchange(held_, {});
  if (coding_ == Coding::as_it_is) return text_;
  const std::string first = std::exchange(text_, {});
  return recode(first);
}

std::string_view Utf8Stream::finish() {
  if (coding_ == Coding::unknown) {
    look(true);
    text_ = std::exchange(held_, {});
    return line_ends_.take(text_);
  }
  text_.clear();
  if (surrogate_ != 0 || !held_.empty()) append_code(text_, kReplacementCode);
  return line_ends_.take(text_);
}

/// Decides by the mark, and takes it away.
void Utf8Stream::look(bool at_end) {
  const auto begins = [&](std::string_view mark) {
    return std::string_view(held_).starts_with(mark);
  };
  if (begins(kUtf8Mark)) {
    coding_ = Coding::as_it_is;
    held_.erase(0, kUtf8Mark.size());
  } else if (begins(kLittleMark) || begins(kBigMark)) {
    coding_ = begins(kLittleMark) ? Coding::utf16_little : Coding::utf16_big;
    held_.erase(0, kLittleMark.size());
  } else if (at_end || (!kUtf8Mark.starts_with(held_) && !kLittleMark.starts_with(held_) &&
                        !kBigMark.starts_with(held_))) {
    coding_ = Coding::as_it_is;
  }
}

std::string_view Utf8Stream::recode(std::string_view bytes) {
  text_.clear();
  for (const char byte : bytes) {
    held_ += byte;
    if (held_.size() < 2) continue;
    const auto first = static_cast<unsigned char>(held_[0]);
    const auto second = static_cast<unsigned char>(held_[1]);
    held_.clear();
    const auto unit = static_cast<std::uint16_t>(
        coding_ == Coding::utf16_little ? second << 8 | first : first << 8 | second);
    const bool ends_pair = unit >= 0xDC00 && unit <= 0xDFFF;
    if (surrogate_ != 0 && ends_pair) {
      append_code(text_, 0x10000u + ((surrogate_ & 0x3FFu) << 10) + (unit & 0x3FFu));
      surrogate_ = 0;
      continue;
    }
    if (surrogate_ != 0) append_code(text_, kReplacementCode);
    surrogate_ = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
    if (surrogate_ == 0) append_code(text_, ends_pair ? kReplacementCode : unit);
  }
  return text_;
}

}  // namespace segue::read
