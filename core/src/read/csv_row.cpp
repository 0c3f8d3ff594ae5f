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

/// One past a field without quotes that begins at `at`.
std::size_t read_plain(std::string_view row, std::size_t at, char delimiter,
                       std::string_view& field) {
  const std::size_t end = std::min(row.find(delimiter, at), row.size());
  field = row.substr(at, end - at);
  return end;
}

/// Whether a field had to be quoted.
bool needs_quotes(std::string_view field) {
  return field.find_first_of("\t\n\",;") != kNone;
}

/// Reads the field whose quote stands at `at`, and gives its end. Where the row's form breaks, that
/// is told in `result`.
std::size_t read_quoted_field(std::string_view row, std::size_t at, const CsvDialect& dialect,
                              CsvRow& result) {
  std::string_view& field = result.fields.back();
  const std::size_t close = read_quoted(row, at + 1, result.unescaped, field);
  const std::size_t end = close == kNone ? kNone : skip_spaces(row, close);
  const bool is_closed = end != kNone && (end == row.size() || row[end] == dialect.delimiter);
  if (dialect.quotes == Quotes::sparing && !(is_closed && needs_quotes(field)))
    return read_plain(row, at, dialect.delimiter, field);
  if (is_closed) return end;
  result.column = at + 1;
  const bool is_lenient = dialect.quotes == Quotes::lenient;
  const bool is_name = end != kNone && end > close && field.find(dialect.delimiter) == kNone;
  if (is_lenient && (end == kNone || is_name)) return read_plain(row, at, dialect.delimiter, field);
  if (end == kNone) {
    result.form = RowForm::open_quote;
    return kNone;
  }
  result.form = RowForm::stray_quote;
  result.column = end + 1;
  return kNone;
}

}  // namespace

std::string delimiter_name(char delimiter) {
  switch (delimiter) {
    case ',':
      return "comma";
    case ';':
      return "semicolon";
    case '\t':
      return "tab";
    default:
      return std::string(1, delimiter);
  }
}

void parse_csv_row(std::string_view row, const CsvDialect& dialect, CsvRow& result) {
  result.form = RowForm::well_formed;
  result.fields.clear();
  result.unescaped.clear();
  result.unescaped.reserve(row.size());  // enough for all fields: views of it stay good
  for (std::size_t at = 0;; ++at) {      // past the delimiter
    std::string_view& field = result.fields.emplace_back();
    at = skip_spaces(row, at);
    const bool may_be_quoted = dialect.quotes != Quotes::none;
    const bool is_quoted = may_be_quoted && at < row.size() && row[at] == '"';
    at = is_quoted ? read_quoted_field(row, at, dialect, result)
                   : read_plain(row, at, dialect.delimiter, field);
    if (at >= row.size()) return;  // at the end, or broken
  }
}

bool split_bare_quotes(std::string_view row, char delimiter, CsvFields& fields) {
  if (row.size() < 2 || row.front() != '"' || row.back() != '"') return false;
  row = row.substr(1, row.size() - 2);
  const char between[] = {'"', delimiter, '"'};
  fields.clear();
  while (true) {
    const std::size_t end = row.find(std::string_view(between, sizeof between));
    fields.emplace_back(row.substr(0, end));
    if (end == kNone) return true;
    row.remove_prefix(end + sizeof between);
  }
}

std::string_view field(const CsvFields& fields, std::size_t column) {
  return column < fields.size() ? fields[column] : std::string_view();
}

}  // namespace segue::read
