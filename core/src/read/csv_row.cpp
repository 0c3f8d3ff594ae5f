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

/// The end of a field that opens a quote at `at`, closes it at `close`, or never (kNone), and goes
/// on behind it at `end`, where no delimiter is. It is taken for a field as it stands where the
/// quotes may be its own; else that breaks the row's form, which is told in `result`, and gives
/// kNone.
std::size_t settle_stray_quote(std::string_view row, std::size_t at, std::size_t close,
                               std::size_t end, const CsvDialect& dialect, CsvRow& result) {
  std::string_view& field = result.fields.back();
  const bool is_name = end != close && field.find(dialect.delimiter) == kNone;
  const bool may_be_own = dialect.quotes == Quotes::lenient && (close == kNone || is_name);
  if (may_be_own || dialect.quotes == Quotes::sparing)
    return read_plain(row, at, dialect.delimiter, field);
  result.form = close == kNone ? RowForm::open_quote : RowForm::stray_quote;
  result.column = (close == kNone ? at : end) + 1;
  return kNone;
}

/// Reads the field whose quote stands at `at`, and gives its end, or kNone as above.
std::size_t read_quoted_field(std::string_view row, std::size_t at, const CsvDialect& dialect,
                              CsvRow& result) {
  std::string_view& field = result.fields.back();
  const std::size_t close = read_quoted(row, at + 1, result.unescaped, field);
  const std::size_t end = close == kNone ? kNone : skip_spaces(row, close);
  if (end > row.size() || (end < row.size() && row[end] != dialect.delimiter))
    return settle_stray_quote(row, at, close, end, dialect, result);
  if (dialect.quotes == Quotes::sparing && !needs_quotes(field))
    return read_plain(row, at, dialect.delimiter, field);
  return end;
}

/// Reads the field whose quote stands at `at` where the next quote ends it and a delimiter or
/// nothing follows, as of almost all fields, and gives its end; kNone where that is not so.
std::size_t read_simple(std::string_view row, std::size_t at, char delimiter, CsvFields& fields) {
  const std::size_t close = row.find('"', at + 1);
  if (close == kNone || (close + 1 != row.size() && row[close + 1] != delimiter)) return kNone;
  fields.emplace_back(row.data() + at + 1, close - at - 1);
  return close + 1;
}

template <Quotes kQuotes>
void read_fields(std::string_view row, const CsvDialect& dialect, CsvRow& result) {
  constexpr bool kMayBeQuoted = kQuotes != Quotes::none;
  const char delimiter = dialect.delimiter;
  // In most rows nothing is escaped.
  const bool is_simple =
      kMayBeQuoted && kQuotes != Quotes::sparing && delimiter != '"' && row.find('\\') == kNone;
  if (kMayBeQuoted) result.unescaped.reserve(row.size());  // for all fields: views of it stay good
  for (std::size_t at = 0;; ++at) {                        // past the delimiter
    at = skip_spaces(row, at);
    if (!kMayBeQuoted || at >= row.size() || row[at] != '"') {
      at = read_plain(row, at, delimiter, result.fields.emplace_back());
    } else {
      std::size_t end = is_simple ? read_simple(row, at, delimiter, result.fields) : kNone;
      if (end == kNone) {
        result.fields.emplace_back();
        end = read_quoted_field(row, at, dialect, result);
      }
      at = end;
    }
    if (at >= row.size()) return;  // at the end, or broken
  }
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
  switch (dialect.quotes) {
    case Quotes::none:
      return read_fields<Quotes::none>(row, dialect, result);
    case Quotes::strict:
      return read_fields<Quotes::strict>(row, dialect, result);
    case Quotes::lenient:
      return read_fields<Quotes::lenient>(row, dialect, result);
    case Quotes::sparing:
      return read_fields<Quotes::sparing>(row, dialect, result);
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

}  // namespace segue::read
