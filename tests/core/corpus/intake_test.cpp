// From files and archives to a corpus: what is in them, what is said of them, and what may not
// hurt.

#include "segue/corpus/intake.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "segue/read/found_file.h"
#include "support/packed_files.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

constexpr std::size_t kAtOnce = std::size_t{1} << 18;

struct File {
  std::string name;
  std::string bytes;
  bool is_found = false;
};

IntakeOptions options(std::uint64_t max_rows = 0) {
  IntakeOptions options;
  options.playlists = PlaylistIdentity::user_and_name;
  options.max_rows = max_rows;
  options.keeps_playlist_names = true;
  return options;
}

FilesReading take(const std::vector<File>& files, std::size_t piece = kAtOnce,
                  std::uint64_t max_rows = 0) {
  Intake intake(options(max_rows));
  for (const File& file : files) {
    if (intake.is_enough()) break;
    intake.begin(file.name, file.is_found);
    for (std::size_t at = 0; at < file.bytes.size(); at += piece) {
      if (!intake.push(std::string_view(file.bytes).substr(at, piece))) break;
    }
    intake.end();
  }
  return std::move(intake).finish();
}

/// One playlist of text.
std::string songs(int from, int count) {
  std::string text;
  for (int i = from; i < from + count; ++i)
    text += "Artist " + std::to_string(i % 7) + " - Song " + std::to_string(i) + "\n";
  return text;
}

std::vector<std::string> names_of(const FilesReading& reading) {
  std::vector<std::string> names;
  for (const FileReading& file : reading.files)
    names.push_back(file.name);
  return names;
}

using Names = std::vector<std::string>;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Why a file could not be read, or no further.
std::string complaint_of(const FileReading& file) {
  if (file.error) return file.error->message();
  return file.report.stopped ? file.report.stopped->reason : "";
}

std::string complaints_of(const FilesReading& reading) {
  std::string text;
  for (const FileReading& file : reading.files)
    text += file.name + ": " + complaint_of(file) + "\n";
  return text;
}

Error none_of(const FilesReading& reading, const std::string& place = "") {
  try {
    require_some(reading.files, place);
  } catch (const Error& error) {
    return error;
  }
  FAIL("some could be read");
  throw;
}

}  // namespace

TEST_CASE("plain files, gzip, zip and one in the other hold the same, however they are cut",
          "[intake]") {
  const std::string text = songs(0, 3000);
  const std::vector<std::pair<File, Names>> files = {
      {{"a.txt", text}, {"a.txt"}},
      {{"a.txt.gz", gzip(text)}, {"a.txt"}},
      {{"two.gz", gzip(songs(0, 1000)) + gzip(songs(1000, 2000)) + std::string(512, '\0')},
       {"two"}},
      {{"a.zip", zip({{"x/", ""}, {"x/a.txt", text}})}, {"a.zip/x/a.txt"}},
      {{"stored.zip", zip({{"a.txt", text, true}})}, {"stored.zip/a.txt"}},
      {{"later.zip", zip({{"a.txt", text, false, false, 4}})}, {"later.zip/a.txt"}},
      {{"large.zip", zip({{"a.txt", text, false, false, 8}})}, {"large.zip/a.txt"}},
      {{"unsigned.zip", zip({{"a.txt", text, false, false, 4, false}})}, {"unsigned.zip/a.txt"}},
      {{"both.zip", zip({{"a.txt", text, false, false, 8, false}})}, {"both.zip/a.txt"}},
      {{"signed.zip", zip({{"a.txt", text, true, false, 4}})}, {"signed.zip/a.txt"}},
      {{"wide.zip", zip({{"a.txt", text, true, false, 8}})}, {"wide.zip/a.txt"}},
      {{"plain.zip", zip({{"a.txt", text, true, false, 4, false}})}, {"plain.zip/a.txt"}},
      {{"wider.zip", zip({{"a.txt", text, true, false, 8, false}})}, {"wider.zip/a.txt"}},
      {{"stored in.zip", zip({{"b.zip", zip({{"a.txt", text, true, false, 4}}), true, false, 4}})},
       {"stored in.zip/b.zip/a.txt"}},
      {{"nested.zip", zip({{"b.zip", zip({{"a.txt", text}})}})}, {"nested.zip/b.zip/a.txt"}},
      {{"gz.zip", zip({{"a.txt.gz", gzip(text)}})}, {"gz.zip/a.txt"}},
  };
  for (const auto& [file, names] : files) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{11}, kAtOnce}) {
      INFO(file.name << " in pieces of " << piece);
      const FilesReading reading = take({file}, piece);
      REQUIRE(names_of(reading) == names);
      REQUIRE(complaint_of(reading.files[0]).empty());
      REQUIRE(reading.files[0].report.format == "list of songs");
      REQUIRE(reading.corpus.tokens.size() == 3000);
    }
  }
}

TEST_CASE("stored members whose sizes stand behind them are told apart, however short",
          "[intake]") {
  for (const int descriptor : {4, 8}) {
    for (const bool is_signed : {true, false}) {
      std::vector<ZipMember> members;
      for (int i = 0; i < 12; ++i) {
        const std::string text = i == 0 ? "PK - PK\x07\x08PK\x03\x04\n" : songs(i, i % 3);
        members.push_back({std::to_string(i) + ".txt", text, true, false, descriptor, is_signed});
      }
      members.push_back({".hidden", "x - y\n", true, false, descriptor, is_signed});
      members.push_back({"last.txt", "last - one\n"});
      for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{50}, kAtOnce}) {
        const FilesReading reading = take({{"a.zip", zip(members)}}, piece);
        INFO(descriptor << is_signed << " in pieces of " << piece << complaints_of(reading));
        REQUIRE(reading.files.size() == 13);
        REQUIRE(reading.corpus.tokens.size() == 14);
        REQUIRE(reading.files.back().name == "a.zip/last.txt");
      }
    }
  }
  ZipMember wrong{"a.txt", songs(0, 50), true, false, 4};
  wrong.wrong = 1;
  const FilesReading reading = take({{"a.zip", zip({wrong, {"b.txt", "a - b\n"}})}});
  CHECK(reading.files[0].report.rows_read == 50);
  CHECK(holds(complaint_of(reading.files[0]), "its checksum is wrong"));
  CHECK(reading.files[1].report.rows_read == 1);
  // Cut short behind it: all of it is kept.
  const std::string cut = zip({{"a.txt", songs(0, 50), true, false, 4}});
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, kAtOnce}) {
    const FilesReading part = take({{"a.zip", cut.substr(0, 35 + songs(0, 50).size())}}, piece);
    CHECK(part.files[0].report.rows_read == 50);
    CHECK(part.corpus.tokens.size() == 50);
    CHECK(holds(complaint_of(part.files[0]), "cut short"));
  }
  wrong.descriptor_is_signed = false;  // then nothing tells where it ends
  CHECK(holds(complaints_of(take({{"a.zip", zip({wrong})}})), "cut short"));
}

TEST_CASE("what is hidden or a Mac's own is left alone, in folders and archives", "[intake]") {
  for (const char* path :
       {"x/", "__MACOSX/x/._a.txt", "x/.DS_Store", ".hidden/a.txt", ".a", "a/.b/c"})
    CHECK(is_left_alone(path));
  for (const char* path : {"a.txt", "x/a.txt", "a.b/c.d", "MACOSX/a", ""})
    CHECK_FALSE(is_left_alone(path));
  const FilesReading reading = take({{"a.zip", zip({{"__MACOSX/._a.txt", "a - b\n"},
                                                    {"x/", ""},
                                                    {".DS_Store", "a - b\n", false, false, 4},
                                                    {"a.txt", "a - b\n"}})}});
  CHECK(names_of(reading) == Names{"a.zip/a.txt"});
}

TEST_CASE("what is no playlist is passed over where it was only found", "[intake]") {
  const std::string archive = zip({{"a.pdf", "%PDF-1.7\n"},
                                   {"b.txt", songs(0, 5)},
                                   {"c.pdf", "%PDF-1.7\n", false, false, 4},
                                   {"d.txt", songs(5, 5)}});
  const FilesReading reading =
      take({{"my.zip", archive}, {"e.pdf", "%PDF-1.7\n"}, {"f", "%PDF", true}});
  REQUIRE(names_of(reading) ==
          Names{"my.zip/a.pdf", "my.zip/b.txt", "my.zip/c.pdf", "my.zip/d.txt", "e.pdf", "f"});
  std::vector<bool> passed_over;
  for (const FileReading& file : reading.files)
    passed_over.push_back(file.is_passed_over);
  CHECK(passed_over == std::vector<bool>{true, false, true, false, false, true});
  CHECK(reading.corpus.tokens.size() == 10);
  CHECK(reading.files[1].share.brought.tracks == 5);
}

TEST_CASE("gzip that is damaged, cut, or followed by something else keeps what was read",
          "[intake]") {
  const std::string text = songs(0, 20'000);
  const std::string packed = gzip(text);
  std::string damaged = packed;
  std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(packed.size() / 2), 200, '\xFF');
  const std::vector<std::tuple<const char*, std::string, const char*, std::size_t>> files = {
      {"behind", packed + "and more", "something that is not gzip follows", 20'000},
      {"sum", gzip(text, 1), "its checksum is wrong", 20'000},
      {"cut", packed.substr(0, packed.size() - 500), "cut short", 10'000},
      {"sumless", packed.substr(0, packed.size() - 3), "cut short", 20'000},
      {"damaged", damaged, "damaged", 5'000},
  };
  for (const auto& [what, bytes, told, rows] : files) {
    for (const std::size_t piece : {std::size_t{7}, kAtOnce}) {
      INFO(what << " in pieces of " << piece);
      const FilesReading reading = take({{"a.txt.gz", bytes}, {"b.txt", "x - y\n"}}, piece);
      REQUIRE(names_of(reading) == Names{"a.txt", "b.txt"});
      CHECK_FALSE(reading.files[0].error);
      REQUIRE(reading.files[0].report.stopped);
      CHECK(holds(reading.files[0].report.stopped->reason, told));
      CHECK(reading.files[0].report.rows_read >= rows);
      CHECK(reading.files[1].report.rows_read == 1);
    }
  }
  // A byte between deflate and its checksum, however it is cut.
  std::string between = gzip("a - b\n");
  between.insert(between.size() - 8, 1, '\0');
  for (std::size_t piece = 1; piece <= between.size(); ++piece)
    CHECK(holds(complaint_of(take({{"a.gz", between}}, piece).files[0]), "its checksum is wrong"));
  // All that stands before the damage.
  std::string before = gzip("");
  before.resize(10);
  before += '\0' + number_bytes(songs(0, 300).size(), 2) + number_bytes(~songs(0, 300).size(), 2) +
            songs(0, 300) + std::string(30, '\x07');
  CHECK(take({{"a.txt.gz", before}}).files[0].report.rows_read >= 300);
  ZipMember member{"a.txt", songs(0, 300)};
  member.packed = before.substr(10);
  CHECK(take({{"a.zip", zip({member})}}).files[0].report.rows_read >= 300);
  const FilesReading nothing =
      take({{"a.gz", packed.substr(0, 9)}, {"b.gz", "\x1F\x8B\x08hello, world"}});
  CHECK(names_of(nothing) == Names{"a.gz", "b.gz"});
  CHECK(holds(complaint_of(nothing.files[0]), "cut short"));
  CHECK_FALSE(complaint_of(nothing.files[1]).empty());
}

TEST_CASE("a damaged, locked or strange member is told of, and the others are read", "[intake]") {
  const std::string text = songs(0, 3000);
  const ZipMember good{"b.txt", songs(5000, 10)};
  std::string broken = deflate(text);
  std::fill_n(broken.begin() + static_cast<std::ptrdiff_t>(broken.size() / 2), 100, '\xFF');
  ZipMember damaged{"a.txt", text};
  damaged.packed = broken;
  ZipMember damaged_later = damaged;
  damaged_later.descriptor = 4;
  ZipMember wrong{"a.txt", text};
  wrong.wrong = 1;
  ZipMember locked{"a.txt", text};
  locked.is_locked = true;
  ZipMember locked_later = locked;
  locked_later.descriptor = 4;
  ZipMember strange{"a.txt", text};
  strange.method = 93;
  ZipMember longer{"a.txt", text};
  longer.claimed = deflate(text).size() + 40;
  const std::vector<std::tuple<const char*, ZipMember, const char*>> members = {
      {"damaged", damaged, "damaged"},
      {"damaged, of unknown size", damaged_later, "damaged"},
      {"with a wrong checksum", wrong, "its checksum is wrong"},
      {"locked", locked, "locked with a password"},
      {"locked, of unknown size", locked_later, "locked with a password"},
      {"packed otherwise", strange, "packed in a way that Segue does not know"},
  };
  for (const auto& [what, member, told] : members) {
    for (const std::size_t piece : {std::size_t{5}, kAtOnce}) {
      INFO(what << " in pieces of " << piece);
      const FilesReading reading = take({{"a.zip", zip({member, good})}}, piece);
      INFO(complaints_of(reading));
      REQUIRE(names_of(reading) == Names{"a.zip/a.txt", "a.zip/b.txt"});
      CHECK(holds(complaint_of(reading.files[0]), told));
      CHECK_FALSE(reading.files[0].is_passed_over);
      CHECK(reading.files[1].report.rows_read == 10);
    }
  }
  // It says that it goes on into the next one: what was read is kept, and that is told.
  const FilesReading reading = take({{"a.zip", zip({longer, good})}});
  CHECK(reading.files[0].report.rows_read == 3000);
  CHECK(holds(complaints_of(reading), "damaged"));
}

TEST_CASE("an archive that is cut, empty, too deep or no archive is a clear error", "[intake]") {
  const std::string whole = zip({{"a.txt", songs(0, 3000)}, {"b.txt", songs(0, 2000)}});
  const FilesReading cut = take({{"a.zip", whole.substr(0, whole.size() - 5000)}});
  CHECK(names_of(cut) == Names{"a.zip/a.txt", "a.zip/b.txt", "a.zip"});
  CHECK(holds(complaint_of(cut.files[1]), "cut short"));
  CHECK(holds(complaint_of(cut.files[2]), "cut short"));
  CHECK(cut.files[0].report.rows_read == 3000);

  for (const std::string& empty : {zip({}), zip({{"folder/", ""}}), std::string("PK\x05\x06")}) {
    const FilesReading reading =
        take({{"a.txt", "a - b\n"}, {"empty.zip", empty}, {"b.txt", "b - c\n"}});
    CHECK(names_of(reading) == Names{"a.txt", "empty.zip", "b.txt"});
    CHECK(holds(complaint_of(reading.files[1]), "there is no file in this archive"));
  }
  const FilesReading none = take({{"fake.zip", "PK\x03\x04" + std::string(60, '\7')}});
  CHECK(names_of(none) == Names{"fake.zip"});
  CHECK(holds(complaint_of(none.files[0]), "cut short"));

  const FilesReading deep = take(
      {{"deep.zip",
        zip({{"x.zip", zip({{"y.zip", zip({{"a.txt", "a - b\n"}})}})}, {"b.txt", "b - c\n"}})}});
  CHECK(names_of(deep) == Names{"deep.zip/x.zip/y.zip", "deep.zip/b.txt"});
  CHECK(holds(complaint_of(deep.files[0]), "too deep"));
}

TEST_CASE("of a document that is an archive it is said what to do", "[intake]") {
  const std::string opened = "application/vnd.oasis.opendocument.spreadsheet";
  const std::vector<std::tuple<std::string, std::string, std::string>> documents = {
      {"a.xlsx", zip({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<x/>"}}),
       "this is an Excel workbook (.xlsx): save its sheet as CSV"},
      {"a.docx", zip({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<x/>"}}),
       "this is a Word document (.docx): save it as plain text"},
      {"a.ods", zip({{"mimetype", opened, true}, {"meta.xml", "<x/>"}, {"content.xml", "<x/>"}}),
       "this is an OpenDocument (.ods, .odt): save its sheet as CSV"},
      {"a.numbers", zip({{"Index/Document.iwa", "x"}, {"preview.jpg", "x"}}),
       "this is a document of Apple's Numbers: export it as CSV"},
  };
  for (const auto& [name, document, told] : documents) {
    for (const std::size_t piece : {std::size_t{1}, kAtOnce}) {
      const FilesReading reading = take({{name, document}, {"b.txt", "a - b\n"}}, piece);
      CHECK(holds(complaints_of(reading), name + ": " + told));
      CHECK(reading.files.back().report.rows_read == 1);
    }
    CHECK(holds(none_of(take({{name, document}})).message(), told));
    // Among others it keeps none from being read.
    const FilesReading packed = take({{"all.zip", zip({{name, document}, {"b.txt", "a - b\n"}})}});
    CHECK(holds(complaints_of(packed), "all.zip/" + name + ": " + told));
    CHECK(packed.files.back().report.rows_read == 1);
  }
  // Files of such names alone are no document.
  CHECK(take({{"a.zip", zip({{"content.xml", "a - b\n"}, {"Index/a.txt", "a - c\n"}})}})
            .corpus.tokens.size() == 2);
}

TEST_CASE("nothing unpacks to more than 200 times what was really taken of the file", "[intake]") {
  // Blank lines behind a header are rows of nothing: a playlist file as large as one likes.
  const std::string large = kHeader + "u,a,t,p\n" + std::string(std::size_t{60} << 20, '\n');
  const std::string packed = deflate(large);
  ZipMember bomb{"a.csv", "", false, false, 0, true, 0, 0, packed};
  ZipMember liar = bomb;
  liar.claimed = 50'000'000;
  const std::vector<File> bombs = {
      {"bomb.gz", gzip(large)},
      {"bomb.zip", zip({bomb})},
      {"liar.zip", zip({liar})},
      {"many.zip", zip({bomb, bomb, bomb, bomb})},
      {"nested.zip", zip({{"x.zip", zip({bomb, bomb})}})},
  };
  for (const File& file : bombs) {
    const FilesReading reading = take({file, {"good.txt", "a - b\n"}});
    INFO(file.name << complaints_of(reading));
    const auto told = std::find_if(reading.files.begin(), reading.files.end(), [](const auto& one) {
      return holds(complaint_of(one), "unpacks to more than 200 times its size");
    });
    CHECK(told != reading.files.end());
    CHECK(names_of(reading).back() == "good.txt");
    CHECK(reading.files.back().report.rows_read == 1);
  }
  // Other bytes of the file make no more room for it.
  const FilesReading padded = take(
      {{"padded.zip", zip({{"a.pdf", std::string(3'000'000, 'x'), true}}) + "behind the list"}});
  CHECK(padded.files.size() == 1);
  const FilesReading before =
      take({{"late.zip", zip({bomb, {"z.pdf", "%PDF" + std::string(4'000'000, 'x'), true}})}});
  CHECK(holds(complaints_of(before), "unpacks to more than 200 times"));
}

TEST_CASE("an archive of more than 100,000 files is read no further", "[intake]") {
  std::vector<ZipMember> members(100'002, ZipMember{"a.pdf", "", true});
  members[0] = {"a.txt", "a - b\n"};
  const FilesReading reading = take({{"many.zip", zip(members)}});
  CHECK(reading.files[0].report.rows_read == 1);
  CHECK(holds(complaint_of(reading.files.back()), "more than 100,000 files"));
}

TEST_CASE("names in an archive that are not UTF-8 are what DOS would show", "[intake]") {
  const FilesReading reading =
      take({{"a.zip", zip({{"M\x81sik.txt", "a - b\n"}, {"Jóga.txt", "a - c\n"}})}});
  CHECK(names_of(reading) == Names{"a.zip/Müsik.txt", "a.zip/Jóga.txt"});
}

TEST_CASE("max_rows is over all files together, and whether there are more is said", "[intake]") {
  const std::vector<File> files = {
      {"a.txt", songs(0, 3)}, {"b.zip", zip({{"b.txt", songs(3, 3)}, {"c.txt", songs(6, 3)}})}};
  for (const std::uint64_t most : {1u, 3u, 4u, 6u, 9u, 10u}) {
    const FilesReading reading = take(files, kAtOnce, most);
    INFO(most << complaints_of(reading));
    CHECK(reading.corpus.tokens.size() == std::min<std::uint64_t>(most, 9));
    const bool more = std::any_of(reading.files.begin(), reading.files.end(),
                                  [](const auto& file) { return file.report.more; });
    CHECK(more == (most < 9));
    CHECK(holds(complaints_of(reading), "cut short") == false);
  }
}

TEST_CASE("where no file could be read, the one to blame is named, or each", "[intake]") {
  const File pdf{"a.pdf", "%PDF-1.7\n"};
  CHECK(none_of(take({pdf})).message() == "this is a PDF, not a playlist");
  CHECK(none_of(take({pdf})).location().file == "a.pdf");
  const Error both = none_of(take({pdf, {"b.csv", "name,colour\nx,y\n"}}));
  CHECK(holds(
      both.message(),
      "none of the 2 files is a playlist file that Segue can read:\n  a.pdf:1: this is a PDF"));
  CHECK(holds(both.message(), "\n  b.csv:1: "));
  const Error found =
      none_of(take({{"x.zip", zip({{"a.pdf", "%PDF-1.7\n"}, {"b.json", "{}"}})}}), "x.zip");
  CHECK(found.message() == "none of the 2 files in it is a playlist file that Segue can read");
  CHECK(none_of(take({}), "empty").message() == "there is no file in it");
  CHECK_NOTHROW(require_some(take({{"header.csv", kHeader}}).files, ""));
}

TEST_CASE("a file that the system cannot read on keeps what was read", "[intake]") {
  Intake intake(options());
  intake.begin("a.txt", false);
  intake.push(songs(0, 30));
  intake.fail("it was moved");
  intake.begin("b.txt", false);
  intake.fail("it cannot be opened");
  const FilesReading reading = std::move(intake).finish();
  REQUIRE(names_of(reading) == Names{"a.txt", "b.txt"});
  CHECK(reading.files[0].report.rows_read == 30);
  CHECK(reading.files[0].report.stopped.value().reason == "it was moved");
  CHECK(reading.files[1].error.value().code() == ErrorCode::io);
  CHECK(reading.corpus.names == Names{"a"});
}

TEST_CASE("a file that holds no songs says what it holds instead", "[intake]") {
  const std::string podcasts =
      R"([{"ts":"2024-01-05T14:04:00Z","ms_played":240000,"master_metadata_track_name":null,)"
      R"("master_metadata_album_artist_name":null}])";
  const FilesReading reading = take({{"a.json", podcasts}, {"b.json", podcasts}});
  CHECK(reading.files[0].is_without_songs());
  CHECK_NOTHROW(require_some(reading.files, ""));
  CHECK(what_is_there_instead(reading.files) == "2 podcast episodes and videos");
}
