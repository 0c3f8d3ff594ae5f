#include "segue/unicode/text.h"

#include <catch2/catch.hpp>

using namespace segue;

TEST_CASE("lower_case maps as Python's str.lower does", "[text]") {
  CHECK(lower_case("ABC xyz 123") == "abc xyz 123");
  CHECK(lower_case("SÄKERT! ÉÑ") == "säkert! éñ");
  CHECK(lower_case("ПРИВЕТ") == "привет");
  CHECK(lower_case("İ") == "i̇");
  CHECK(lower_case("ẞ") == "ß");
  CHECK(lower_case("Ǆ") == "ǆ");
  CHECK(lower_case("𐐀") == "𐐨");
  CHECK(lower_case("日本") == "日本");
  CHECK(lower_case("") == "");
}

TEST_CASE("lower_case knows the final sigma", "[text]") {
  CHECK(lower_case("ΟΔΟΣ") == "οδος");
  CHECK(lower_case("ΣΟΦΟΣ ΣΟΦΟΣ") == "σοφος σοφος");
  CHECK(lower_case("ΑΣ'") == "ας'");
  CHECK(lower_case("Σ") == "σ");
  CHECK(lower_case("ΑΣΑ") == "ασα");
}

TEST_CASE("repair_utf8 replaces what is not UTF-8 and keeps the rest", "[text]") {
  CHECK(is_utf8("Säkert and more than eight bytes"));
  CHECK(is_utf8(""));
  CHECK_FALSE(is_utf8("more than eight bytes, S\xE4kert"));
  CHECK_FALSE(is_utf8("\xE4"));
  CHECK(repair_utf8("Säkert") == "Säkert");
  CHECK(repair_utf8("S\xE4kert") == "S\xEF\xBF\xBDkert");
  CHECK(repair_utf8("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong
  CHECK(repair_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // surrogate
  CHECK(repair_utf8("\xF4\x90\x80\x80").find('\xF4') == std::string::npos);      // past U+10FFFF
  CHECK(repair_utf8("a\xE2\x82") == "a\xEF\xBF\xBD\xEF\xBF\xBD");                // cut short
}

TEST_CASE("search_words drops case, accents and punctuation", "[text]") {
  using Words = std::vector<std::string>;
  CHECK(search_words("Beyoncé") == Words{"beyonce"});
  CHECK(search_words("Free Fallin' - Live") == Words{"free", "fallin", "live"});
  CHECK(search_words("Don’t") == Words{"dont"});
  CHECK(search_words("Sigur Rós: Hoppípolla") == Words{"sigur", "ros", "hoppipolla"});
  CHECK(search_words("Motörhead/Björk & Ænima") == Words{"motorhead", "bjork", "aenima"});
  CHECK(search_words("!!!") == Words{"!!!"});
  CHECK(search_words("").empty());
}
