#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/tree.h"
#include "read/xml_text.h"
#include "segue/read/reader.h"

namespace segue::read {

/// Apple's property list in XML, as a tree: dictionaries, arrays and what stands in them.
class PropertyList : private XmlReader {
 public:
  explicit PropertyList(TreeReader& reader) : reader_(reader), text_(*this) {}

  /// As XmlText's.
  std::optional<ReadProblem> push(std::string_view bytes) { return text_.push(bytes); }
  std::optional<ReadProblem> finish() { return text_.finish(); }

 private:
  struct Open {
    Scope scope;
    bool is_array;
    std::string element;  // the XML's
  };

  void begin_element(std::string_view name, const XmlAttributes& attributes) override;
  void end_element() override;
  void text(std::string_view text) override;
  Scope next_scope();
  TreeValue value(std::string_view element) const;

  TreeReader& reader_;
  XmlText text_;
  std::vector<Open> open_;
  std::string key_;
  std::string gathered_;  // the text of the innermost element
};

}  // namespace segue::read
