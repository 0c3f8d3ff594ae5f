#include "sample/playlist_names.h"

#include <cstddef>
#include <cstdint>
#include <span>

#include "segue/unicode/text.h"

namespace segue {
namespace {

// A `*` stands for what the list is about.
constexpr std::string_view kSubjectPatterns[] = {
    "*",
    "* mix",
    "best of *",
    "my *",
    "* favourites",
    "* classics",
    "nothing but *",
    "* essentials",
    "all the * I know",
    "* on repeat",
    "more *",
    "* for beginners",
    "a bit of *",
    "good old *",
    "* starter kit",
    "* gold",
    "old and new *",
    "* I grew up with",
    "some *",
    "the * list",
    "* !!!",
    "only *",
    "* to play loud",
    "* night",
};

constexpr std::string_view kOccasionPatterns[] = {
    "*",         "* mix",           "* songs",   "* playlist",   "my *",
    "* tunes",   "the perfect *",   "* again",   "* :)",         "* vibes",
    "* 2.0",     "* soundtrack",    "* all day", "* essentials", "more *",
    "* forever", "* and on and on",
};

constexpr std::string_view kArtistPatterns[] = {
    "*",           "best of *",     "* and friends",    "* mix",
    "* and co.",   "* favourites",  "a lot of *",       "* then some",
    "mostly *",    "* for the car", "getting into *",   "* and the like",
    "* on repeat", "if you like *", "the * rabbit hole"};

constexpr std::string_view kCoverNames[] = {
    "covers",
    "covers and originals",
    "cover versions",
    "who did it better?",
    "originals vs covers",
    "covers better than the original",
    "same song twice",
    "wait, that's a cover?",
    "second hand songs",
    "covered",
    "covers i like",
    "borrowed songs",
    "sung by someone else",
    "the other version",
};

constexpr std::string_view kAnyNames[] = {
    "random",
    "stuff",
    "misc",
    "untitled",
    "everything",
    "new playlist",
    "likes",
    "keepers",
    "shuffle me",
    "songs",
    "bits and bobs",
    "all over",
    "found these",
    "to sort",
    "the big one",
    "idk",
    "good ones",
    "jukebox",
    "ear worms",
    "mixed bag",
    "odds and ends",
    "from friends",
    "heard on radio",
    "no skips",
    "asdf",
    "my library",
    "first list",
    "saved for later",
    "listen to this",
    "starred",
    "all of it",
    "my songs",
    "2 many songs",
    "liked",
    "faves",
    "the pile",
    "ok",
    "current mood",
};

// What people add to a name to keep it from the last list of that kind.
constexpr std::string_view kTails[] = {
    "summer",     "winter",      "spring",       "autumn",       "january",     "december",
    "monday",     "friday",      "2009",         "2010",         "2011",        "2012",
    "2013",       "2014",        "2015",         "2016",         "2017",        "2018",
    "2019",       "for anna",    "for dad",      "with mum",     "for the car", "at work",
    "in the tub", "after dark",  "before noon",  "on the train", "(short)",     "(long)",
    "part one",   "part two",    "the sequel",   "redux",        "for us two",  "for the kitchen",
    "at home",    "on the bike", "on the plane", "to keep",      "for tom",     "from ben",
};

std::string_view pick(std::span<const std::string_view> texts, Random& random) {
  return texts[random.below(static_cast<std::uint32_t>(texts.size()))];
}

std::string fill(std::string_view pattern, std::string_view subject) {
  std::string name(pattern);
  const std::size_t star = name.find('*');
  if (star != std::string::npos) name.replace(star, 1, subject);
  return name;
}

/// The country as one says it in a sentence.
std::string spoken_country(std::string_view country) {
  if (country == "United Kingdom") return "the UK";
  if (country == "United States") return "the US";
  if (country == "Netherlands" || country == "Dominican Republic")
    return "the " + std::string(country);
  return std::string(country);
}

/// Some people begin a name with a capital.
void capitalise_some(std::string& name, Random& random) {
  if (random.below(3) == 0 && name.front() >= 'a' && name.front() <= 'z') {
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
  }
}

std::string make_name(std::span<const std::string_view> patterns, std::string_view subject,
                      bool with_tail, Random& random) {
  std::string name = fill(pick(patterns, random), subject);
  if (with_tail) {
    name += ' ';
    name += pick(kTails, random);
  }
  capitalise_some(name, random);
  return name;
}

}  // namespace

/// `make(with_tail)` proposes a name. Short ones first, then longer ones, then numbered ones.
template <typename Make>
std::string PlaylistNames::first_unused(Make make) {
  constexpr int kTries = 3;
  for (int i = 0; i < 2 * kTries; ++i) {
    std::string name = make(i >= kTries);
    if (used_.insert(lower_case(name)).second) return name;
  }
  const std::string base = make(true) + " ";
  for (std::size_t number = 2;; ++number) {
    std::string name = base + std::to_string(number);
    if (used_.insert(lower_case(name)).second) return name;
  }
}

std::string PlaylistNames::of_subject(std::string_view subject, Random& random) {
  return first_unused(
      [&](bool with_tail) { return make_name(kSubjectPatterns, subject, with_tail, random); });
}

std::string PlaylistNames::of_scene(std::string_view decade, std::string_view genre,
                                    std::string_view country, Random& random) {
  return first_unused([&](bool with_tail) {
    std::string subject(genre);
    const bool is_of_all_times = !country.empty() && random.below(3) == 0;
    if (!is_of_all_times) subject = std::string(decade) + " " + subject;
    if (!country.empty()) subject += " from " + spoken_country(country);
    return make_name(kSubjectPatterns, subject, with_tail, random);
  });
}

std::string PlaylistNames::of_occasion(std::string_view occasion, Random& random) {
  return first_unused(
      [&](bool with_tail) { return make_name(kOccasionPatterns, occasion, with_tail, random); });
}

std::string PlaylistNames::of_artist(std::string_view artist, Random& random) {
  return first_unused(
      [&](bool with_tail) { return make_name(kArtistPatterns, artist, with_tail, random); });
}

std::string PlaylistNames::of_covers(Random& random) {
  return first_unused(
      [&](bool with_tail) { return make_name(kCoverNames, {}, with_tail, random); });
}

std::string PlaylistNames::of_anything(Random& random) {
  return first_unused([&](bool with_tail) { return make_name(kAnyNames, {}, with_tail, random); });
}

std::string decade_name(int decade) {
  const bool is_short = decade > 1900 && decade < 2000;
  return std::to_string(is_short ? decade % 100 : decade) + "s";
}

}  // namespace segue
