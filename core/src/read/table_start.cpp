#include "read/table_start.h"

#include <algorithm>
#include <array>
#include <map>

#include "read/cell_kind.h"
#include "read/column_meaning.h"
#include "read/song_line.h"
#include "segue/unicode/text.h"

namespace segue::read {
namespace {

using Lines = std::vector<std::string>;
using Fields = std::vector<std::string>;

constexpr std::string_view kDelimiters = ",;\t|";
constexpr std::size_t kMostTitleLines = 10;  // above a header
constexpr std::size_t kRows = 50;            // are looked at

/// The fields; none where the row is malformed.
Fields fields_of(std::string_view line, const CsvDialect& dialect) {
  CsvRow row;
  parse_csv_row(line, dialect, row);
  Fields fields;
  if (row.form != RowForm::well_formed) return fields;
  for (const std::string_view field : row.fields)
    fields.emplace_back(trimmed(field));
  return fields;
}

bool is_machine_made(CellKind kind) {
  return kind != CellKind::text && kind != CellKind::empty;
}

/// Names of columns are words.
bool may_be_names(const Fields& fields) {
  return std::none_of(fields.begin(), fields.end(),
                      [](const std::string& field) { return is_machine_made(cell_kind(field)); });
}

/// How many of the fields name a column, and whether a title and an artist are among them.
struct KnownNames {
  std::size_t count = 0;
  bool has_song = false;
};

KnownNames known_names(const Fields& fields) {
  KnownNames known;
  bool has_title = false;
  bool has_artist = false;
  for (const std::string& field : fields) {
    const auto name = column_name(field);
    if (!name) continue;
    ++known.count;
    has_title = has_title || name->meaning == ColumnMeaning::title;
    has_artist = has_artist || name->meaning == ColumnMeaning::artist;
  }
  known.has_song = has_title && has_artist;
  return known;
}

/// Where no program quotes every field, tabs need no quotes: those that stand there are the text's.
CsvDialect dialect_of(char delimiter, const std::string& first_line) {
  const bool is_sparing = delimiter == '\t' && !first_line.starts_with('"');
  return {delimiter, is_sparing ? Quotes::sparing : Quotes::strict};
}

/// "sep=;", by which Excel is told.
char declared_delimiter(const Lines& lines) {
  if (lines.empty()) return '\0';
  const std::string line = lower_case(lines[0]);
  return line.size() == 5 && line.starts_with("sep=") ? line[4] : '\0';
}

/// The first line that names columns; `form` is as it was where there is none.
bool find_header(const Lines& lines, std::string_view delimiters, TableForm& form) {
  constexpr std::size_t kFew = 2;
  const std::size_t first = form.lines_before;
  for (std::size_t at = first; at < std::min(lines.size(), first + kMostTitleLines); ++at) {
    std::size_t most = 0;
    for (const char delimiter : delimiters) {
      const CsvDialect dialect = dialect_of(delimiter, lines[at]);
      const Fields fields = fields_of(lines[at], dialect);
      if (fields.size() < 2) continue;
      const KnownNames known = known_names(fields);
      const bool is_header =
          known.has_song || (at == first && known.count >= kFew && may_be_names(fields));
      if (!is_header || known.count <= most) continue;
      most = known.count;
      form = {dialect, true, at + 1};
    }
    if (most != 0) return true;
  }
  return false;
}

/// Whether what follows a header has its delimiter, or nothing follows.
bool is_followed_by_rows(const Lines& lines, const TableForm& form) {
  const auto first = lines.begin() + static_cast<std::ptrdiff_t>(form.lines_before);
  return first == lines.end() || std::any_of(first, lines.end(), [&](const std::string& line) {
           return line.find(form.dialect.delimiter) != std::string::npos;
         });
}

/// How many fields most of the lines have, and what part of the lines.
struct Width {
  std::size_t fields = 0;
  double share = 0;
};

Width usual_width(const Lines& lines, const TableForm& form) {
  std::map<std::size_t, std::size_t> counts;
  const std::size_t all = std::min(lines.size(), form.lines_before + kRows);
  const bool may_be_cut = all == lines.size() && all > form.lines_before + 1;  // the last one
  const std::size_t end = may_be_cut ? all - 1 : all;
  for (std::size_t at = form.lines_before; at < end; ++at)
    ++counts[fields_of(lines[at], form.dialect).size()];
  Width width;
  for (const auto& [fields, count] : counts) {
    const double share = static_cast<double>(count) / static_cast<double>(end - form.lines_before);
    if (share > width.share) width = {fields, share};
  }
  return width;
}

/// The delimiter by which almost all lines have as many fields; the width of one field where there
/// is none.
Width find_delimiter(const Lines& lines, std::string_view delimiters, TableForm& form) {
  constexpr double kAlmostAll = 0.9;
  Width best{1, 0};
  for (const char delimiter : delimiters) {
    TableForm one = form;
    one.dialect = dialect_of(delimiter, lines[form.lines_before]);
    const Width width = usual_width(lines, one);
    if (width.share < kAlmostAll || width.fields <= best.fields) continue;
    best = width;
    form = one;
  }
  return best;
}

void read_rows(const Lines& lines, TableStart& table) {
  for (std::size_t at = table.form.lines_before; at < lines.size() && table.rows.size() < kRows;
       ++at) {
    Fields fields = fields_of(lines[at], table.form.dialect);
    if (fields.size() < 2) continue;
    fields.resize(std::max(fields.size(), table.columns));
    table.rows.push_back(std::move(fields));
  }
}

/// Whether that holds of a column's field in each row.
template <typename Holds>
bool all_hold(const TableStart& table, std::size_t column, Holds holds) {
  return !table.rows.empty() &&
         std::all_of(table.rows.begin(), table.rows.end(), [&](const Fields& fields) {
           return column < fields.size() && holds(cell_kind(fields[column]));
         });
}

/// A column of numbers, times or identifiers. In the first one numbers do not count, which a list
/// has, too.
bool has_machine_made_column(const TableStart& table) {
  if (all_hold(table, 0, [](CellKind kind) { return kind == CellKind::time; })) return true;
  for (std::size_t column = 1; column < table.columns; ++column) {
    if (all_hold(table, column, is_machine_made)) return true;
  }
  return false;
}

/// Whether the first row looks like one that names the columns, in a language that is not known:
/// words above what is none, or one word that is known.
bool begins_with_names(const TableStart& table) {
  if (table.rows.size() < 2 || !may_be_names(table.rows[0])) return false;
  if (known_names(table.rows[0]).count != 0) return true;
  const auto is_made_below = [&](std::size_t column) {
    return std::all_of(table.rows.begin() + 1, table.rows.end(), [&](const Fields& fields) {
      return column < fields.size() && is_machine_made(cell_kind(fields[column]));
    });
  };
  for (std::size_t column = 0; column < table.rows[0].size(); ++column) {
    if (cell_kind(table.rows[0][column]) == CellKind::text && is_made_below(column)) return true;
  }
  return false;
}

/// Text whose lines hold as many delimiters is a table where these are tabs, where columns have
/// names, or where one holds what no name is; a list of songs may hold commas, too.
bool looks_like_table(const Lines& lines, const TableStart& table) {
  if (table.form.dialect.delimiter == '\t') return true;
  const bool songs_in_front = std::all_of(table.rows.begin(), table.rows.end(),
                                          [](const Fields& fields) { return is_song(fields[0]); });
  if (table.columns == 2 && songs_in_front) return false;  // "Artist - Title, 1997"
  if (table.form.has_header || has_machine_made_column(table)) return true;
  constexpr std::size_t kSome = 3;
  const bool has_songs = std::any_of(lines.begin(), lines.end(), is_song);
  return !has_songs && table.columns >= kSome && lines.size() >= kSome;
}

/// As many as are looked at, as UTF-8; where that cannot be told, as good as it can be done.
Lines first_lines(const std::vector<std::string_view>& all, LineEncoding& encoding) {
  Lines lines;
  std::string buffer;
  for (std::size_t at = 0; at < std::min(all.size(), kMostTitleLines + kRows); ++at) {
    const auto text = encoding.utf8(all[at], buffer);
    lines.push_back(text ? std::string(*text) : repair_utf8(all[at]));
  }
  return lines;
}

}  // namespace

TableStart look_at_table(const std::vector<std::string_view>& all, LineEncoding encoding) {
  const Lines lines = first_lines(all, encoding);
  TableStart table;
  const char declared = declared_delimiter(lines);
  const bool is_declared = declared != '\0';
  const std::string delimiters(is_declared ? std::string(1, declared) : std::string(kDelimiters));
  if (is_declared) ++table.form.lines_before;
  if (lines.size() <= table.form.lines_before) return table;
  const TableForm before = table.form;
  if (find_header(lines, delimiters, table.form)) {
    table.names = fields_of(lines[table.form.lines_before - 1], table.form.dialect);
    table.columns = table.names.size();
    read_rows(lines, table);
    // Two names may stand above a list, "artist, title"; three do not.
    table.is_table = table.columns > 2 || is_followed_by_rows(lines, table.form);
    if (table.is_table) return table;
    table = TableStart();
    table.form = before;
  }
  table.columns = find_delimiter(lines, delimiters, table.form).fields;
  read_rows(lines, table);
  if (begins_with_names(table)) {
    table.names = std::move(table.rows.front());
    table.names.resize(std::min(table.names.size(), table.columns));  // of what the rows have
    table.rows.erase(table.rows.begin());
    table.form.has_header = true;
    ++table.form.lines_before;
  }
  table.is_table = table.columns > 1 && (is_declared || looks_like_table(lines, table));
  return table;
}

}  // namespace segue::read
