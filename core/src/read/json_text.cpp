#include "read/json_text.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <string>
#include <vector>

namespace segue::read {
namespace json = boost::json;

namespace {

/// What Boost.JSON's parser calls: turns its events into those of a tree.
struct Handler {
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = std::size_t{1} << 20;
  static constexpr std::size_t max_key_size = std::size_t{1} << 16;

  using View = json::string_view;
  using Code = json::error_code;

  Handler(TreeReader& tree, Scope whole) : reader(tree), root(whole), next(whole) {}

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return open(kIgnored); }
  bool on_object_end(std::size_t, Code&) { return close(); }
  bool on_array_begin(Code&) {
    return open(next == kIgnored ? kIgnored : reader.enter(next, kElement));
  }
  bool on_array_end(std::size_t, Code&) { return close(); }

  bool on_key_part(View part, std::size_t, Code&) {
    if (!open_ones.empty() && open_ones.back().scope != kIgnored) text.append(part);
    return true;
  }
  bool on_key(View part, std::size_t, Code&) {
    const Scope parent = open_ones.back().scope;
    if (parent == kIgnored) {
      next = kIgnored;
    } else if (text.empty()) {
      next = reader.enter(parent, {part.data(), part.size()});
    } else {
      text.append(part);
      next = reader.enter(parent, text);
      text.clear();
    }
    return true;
  }

  bool on_string_part(View part, std::size_t, Code&) {
    if (next != kIgnored) text.append(part);
    return true;
  }
  bool on_string(View part, std::size_t, Code&) {
    if (next == kIgnored) return true;
    TreeValue value;
    value.kind = TreeValue::Kind::text;
    value.text = {part.data(), part.size()};
    if (!text.empty()) value.text = text.append(part);
    reader.value(next, value);
    text.clear();
    return true;
  }

  bool on_number_part(View, Code&) { return true; }
  bool on_int64(std::int64_t number, View, Code&) { return on_number(number); }
  bool on_uint64(std::uint64_t, View, Code&) { return on_number(INT64_MAX); }
  bool on_double(double number, View, Code&) {
    constexpr double kMost = 9007199254740992;  // 2^53
    return on_number(static_cast<std::int64_t>(std::clamp(number, -kMost, kMost)));
  }
  bool on_bool(bool truth, Code&) {
    TreeValue value;
    value.kind = TreeValue::Kind::truth;
    value.truth = truth;
    return on_value(value);
  }
  bool on_null(Code&) { return on_value({}); }
  bool on_comment_part(View, Code&) { return true; }
  bool on_comment(View, Code&) { return true; }

  bool on_number(std::int64_t number) {
    TreeValue value;
    value.kind = TreeValue::Kind::number;
    value.number = number;
    return on_value(value);
  }

  bool on_value(const TreeValue& value) {
    if (next != kIgnored) reader.value(next, value);
    return true;
  }

  bool open(Scope element) {
    if (next != kIgnored) reader.begin(next);
    open_ones.push_back({next, element});
    next = element;
    return true;
  }

  bool close() {
    const Scope scope = open_ones.back().scope;
    open_ones.pop_back();
    if (scope != kIgnored) reader.end(scope);
    next = open_ones.empty() ? root : open_ones.back().element;
    return true;
  }

  struct Open {
    Scope scope;
    Scope element;  // of an array's elements; in an object its keys tell
  };

  TreeReader& reader;
  Scope root;
  Scope next;  // of the value that comes next
  std::vector<Open> open_ones;
  std::string text;  // of a key or text that arrived in parts
};

json::parse_options options() {
  json::parse_options result;
  result.allow_invalid_utf8 = true;  // the rows are repaired
  return result;
}

std::string reason_of(const json::error_code& error) {
  if (error == json::error::too_deep) return "it is nested deeper than 32 levels";
  if (error == json::error::string_too_large) return "a text is longer than 1 MiB";
  if (error == json::error::key_too_large) return "a key is longer than 64 KiB";
  if (error == json::error::extra_data) return "something follows after the end";
  return "this is not JSON (" + error.message() + ")";
}

}  // namespace

class JsonText::Parser {
 public:
  Parser(TreeReader& reader, Scope root) : parser_(options(), reader, root) {}

  std::optional<ReadProblem> push(std::string_view bytes) {
    if (parser_.done()) return push_after_end(bytes);
    json::error_code error;
    const std::size_t used = parser_.write_some(true, bytes.data(), bytes.size(), error);
    move_past(bytes.substr(0, used));
    if (error) return problem(reason_of(error));
    return parser_.done() ? push_after_end(bytes.substr(used)) : std::nullopt;
  }

  std::optional<ReadProblem> finish() {
    if (parser_.done()) return std::nullopt;
    json::error_code error;
    parser_.write_some(false, "", 0, error);
    return error ? std::optional(problem("the file ends here, in the middle: it was cut short"))
                 : std::nullopt;
  }

  void reset() {
    parser_.reset();
    Handler& handler = parser_.handler();
    handler.next = handler.root;
    handler.open_ones.clear();
    handler.text.clear();
    line_ = column_ = 1;
  }

 private:
  std::optional<ReadProblem> push_after_end(std::string_view bytes) {
    const std::size_t extra = bytes.find_first_not_of(" \t\r\n");
    move_past(bytes.substr(0, extra));
    if (extra == std::string_view::npos) return std::nullopt;
    return problem(reason_of(json::error::extra_data));
  }

  void move_past(std::string_view bytes) {
    const std::size_t last = bytes.rfind('\n');
    column_ = last == std::string_view::npos ? column_ + bytes.size() : bytes.size() - last;
    line_ += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  }

  ReadProblem problem(std::string reason) const { return {line_, column_, "", std::move(reason)}; }

  json::basic_parser<Handler> parser_;
  std::uint64_t line_ = 1;  // of the next byte
  std::uint64_t column_ = 1;
};

JsonText::JsonText(TreeReader& reader, Scope root)
    : parser_(std::make_unique<Parser>(reader, root)) {}

JsonText::~JsonText() = default;

std::optional<ReadProblem> JsonText::push(std::string_view bytes) {
  return parser_->push(bytes);
}

std::optional<ReadProblem> JsonText::finish() {
  return parser_->finish();
}

void JsonText::reset() {
  parser_->reset();
}

}  // namespace segue::read
