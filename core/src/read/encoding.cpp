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
constexpr std::string_view kMarks[] = {kUtf8Mark, kLittleMark, kBigMark};
constexpr std::size_t kEnoughUnits = 32;  // to tell UTF-16 by its zeros

/// Whether at most one in eight of these units has something in its higher byte, which stands
/// first or second, and all others are signs of text.
bool looks_like_utf16(std::string_view bytes, std::size_t higher) {
  constexpr std::size_t kFewest = 3;
  std::size_t units = 0;
  std::size_t others = 0;
  for (; bytes.size() >= 2; bytes.remove_prefix(2), ++units) {
    const char lower = bytes[1 - higher];
    if (bytes[higher] != '\0') {
      ++others;
    } else if (static_cast<unsigned char>(lower) < ' ' && lower != '\t' && lower != '\r' &&
               lower != '\n') {
      return false;
    }
  }
  return units >= kFewest && others <= units / 8;
}

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
  return begin(false);
}

std::string_view Utf8Stream::finish() {
  std::string last;
  if (coding_ == Coding::unknown) last = begin(true);
  if (surrogate_ != 0 || !held_.empty()) append_code(last, kReplacementCode);
  text_ = std::move(last);
  return line_ends_.take(text_);
}

/// Passes on what was held, without its mark, once it is known what it is.
std::string_view Utf8Stream::begin(bool at_end) {
  coding_ = find_coding(at_end);
  if (coding_ == Coding::unknown) return {};
  std::string first = std::exchange(held_, {});
  for (const std::string_view mark : kMarks) {
    if (first.starts_with(mark)) first.erase(0, mark.size());
  }
  if (coding_ != Coding::as_it_is) return recode(first);
  text_ = std::move(first);
  return text_;
}

/// What begins with the bytes that are held.
Utf8Stream::Coding Utf8Stream::find_coding(bool at_end) const {
  const std::string_view start = std::string_view(held_).substr(0, 2 * kEnoughUnits);
  if (start.starts_with(kUtf8Mark)) return Coding::as_it_is;
  if (start.starts_with(kLittleMark)) return Coding::utf16_little;
  if (start.starts_with(kBigMark)) return Coding::utf16_big;
  if (!at_end && start.size() < 2 * kEnoughUnits) return Coding::unknown;
  if (looks_like_utf16(start, 1)) return Coding::utf16_little;
  if (looks_like_utf16(start, 0)) return Coding::utf16_big;
  return Coding::as_it_is;
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
