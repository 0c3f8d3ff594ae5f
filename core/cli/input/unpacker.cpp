#include "input/unpacker.h"

#include <zip.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "segue/util/error.h"

namespace segue::cli {
namespace {

// No playlist file packs that well, and a bomb does far better.
constexpr std::uint64_t kMostTimes = 200;
constexpr std::uint64_t kAlwaysFine = std::uint64_t{32} << 20;
// The Million Playlist Dataset unpacks to 33 GB.
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 30;
constexpr zip_int64_t kMostMembers = 100'000;
constexpr int kDeepest = 2;
constexpr std::size_t kPiece = std::size_t{1} << 18;

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw Error(ErrorCode::bad_input, why, {file});
}

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.find_last_of('/') + 1));  // npos + 1 is 0
}

/// A folder, or what a Mac adds for itself.
bool is_no_file(std::string_view member) {
  return member.ends_with('/') || member.starts_with("__MACOSX/") ||
         base_name(member).starts_with('.');
}

using TemporaryFile = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

struct ZipCloser {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* member) const { zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, ZipCloser>;
using Member = std::unique_ptr<zip_file_t, ZipCloser>;

std::string text_of(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

/// Hands one member on.
void unpack_member(zip_t* archive, const zip_stat_t& status, const FileName& name, FileTaker& taker,
                   UnpackLimit& limit, int depth) {
  if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE) {
    refuse(name.text, "it is locked with a password: unpack it yourself, and choose what is in it");
  }
  const Member member(zip_fopen_index(archive, status.index, 0));
  if (!member) refuse(name.text, std::string("cannot be unpacked: ") + zip_strerror(archive));
  Unpacker unpacker(name, taker, limit, depth);
  std::vector<char> buffer(kPiece);
  while (true) {
    const zip_int64_t size = zip_fread(member.get(), buffer.data(), buffer.size());
    if (size < 0) {
      refuse(name.text, std::string("is damaged (") + zip_file_strerror(member.get()) +
                            "): download the archive once more");
    }
    limit.add_unpacked(static_cast<std::uint64_t>(size));
    if (size == 0 || !unpacker.push({buffer.data(), static_cast<std::size_t>(size)})) break;
  }
  unpacker.end();
}

void unpack_members(zip_t* archive, const std::string& file, FileTaker& taker, UnpackLimit& limit,
                    int depth) {
  const zip_int64_t members = zip_get_num_entries(archive, 0);
  if (members > kMostMembers)
    refuse(file, "this archive holds more than 100,000 files: unpack it, and choose some of them");
  for (zip_int64_t index = 0; index < members; ++index) {
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat_index(archive, static_cast<zip_uint64_t>(index), 0, &status) != 0) continue;
    const std::string_view member = (status.valid & ZIP_STAT_NAME) != 0 ? status.name : "";
    if (is_no_file(member)) continue;
    const FileName name{file + "/" + std::string(member), true};
    const bool has_size = depth == 0 && (status.valid & ZIP_STAT_COMP_SIZE) != 0;
    if (has_size) limit.add_packed(status.comp_size);
    try {
      unpack_member(archive, status, name, taker, limit, depth + 1);
    } catch (const Error& error) {
      if (error.location().file != name.text) throw;  // the limit is of all members together
      taker.fail(name, error);
    }
    if (has_size) taker.advance(name, status.comp_size);
  }
}

}  // namespace

void UnpackLimit::add_unpacked(std::uint64_t bytes) {
  unpacked_ += bytes;
  if (unpacked_ <= kAlwaysFine || (unpacked_ <= kMostBytes && unpacked_ / kMostTimes < packed_))
    return;
  refuse(file_,
         unpacked_ > kMostBytes
             ? "unpacks to more than 64 GB, which is not read at once"
             : "unpacks to more than 200 times its size, as no playlists do: it may be a bomb, "
               "and the rest was left unread");
}

bool is_zip(std::string_view start) {
  return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06");
}

/// Where the bytes of one file go once it is known what it is.
class Unpacker::Content {
 public:
  virtual ~Content() = default;
  virtual bool push(std::string_view bytes) = 0;
  virtual void end() = 0;
};

class Unpacker::Plain : public Content {
 public:
  Plain(const FileName& name, FileTaker& taker) : taker_(taker) { taker.begin(name); }
  bool push(std::string_view bytes) override { return taker_.push(bytes); }
  void end() override { taker_.end(); }

 private:
  FileTaker& taker_;
};

/// RFC 1952: one member or several, one after another.
class Unpacker::Gzip : public Content {
 public:
  Gzip(const FileName& name, FileTaker& taker, UnpackLimit& limit, int depth)
      : file_(name.text),
        limit_(limit),
        depth_(depth),
        inside_(inside_name(name), taker, limit, depth + 1) {
    constexpr int kGzip = 15 + 16;  // the largest window, and gzip's header
    if (inflateInit2(&stream_, kGzip) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  bool push(std::string_view bytes) override {
    if (is_over_) return wanted_;
    if (depth_ == 0) limit_.add_packed(bytes.size());
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      if (member_ended_ && !begin_member()) return wanted_;
      if (!inflate_some()) return false;
    } while (stream_.avail_in != 0 || stream_.avail_out == 0);
    return wanted_;
  }

  void end() override {
    if (!member_ended_ && wanted_) refuse(file_, "is cut short: download it once more");
    inside_.end();
  }

 private:
  static FileName inside_name(FileName name) {
    if (name.text.ends_with(".gz")) name.text.resize(name.text.size() - 3);
    return name;
  }

  /// Zeros behind the last member are padding.
  bool begin_member() {
    if (stream_.avail_in == 0) return false;
    is_over_ = *stream_.next_in == 0;
    if (is_over_) return false;
    member_ended_ = false;
    inflateReset(&stream_);
    return true;
  }

  bool inflate_some() {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      refuse(file_, "is damaged: download it once more");
    member_ended_ = result == Z_STREAM_END;
    const std::size_t size = buffer_.size() - stream_.avail_out;
    limit_.add_unpacked(size);
    wanted_ = inside_.push({buffer_.data(), size});
    return wanted_;
  }

  std::string file_;
  UnpackLimit& limit_;
  int depth_;
  Unpacker inside_;
  z_stream stream_ = {};
  std::vector<char> buffer_ = std::vector<char>(kPiece);
  bool member_ended_ = false;
  bool is_over_ = false;
  bool wanted_ = true;
};

/// A zip archive's list of members stands at its end, so it is kept in a file until all is there.
class Unpacker::Zip : public Content {
 public:
  Zip(const FileName& name, FileTaker& taker, UnpackLimit& limit, int depth)
      : file_(name.text), taker_(taker), limit_(limit), depth_(depth) {
    if (!copy_) fail();
  }

  bool push(std::string_view bytes) override {
    if (std::fwrite(bytes.data(), 1, bytes.size(), copy_.get()) != bytes.size()) fail();
    return true;
  }

  void end() override {
    if (std::fflush(copy_.get()) != 0) fail();
    zip_error_t error;
    zip_error_init(&error);
    // Which closes the file in the end.
    zip_source_t* source = zip_source_filep_create(copy_.get(), 0, -1, &error);
    if (source != nullptr) static_cast<void>(copy_.release());
    const Archive archive(source != nullptr ? zip_open_from_source(source, ZIP_RDONLY, &error)
                                            : nullptr);
    if (!archive) {
      const std::string why = zip_error_strerror(&error);
      if (source != nullptr) zip_source_free(source);
      refuse(file_, "this is not a whole zip archive (" + why + "): download it once more");
    }
    unpack_members(archive.get(), file_, taker_, limit_, depth_);
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(ErrorCode::io,
                std::string("cannot be unpacked: a temporary file cannot be written: ") +
                    std::strerror(errno),
                {file_});
  }

  std::string file_;
  FileTaker& taker_;
  UnpackLimit& limit_;
  int depth_;
  TemporaryFile copy_ = {std::tmpfile(), std::fclose};
};

Unpacker::Unpacker(FileName name, FileTaker& taker, UnpackLimit& limit, int depth)
    : name_(std::move(name)), taker_(taker), limit_(limit), depth_(depth) {}

Unpacker::~Unpacker() = default;

bool Unpacker::push(std::string_view bytes) {
  if (content_) return content_->push(bytes);
  constexpr std::size_t kEnough = 4;
  start_ += bytes;
  if (start_.size() < kEnough) return true;
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
  const bool is_gzip = start_.starts_with("\x1F\x8B");
  if ((is_gzip || is_zip(start_)) && depth_ == kDeepest)
    refuse(name_.text, "lies too deep in other archives: unpack them, and choose what is in them");
  if (is_gzip) {
    content_ = std::make_unique<Gzip>(name_, taker_, limit_, depth_);
  } else if (is_zip(start_)) {
    content_ = std::make_unique<Zip>(name_, taker_, limit_, depth_);
  } else {
    content_ = std::make_unique<Plain>(name_, taker_);
  }
}

void unpack_zip(const std::filesystem::path& path, FileTaker& taker, UnpackLimit& limit) {
  int code = 0;
  const Archive archive(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (!archive) {
    refuse(path.string(),
           "this is not a whole zip archive (" + text_of(code) + "): download it once more");
  }
  unpack_members(archive.get(), path.string(), taker, limit, 0);
}

}  // namespace segue::cli
