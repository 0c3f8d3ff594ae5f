#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "read/file_taker.h"
#include "read/unpack_limit.h"

namespace segue::read {

/// Where the bytes of one file go once it is known what it is.
class Content {
 public:
  virtual ~Content() = default;
  /// False where no more of it is wanted. Throws Error.
  virtual bool push(std::string_view bytes) = 0;
  virtual void end() = 0;
};

/// What all files that lie in one file share.
struct Unpacking {
  FileTaker& taker;
  UnpackLimit& limit;
};

/// Hands a file's bytes on: as they are, or what is in them where they are gzip or a zip archive,
/// which the first of them tell. An archive may lie in another one, and no deeper.
class Unpacker {
 public:
  Unpacker(FileName name, const Unpacking& unpacking, int depth = 0);

  /// Takes the next bytes. False where no more are wanted. Throws Error.
  bool push(std::string_view bytes);

  /// There are no more. Throws Error.
  void end();

  /// Whether it is known what the file is, and its bytes are handed on.
  bool has_begun() const { return content_ != nullptr; }

  const FileName& name() const { return name_; }

 private:
  void begin();
  bool hand_on(std::string_view bytes);

  FileName name_;
  Unpacking unpacking_;
  int depth_;
  bool is_packed_ = false;
  std::string start_;  // until it is known what it is
  std::unique_ptr<Content> content_;
};

/// RFC 1952: one member or several, one after another.
std::unique_ptr<Content> make_gzip(const FileName& name, const Unpacking& unpacking, int depth);

/// A zip archive (PKWARE's APPNOTE.TXT), member by member as it arrives: its list of members, which
/// stands at its end, is not needed, and nothing that it says is believed.
std::unique_ptr<Content> make_zip(const FileName& name, const Unpacking& unpacking, int depth);

}  // namespace segue::read
