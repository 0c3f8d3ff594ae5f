#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "read/crc32.h"
#include "read/inflater.h"
#include "read/little_endian.h"
#include "read/member_name.h"
#include "read/unpacker.h"
#include "segue/read/found_file.h"

namespace segue::read {
namespace {

constexpr std::string_view kMember = "PK\x03\x04";
constexpr std::string_view kAnySignature = "PK";
constexpr std::string_view kDescriptor = "PK\x07\x08";
/// Behind all members: what the list of them begins with, or its end where there are none.
constexpr std::string_view kLists[] = {"PK\x01\x02", "PK\x05\x06", "PK\x06\x06", "PK\x06\x08"};
constexpr std::size_t kSignature = 4;
constexpr std::size_t kHeader = 30;
constexpr std::size_t kShortDescriptor = 12;  // without its signature
constexpr std::size_t kWideDescriptor = 20;
constexpr std::size_t kLongestDescriptor = kSignature + kWideDescriptor;
constexpr std::uint64_t kMost32 = 0xFFFFFFFF;

bool is_list(std::string_view signature) {
  return std::find(std::begin(kLists), std::end(kLists), signature) != std::end(kLists);
}

bool may_be_signature(std::string_view start) {
  return kMember.starts_with(start) ||
         std::any_of(std::begin(kLists), std::end(kLists),
                     [&](std::string_view list) { return list.starts_with(start); });
}

/// What stands in front of a member.
struct Header {
  bool is_locked = false;
  bool has_utf8_name = false;
  bool has_descriptor = false;  // its checksum and sizes stand behind it
  std::uint16_t method = 0;
  std::uint32_t checksum = 0;
  std::uint64_t packed = 0;
  std::uint64_t size = 0;
  std::string_view name;
};

enum : std::uint16_t { kStored = 0, kDeflated = 8 };

/// The two sizes, where they are too large for fields of 4 bytes.
void read_large_sizes(std::string_view extra, Header& header) {
  constexpr std::uint16_t kZip64 = 1;
  while (extra.size() >= 4) {
    const auto kind = little_endian<std::uint16_t>(extra, 0);
    const std::string_view field = extra.substr(4, little_endian<std::uint16_t>(extra, 2));
    if (kind == kZip64) {
      std::size_t at = 0;
      for (std::uint64_t* size : {&header.size, &header.packed}) {
        if (*size != kMost32 || field.size() < at + 8) continue;
        *size = little_endian<std::uint64_t>(field, at);
        at += 8;
      }
    }
    extra.remove_prefix(std::min(extra.size(), 4 + field.size()));
  }
}

/// With its two texts, of the fixed part.
std::size_t header_size(std::string_view bytes) {
  return kHeader + little_endian<std::uint16_t>(bytes, 26) +
         little_endian<std::uint16_t>(bytes, 28);
}

/// `bytes` is a whole header; the name is a view of it.
Header parse_header(std::string_view bytes) {
  const auto flags = little_endian<std::uint16_t>(bytes, 6);
  const auto name = little_endian<std::uint16_t>(bytes, 26);
  Header header;
  header.is_locked = (flags & 1) != 0;
  header.has_descriptor = (flags & 8) != 0;
  header.has_utf8_name = (flags & 0x800) != 0;
  header.method = little_endian<std::uint16_t>(bytes, 8);
  header.checksum = little_endian<std::uint32_t>(bytes, 14);
  header.packed = little_endian<std::uint32_t>(bytes, 18);
  header.size = little_endian<std::uint32_t>(bytes, 22);
  header.name = bytes.substr(kHeader, name);
  read_large_sizes(bytes.substr(kHeader + name), header);
  return header;
}

/// What a member came to, or should.
struct Sum {
  std::uint32_t checksum = 0;
  std::uint64_t size = 0;

  bool operator==(const Sum&) const = default;
};

constexpr const char* kDamaged = "it is damaged: download the archive once more";
constexpr const char* kWrongSum =
    "its checksum is wrong, so that something in it may be damaged: download the archive once more";

class Zip : public Content {
 public:
  Zip(FileName name, const Unpacking& unpacking, int depth)
      : name_(std::move(name)), unpacking_(unpacking), depth_(depth) {}

  bool push(std::string_view bytes) override {
    while (!bytes.empty() && part_ != Part::over) {
      if (part_ == Part::header) {
        take_header(bytes);
      } else if (part_ == Part::member) {
        take_member(bytes);
      } else if (part_ == Part::descriptor) {
        take_descriptor(bytes);
      } else {
        search(bytes);
      }
    }
    return true;
  }

  void end() override {
    if (part_ != Part::over && part_ != Part::search) {
      if (part_ == Part::member && is_stored_ && !left_) hand_on_held();
      if (inside_) fail("it is cut short: download the archive once more");
      refuse("this archive is cut short, and files may be missing: download it once more");
    }
    if (files_ == 0) refuse("there is no file in this archive");
  }

 private:
  enum class Part { header, member, descriptor, search, over };

  [[noreturn]] void refuse(const char* why) const {
    throw Error(ErrorCode::bad_input, why, {name_.text});
  }

  /// A document that is an archive as well, which one of its members tells.
  void refuse_document(std::string_view member) {
    has_mimetype_ = has_mimetype_ || member == "mimetype";
    if (member.starts_with("xl/"))
      refuse("this is an Excel workbook (.xlsx): save its sheet as CSV, and choose that");
    if (member.starts_with("word/"))
      refuse("this is a Word document (.docx): save it as plain text, and choose that");
    if (has_mimetype_ && member == "content.xml") {
      refuse(
          "this is an OpenDocument (.ods, .odt): save its sheet as CSV or its text as plain text, "
          "and choose that");
    }
    if (member.starts_with("Index/") && member.ends_with(".iwa"))
      refuse("this is a document of Apple's Numbers: export it as CSV, and choose that");
  }

  /// Holds the next bytes until there are so many. Whether there are.
  bool gather(std::string_view& bytes, std::size_t size) {
    const std::size_t missing = size - std::min(size, held_.size());
    held_ += bytes.substr(0, missing);
    bytes.remove_prefix(std::min(missing, bytes.size()));
    return held_.size() >= size;
  }

  void take_header(std::string_view& bytes) {
    if (!gather(bytes, kSignature)) return;
    if (is_list(held_)) {
      part_ = Part::over;
    } else if (!held_.starts_with(kMember)) {
      part_ = Part::search;
      unpacking_.taker.fail(
          name_, Error(ErrorCode::bad_input,
                       "a part of this archive is damaged, and files may be missing: download it "
                       "once more",
                       {name_.text}));
    } else if (gather(bytes, kHeader) && gather(bytes, header_size(held_))) {
      const std::string header = std::exchange(held_, {});
      begin_member(parse_header(header));
    }
  }

  void begin_member(const Header& header) {
    unpacking_.limit.add_member();
    can_unpack_ = !header.is_locked && (header.method == kDeflated || header.method == kStored);
    is_stored_ = header.method == kStored;
    left_.reset();
    expected_.reset();
    if (!header.has_descriptor) {
      left_ = header.packed;
      expected_ = {header.checksum, header.size};
    }
    sum_ = {};
    packed_ = 0;
    inflater_.restart();
    part_ = Part::member;
    if (is_left_alone(header.name)) return leave_member();
    ++files_;
    refuse_document(header.name);
    inside_.emplace(
        FileName{name_.text + "/" + member_name(header.name, header.has_utf8_name), true},
        unpacking_, depth_ + 1);
    if (header.is_locked) {
      fail("it is locked with a password: unpack it yourself, and choose what is in it");
    } else if (!can_unpack_) {
      fail(
          "it is packed in a way that Segue does not know: unpack it yourself, and choose what is "
          "in it");
    } else if (left_ == 0) {
      end_member();
    }
  }

  void take_member(std::string_view& bytes) {
    if (is_stored_ && !left_) return take_until_descriptor(bytes);
    const std::uint64_t most = std::min<std::uint64_t>(left_.value_or(bytes.size()), bytes.size());
    const std::string_view now = bytes.substr(0, static_cast<std::size_t>(most));
    std::string_view rest = now;
    if (left_ && !inside_) {
      rest = {};
    } else if (is_stored_) {
      hand_on(std::exchange(rest, {}));
    } else {
      inflate(rest);
    }
    const std::size_t taken = now.size() - rest.size();
    bytes.remove_prefix(taken);
    packed_ += taken;
    if (left_) *left_ -= taken;
    const bool is_too_long = left_ && is_inflated() && (left_ != 0 || !inflater_.behind().empty());
    if (inflater_.state() == Inflater::State::damaged || is_too_long) {
      fail(kDamaged);
    } else if (left_ == 0) {
      end_member();
    } else if (is_inflated()) {
      part_ = Part::descriptor;
      held_ = inflater_.behind();
      packed_ -= held_.size();
    }
  }

  /// A member that is stored and whose size stands behind it ends where that size is found, with a
  /// signature in front, or with its checksum and the signature of what follows.
  void take_until_descriptor(std::string_view& bytes) {
    const std::size_t before = held_.size();
    held_ += bytes;
    done_ = 0;
    std::size_t sign = held_.find(kAnySignature);
    for (; sign < held_.size() && sign + kLongestDescriptor <= held_.size();
         sign = held_.find(kAnySignature, sign + 1)) {
      const std::size_t end = descriptor_end(sign);
      if (end == 0) continue;
      const std::string again = held_.substr(end, before - std::min(before, end));
      bytes.remove_prefix(end - std::min(before, end));
      held_.clear();
      check_sum();
      push(again);
      return;
    }
    const std::size_t seen = std::min(sign, held_.size());
    hand_on_to(seen - std::min(seen, kLongestDescriptor));
    held_.erase(0, done_);
    bytes = {};
  }

  /// Nothing came that could end it.
  void hand_on_held() {
    done_ = 0;
    hand_on_to(held_.size());
  }

  /// Hands on what is held up to there.
  void hand_on_to(std::size_t end) {
    if (end <= done_) return;
    hand_on(std::string_view(held_).substr(done_, end - done_));
    done_ = end;
  }

  /// Where the descriptor ends that the signature at `sign` begins or follows; 0 where there is
  /// none. What is held in front of it is handed on.
  std::size_t descriptor_end(std::size_t sign) {
    const std::string_view held = held_;
    const std::string_view signature = held.substr(sign, kSignature);
    for (const std::size_t size : {kWideDescriptor, kShortDescriptor}) {
      if (sign < done_ + size || (signature != kMember && !is_list(signature))) continue;
      hand_on_to(sign - size);
      if (is_own_descriptor(held.substr(sign - size, size), sum_.size) && *expected_ == sum_)
        return sign;
    }
    hand_on_to(sign);
    if (signature != kDescriptor) return 0;
    for (const std::size_t size : {kWideDescriptor, kShortDescriptor}) {
      if (is_own_descriptor(held.substr(sign + kSignature, size), sum_.size))
        return sign + kSignature + size;
    }
    return 0;
  }

  /// Whether the sizes of a descriptor, from its checksum on, are `taken` and that of what was
  /// handed on so far. They have 4 bytes or 8, as its own size tells.
  bool is_own_descriptor(std::string_view text, std::uint64_t taken) {
    const bool is_wide = text.size() == kWideDescriptor;
    const std::uint64_t most = is_wide ? ~std::uint64_t{0} : kMost32;
    const std::uint64_t packed =
        is_wide ? little_endian<std::uint64_t>(text, 4) : little_endian<std::uint32_t>(text, 4);
    const std::uint64_t size =
        is_wide ? little_endian<std::uint64_t>(text, 12) : little_endian<std::uint32_t>(text, 8);
    if (packed != (taken & most) || size != (sum_.size & most)) return false;
    expected_ = {little_endian<std::uint32_t>(text, 0), sum_.size};
    return true;
  }

  bool is_inflated() const { return inflater_.state() == Inflater::State::ended; }

  void inflate(std::string_view& packed) {
    std::string_view unpacked;
    do {
      unpacked = inflater_.take(packed);
      hand_on(unpacked);
    } while (!unpacked.empty());
  }

  void hand_on(std::string_view unpacked) {
    unpacking_.limit.add_unpacked(unpacked.size());
    sum_.checksum = crc32(sum_.checksum, unpacked);
    sum_.size += unpacked.size();
    if (!inside_ || unpacked.empty()) return;
    attempt([&] {
      if (!inside_->push(unpacked)) close();
    });
  }

  /// All of its bytes are taken, and its sizes were known beforehand.
  void end_member() {
    if (inside_ && !is_stored_ && packed_ != 0) {
      std::string_view behind("\0", 1);  // which the inflater may want to see
      inflate(behind);
      if (!is_inflated()) return fail(kDamaged);
    }
    check_sum();
  }

  void check_sum() {
    part_ = Part::header;
    if (!inside_) return;
    if (*expected_ != sum_) return fail(kWrongSum);
    attempt([&] { close(); });
  }

  void take_descriptor(std::string_view& bytes) {
    while (!bytes.empty() && part_ == Part::descriptor) {
      held_ += bytes.front();
      bytes.remove_prefix(1);
      if (is_descriptor()) {
        held_.clear();
        check_sum();
      } else if (held_.size() == kLongestDescriptor) {
        const std::string again = std::exchange(held_, {});
        fail(kDamaged);
        push(again);
      }
    }
  }

  /// Whether it is all that is held: with a signature or without, and with sizes of 4 bytes or of
  /// 8, as its own sizes tell.
  bool is_descriptor() {
    std::string_view text = held_;
    if (text.starts_with(kDescriptor)) text.remove_prefix(kSignature);
    if (text.size() != kShortDescriptor && text.size() != kWideDescriptor) return false;
    return is_own_descriptor(text, packed_);
  }

  /// For where the next member begins, or the list of them.
  void search(std::string_view& bytes) {
    while (!bytes.empty()) {
      held_ += bytes.front();
      bytes.remove_prefix(1);
      while (!may_be_signature(held_))
        held_.erase(0, 1);
      if (held_.size() == kSignature) {
        part_ = is_list(held_) ? Part::over : Part::header;
        return;
      }
      if (held_.empty()) bytes.remove_prefix(std::min(bytes.find('P'), bytes.size()));
    }
  }

  /// The member at hand is of no more use, and what it has left is skipped.
  void leave_member() {
    inside_.reset();
    if (left_ == 0u) {
      part_ = Part::header;
    } else if (!left_ && (!can_unpack_ || part_ == Part::descriptor ||
                          inflater_.state() == Inflater::State::damaged)) {
      part_ = Part::search;
      held_.clear();
    }
  }

  void fail(const char* why) {
    if (inside_) {
      const FileName& name = inside_->name();
      unpacking_.taker.fail(name, Error(ErrorCode::bad_input, why, {name.text}));
    }
    leave_member();
  }

  void close() {
    inside_->end();
    inside_.reset();
  }

  /// A member's failure is its own.
  template <typename Work>
  void attempt(Work work) {
    const FileName name = inside_->name();
    try {
      work();
    } catch (const Error& error) {
      if (error.location().file != name.text) throw;  // as the limit is of all members together
      unpacking_.taker.fail(name, error);
      inside_.reset();
    }
  }

  FileName name_;
  Unpacking unpacking_;
  int depth_;
  Part part_ = Part::header;
  std::string held_;  // of a header or a descriptor, until all of it is there
  std::size_t files_ = 0;
  bool has_mimetype_ = false;  // as OpenDocument has it first
  // The member at hand, from here.
  std::optional<Unpacker> inside_;     // while its content is wanted
  std::optional<std::uint64_t> left_;  // of its packed bytes, where that is known
  std::optional<Sum> expected_;
  Sum sum_;
  std::uint64_t packed_ = 0;  // bytes that were taken
  std::size_t done_ = 0;      // bytes of held_ that were handed on
  bool is_stored_ = false;
  bool can_unpack_ = false;
  Inflater inflater_;
};

}  // namespace

std::unique_ptr<Content> make_zip(const FileName& name, const Unpacking& unpacking, int depth) {
  return std::make_unique<Zip>(name, unpacking, depth);
}

}  // namespace segue::read
