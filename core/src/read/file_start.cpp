#include "read/file_start.h"

#include <algorithm>

#include "read/song_line.h"
#include "segue/unicode/text.h"
#include "segue/util/error.h"

namespace segue::read {
namespace {

std::vector<std::string_view> lines_of(std::string_view text, bool is_all) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos && !is_all) break;
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!trimmed(line).empty()) lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string_view first_element(std::string_view text) {
  while (true) {
    const std::size_t begin = text.find('<');
    if (begin == std::string_view::npos) return {};
    text.remove_prefix(begin + 1);
    if (text.starts_with("!--")) {
      text.remove_prefix(std::min(text.find("-->"), text.size()));
    } else if (!text.starts_with('?') && !text.starts_with('!')) {
      const std::size_t end = text.find_first_of(" \t\r\n/>");
      return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
    }
  }
}

}  // namespace

FileStart::FileStart(std::string_view text, bool is_all, const std::string& file,
                     const LineEncoding& encoding)
    : whole_(text),
      text_(text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()))),
      is_all_(is_all),
      file_(file),
      encoding_(encoding) {}

const JsonPaths& FileStart::json() const {
  if (!json_) {
    const bool begins = text_.starts_with('{') || text_.starts_with('[');
    json_ = begins ? json_paths(text_) : JsonPaths{{}, true};
  }
  return *json_;
}

bool FileStart::is_json() const {
  // A song's name may begin with a bracket, too: then nothing stands in it as in JSON.
  constexpr std::size_t kNothing = 2;
  return !json().is_broken || json().paths.size() > kNothing;
}

std::string_view FileStart::xml_root() const {
  if (!text_.starts_with('<')) return {};
  const std::string_view root = first_element(text_);
  return root.substr(root.find(':') + 1);  // npos + 1 is 0
}

const std::vector<std::string_view>& FileStart::lines() const {
  if (!lines_) lines_ = is_json() ? std::vector<std::string_view>() : lines_of(whole_, is_all_);
  return *lines_;
}

bool FileStart::has_enough_lines() const {
  constexpr std::size_t kEnough = 20;
  return is_all_ || lines().size() >= kEnough;
}

LineEncoding FileStart::encoding() const {
  LineEncoding encoding = encoding_;
  encoding.look_at(lines());
  return encoding;
}

const TableStart& FileStart::table() const {
  if (!table_) table_ = look_at_table(lines(), encoding());
  return *table_;
}

const std::optional<TableLayout>& FileStart::layout() const {
  if (!layout_) layout_.emplace(find_layout(table()));
  return *layout_;
}

std::size_t FileStart::column(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const std::vector<std::string>& all = table().names;
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const std::string& one) { return lower_case(one) == name; });
    if (found != all.end()) return static_cast<std::size_t>(found - all.begin());
  }
  return kNoColumn;
}

bool FileStart::has_columns(std::initializer_list<std::string_view> names) const {
  return std::all_of(names.begin(), names.end(),
                     [&](std::string_view name) { return column({name}) != kNoColumn; });
}

void FileStart::refuse(const std::string& what) const {
  throw Error(ErrorCode::bad_input, what, {file_, 1, 0});
}

}  // namespace segue::read
