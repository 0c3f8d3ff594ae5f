#include "catalogue/text_table.h"

#include <algorithm>

#include "segue/unicode/text.h"
#include "segue/util/error.h"

namespace segue {
namespace {

/// Takes the next line off `rest`, without its end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

void split(std::string_view line, std::vector<std::string_view>& fields) {
  fields.clear();
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    fields.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
}

std::string join(std::span<const char* const> columns, const std::string& before_last) {
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i != 0) text += i + 1 == columns.size() ? before_last : ", ";
    text += columns[i];
  }
  return text;
}

}  // namespace

void TextRow::fail(const std::string& message) const {
  fail_at(fields.front(), message);
}

void TextRow::fail_at(std::string_view part, const std::string& message) const {
  const auto column = static_cast<std::uint64_t>(part.data() - fields.front().data()) + 1;
  throw Error(ErrorCode::bad_input, message, {file, line, column});
}

void read_text_table(std::string_view bytes, const std::string& file, const std::string& what,
                     std::span<const char* const> columns,
                     const std::function<void(const TextRow&)>& take) {
  std::string_view rest = bytes;
  TextRow row{file, 1, {}};
  split(take_line(rest), row.fields);
  if (!std::equal(row.fields.begin(), row.fields.end(), columns.begin(), columns.end())) {
    row.fail(what + " begins with the line '" + join(columns, ", ") + "', separated by tabs");
  }
  while (!rest.empty()) {
    ++row.line;
    const std::string_view line = take_line(rest);
    split(line, row.fields);
    if (!is_utf8(line)) row.fail("this line is not valid UTF-8: save " + file + " as UTF-8");
    const std::size_t count = row.fields.size();
    if (count != columns.size()) {
      row.fail("this line has " + std::to_string(count) + (count == 1 ? " column" : " columns") +
               " instead of " + std::to_string(columns.size()) + ": write " +
               join(columns, " and ") + ", separated by tabs");
    }
    take(row);
  }
}

bool is_blank(std::string_view field) {
  return field.find_first_not_of(" \r") == std::string_view::npos;
}

}  // namespace segue
