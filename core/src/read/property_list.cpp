#include "read/property_list.h"

#include <utility>

#include "read/timestamp.h"

namespace segue::read {

void PropertyList::begin_element(std::string_view name, const XmlAttributes&) {
  gathered_.clear();
  const bool is_container = name == "dict" || name == "array";
  const Scope scope = name == "plist" || name == "key" ? kIgnored : next_scope();
  open_.push_back({name == "plist" ? kRoot : scope, name == "array", std::string(name)});
  if (is_container && scope != kIgnored) reader_.begin(scope);
}

void PropertyList::text(std::string_view text) {
  if (open_.back().scope != kIgnored || open_.back().element == "key") gathered_ += text;
}

void PropertyList::end_element() {
  const Open ended = std::move(open_.back());
  open_.pop_back();
  if (ended.element == "key") {
    key_ = std::exchange(gathered_, {});
  } else if (ended.element == "dict" || ended.element == "array") {
    if (ended.scope != kIgnored) reader_.end(ended.scope);
  } else if (ended.element != "plist" && ended.scope != kIgnored) {
    reader_.value(ended.scope, value(ended.element));
  }
}

/// Of what begins now.
Scope PropertyList::next_scope() {
  if (open_.empty()) return kIgnored;
  const Open& parent = open_.back();
  if (parent.element == "plist") return kRoot;
  return parent.scope == kIgnored ? kIgnored
                                  : reader_.enter(parent.scope, parent.is_array ? kElement : key_);
}

TreeValue PropertyList::value(std::string_view element) const {
  TreeValue result;
  if (element == "true" || element == "false") {
    result.kind = TreeValue::Kind::truth;
    result.truth = element == "true";
  } else if (element == "integer") {
    result.kind = TreeValue::Kind::number;
    result.number = parse_seconds(gathered_).value_or(0);
  } else {
    result.kind = TreeValue::Kind::text;
    result.text = gathered_;
  }
  return result;
}

}  // namespace segue::read
