#include "evaluation/query_file.h"

#include <boost/json.hpp>
#include <cstddef>
#include <string_view>
#include <system_error>

#include "segue/util/error.h"
#include "system/files.h"

namespace segue::cli {
namespace {

/// One line of a file, to be a query.
class QueryLine {
 public:
  QueryLine(std::string_view text, const std::string& file, std::uint64_t line)
      : file_(file), line_(line), object_(parse(text)) {}

  /// The names that the member lists.
  std::vector<std::string> names(const char* member) const {
    const boost::json::value* list =
        object_.if_object() ? object_.get_object().if_contains(member) : nullptr;
    if (list == nullptr || !list->is_array())
      fail(std::string("has no list \"") + member + "\"; a line is " + kForm);
    std::vector<std::string> names;
    for (const boost::json::value& name : list->get_array()) {
      if (!name.is_string())
        fail(std::string("has something else than names of tracks in \"") + member +
             "\"; a line is " + kForm);
      names.emplace_back(name.get_string());
    }
    return names;
  }

  [[noreturn]] void fail(const std::string& why) const {
    throw Error(ErrorCode::bad_input, why, {file_, line_});
  }

 private:
  static constexpr const char* kForm =
      R"({"known": ["artist - title", ...], "held_out": ["artist - title"]})";

  boost::json::value parse(std::string_view text) const {
    boost::system::error_code error;
    boost::json::value value = boost::json::parse(text, error);
    if (error) fail("is not JSON (" + error.message() + "); a line is " + kForm);
    return value;
  }

  const std::string& file_;
  std::uint64_t line_;
  boost::json::value object_;
};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

std::vector<HeldOutQuery> read_queries(const std::string& file, const Vocabulary& vocabulary) {
  const std::string bytes = read_file(file);
  std::vector<HeldOutQuery> queries;
  std::uint64_t number = 0;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    ++number;
    if (is_blank(line)) continue;
    const QueryLine query(line, file, number);
    const std::vector<std::string> held_out = query.names("held_out");
    if (held_out.empty()) query.fail("holds out no track, so there is nothing to find");
    queries.push_back(make_query(query.names("known"), held_out, vocabulary));
  }
  if (queries.empty()) throw Error(ErrorCode::bad_input, "holds no queries", {file});
  return queries;
}

}  // namespace segue::cli
