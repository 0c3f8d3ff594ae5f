#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The safetensors container (github.com/huggingface/safetensors): 8 bytes little-endian length of
/// a JSON header, the header, the tensors' bytes one after another.
namespace segue::safetensors {

/// The name of T's type in the header.
template <typename T>
constexpr const char* type_name();
template <>
constexpr const char* type_name<float>() {
  return "F32";
}
template <>
constexpr const char* type_name<double>() {
  return "F64";
}
template <>
constexpr const char* type_name<std::int64_t>() {
  return "I64";
}
/// Of numbers below 2^31, which their writer sees to: fewer tools know U32.
template <>
constexpr const char* type_name<std::uint32_t>() {
  return "I32";
}
template <>
constexpr const char* type_name<char>() {
  return "U8";
}

/// Gathers tensors and puts them into one file. Add the widest types first: each tensor begins
/// where the one before it ends, and the first begins at a multiple of 8.
class Writer {
 public:
  explicit Writer(const std::map<std::string, std::string>& metadata);

  /// `values` must live until write().
  template <typename T>
  void add(const std::string& name, const std::vector<std::size_t>& shape,
           std::span<const T> values) {
    add(name, type_name<T>(), shape,
        {reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  }

  /// Hands the file's bytes to `sink`, piece by piece.
  void write(const std::function<void(std::string_view)>& sink) const;

 private:
  void add(const std::string& name, const char* type, const std::vector<std::size_t>& shape,
           std::string_view bytes);

  boost::json::object header_;
  std::vector<std::string_view> tensors_;
  std::size_t size_ = 0;
};

/// Whether a file of this format begins so: with the length of its header and a brace.
bool is_beginning(std::string_view start) noexcept;

/// A view of a file's bytes, which must outlive it. Every error is Error(bad_input) with the file,
/// which it says is not a whole `what`.
class Reader {
 public:
  Reader(std::string_view bytes, std::string file, std::string what);

  /// A text of the metadata; an error where it is missing.
  std::string metadata(const std::string& key) const;

  /// The same where it may be missing: then empty.
  std::string metadata_or_empty(const std::string& key) const;

  /// Whether there is a tensor of this name.
  bool has(const std::string& name) const;

  /// A tensor's shape; an error unless it has `rank` dimensions.
  std::vector<std::size_t> shape(const std::string& name, std::size_t rank) const;

  /// A tensor's values, copied out.
  template <typename T, typename Allocator = std::allocator<T>>
  std::vector<T, Allocator> values(const std::string& name) const {
    const std::string_view bytes = tensor(name, type_name<T>(), sizeof(T));
    std::vector<T, Allocator> result(bytes.size() / sizeof(T));
    bytes.copy(reinterpret_cast<char*>(result.data()), bytes.size());
    return result;
  }

  [[noreturn]] void fail(const std::string& why) const;

 private:
  const boost::json::string* find_metadata(const std::string& key) const;
  const boost::json::object& entry(const std::string& name) const;
  std::string_view tensor(const std::string& name, std::string_view type, std::size_t width) const;

  std::string file_;
  std::string what_;
  boost::json::object header_;
  std::string_view data_;
};

}  // namespace segue::safetensors
