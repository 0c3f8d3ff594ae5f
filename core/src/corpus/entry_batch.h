#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "segue/read/reader.h"

namespace segue {

/// Some thousands of entries with text of their own, so that they outlive the bytes they were read
/// from and can be looked up together. Made to be used again and again.
class EntryBatch {
 public:
  /// Notes the entries whose names may fold, too: on the thread that has less to do.
  void look_for_foldable() { looks_for_foldable_ = true; }

  /// Copies the entry. False where it does not fit any more; an empty batch takes any entry.
  bool add(const PlaylistEntry& entry);

  std::span<const PlaylistEntry> entries() const { return entries_; }

  /// Which of them may fold, by their place, in order.
  std::span<const std::size_t> foldable() const { return foldable_; }

  void clear();

 private:
  std::string_view keep(std::string_view text);
  std::string_view keep(std::string_view text, std::string_view previous);

  std::vector<char> text_;  // it does not grow while entries have views of it
  std::size_t used_ = 0;
  std::vector<PlaylistEntry> entries_;
  bool looks_for_foldable_ = false;
  std::vector<std::size_t> foldable_;
};

}  // namespace segue
