#include "read/unpacker.h"

#include <cstddef>
#include <utility>

namespace segue::read {
namespace {

constexpr int kDeepest = 2;
constexpr std::size_t kEnoughToTell = 4;
constexpr std::size_t kStep = std::size_t{1} << 14;

class Plain : public Content {
 public:
  Plain(const FileName& name, FileTaker& taker) : taker_(taker) { taker.begin(name); }
  bool push(std::string_view bytes) override { return taker_.push(bytes); }
  void end() override { taker_.end(); }

 private:
  FileTaker& taker_;
};

bool is_gzip(std::string_view start) {
  return start.starts_with("\x1F\x8B");
}

bool is_zip(std::string_view start) {
  return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06");
}

}  // namespace

Unpacker::Unpacker(FileName name, const Unpacking& unpacking, int depth)
    : name_(std::move(name)), unpacking_(unpacking), depth_(depth) {}

bool Unpacker::push(std::string_view bytes) {
  if (content_) return hand_on(bytes);
  start_ += bytes;
  if (start_.size() < kEnoughToTell) return true;
  begin();
  return hand_on(std::exchange(start_, {}));
}

/// What is packed is taken in steps: a bomb must not live on the bytes behind it.
bool Unpacker::hand_on(std::string_view bytes) {
  const std::size_t step = is_packed_ ? kStep : bytes.size();
  bool is_wanted = true;
  while (is_wanted && !bytes.empty()) {
    const std::string_view now = bytes.substr(0, step);
    bytes.remove_prefix(now.size());
    if (depth_ == 0) unpacking_.limit.add_packed(now.size());
    is_wanted = content_->push(now);
  }
  return is_wanted;
}

void Unpacker::end() {
  if (!content_) {
    begin();
    hand_on(start_);
  }
  content_->end();
}

void Unpacker::begin() {
  is_packed_ = is_gzip(start_) || is_zip(start_);
  if (is_packed_ && depth_ == kDeepest) {
    throw Error(ErrorCode::bad_input,
                "it lies too deep in other archives: unpack them, and choose what is in them",
                {name_.text});
  }
  if (!is_packed_) {
    content_ = std::make_unique<Plain>(name_, unpacking_.taker);
  } else if (is_gzip(start_)) {
    content_ = make_gzip(name_, unpacking_, depth_);
  } else {
    content_ = make_zip(name_, unpacking_, depth_);
  }
}

}  // namespace segue::read
