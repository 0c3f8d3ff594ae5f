// The kinds of document that the XSPF project tests its own readers with (version_1/pass and
// version_1/fail of its test cases), written anew. What breaks the specification is read as players
// read it: what can be told of a track is told, and a document is refused only where it is none.

#include <catch2/catch.hpp>
#include <string>

#include "segue/read/reader.h"
#include "segue/util/error.h"

using namespace segue;

namespace {

const std::string kHead = R"(<?xml version="1.0" encoding="UTF-8"?>)";
const std::string kSpace = R"(xmlns="http://xspf.org/ns/0/")";
const std::string kSong = "<track><title>Starfire</title><creator>Low</creator></track>";

/// "Low - Starfire; ..." of all tracks, or the message of the error.
std::string songs_of(const std::string& document) {
  std::string songs;
  PlaylistReader reader("case.xspf", 0, [&](const PlaylistEntry& entry) {
    if (!songs.empty()) songs += "; ";
    songs.append(entry.artist).append(" - ").append(entry.title);
  });
  try {
    reader.push(document);
    reader.finish();
  } catch (const Error& error) {
    return error.what();
  }
  return songs;
}

/// A document of version 1 with `head` beside its list, and `tracks` in it.
std::string document(const std::string& tracks, const std::string& head = "",
                     const std::string& attributes = " version=\"1\"") {
  return kHead + "<playlist " + kSpace + attributes + ">" + head + "<trackList>" + tracks +
         "</trackList></playlist>";
}

}  // namespace

TEST_CASE("XSPF: what the specification allows is read", "[reader][xspf]") {
  const std::string all =
      "<title>Mix</title><creator>Jane</creator><annotation>best of</annotation>"
      "<info>http://example.org/</info><location>http://example.org/m.xspf</location>"
      "<identifier>magnet:?x</identifier><image>a.png</image><date>2005-01-08T17:10:47-05:00</date>"
      "<license>http://example.org/l</license><attribution><identifier>x:1</identifier>"
      "<location>http://example.org/</location></attribution><link rel=\"http://x\">http://y</link>"
      "<meta rel=\"http://x\">value</meta>"
      "<extension application=\"http://x\"><cl:clip xmlns:cl=\"http://z\" "
      "end=\"1\"><title>no</title>"
      "</cl:clip></extension>";
  const std::string everything =
      "<track><location>http://example.org/1.ogg</location><location>2.ogg</location>"
      "<identifier>x:1</identifier><identifier>x:2</identifier><title>Starfire</title>"
      "<creator>Low</creator><annotation>good</annotation><info>http://x</info>"
      "<image>http://x</image><album>Secret Name</album><trackNum>4</trackNum>"
      "<duration>271066</duration><link rel=\"http://x\">http://y</link>"
      "<meta rel=\"http://x\">v</meta><extension application=\"http://x\"><creator>no</creator>"
      "</extension></track>";
  CHECK(songs_of(document(everything, all)) == "Low - Starfire");
  CHECK(songs_of(document(kSong, "", " version=\"0\"")) == "Low - Starfire");
  CHECK(songs_of(document(kSong, "", " version=\"1\" xml:base=\"http://x/\"")) == "Low - Starfire");
  CHECK(songs_of(document(
            "<track>\n <title>\n  Starfire \n </title>\n <creator>\tLow\n</creator></track>")) ==
        "Low - Starfire");
  CHECK(
      songs_of(document("<track><title><![CDATA[A & B]]></title><creator>Low</creator></track>")) ==
      "Low - A & B");
  CHECK(songs_of(document("<track><creator>Low</creator><title>&#x53;tarfire</title></track>")) ==
        "Low - Starfire");
  CHECK(songs_of(kHead + R"(<x:playlist version="1" xmlns:x="http://xspf.org/ns/0/"><x:trackList>)"
                         "<x:track><x:title>Starfire</x:title><x:creator>Low</x:creator></x:track>"
                         "</x:trackList></x:playlist>") == "Low - Starfire");
  CHECK(songs_of(document(kSong + "<track/>" + kSong)) == "Low - Starfire; Low - Starfire");
  CHECK(songs_of(document(
            "<track><location>file:///Low/Secret%20Name/04%20Starfire.ogg</location></track>")) ==
        "Low - Starfire");
}

TEST_CASE("XSPF: what breaks the specification is read as far as it can be", "[reader][xspf]") {
  const std::string right = "Low - Starfire";
  CHECK(songs_of(document(kSong, "", "")) == right);                            // no version
  CHECK(songs_of(document(kSong, "", " version=\"7\"")) == right);              // one that is none
  CHECK(songs_of(document(kSong, "", " version=\"1\" title=\"x\"")) == right);  // a wrong attribute
  CHECK(songs_of(document(kSong, "<title>a</title><title>b</title>")) == right);
  CHECK(songs_of(document(kSong, "<date>yesterday</date><nothing/>text")) == right);
  CHECK(songs_of(document(kSong, "<annotation>very <b>bold</b></annotation>")) == right);
  CHECK(songs_of(document(kSong, "<link>http://x</link><meta>x</meta><extension/>")) == right);
  CHECK(songs_of(kHead + "<playlist version=\"1\"><trackList>" + kSong +
                 "</trackList></playlist>") == right);
  CHECK(songs_of(kHead + "<playlist version=\"1\" xmlns=\"http://xspf.org/ns/9/\"><trackList>" +
                 kSong + "</trackList></playlist>") == right);
  CHECK(songs_of(kHead + "<playlist version=\"1\" " + kSpace + "><trackList>" + kSong +
                 "</trackList><trackList>" + kSong + "</trackList></playlist>") ==
        right + "; " + right);
  for (const char* wrong : {"<duration>-1</duration>", "<duration>4:31</duration>",
                            "<trackNum>four</trackNum>", "<trackNum>0</trackNum>", "<link>x</link>",
                            "<image>not a link</image>", "<unknown>x</unknown>"})
    CHECK(songs_of(document("<track><title>Starfire</title>" + std::string(wrong) +
                            "<creator>Low</creator></track>")) == right);
  // Two titles: the later one, as VLC has it.
  CHECK(songs_of(document("<track><title>A</title><title>Starfire</title><creator>Low</creator>"
                          "</track>")) == right);
}

TEST_CASE("XSPF: what holds no tracks, or is none, is told", "[reader][xspf]") {
  const auto told = [](const std::string& text, const char* what) {
    const std::string message = songs_of(text);
    INFO(message);
    CHECK(message.find(what) != std::string::npos);
  };
  CHECK(songs_of(document("")).empty());
  CHECK(songs_of(kHead + "<playlist version=\"1\" " + kSpace + "/>").empty());
  told(kHead + "<song " + kSpace + "/>", "XML");
  told(kHead + "<playlist version=\"1\" " + kSpace + "><trackList><track><title>Star", "cut short");
}
