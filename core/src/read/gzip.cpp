#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "read/crc32.h"
#include "read/inflater.h"
#include "read/little_endian.h"
#include "read/unpacker.h"

namespace segue::read {
namespace {

constexpr std::string_view kBeginning = "\x1F\x8B\x08";
constexpr std::size_t kShortestHeader = 10;
constexpr std::size_t kLongestHeader = std::size_t{1} << 17;
constexpr std::size_t kTrailer = 8;

/// Where the header ends that `bytes` begin with; none where not all of it is there.
std::optional<std::size_t> header_size(std::string_view bytes) {
  enum : unsigned { kChecksum = 2, kExtra = 4, kName = 8, kComment = 16 };
  if (bytes.size() < kShortestHeader) return std::nullopt;
  const auto flags = static_cast<unsigned char>(bytes[3]);
  std::size_t size = kShortestHeader;
  if ((flags & kExtra) != 0) {
    if (bytes.size() < size + 2) return std::nullopt;
    size += 2u + little_endian<std::uint16_t>(bytes, size);
  }
  for (const unsigned text : {kName, kComment}) {
    if ((flags & text) == 0) continue;
    const std::size_t end = bytes.find('\0', size);
    if (end == std::string_view::npos) return std::nullopt;
    size = end + 1;
  }
  if ((flags & kChecksum) != 0) size += 2;
  return size <= bytes.size() ? std::optional(size) : std::nullopt;
}

FileName inside_name(FileName name) {
  if (name.text.ends_with(".gz")) name.text.resize(name.text.size() - 3);
  return name;
}

class Gzip : public Content {
 public:
  Gzip(const FileName& name, const Unpacking& unpacking, int depth)
      : name_(name), unpacking_(unpacking), inside_(inside_name(name), unpacking, depth + 1) {}

  bool push(std::string_view bytes) override {
    while (!bytes.empty() && wanted_ && part_ != Part::over) {
      if (part_ == Part::header) {
        take_header(bytes);
      } else if (part_ == Part::data) {
        take_data(bytes);
      } else {
        take_trailer(bytes);
      }
    }
    return wanted_ && part_ != Part::over;
  }

  void end() override {
    const bool is_whole = part_ == Part::header && held_.empty() && !is_first_;
    if (wanted_ && part_ != Part::over && !is_whole)
      return break_off("it is cut short: download it once more");
    if (!is_broken_) inside_.end();
  }

 private:
  enum class Part { header, data, trailer, over };

  void take_header(std::string_view& bytes) {
    const std::size_t before = held_.size();
    held_ += bytes.substr(0, kLongestHeader);
    if (!is_beginning()) return;
    const auto size = header_size(held_);
    if (!size && held_.size() >= kLongestHeader) return break_off(kDamaged);
    bytes.remove_prefix(size ? *size - before : bytes.size());
    if (!size) return;
    held_.clear();
    is_first_ = false;
    inflater_.restart();
    checksum_ = size_ = 0;
    part_ = Part::data;
  }

  /// Whether a member may begin with what is held. Zeros behind the last one are padding.
  bool is_beginning() {
    if (kBeginning.starts_with(std::string_view(held_).substr(0, kBeginning.size()))) return true;
    if (is_first_) {
      break_off(kDamaged);
    } else if (held_.front() == '\0') {
      part_ = Part::over;
    } else {
      break_off("something that is not gzip follows it, and was not read");
    }
    return false;
  }

  void take_data(std::string_view& bytes) {
    std::string_view unpacked;
    do {
      unpacked = inflater_.take(bytes);
      unpacking_.limit.add_unpacked(unpacked.size());
      checksum_ = crc32(checksum_, unpacked);
      size_ += static_cast<std::uint32_t>(unpacked.size());
      if (!unpacked.empty()) wanted_ = inside_.push(unpacked);
    } while (wanted_ && !unpacked.empty());
    if (inflater_.state() == Inflater::State::damaged) break_off(kDamaged);
    if (inflater_.state() != Inflater::State::ended) return;
    held_ = inflater_.behind();
    part_ = Part::trailer;
  }

  void take_trailer(std::string_view& bytes) {
    const std::size_t missing = kTrailer - held_.size();
    held_ += bytes.substr(0, missing);
    bytes.remove_prefix(std::min(missing, bytes.size()));
    if (held_.size() < kTrailer) return;
    if (little_endian<std::uint32_t>(held_, 0) != checksum_ ||
        little_endian<std::uint32_t>(held_, 4) != size_) {
      return break_off(
          "its checksum is wrong, so that something in it may be damaged: download it once more");
    }
    held_.clear();
    part_ = Part::header;
  }

  /// What was unpacked so far is kept.
  void break_off(const char* why) {
    part_ = Part::over;
    is_broken_ = true;
    const FileName& name = inside_.has_begun() ? inside_.name() : name_;
    unpacking_.taker.fail(name, Error(ErrorCode::bad_input, why, {name.text}));
  }

  static constexpr const char* kDamaged = "it is damaged: download it once more";

  FileName name_;
  Unpacking unpacking_;
  Unpacker inside_;
  Inflater inflater_;
  Part part_ = Part::header;
  std::string held_;  // of a header or a trailer, until all of it is there
  std::uint32_t checksum_ = 0;
  std::uint32_t size_ = 0;
  bool is_first_ = true;
  bool is_broken_ = false;
  bool wanted_ = true;
};

}  // namespace

std::unique_ptr<Content> make_gzip(const FileName& name, const Unpacking& unpacking, int depth) {
  return std::make_unique<Gzip>(name, unpacking, depth);
}

}  // namespace segue::read
