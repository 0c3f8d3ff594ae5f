#include "values.h"

namespace segue::wasm {

namespace {

val fault_val(const std::string& code, const std::string& message, const Location& where) {
  val fault = val::object();
  fault.set("code", code);
  fault.set("message", message);
  fault.set("file", where.file);
  fault.set("line", static_cast<double>(where.line));
  fault.set("column", static_cast<double>(where.column));
  return fault;
}

}  // namespace

val fault_val(const Error& error) {
  return fault_val(to_string(error.code()), error.message(), error.location());
}

val error_val(const std::string& code, const std::string& message, const Location& where) {
  val outcome = val::object();
  outcome.set("error", fault_val(code, message, where));
  return outcome;
}

val out_of_memory() {
  return error_val("out_of_memory", "this needs more memory than the page can have");
}

std::string copy_bytes(const val& bytes) {
  std::string copy(bytes["length"].as<std::size_t>(), '\0');
  val(emscripten::typed_memory_view(copy.size(), reinterpret_cast<std::uint8_t*>(copy.data())))
      .call<void>("set", bytes);
  return copy;
}

double real_option(const val& options, const char* name) {
  return options[name].as<double>();
}

}  // namespace segue::wasm
