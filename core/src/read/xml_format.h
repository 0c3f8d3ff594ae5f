#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "read/format.h"
#include "read/row_sink.h"
#include "read/tree.h"
#include "read/xml_text.h"
#include "segue/unicode/text.h"

namespace segue::read {

/// A form that is one XML document: what all of them share. Its rules name elements in small
/// letters; the file may spell them in any case.
class XmlFormat : public Format, private XmlReader {
 public:
  void push(std::string_view bytes) final { end_with(text_.push(bytes), false); }
  void finish() final { end_with(text_.finish(), true); }

 protected:
  XmlFormat(RowSink& rows, std::span<const Rule> rules)
      : rows_(rows), text_(*this), rules_(rules) {}

  RowSink& rows_;

 private:
  virtual void begin(Scope scope, const XmlAttributes& attributes) = 0;

  /// `text` is what stands in the element itself, behind the last of the elements in it that the
  /// rules name.
  virtual void end(Scope scope, std::string_view text) = 0;

  /// Nothing more comes: what waits is to be handed over.
  virtual void end_document() = 0;

  void begin_element(std::string_view name, const XmlAttributes& attributes) final {
    scopes_.push_back(follow(rules_, scopes_.back(), lower_case(repair_utf8(name))));
    if (scopes_.back() == kIgnored) return;
    gathered_.clear();
    begin(scopes_.back(), attributes);
  }

  void text(std::string_view text) final {
    if (scopes_.back() != kIgnored) gathered_ += text;
  }

  void end_element() final {
    const Scope scope = scopes_.back();
    scopes_.pop_back();
    if (scope == kIgnored) return;
    end(scope, std::exchange(gathered_, {}));
  }

  void end_with(std::optional<ReadProblem> problem, bool is_end) {
    if (is_end || problem) end_document();
    if (problem) rows_.stop(*std::move(problem));
  }

  XmlText text_;
  std::span<const Rule> rules_;
  std::vector<Scope> scopes_ = {kRoot};
  std::string gathered_;
};

}  // namespace segue::read
