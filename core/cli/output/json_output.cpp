#include "output/json_output.h"

#include <charconv>

#include "segue/unicode/text.h"

namespace segue::cli {
namespace {

using boost::json::value;

void append(std::string& text, const value& v) {
  const auto between = [&](char open) { text += text.back() == open ? "" : ","; };
  if (const auto* array = v.if_array()) {
    text += '[';
    for (const value& element : *array) {
      between('[');
      append(text, element);
    }
    text += ']';
  } else if (const auto* object = v.if_object()) {
    text += '{';
    for (const auto& [key, member] : *object) {
      between('{');
      text += boost::json::serialize(boost::json::string(repair_utf8(key))) + ":";
      append(text, member);
    }
    text += '}';
  } else if (const double* number = v.if_double()) {
    text += std::isfinite(*number) ? number_text(*number) : "null";
  } else if (const auto* string = v.if_string()) {
    text += boost::json::serialize(boost::json::string(repair_utf8(*string)));
  } else {
    text += boost::json::serialize(v);
  }
}

}  // namespace

std::string number_text(double value) {
  const double size = std::abs(value);
  const bool is_common = size == 0 || (size >= 1e-6 && size < 1e21);
  const auto format = is_common ? std::chars_format::fixed : std::chars_format::scientific;
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, value, format).ptr};
}

std::string json_text(const value& value) {
  std::string text;
  append(text, value);
  return text;
}

}  // namespace segue::cli
