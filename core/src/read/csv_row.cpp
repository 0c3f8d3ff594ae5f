#include "csv_row.h"

#include <algorithm>

namespace segue::read {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// One past the closing quote of the field whose opening quote is before `at`; kNone if none is.
std::size_t read_quoted(std::string_view row, std::size_t at, std::string& field) {
  while (at < row.size()) {
    const char c = row[at];
    const char next = at + 1 < row.size() ? row[at + 1] : '\0';
    const bool doubled = c == '"' && next == '"';
    const bool escaped = c == '\\' && (next == '"' || next == '\\');
    if (c == '"' && !doubled) return at + 1;
    field.push_back(doubled || escaped ? next : c);
    at += doubled || escaped ? 2 : 1;
  }
  return kNone;
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
  std::size_t at = 0;
  while (true) {
    std::string& field = result.fields.emplace_back();
    at = skip_spaces(row, at);
    if (at < row.size() && row[at] == '"') {
      result.column = at + 1;
      at = read_quoted(row, at + 1, field);
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

bool split_bare_quotes(std::string_view row, std::vector<std::string>& fields) {
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

}  // namespace segue::read
