#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "read/tree.h"
#include "segue/read/reader.h"

namespace segue::read {

/// JSON, read as it arrives in memory bounded by one text of it. At most 32 levels deep, and no
/// text longer than 1 MiB. Invalid UTF-8 within texts passes as it is.
class JsonText {
 public:
  /// `root` is the scope of the whole.
  explicit JsonText(TreeReader& reader, Scope root = kRoot);
  ~JsonText();

  /// Takes the next bytes, cut anywhere. Gives what is wrong, and where, with bytes that are no
  /// JSON: what came before them has been read, and nothing may be pushed after.
  std::optional<ReadProblem> push(std::string_view bytes);

  /// The end. A problem where it comes too early.
  std::optional<ReadProblem> finish();

  /// Begins anew.
  void reset();

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace segue::read
