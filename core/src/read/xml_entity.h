#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace segue::read {

/// The entities that a document declares for itself: names for a text. Those that name another
/// file or hold a declaration are left out. No text is longer than 1 KiB and all of them together
/// than 64 KiB, with what stands in them for others already in its place: none can grow when used.
class XmlEntities {
 public:
  /// Takes the declarations in brackets of a DOCTYPE. False where they grow larger than that.
  bool declare(std::string_view declarations);

  /// What an entity stands for; nullptr where it is not declared.
  const std::string* find(std::string_view name) const;

 private:
  bool add(std::string_view name, std::string_view text);

  std::map<std::string, std::string, std::less<>> texts_;
  std::size_t size_ = 0;
};

/// Text of XML with what its references stand for: the five of XML, numbers, and those of HTML that
/// programs write where they should not. Two numbers that are the halves of a surrogate pair are
/// one character. What is no such reference, as a bare &, stays as it is, and so is what would make
/// more than 1 MiB of the document's own entities.
std::string without_references(std::string_view text, const XmlEntities& entities);

}  // namespace segue::read
