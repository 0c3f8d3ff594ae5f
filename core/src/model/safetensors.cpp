#include "model/safetensors.h"

#include <bit>
#include <cstring>
#include <utility>

#include "segue/util/error.h"

namespace segue::safetensors {
namespace json = boost::json;

static_assert(std::endian::native == std::endian::little, "tensors are copied as they lie");

namespace {

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kLongestHeader = 100'000'000;  // the format's own limit

/// A whole number >= 0 that is below 2^53; negative otherwise.
std::int64_t whole_number(const json::value& value) {
  if (value.is_int64()) return value.get_int64();
  return -1;
}

}  // namespace

Writer::Writer(const std::map<std::string, std::string>& metadata) {
  json::object texts;
  for (const auto& [key, text] : metadata)
    texts[key] = text;
  header_["__metadata__"] = std::move(texts);
}

void Writer::add(const std::string& name, const char* type, const std::vector<std::size_t>& shape,
                 std::string_view bytes) {
  json::object entry;
  entry["dtype"] = type;
  entry["shape"] = json::array(shape.begin(), shape.end());
  entry["data_offsets"] = json::array{size_, size_ + bytes.size()};
  header_[name] = std::move(entry);
  tensors_.push_back(bytes);
  size_ += bytes.size();
}

void Writer::write(const std::function<void(std::string_view)>& sink) const {
  std::string header = json::serialize(header_);
  header.resize((header.size() + 7) / 8 * 8, ' ');
  const std::uint64_t length = header.size();
  char length_bytes[kLengthBytes];
  std::memcpy(length_bytes, &length, kLengthBytes);
  sink({length_bytes, kLengthBytes});
  sink(header);
  for (const std::string_view tensor : tensors_)
    sink(tensor);
}

bool is_beginning(std::string_view start) noexcept {
  if (start.size() <= kLengthBytes || start[kLengthBytes] != '{') return false;
  std::uint64_t length = 0;
  std::memcpy(&length, start.data(), kLengthBytes);
  return length >= 2 && length <= kLongestHeader;
}

Reader::Reader(std::string_view bytes, std::string file, std::string what)
    : file_(std::move(file)), what_(std::move(what)) {
  std::uint64_t length = 0;
  if (bytes.size() >= kLengthBytes) std::memcpy(&length, bytes.data(), kLengthBytes);
  if (length < 2 || length > kLongestHeader) fail("it does not begin as a safetensors file");
  if (bytes.size() - kLengthBytes < length) fail("it is cut short");
  boost::system::error_code error;
  const auto header_size = static_cast<std::size_t>(length);
  json::value header = json::parse(bytes.substr(kLengthBytes, header_size), error);
  if (error || !header.is_object()) fail("its header is not a JSON object");
  header_ = std::move(header.get_object());
  data_ = bytes.substr(kLengthBytes + header_size);
}

void Reader::fail(const std::string& why) const {
  throw Error(ErrorCode::bad_input, "this is not a whole " + what_ + ": " + why, {file_});
}

std::string Reader::metadata(const std::string& key) const {
  const json::string* text = find_metadata(key);
  if (text == nullptr) fail("its metadata lack \"" + key + "\"");
  return std::string(*text);
}

std::string Reader::metadata_or_empty(const std::string& key) const {
  const json::string* text = find_metadata(key);
  return text == nullptr ? std::string() : std::string(*text);
}

const json::string* Reader::find_metadata(const std::string& key) const {
  const json::value* metadata = header_.if_contains("__metadata__");
  const json::object* texts = metadata != nullptr ? metadata->if_object() : nullptr;
  const json::value* text = texts != nullptr ? texts->if_contains(key) : nullptr;
  return text != nullptr ? text->if_string() : nullptr;
}

const json::object& Reader::entry(const std::string& name) const {
  const json::value* entry = header_.if_contains(name);
  if (entry == nullptr || !entry->is_object()) fail("it lacks the tensor \"" + name + "\"");
  return entry->get_object();
}

bool Reader::has(const std::string& name) const {
  return header_.contains(name);
}

std::vector<std::size_t> Reader::shape(const std::string& name, std::size_t rank) const {
  const json::value* shape = entry(name).if_contains("shape");
  if (shape == nullptr || !shape->is_array() || shape->get_array().size() != rank) {
    fail("the tensor \"" + name + "\" should have " + std::to_string(rank) + " dimensions");
  }
  std::vector<std::size_t> result;
  for (const json::value& extent : shape->get_array()) {
    const std::int64_t number = whole_number(extent);
    // 2^31 rows of 2^31 numbers: far past any model, and their product does not overflow.
    if (number < 0 || number >= std::int64_t{1} << 31)
      fail("the tensor \"" + name + "\" has no sound shape");
    result.push_back(static_cast<std::size_t>(number));
  }
  return result;
}

std::string_view Reader::tensor(const std::string& name, std::string_view type,
                                std::size_t width) const {
  const json::object& header = entry(name);
  const json::value* dtype = header.if_contains("dtype");
  if (dtype == nullptr || !dtype->is_string() || dtype->get_string() != type) {
    fail("the tensor \"" + name + "\" should be of type " + std::string(type));
  }
  const json::value* offsets = header.if_contains("data_offsets");
  if (offsets == nullptr || !offsets->is_array() || offsets->get_array().size() != 2) {
    fail("the tensor \"" + name + "\" has no data_offsets");
  }
  const std::int64_t begin = whole_number(offsets->get_array()[0]);
  const std::int64_t end = whole_number(offsets->get_array()[1]);
  if (begin < 0 || end < begin || static_cast<std::uint64_t>(end) > data_.size()) {
    fail("the tensor \"" + name + "\" reaches past the end of the file: it is cut short");
  }
  const auto size = static_cast<std::size_t>(end - begin);
  if (size % width != 0) fail("the tensor \"" + name + "\" has a part of a number");
  return data_.substr(static_cast<std::size_t>(begin), size);
}

}  // namespace segue::safetensors
