#include "input/encoding_option.h"

#include "segue/read/reader.h"

namespace segue::cli {

void add_encoding_option(CLI::App& command, std::string& encoding) {
  const auto known = [](const std::string& name) {
    return is_encoding(name) ? std::string()
                             : "'" + name +
                                   "' is no encoding that Segue knows: it knows windows-1250 to "
                                   "windows-1258, ISO-8859-1, -2, -5, -7, -9, -15, KOI8-R, CP437, "
                                   "CP850, CP866 and macintosh; save the file as UTF-8";
  };
  command
      .add_option("--encoding", encoding,
                  "What lists and tables are in that are not UTF-8 and do not say so,\n"
                  "as windows-1251")
      ->check(CLI::Validator(known, "", "encoding"));
}

}  // namespace segue::cli
