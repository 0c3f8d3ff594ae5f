#pragma once

#include <string>
#include <string_view>

#include "segue/util/error.h"

namespace segue::read {

/// A file that is read: one that was named, or one found in a folder or an archive, whose name then
/// stands behind that of where it lies: "export.zip/Playlist1.json".
struct FileName {
  std::string text;
  bool is_found = false;
};

/// Takes files one after another, each in pieces.
class FileTaker {
 public:
  virtual ~FileTaker() = default;
  virtual void begin(const FileName& name) = 0;
  /// False where no more of this file is wanted.
  virtual bool push(std::string_view bytes) = 0;
  virtual void end() = 0;
  /// The file cannot be read, or no further if it has begun; it has then ended.
  virtual void fail(const FileName& name, const Error& error) = 0;
};

}  // namespace segue::read
