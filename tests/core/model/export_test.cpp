#include "segue/model/export.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <sstream>

using namespace segue;

namespace {

Model model() {
  Model model;
  model.vocabulary.add({"Tom Petty", "Free Fallin'"}, 3);
  model.vocabulary.add({"Tom_Petty", "Free Fallin'"}, 2);
  model.vocabulary.add({"A", "tab\there"}, 1);
  model.input = {3, 2, {0.1f, -2, 3, 4, 5e-10f, 6}};
  return model;
}

std::string exported(void (*form)(const Model&, std::ostream&)) {
  std::ostringstream out;
  form(model(), out);
  return out.str();
}

}  // namespace

TEST_CASE("word2vec's text form: one word a track, none with a space, none twice", "[export]") {
  CHECK(exported(export_word2vec_text) ==
        "3 2\n"
        "tom_petty_-_free_fallin' 0.100000001 -2\n"
        "tom_petty_-_free_fallin'_#2 3 4\n"
        "a_-_tab_here 4.99999986e-10 6\n");
}

TEST_CASE("word2vec's binary form holds the same words and the floats as they lie", "[export]") {
  const std::string bytes = exported(export_word2vec_binary);
  const std::string word = "tom_petty_-_free_fallin' ";
  CHECK(bytes.substr(0, 4 + word.size()) == "3 2\n" + word);
  float values[2];
  std::memcpy(values, bytes.data() + 4 + word.size(), 8);
  CHECK(values[0] == 0.1f);
  CHECK(values[1] == -2.0f);
  CHECK(bytes[4 + word.size() + 8] == '\n');
}

TEST_CASE("the projector's pair: vectors without a header, tracks with one", "[export]") {
  CHECK(exported(export_tsv_vectors) == "0.100000001\t-2\n3\t4\n4.99999986e-10\t6\n");
  CHECK(exported(export_tsv_tracks) ==
        "position\tcount\tartist\ttitle\n"
        "1\t3\ttom petty\tfree fallin'\n"
        "2\t2\ttom_petty\tfree fallin'\n"
        "3\t1\ta\ttab here\n");
}

TEST_CASE("the .npy header is aligned and says the shape", "[export]") {
  const std::string bytes = exported(export_npy);
  CHECK(bytes.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
  const auto length = static_cast<std::size_t>(static_cast<unsigned char>(bytes[8])) +
                      256 * static_cast<std::size_t>(static_cast<unsigned char>(bytes[9]));
  CHECK((10 + length) % 64 == 0);
  CHECK(bytes.find("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }") == 10);
  CHECK(bytes.size() == 10 + length + 6 * sizeof(float));
}
