#pragma once

// How values cross between the core and JavaScript. Every call that can fail gives { value } or
// { error }: a C++ exception never crosses into JavaScript. What is handed out is JavaScript's own
// copy, except for the handles, which their owner must delete().

#include <emscripten/val.h>

#include <cstdint>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "segue/util/error.h"

namespace segue::wasm {

using emscripten::val;

/// What went wrong, and where.
val fault_val(const Error& error);

/// { error } with what a person should know.
val error_val(const std::string& code, const std::string& message, const Location& where = {});

/// The same where there is no more memory.
val out_of_memory();

/// { value: work() }, or { error } for what it threw.
template <typename Work>
val attempt(Work work) {
  try {
    val outcome = val::object();
    outcome.set("value", work());
    return outcome;
  } catch (const Error& e) {
    return error_val(to_string(e.code()), e.message(), e.location());
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::length_error&) {  // larger than any allocation here can be
    return out_of_memory();
  } catch (const std::exception& e) {
    return error_val("internal", e.what());
  }
}

std::string copy_bytes(const val& bytes);

template <typename T, typename Convert>
val array_of(const std::vector<T>& items, Convert convert) {
  val array = val::array();
  for (const T& item : items)
    array.call<void>("push", convert(item));
  return array;
}

/// A copy of numbers as one of JavaScript's typed arrays.
template <typename T>
val numbers_val(const char* type, const std::vector<T>& numbers) {
  return val::global(type).new_(emscripten::typed_memory_view(numbers.size(), numbers.data()));
}

/// Whether a number of JavaScript's, which are all doubles, is one of this type.
template <typename Whole>
bool is_whole(double value) {
  return value >= 0 && value <= 9007199254740992.0 &&
         value == static_cast<double>(static_cast<Whole>(value));
}

/// What is out of range becomes 0, which names no track.
template <typename Whole>
Whole whole_number(double value) {
  return is_whole<Whole>(value) ? static_cast<Whole>(value) : Whole{0};
}

/// Throws Error(bad_option) for what is no whole number.
template <typename Whole>
Whole whole_option(const val& options, const char* name) {
  const auto value = options[name].as<double>();
  if (is_whole<Whole>(value)) return static_cast<Whole>(value);
  throw Error(ErrorCode::bad_option, std::string(name) + " must be a whole number");
}

double real_option(const val& options, const char* name);

}  // namespace segue::wasm
