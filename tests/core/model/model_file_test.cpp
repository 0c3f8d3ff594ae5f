#include "segue/model/model_file.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <limits>

#include "segue/util/error.h"
#include "segue/util/random.h"

using namespace segue;
using namespace std::string_view_literals;

namespace {

Model small_model() {
  Model model;
  model.recipe = Recipe::seed;
  model.hyperparameters = {{"epochs", 20}, {"learning_rate", 0.001}};
  model.epoch_losses = {0.69, 0.5};
  model.vocabulary.add({"Tom Petty", "Free Fallin'"}, 3);
  model.vocabulary.add({"Säkert!", "Tab\tand\nline"}, 1);
  model.input = {2, 3, {1, 2, 3, 4, 5, 6}};
  model.output = {2, 3, {7, 8, 9, 10, 11, 12}};
  model.logit_weight = 1.5f;
  model.logit_bias = -0.25f;
  return model;
}

/// With facts of the second track.
Model model_with_facts() {
  Model model = small_model();
  model.facts = {{}, {"indie pop", 2005, "Sweden"}};
  return model;
}

std::string message_of(const std::string& bytes) {
  try {
    read_model(bytes, "test.safetensors");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::bad_input);
    CHECK(error.location().file == "test.safetensors");
    return error.message();
  }
  return {};
}

/// The file with one text replaced by another of the same length.
std::string with(std::string from, const std::string& to, const Model& model = small_model()) {
  std::string bytes = write_model(model);
  REQUIRE(from.size() == to.size());
  const std::size_t at = bytes.find(from);
  REQUIRE(at != std::string::npos);
  return bytes.replace(at, from.size(), to);
}

bool mentions(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a model comes back as it was written", "[model]") {
  const Model model = small_model();
  const std::string bytes = write_model(model);
  const Model copy = read_model(bytes, "x");
  CHECK(copy.recipe == model.recipe);
  CHECK(copy.hyperparameters == model.hyperparameters);
  CHECK(copy.epoch_losses == model.epoch_losses);
  CHECK(copy.vocabulary.track(1) == model.vocabulary.track(1));
  CHECK(copy.vocabulary.count(0) == 3);
  CHECK(copy.input.values == model.input.values);
  CHECK(copy.output.values == model.output.values);
  CHECK(copy.logit_weight == 1.5f);
  CHECK(copy.logit_bias == -0.25f);
  CHECK(write_model(copy) == bytes);
}

TEST_CASE("each number that is written comes back to its last digit", "[model]") {
  Model model = small_model();
  Random random(1);
  model.epoch_losses.clear();
  for (int i = 0; i < 200; ++i)
    model.epoch_losses.push_back(random.uniform() * (i % 2 == 0 ? 1 : 1e-9));
  model.hyperparameters["learning_rate"] = 0.11935319286735585;
  const std::string bytes = write_model(model);
  const Model copy = read_model(bytes, "x");
  CHECK(copy.epoch_losses == model.epoch_losses);
  CHECK(copy.hyperparameters == model.hyperparameters);
  CHECK(write_model(copy) == bytes);
}

TEST_CASE("the file is safetensors: header length, JSON, tensors without holes", "[model]") {
  const std::string bytes = write_model(small_model());
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), 8);
  CHECK(length % 8 == 0);
  CHECK(bytes[8] == '{');
  // 2 counts, 4 ends, 2 * 6 + 2 floats, the text.
  const std::size_t text = std::strlen("Tom PettyFree Fallin'Säkert!Tab\tand\nline");
  CHECK(bytes.size() == 8 + length + 6 * 8 + 14 * 4 + text);
  CHECK(mentions(bytes, R"("input":{"dtype":"F32","shape":[2,3],"data_offsets":[48,72]})"));
}

TEST_CASE("a model of a recipe that is not known here is refused by its name", "[model]") {
  const std::string message = message_of(with(R"("recipe":"seed")", R"("recipe":"soup")"));
  CHECK(mentions(message, R"(recipe "soup")"));
  CHECK(mentions(message, "newer Segue"));
}

TEST_CASE("files that are no whole model are clear errors", "[model]") {
  const std::string bytes = write_model(small_model());
  CHECK(mentions(message_of(""), "does not begin as"));
  CHECK(mentions(message_of("user_id, artistname"), "does not begin as"));
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    CHECK_FALSE(message_of(bytes.substr(0, size)).empty());
  }
  CHECK(mentions(message_of(bytes.substr(0, bytes.size() - 1)), "cut short"));
  CHECK(mentions(message_of(with("\"segue\"", "\"other\"")), "format"));
  CHECK(mentions(message_of(with("\"version\":\"1\"", "\"version\":\"2\"")), "update Segue"));
  CHECK(mentions(message_of(with("\"input\"", "\"inpux\"")), "lacks the tensor \"input\""));
  CHECK(mentions(message_of(with("[2,3]", "[3,3]")), "its shape says"));
  CHECK(mentions(message_of(with("[2,3]", "[2,0]")), "its shape says"));
  CHECK(mentions(message_of(with("\"F32\"", "\"F16\"")), "type F32"));
  CHECK(mentions(message_of(with("[48,72]", "[72,48]")), "reaches past"));
  CHECK(mentions(message_of(with("Tom Petty", "Tom\xFFPetty")), "UTF-8"));
  CHECK(mentions(message_of(with("{\"__met", "[\"__met")), "JSON"));
}

TEST_CASE("a number that is not finite never becomes a model", "[model]") {
  Model model = small_model();
  model.input.values[4] = std::numeric_limits<float>::quiet_NaN();
  CHECK(mentions(message_of(write_model(model)), "not finite"));
  model = small_model();
  model.output.values[0] = std::numeric_limits<float>::infinity();
  CHECK(mentions(message_of(write_model(model)), "not finite"));
  model = small_model();
  model.logit_bias = std::numeric_limits<float>::quiet_NaN();
  CHECK(mentions(message_of(write_model(model)), "finite"));
  CHECK(mentions(message_of(with("[6.9E-1,5E-1]", "[6.9E999,5.0]")), "a loss is not a finite"));
  model = small_model();
  model.hyperparameters["lr"] = 1.25e-100;
  CHECK(mentions(message_of(with("1.25E-100", "1.25E+999", model)), "a hyperparameter is not"));
}

TEST_CASE("hits of held-out tracks come back, and the file is like any other without them",
          "[model]") {
  Model model = small_model();
  model.held_out_hits = {{0.25, 0, 40}, {2, 13, 40}};
  const std::string bytes = write_model(model);
  CHECK(read_model(bytes, "x").held_out_hits == model.held_out_hits);
  CHECK(write_model(read_model(bytes, "x")) == bytes);
  CHECK(write_model(small_model()).find("held_out_hits") == std::string::npos);
  CHECK(read_model(write_model(small_model()), "x").held_out_hits.empty());
}

TEST_CASE("hits that make no sense are clear errors", "[model]") {
  Model model = small_model();
  model.held_out_hits = {{2, 13, 40}};
  for (const char* wrong : {"[2,41,40]", "[2,-1,40]", "[2,1, 00]", "[2,13,  ]", "[-2,1,40]",
                            "[[],1,40]", "{      } ", "[2,3,4,5]", "[1e400,1]"}) {
    CAPTURE(wrong);
    CHECK(mentions(message_of(with("[2,13,40]", wrong, model)), "held_out_hits"));
  }
  CHECK(mentions(message_of(with("[[2,13,40]]", "{         }", model)), "held_out_hits"));
}

TEST_CASE("facts of tracks come back, and the file is like any other without them", "[model]") {
  const Model model = model_with_facts();
  const std::string bytes = write_model(model);
  const Model copy = read_model(bytes, "x");
  CHECK(copy.facts == model.facts);
  CHECK(write_model(copy) == bytes);
  const std::string plain = write_model(small_model());
  CHECK(read_model(plain, "x").facts.empty());
  CHECK_FALSE(mentions(plain, "tracks.facts"));
  // 2 years and 4 ends besides the text, and the header's entries for them.
  CHECK(bytes.size() > plain.size() + 6 * 8 + std::strlen("indie popSweden"));
}

TEST_CASE("facts that are not whole are clear errors", "[model]") {
  const Model model = model_with_facts();
  const std::string bytes = write_model(model);
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    CHECK_FALSE(message_of(bytes.substr(0, size)).empty());
  }
  CHECK(mentions(message_of(with("tracks.year", "tracks.yeaR", model)), "\"tracks.year\""));
  CHECK(mentions(message_of(with("tracks.fact_end", "tracks.fact_enD", model)), "tracks.fact_end"));
  CHECK(mentions(message_of(with("indie pop", "indie\xFFpop", model)), "track fact is not UTF-8"));

  const auto number = [](std::int64_t value) {
    std::string eight(8, '\0');
    std::memcpy(eight.data(), &value, 8);
    return eight;
  };
  const std::string year = number(2005);
  CHECK(mentions(message_of(with(year, number(-1), model)), "year"));
  CHECK(mentions(message_of(with(year, number(10'000), model)), "year"));
  const std::string ends = number(0) + number(9) + number(15);
  CHECK(mentions(message_of(with(ends, number(0) + number(9) + number(99), model)), "in order"));
  CHECK(mentions(message_of(with(ends, number(9) + number(0) + number(15), model)), "in order"));

  Model too_few = model;
  too_few.facts.pop_back();
  CHECK(mentions(message_of(write_model(too_few)), "facts of some tracks"));
}

TEST_CASE("a map comes back, and the file is like any other without it", "[model]") {
  Model model = model_with_facts();
  model.map = {0.25f, -1, 1, 0.5f};
  const std::string bytes = write_model(model);
  const Model copy = read_model(bytes, "x");
  CHECK(copy.map == model.map);
  CHECK(copy.facts == model.facts);
  CHECK(write_model(copy) == bytes);
  CHECK(mentions(bytes, R"("map":{"dtype":"F32","shape":[2,2],)"));
  CHECK(read_model(write_model(model_with_facts()), "x").map.empty());
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    CHECK_FALSE(message_of(bytes.substr(0, size)).empty());
  }
}

TEST_CASE("a map that does not fit its model is a clear error", "[model]") {
  Model model = small_model();
  for (const std::size_t places : {2u, 6u}) {
    model.map.assign(places, 0.5f);
    CHECK(mentions(message_of(write_model(model)), "two numbers for each track"));
  }
  model.map.assign(4, 0.5f);
  const std::string entry = R"("map":{"dtype":"F32","shape":)";
  CHECK(mentions(message_of(with(entry + "[2,2]", entry + "[4,1]", model)),
                 "two numbers for each track"));
  for (const float wrong : {1.5f, -2.0f, std::numeric_limits<float>::infinity(),
                            std::numeric_limits<float>::quiet_NaN()}) {
    model.map[3] = wrong;
    CHECK(mentions(message_of(write_model(model)), "from -1 to 1"));
  }
}

TEST_CASE("a model is known by its first bytes", "[model]") {
  CHECK(is_model_file("\x40\x01\0\0\0\0\0\0{\""sv));
  CHECK(is_model_file("\x40\x01\0\0\0\0\0\0{"sv));
  CHECK_FALSE(is_model_file("\x40\x01\0\0\0\0\0\0"sv));
  CHECK_FALSE(is_model_file("\"user_id\"{"sv));
  CHECK_FALSE(is_model_file("12345678{"sv));
  CHECK_FALSE(is_model_file(""sv));
}
