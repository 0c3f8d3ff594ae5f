#include "segue/track/track_identity.h"

#include <catch2/catch.hpp>

#include "segue/model/model_file.h"
#include "segue/util/error.h"
#include "segue/util/random.h"
#include "support/playlists.h"
#include "track/track_key.h"
#include "unicode/code_point.h"
#include "unicode/normal_form.h"

using namespace segue;

namespace {

std::string folded(const std::string& artist, const std::string& title) {
  return track_key(normalise(artist, title, TrackIdentity::folded));
}

std::string folded_title(const std::string& title) {
  return normalise("a", title, TrackIdentity::folded).title;
}

std::string folded_artist(const std::string& artist) {
  return normalise(artist, "t", TrackIdentity::folded).artist;
}

}  // namespace

TEST_CASE("names come to one Unicode form, with plain signs", "[identity]") {
  CHECK(folded("Beyonc\u0065\u0301", "Halo") == folded("BEYONC\u00C9", "halo"));
  CHECK(folded("Beyonc\u00E9", "Halo") == "beyonc\u00E9 - halo");
  CHECK(folded_title("\uFF28\uFF45\uFF4C\uFF4C\uFF4F\u3000\uFB01") == "hello fi");
  CHECK(folded_title("Don\u2019t Stop \u2018Til You Get\u02BC It`s \u00B4") ==
        "don't stop 'til you get' it's '");
  CHECK(folded_title("The \u201CFish\u201D \u2013 \u00ABX\u00BB") == "the \"fish\" - \"x\"");
  CHECK(folded_title("  Two\u00A0\u00A0 spaces\t\u200B ") == "two spaces");
  CHECK(folded_title("\u1100\u1161\u11A8") == "\uAC01");
  CHECK(folded_title("\u0130") == "i\u0307");
  CHECK(folded_title("Wait\u2026") == "wait...");
  CHECK(folded_title("\"Heroes\"") == "heroes");
  CHECK(folded("", "\"45\"") == " - 45");
}

TEST_CASE("a quotation mark without a partner at the other end stays, but not song2vec's way",
          "[identity]") {
  CHECK(folded_artist("\"Weird Al\" Yankovic") == "\"weird al\" yankovic");
  CHECK(folded_artist("\u201CWeird Al\u201D Yankovic") == "\"weird al\" yankovic");
  CHECK(folded_title("Original 12\"") == "original 12\"");
  CHECK(folded_title("\"A\" and \"B\"") == "\"a\" and \"b\"");
  CHECK(folded_title("\"\"Heroes\"\"") == "heroes");
  CHECK(folded_title("\"Half\"\"") == "\"half\"\"");
  CHECK(folded_title("\"") == "\"");
  CHECK(normalise("\"Weird Al\" Yankovic", "Eat It").artist == "weird al\" yankovic");
  const std::string many(200'000, '"');
  CHECK(folded_title(many).empty());
  CHECK(folded_title(many + "a" + many) == "a");
}

TEST_CASE("a track is found by its name with any kind of dash", "[identity]") {
  for (const TrackIdentity identity : {TrackIdentity::exact, TrackIdentity::folded}) {
    Vocabulary vocabulary(identity);
    vocabulary.add({"Radiohead", "Karma Police"}, 2);
    vocabulary.add({"Jay-Z", "99 Problems - Live"}, 1);
    for (const char* name : {"Radiohead - Karma Police", "radiohead \u2013 karma police",
                             "Radiohead \u2014 Karma Police", "Radiohead\u2014Karma Police",
                             "Radiohead-Karma Police", "Radiohead  -  Karma Police",
                             "Radiohead -- Karma Police", "Radiohead\u00A0\u2012\u00A0Karma Police",
                             "Radiohead \u2212 Karma Police", "Radiohead \uFF0D Karma Police"}) {
      INFO(name);
      CHECK(vocabulary.find_name(name) == TrackId{0});
    }
    CHECK(vocabulary.find_name("jay-z \u2014 99 problems - live") == TrackId{1});
    CHECK_FALSE(vocabulary.find_name("Radiohead -").has_value());
    CHECK_FALSE(vocabulary.find_name("- Karma Police").has_value());
    CHECK_FALSE(vocabulary.find_name("Radiohead \u2013").has_value());
  }
}

TEST_CASE("guests and editions are dropped", "[identity]") {
  for (const char* title : {"Song",
                            "song (feat. A & B)",
                            "Song [Feat A]",
                            "Song (ft. A)",
                            "Song ft. A",
                            "Song feat. A",
                            "Song Featuring A",
                            "Song (Featuring A)",
                            "Song - feat. A",
                            "Song - Remastered",
                            "Song - Remastered 2009",
                            "Song - 2011 Remaster",
                            "Song - 2011 - Remaster",
                            "Song (2011 Remaster)",
                            "Song [Remastered]",
                            "Song - Digitally Remastered 1999",
                            "Song (2015 Remastered Version)",
                            "Song - Mono",
                            "Song - Mono Version",
                            "Song (Stereo Mix)",
                            "Song - Mono / 2009 Remaster",
                            "Song (Deluxe Edition)",
                            "Song - 50th Anniversary Deluxe",
                            "Song (feat. A) [2020 Remaster]",
                            "Song (feat. A (of B)) - Remastered 2003",
                            "Song \u2013 Remastered",
                            "Song - Original Mono Mix",
                            "Song - Remasterizado"}) {
    CHECK(folded_title(title) == "song");
  }
  for (const char* artist :
       {"A", "A feat. B", "A ft. B", "A featuring B & C", "A (feat. B)", "A feat B", "A; B", "a;b"})
    CHECK(folded_artist(artist) == "a");
}

TEST_CASE("versions stay apart, however they are set off", "[identity]") {
  CHECK(folded_title("Song (Live)") == "song - live");
  CHECK(folded_title("Song - Live") == "song - live");
  CHECK(folded_title("Song [Live at the Nokia] ") == "song - live at the nokia");
  CHECK(folded_title("Song - Live / Remastered 2009") == "song - live");
  CHECK(folded_title("Song (Live) [2009 Remaster]") == "song - live");
  CHECK(folded_title("Song (Live; 2009 Remaster)") == "song - live");
  CHECK(folded_title("Song (feat. A) - B Remix") == "song - b remix");
  CHECK(folded_title("Song (B Remix) [feat. A]") == "song - b remix");
  CHECK(folded_title("Song feat. A (B Remix)") == "song - b remix");
  CHECK(folded_title("Song - Acoustic Version") == "song - acoustic version");
  CHECK(folded_title("Song (Mono Remix)") == "song - mono remix");
  CHECK(folded_title("Song - Radio Edit") == "song - radio edit");
  CHECK(folded_title("Song (Demo)") != folded_title("Song"));
}

TEST_CASE("names that only look like it are left alone", "[identity]") {
  for (const char* title : {"(i can't get no) satisfaction",
                            "don't you (forget about me)",
                            "no mean feat",
                            "10 ft tall",
                            "mono",
                            "stereo",
                            "remastered",
                            "(remastered)",
                            "1999",
                            "the 2009 song",
                            "deluxe",
                            "song (part 2)",
                            "song - part 2",
                            "(",
                            ")",
                            "((",
                            "a ) b ( c",
                            "- -",
                            "feat. a",
                            ""}) {
    CHECK(folded_title(title) == normalise("", title).title);
  }
  CHECK(folded_title(" - ") == "-");
  for (const char* artist : {"little feat", "earth, wind & fire", "tyler, the creator",
                             "simon & garfunkel", "mono", "; x", "ft. minor"})
    CHECK(folded_artist(artist) == artist);
}

TEST_CASE("to fold again changes nothing, and what cannot fold is told so", "[identity]") {
  const std::vector<std::string> parts = {
      "song", " - ",    "(",      ")",      "[",   "]", "feat. ",    " feat ", "remastered",
      "live", "2009",   " ",      "\"",     "'",   ";", "/",         "mono",   "x",
      "- ",   "\u2019", "\u00E9", "\u0301", "ft.", "F", "Free Fall", "\t"};
  Random random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string artist, title;
    for (std::uint32_t i = random.below(5); i > 0; --i)
      artist += parts[random.below(static_cast<std::uint32_t>(parts.size()))];
    for (std::uint32_t i = random.below(9); i > 0; --i)
      title += parts[random.below(static_cast<std::uint32_t>(parts.size()))];
    INFO(artist << "|" << title);
    const Track once = normalise(artist, title, TrackIdentity::folded);
    REQUIRE(normalise(once.artist, once.title, TrackIdentity::folded) == once);
    if (!may_fold({artist, title})) REQUIRE(once == normalise(artist, title));
  }
  for (char32_t code = 1; code < 0x30000; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string title = "a";
    append_code(title, code);
    title += "b";
    INFO(title);
    const Track once = normalise(title, title, TrackIdentity::folded);
    REQUIRE(normalise(once.artist, once.title, TrackIdentity::folded) == once);
    if (!may_fold({title, title})) REQUIRE(once == normalise(title, title));
  }
}

TEST_CASE("NFKC is Unicode's", "[identity]") {
  CHECK(to_nfkc("plain") == "plain");
  CHECK(to_nfkc("\u1E9B\u0323") == "\u1E69");  // annex 15, figure 6
  CHECK(to_nfkc("\uFB01\u0032\u2075") == "fi25");
  CHECK(to_nfkc("q\u0307\u0323") == "q\u0323\u0307");  // marks in their order
  CHECK(to_nfkc("\u0958") == "\u0915\u093C");          // which is excluded from composing
  CHECK(to_nfkc("\u212B") == "\u00C5");
  CHECK(to_nfkc("\u0344") == "\u0308\u0301");
  CHECK(to_nfkc("\u1100\uAC00\u11A8") == "\u1100\uAC01");
  CHECK(to_nfkc("\uFDFA").size() > 20);
}

TEST_CASE("spellings of several sources become one track, and are counted", "[identity][corpus]") {
  const unsigned threads = GENERATE(1u, 2u);
  CorpusBuilder builder(PlaylistIdentity::user_and_name, threads, TrackIdentity::folded);
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"Queen", "Bohemian Rhapsody - Remastered 2011"},  // first, so its spelling is kept
      {"Queen", "Bohemian Rhapsody"},
      {"QUEEN", "Bohemian Rhapsody (2011 Remaster)"},
      {"Queen", "Bohemian Rhapsody - Remastered 2011"},
      {"Queen", "Bohemian Rhapsody - Live"},
      {"A", "x (feat. B)"},
      {"A", "x [ft. B]"},
      {"A", "(y)"},
  };
  for (int round = 0; round < 1000; ++round) {
    for (const auto& [artist, title] : rows)
      builder.add({"u", "p", artist, title});
  }
  const MergedSpellings merged = builder.merged();
  CHECK(merged.spellings == 3);
  REQUIRE(merged.examples.size() == 4);
  CHECK(merged.examples[0].spelling == "queen - bohemian rhapsody - remastered 2011");
  CHECK(merged.examples[0].track == "queen - bohemian rhapsody");
  CHECK(merged.examples[2].track == "a - x");
  const Corpus corpus = std::move(builder).build();
  REQUIRE(corpus.vocabulary.size() == 4);
  CHECK(corpus.vocabulary.key(0) == "queen - bohemian rhapsody");
  CHECK(corpus.vocabulary.count(0) == 4000);
  CHECK(corpus.vocabulary.track(0) == TrackNames{"Queen", "Bohemian Rhapsody - Remastered 2011"});
  CHECK(corpus.vocabulary.find_name("Queen - Bohemian Rhapsody (Remastered 2011)") == TrackId{0});
  CHECK(corpus.vocabulary.find_name("queen - bohemian rhapsody [LIVE]") ==
        corpus.vocabulary.find("queen - bohemian rhapsody - live"));
  CHECK(corpus.vocabulary.find_name("queen - bohemian rhapsody - live").has_value());
  CHECK_FALSE(corpus.vocabulary.find_name("queen - bohemian").has_value());
  CHECK_FALSE(corpus.vocabulary.find_name("").has_value());
}

TEST_CASE("exact names merge nothing, and are found in any case", "[identity][corpus]") {
  CorpusBuilder builder;
  builder.add({"u", "p", "Queen", "\"Heroes\""});
  builder.add({"u", "p", "Queen", "Heroes - Remastered"});
  CHECK(builder.merged().spellings == 0);
  const Corpus corpus = std::move(builder).build();
  CHECK(corpus.vocabulary.size() == 2);
  CHECK(corpus.vocabulary.find_name("QUEEN - \"heroes\"").has_value());
  CHECK_FALSE(corpus.vocabulary.find_name("queen - heroes (remastered)").has_value());
}

TEST_CASE("a model keeps how its tracks are told apart", "[identity]") {
  Model model;
  model.recipe = Recipe::playlist;
  model.vocabulary = Vocabulary(TrackIdentity::folded);
  model.vocabulary.add({"Queen", "Innuendo - Remastered 2011"}, 3);
  model.input = model.output = {1, 1, {1.0f}};
  const std::string bytes = write_model(model);
  const Model read = read_model(bytes, "m");
  CHECK(read.vocabulary.identity() == TrackIdentity::folded);
  CHECK(read.vocabulary.key(0) == "queen - innuendo");
  CHECK(read.vocabulary.find_name("Queen - Innuendo") == TrackId{0});
  CHECK(write_model(read) == bytes);
  std::string other = bytes;
  other.replace(other.find("\"folded\""), 8, "\"golden\"");
  CHECK_THROWS_AS(read_model(other, "m"), Error);
  model.vocabulary = Vocabulary();
  model.vocabulary.add({"Queen", "Innuendo"}, 3);
  CHECK(write_model(model).find("track_identity") == std::string::npos);
}
