#include "model/parse_json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace segue {
namespace json = boost::json;

namespace {

/// `rough` where the text is no number that a double can hold.
double nearest_double(json::string_view text, double rough) {
#if defined(__EMSCRIPTEN__)
  // Its library lacks from_chars for a double, and its strtod knows one locale only.
  static_cast<void>(rough);
  return std::strtod(std::string(text.data(), text.size()).c_str(), nullptr);
#else
  double number = rough;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
#endif
}

/// What Boost.JSON's parser calls: builds the value.
struct Handler {
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();

  using View = json::string_view;
  using Code = json::error_code;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return true; }
  bool on_array_begin(Code&) { return true; }
  bool on_object_end(std::size_t members, Code&) { return stack.push_object(members), true; }
  bool on_array_end(std::size_t elements, Code&) { return stack.push_array(elements), true; }
  bool on_key_part(View part, std::size_t, Code&) { return stack.push_chars(part), true; }
  bool on_key(View part, std::size_t, Code&) { return stack.push_key(part), true; }
  bool on_string_part(View part, std::size_t, Code&) { return stack.push_chars(part), true; }
  bool on_string(View part, std::size_t, Code&) { return stack.push_string(part), true; }
  bool on_number_part(View, Code&) { return true; }
  bool on_int64(std::int64_t number, View, Code&) { return stack.push_int64(number), true; }
  bool on_uint64(std::uint64_t number, View, Code&) { return stack.push_uint64(number), true; }
  bool on_double(double rough, View text, Code&) {
    return stack.push_double(nearest_double(text, rough)), true;
  }
  bool on_bool(bool truth, Code&) { return stack.push_bool(truth), true; }
  bool on_null(Code&) { return stack.push_null(), true; }
  bool on_comment_part(View, Code&) { return true; }
  bool on_comment(View, Code&) { return true; }

  json::value_stack stack;
};

}  // namespace

json::value parse_json(std::string_view text, boost::system::error_code& error) {
  json::basic_parser<Handler> parser{json::parse_options()};
  parser.handler().stack.reset();
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error && used < text.size()) error = json::error::extra_data;
  return error ? json::value() : parser.handler().stack.release();
}

}  // namespace segue
