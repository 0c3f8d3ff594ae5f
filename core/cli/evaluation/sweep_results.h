#pragma once

#include <boost/json.hpp>
#include <map>
#include <string>

namespace segue::cli {

/// The results of a sweep: a file of JSON Lines, one for each configuration that was tried, kept
/// from one run of the command to the next. Each line tells what it is of, so that results of other
/// playlists or splits are not taken for these.
class SweepResults {
 public:
  /// `task` is what results have in common: the playlists, the splits. Throws Error(io), and
  /// Error(bad_input) where the file holds something else than results of this task. A last line
  /// that was not written to its end goes.
  SweepResults(std::string file, boost::json::object task);

  /// What the configuration came to, if it was tried.
  const boost::json::object* find(const boost::json::object& configuration) const;

  /// Writes a line, whole, to the end of the file. Throws Error(io).
  void add(const boost::json::object& configuration, boost::json::object result);

 private:
  void read();

  std::string file_;
  boost::json::object task_;
  std::map<std::string, boost::json::object> results_;  // by the configuration's text
};

}  // namespace segue::cli
