#include "read/inflater.h"

#include <algorithm>
#include <array>
#include <boost/beast/zlib/inflate_stream.hpp>

namespace segue::read {
namespace {

namespace zlib = boost::beast::zlib;

constexpr std::size_t kPiece = std::size_t{1} << 13;
constexpr std::size_t kMostBehind = 4;
constexpr int kUnusedBits = 63;  // those of z_params::data_type that count them
// Where deflate is damaged, Boost does not say how much it had written: up to what is still so. No
// text in UTF-8 holds this byte.
constexpr char kUnwritten = '\xFF';

}  // namespace

struct Inflater::Stream {
  zlib::inflate_stream inflate;
  std::array<char, kPiece> unpacked;
};

Inflater::Inflater() : stream_(std::make_unique<Stream>()) {}
Inflater::~Inflater() = default;

std::string_view Inflater::take(std::string_view& packed) {
  if (state_ != State::going_on) return {};
  std::array<char, kPiece>& unpacked = stream_->unpacked;
  unpacked.fill(kUnwritten);
  zlib::z_params params;
  params.next_in = packed.data();
  params.avail_in = packed.size();
  params.next_out = unpacked.data();
  params.avail_out = kPiece;
  boost::beast::error_code error;
  stream_->inflate.write(params, zlib::Flush::sync, error);
  const std::size_t taken = packed.size() - params.avail_in;
  keep_last(packed.substr(0, taken));
  packed.remove_prefix(taken);
  // That it needs more is said to be an error, too.
  if (error == zlib::error::end_of_stream) {
    state_ = State::ended;
    behind_ = std::min(last_.size(), static_cast<std::size_t>(params.data_type & kUnusedBits) / 8);
  } else if (error && error != zlib::error::need_buffers) {
    state_ = State::damaged;
  }
  std::size_t size = kPiece - params.avail_out;
  if (state_ == State::damaged) {
    const std::size_t written =
        std::string_view(unpacked.data(), kPiece).find_last_not_of(kUnwritten);
    size = std::max(size, written + 1);  // npos + 1 is 0
  }
  return {unpacked.data(), size};
}

void Inflater::keep_last(std::string_view taken) {
  last_ += taken.substr(taken.size() - std::min(taken.size(), kMostBehind));
  last_.erase(0, last_.size() - std::min(last_.size(), kMostBehind));
}

void Inflater::restart() {
  stream_->inflate.reset();
  state_ = State::going_on;
  last_.clear();
  behind_ = 0;
}

}  // namespace segue::read
