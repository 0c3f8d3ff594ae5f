#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>

#include "read/format.h"
#include "read/json_text.h"
#include "read/row_sink.h"
#include "read/tree.h"

namespace segue::read {

/// A form that is one JSON document: what all of them share.
class JsonFormat : public Format, protected TreeReader {
 public:
  void push(std::string_view bytes) final { end_with(text_.push(bytes), false); }
  void finish() final { end_with(text_.finish(), true); }

 protected:
  JsonFormat(RowSink& rows, std::span<const Rule> rules)
      : rows_(rows), text_(*this), rules_(rules) {}

  RowSink& rows_;

 private:
  Scope enter(Scope parent, std::string_view key) final { return follow(rules_, parent, key); }

  /// Nothing more comes: what waits is to be handed over.
  virtual void end_document() {}

  void end_with(std::optional<ReadProblem> problem, bool is_end) {
    if (is_end || problem) end_document();
    if (problem) rows_.stop(*std::move(problem));
  }

  JsonText text_;
  std::span<const Rule> rules_;
};

/// Puts a text into `target`, and nothing where there is null or a number.
inline void assign_text(std::string& target, const TreeValue& value) {
  target.assign(value.text);
}

}  // namespace segue::read
