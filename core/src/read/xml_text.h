#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/xml_entity.h"
#include "segue/read/reader.h"

namespace segue::read {

struct CodePage;

/// Whether an element or attribute has a name, in any case: some programs do not mind theirs.
bool is_named(std::string_view name, std::string_view wanted);

/// The attributes of a tag. Lives until the call that it is handed to returns.
class XmlAttributes {
 public:
  /// `tag` is what stands behind the element's name, in the encoding of `page`; UTF-8 without one.
  XmlAttributes(std::string_view tag, const CodePage* page, const XmlEntities& entities)
      : tag_(tag), page_(page), entities_(entities) {}

  /// That of a name, in any case; empty where there is none.
  std::string value(std::string_view name) const;

 private:
  std::string_view tag_;
  const CodePage* page_;
  const XmlEntities& entities_;
};

/// Takes XML as it arrives: elements by their names without a prefix, and the text between tags.
class XmlReader {
 public:
  virtual ~XmlReader() = default;
  virtual void begin_element(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end_element() = 0;
  virtual void text(std::string_view text) = 0;  ///< may come in several pieces
};

/// As much of XML as playlists need, read as it arrives, and as players read it who are not strict:
/// an end tag ends what was left open in its element, too, and the case of its name does not
/// matter; one that ends nothing is an error. Comments and instructions are passed over. At most 64
/// levels deep; no tag and no text between two tags longer than 1 MiB, nor with what the document's
/// own entities stand for twice as long.
///
/// Ours, because the readers run as WebAssembly too, where Debian has no XML library to link with
/// and Emscripten would have to download one; and this little is all of it.
class XmlText {
 public:
  explicit XmlText(XmlReader& reader) : reader_(reader) {}

  /// Takes the next bytes, cut anywhere. Gives what is wrong, and where, with bytes that are no
  /// such XML: what came before them has been read, and nothing may be pushed after.
  std::optional<ReadProblem> push(std::string_view bytes);

  /// The end. A problem where it comes too early.
  std::optional<ReadProblem> finish();

 private:
  using Problem = std::optional<ReadProblem>;

  Problem take_text(std::string_view& bytes);
  Problem take_markup(std::string_view& bytes);
  Problem end_text();
  Problem end_markup();
  Problem read_tag(std::string_view tag);
  Problem read_end_tag(std::string_view name);
  Problem read_declaration(std::string_view declaration);
  Problem read_doctype(std::string_view doctype);
  bool is_whole_markup();
  void look_at(char c);
  std::string recoded(std::string_view text) const;
  ReadProblem problem(std::string reason) const { return {line_, 0, "", std::move(reason)}; }

  XmlReader& reader_;
  bool in_markup_ = false;
  std::string token_;              // text or markup, until it is whole
  std::size_t looked_at_ = 0;      // of the markup
  char quote_ = 0;                 // that is open in the markup
  bool in_brackets_ = false;       // of a DOCTYPE
  bool in_comment_ = false;        // in those
  std::vector<std::string> open_;  // elements
  bool has_root_ = false;
  XmlEntities entities_;
  const CodePage* page_ = nullptr;  // UTF-8 where there is none
  std::uint64_t line_ = 1;
};

}  // namespace segue::read
