#include "evaluation/sweep_results.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "evaluation/sweep_config.h"
#include "output/json_output.h"
#include "segue/util/error.h"
#include "system/files.h"

namespace segue::cli {
namespace {

/// The same for the same options in another order, and for a number that was written and read.
std::string text_of(const boost::json::object& configuration) {
  std::vector<std::string> members;
  for (const auto& [name, value] : configuration)
    members.push_back(std::string(name) + "=" + argument_of(value));
  std::sort(members.begin(), members.end());
  std::string text;
  for (const std::string& member : members)
    text += member + "\n";
  return text;
}

void append(const std::string& path, std::string_view bytes) {
  const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  bool is_written = file >= 0;
  for (std::string_view rest = bytes; is_written && !rest.empty();) {
    const ssize_t written = write(file, rest.data(), rest.size());
    is_written = written > 0;
    if (is_written) rest.remove_prefix(static_cast<std::size_t>(written));
  }
  is_written = is_written && fsync(file) == 0;
  const int reason = errno;
  if (file >= 0) close(file);
  if (!is_written) {
    throw Error(ErrorCode::io, std::string("cannot be written: ") + std::strerror(reason), {path});
  }
}

}  // namespace

SweepResults::SweepResults(std::string file, boost::json::object task)
    : file_(std::move(file)), task_(std::move(task)) {
  if (std::filesystem::exists(file_)) read();
  append(file_, "");  // hours of work must not end in a file that cannot be written
}

const boost::json::object* SweepResults::find(const boost::json::object& configuration) const {
  const auto found = results_.find(text_of(configuration));
  return found == results_.end() ? nullptr : &found->second;
}

void SweepResults::add(const boost::json::object& configuration, boost::json::object result) {
  result["configuration"] = configuration;
  result["task"] = task_;
  append(file_, json_text(result) + "\n");
  results_[text_of(configuration)] = std::move(result);
}

void SweepResults::read() {
  const std::string bytes = read_file(file_);
  std::uint64_t number = 0;
  std::size_t at = 0;
  for (std::size_t end = bytes.find('\n'); end != std::string::npos;
       at = end + 1, end = bytes.find('\n', at)) {
    ++number;
    const auto fail = [&](const char* why) {
      throw Error(ErrorCode::bad_input,
                  std::string(why) + ": name another file under \"results\", or take this one away",
                  {file_, number});
    };
    boost::json::error_code error;
    boost::json::value line =
        boost::json::parse(std::string_view(bytes).substr(at, end - at), error);
    const bool is_result =
        !error && line.is_object() && line.get_object().contains("configuration") &&
        line.at("configuration").is_object() && line.get_object().contains("task");
    if (!is_result) fail("is no result of a sweep");
    if (line.at("task") != boost::json::value(task_))
      fail("is a result of other playlists, another \"hold_out\" or other \"seeds\"");
    results_[text_of(line.at("configuration").get_object())] = std::move(line.get_object());
  }
  if (at < bytes.size()) write_file(file_, std::string_view(bytes).substr(0, at));
}

}  // namespace segue::cli
