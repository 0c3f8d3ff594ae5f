#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segue::read {

/// One of the encodings of a byte a character that a part of the world used before UTF-8.
struct CodePage {
  std::string_view name;  ///< "windows-1251"
  const char16_t* signs;  ///< the 128 from byte 0x80 on
};

/// The page of a name, in any of its spellings ("CP1251", "Windows-1251"); nullptr where there is
/// none here.
const CodePage* find_code_page(std::string_view name);

/// The UTF-8 of bytes of a page.
std::string from_code_page(std::string_view bytes, const CodePage& page);

/// Whether bytes that are no UTF-8 may be Windows-1252: not Cyrillic, Greek, Japanese, ... of
/// another page, which would come out as rows of accented letters, and not Polish or Czech.
bool may_be_windows_1252(std::string_view bytes);

/// How the lines of a text are encoded. Those that are UTF-8 are that; what the others are, the
/// file or the listener says, and where nobody does, they are Windows-1252 if they may be: if this
/// line may, and more of those so far may than may not. Of Shift_JIS or KOI8-R some lines pass for
/// it by chance, and most do not.
class LineEncoding {
 public:
  LineEncoding() = default;

  /// What the listener says, as set() takes it; empty where nobody does.
  explicit LineEncoding(std::string_view name) {
    if (!name.empty()) set(name);
  }

  /// Lets the first lines of a file tell beforehand what it may be in.
  void look_at(const std::vector<std::string_view>& lines);

  /// A line as UTF-8, in `buffer` where it had to be recoded; none where its encoding cannot be
  /// told.
  std::optional<std::string_view> utf8(std::string_view line, std::string& buffer);

  /// Whether a line was taken for Windows-1252 by a guess.
  bool has_guessed() const { return has_guessed_; }

  /// What the lines are that are not UTF-8. False where the name is not known.
  bool set(std::string_view name);

 private:
  /// Whether that is so of a line that is not UTF-8, which counts.
  bool guess(std::string_view line);

  const CodePage* page_ = nullptr;
  bool has_guessed_ = false;
  std::size_t western_ = 0;  // lines that may be Windows-1252
  std::size_t others_ = 0;   // and that are neither that nor UTF-8
};

/// What is said of a line whose encoding cannot be told.
constexpr const char* kUnknownEncoding =
    "the letters are in an old encoding that the file does not name: save it as UTF-8, or name it "
    "with --encoding, as in --encoding windows-1251 (of Chinese, Japanese and Korean none is "
    "known)";

}  // namespace segue::read
