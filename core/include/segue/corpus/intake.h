#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/read/reader.h"
#include "segue/util/error.h"

namespace segue {

/// What one file was: one that was named, or one found in a folder or an archive.
struct FileReading {
  std::string name;       ///< "export.zip/Playlist1.json" where it lies in an archive
  bool is_found = false;  ///< it was not named itself
  ReadReport report;      ///< of what could be read
  FileShare share;
  std::optional<Error> error;   ///< why nothing of it could be read
  bool is_passed_over = false;  ///< it was only found, and is no playlist file

  /// Whether it is a playlist file that could be read, also one with no songs in it.
  bool is_read() const { return !report.format.empty() && !error; }

  /// Whether it belongs to an export, but holds no songs: podcasts, videos.
  bool is_without_songs() const {
    return is_read() && report.rows_read == 0 && report.rows_skipped == 0 && !report.stopped &&
           !report.left_out.empty();
  }
};

/// Files and the corpus of all of them, as if they were one file.
struct FilesReading {
  std::vector<FileReading> files;
  MergedSpellings merged;
  Corpus corpus;
};

struct IntakeOptions {
  std::uint64_t max_rows = 0;  ///< of all files together; 0 reads them all
  PlaylistIdentity playlists = PlaylistIdentity::name;
  TrackIdentity tracks = TrackIdentity::exact;
  unsigned threads = 1;               ///< as CorpusBuilder's
  bool keeps_playlist_names = false;  ///< in the corpus
  std::string encoding;               ///< as PlaylistReader's
};

/// The one way from files and archives to a corpus. A file is taken as it arrives; by its first
/// bytes it is told whether it is what it is, gzip (RFC 1952), or a zip archive, whose members are
/// files as well, without those that is_left_alone() names. An archive may lie in another one, and
/// no deeper.
///
/// A file that cannot be read keeps no other from being read, and what was read of one that is
/// damaged or cut short stays: its report says where reading stopped. Nothing unpacks to more than
/// 200 times the bytes that were really taken, or to more than 64 GB, or to more than 100,000
/// files. What an archive says of its sizes is not believed.
class Intake {
 public:
  explicit Intake(const IntakeOptions& options);
  ~Intake();
  Intake(Intake&&) noexcept;
  Intake& operator=(Intake&&) noexcept;

  /// Begins a file. `is_found` says that it lies in a folder that was named: where it is no
  /// playlist file it is passed over.
  void begin(const std::string& name, bool is_found);

  /// Takes the next bytes, cut anywhere. False where no more of this file are needed.
  bool push(std::string_view bytes);

  /// Ends the file.
  void end();

  /// The file cannot be read, or no further, for this reason, which is the system's: ends it.
  void fail(const std::string& reason);

  /// All rows that were asked for are read, and there are more: no other file need begin.
  bool is_enough() const;

  /// What all files came to; the intake is used up.
  FilesReading finish() &&;

 private:
  class Taker;

  std::unique_ptr<Taker> taker_;
};

/// "nothing behind line 234 was read: ..." of a file whose report says that reading stopped; where
/// the form has no lines that mean anything, behind as many rows or plays.
std::string where_it_stopped(const FileReading& file);

/// Throws where no file could be read: the error of the one that is to blame, else Error(bad_input)
/// that names the first ten with their reasons, a line each. `place` is what was named where that
/// is one thing; it may be empty.
void require_some(const std::vector<FileReading>& files, const std::string& place);

/// What files hold that were read, and hold no track of a playlist: "17 songs in no playlist of
/// yours, 3 podcast episodes". Empty where they hold nothing at all.
std::string what_is_there_instead(const std::vector<FileReading>& files);

}  // namespace segue
