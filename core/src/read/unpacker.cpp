#include "read/unpacker.h"

#include <cstddef>
#include <utility>

namespace segue::read {
namespace {

constexpr int kDeepest = 2;
constexpr std::size_t kEnoughToTell = 4;

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
  if (depth_ == 0) unpacking_.limit.add_packed(bytes.size());
  if (content_) return content_->push(bytes);
  start_ += bytes;
  if (start_.size() < kEnoughToTell) return true;
  begin();
  return content_->push(std::exchange(start_, {}));
}

void Unpacker::end() {
  if (!content_) {
    begin();
    content_->push(start_);
  }
  content_->end();
}

void Unpacker::begin() {
  const bool is_packed = is_gzip(start_) || is_zip(start_);
  if (is_packed && depth_ == kDeepest) {
    throw Error(ErrorCode::bad_input,
                "it lies too deep in other archives: unpack them, and choose what is in them",
                {name_.text});
  }
  if (!is_packed) {
    content_ = std::make_unique<Plain>(name_, unpacking_.taker);
  } else if (is_gzip(start_)) {
    content_ = make_gzip(name_, unpacking_, depth_);
  } else {
    content_ = make_zip(name_, unpacking_, depth_);
  }
}

}  // namespace segue::read
