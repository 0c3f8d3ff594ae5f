#include "read/csv_row.h"

#include <algorithm>

namespace segue::read {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// Reads the quoted field that opens before `at` into `field`, with its quotes taken out, and gives
/// one past its closing quote; kNone where there is none.
std::size_t unescape(std::string_view row, std::size_t at, std::string& text,
                     std::string_view& field) {
  const std::size_t begin = text.size();
  while (at < row.size()) {
    const char c = row[at];
    const char next = at + 1 < row.size() ? row[at + 1] : '\0';
    const bool doubled = c == '"' && next == '"';
    const bool escaped = c == '\\' && (next == '"' || next == '\\');
    if (c == '"' && !doubled) {
      field = std::string_view(text).substr(begin);
      return at + 1;
    }
    text.push_back(doubled || escaped ? next : c);
    at += doubled || escaped ? 2 : 1;
  }
  return kNone;
}

/// The same, without a copy for the many fields that hold no quote.
std::size_t read_quoted(std::string_view row, std::size_t at, std::string& text,
                        std::string_view& field) {
  const std::size_t quote = row.find('"', at);
  if (quote == kNone) return kNone;
  field = row.substr(at, quote - at);
  const bool doubled = quote + 1 < row.size() && row[quote + 1] == '"';
  if (!doubled && field.find('\\') == kNone) return quote + 1;
  return unescape(row, at, text, field);
}

std::size_t skip_spaces(std::string_view row, std::size_t at) {
  while (at < row.size() && row[at] == ' ')
    ++at;
  return at;
}

}  // namespace

void parse_csv_row(std::string_view row, CsvRow& result) {
  result.form = RowForm::well_formed;
  result.fields.clear();
  result.unescaped.clear();
  result.unescaped.reserve(row.size());  // enough for all fields: views of it stay good
  std::size_t at = 0;
  while (true) {
    std::string_view& field = result.fields.emplace_back();
    at = skip_spaces(row, at);
    if (at < row.size() && row[at] == '"') {
      result.column = at + 1;
      at = read_quoted(row, at + 1, result.unescaped, field);
      if (at == kNone) {
        result.form = RowForm::open_quote;
        return;
      }
      at = skip_spaces(row, at);
      if (at < row.size() && row[at] != ',') {
        result.form = RowForm::stray_quote;
        result.column = at + 1;
        return;
      }
    } else {
      const std::size_t end = std::min(row.find(',', at), row.size());
      field = row.substr(at, end - at);
      at = end;
    }
    if (at == row.size()) return;
    ++at;  // the comma
  }
}

bool split_bare_quotes(std::string_view row, std::vector<std::string_view>& fields) {
  if (row.size() < 2 || row.front() != '"' || row.back() != '"') return false;
  row = row.substr(1, row.size() - 2);
  fields.clear();
  while (true) {
    const std::size_t end = row.find("\",\"");
    fields.emplace_back(row.substr(0, end));
    if (end == kNone) return true;
    row.remove_prefix(end + 3);
  }
}

std::size_t column_of(const CsvFields& names, std::initializer_list<std::string_view> wanted) {
  for (const std::string_view name : wanted) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  }
  return kNoColumn;
}

std::string_view field(const CsvFields& fields, std::size_t column) {
  return column < fields.size() ? fields[column] : std::string_view();
}

}  // namespace segue::read
