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

/// With two playlists, of the second track and both, and weights.
Model model_with_memory() {
  Model model = small_model();
  model.memory = PlaylistMemory{{1, 0, 1}, {1, 3}, {"mørk", ""}};
  model.answers.emplace();
  model.answers->next[AnswerPart::embedding] = 1;
  model.answers->next[AnswerPart::far] = -0.125;
  model.answers->gap[AnswerPart::artist] = 0.11935319286735585;
  model.answers->similar[AnswerPart::embedding] = 0.75;
  model.answers->similar[AnswerPart::near] = 0.25;
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

TEST_CASE("playlists come back, and the file is like any other without them", "[model]") {
  Model model = model_with_memory();
  const std::string bytes = write_model(model);
  const Model copy = read_model(bytes, "x");
  CHECK(copy.memory == model.memory);
  CHECK(copy.answers == model.answers);
  CHECK(write_model(copy) == bytes);
  CHECK(mentions(bytes, R"("playlists.track":{"dtype":"I32","shape":[3],)"));
  CHECK(mentions(bytes, R"("playlists.end":{"dtype":"I32","shape":[2],)"));
  CHECK(mentions(bytes, R"(\"next\":{\"embedding\":1,)"));
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    CHECK_FALSE(message_of(bytes.substr(0, size)).empty());
  }

  model.memory->names.clear();
  CHECK_FALSE(mentions(write_model(model), "playlists.name"));
  CHECK(read_model(write_model(model), "x").memory == model.memory);

  model.memory = PlaylistMemory();
  CHECK(read_model(write_model(model), "x").memory == model.memory);

  std::string bare;
  write_model(
      model, [&](std::string_view piece) { bare += piece; }, false);
  CHECK(bare == write_model(small_model()));

  model.memory.reset();
  model.answers.reset();
  CHECK(write_model(model) == bare);
  CHECK_FALSE(mentions(write_model(model), "playlists."));
  CHECK_FALSE(read_model(write_model(model), "x").memory);
}

TEST_CASE("a file of before there were weights of similar tracks compares vectors", "[model]") {
  const std::string bytes = with(R"(\"similar\":)", R"(\"simular\":)", model_with_memory());
  CHECK(read_model(bytes, "x").answers->similar == by_vectors_alone());
}

TEST_CASE("numbers lie at multiples of their size in a file with all that it may hold", "[model]") {
  Model model = model_with_memory();
  model.facts = model_with_facts().facts;
  model.map = {0.25f, -1, 1, 0.5f};
  const std::string bytes = write_model(model);
  const Model copy = read_model(bytes, "x");
  CHECK(copy.memory == model.memory);
  CHECK(copy.facts == model.facts);
  CHECK(copy.map == model.map);
  CHECK(write_model(copy) == bytes);
  for (const char* name : {"playlists.track", "playlists.end", "playlists.name_end"}) {
    CAPTURE(name);
    const std::string offsets = R"("data_offsets":[)";
    const std::size_t at = bytes.find(offsets, bytes.find(name)) + offsets.size();
    CHECK(std::stoul(bytes.substr(at, 9)) % 4 == 0);
  }
}

TEST_CASE("playlists that are not whole are clear errors", "[model]") {
  const auto message_with = [](const PlaylistMemory& memory) {
    Model model = small_model();
    model.memory = memory;
    return message_of(write_model(model));
  };
  CHECK(mentions(message_with({{1, 2}, {2}, {}}), "a track that it does not have"));
  CHECK(mentions(message_with({{1, 0xFFFFFFFF}, {2}, {}}), "a track that it does not have"));
  for (const std::vector<std::uint32_t>& ends :
       {std::vector<std::uint32_t>{3, 2}, {0, 3}, {2, 2, 3}, {3, 0xFFFFFFFF, 3}}) {
    CHECK(mentions(message_with({{1, 0, 1}, ends, {}}), "do not rise"));
  }
  for (const std::vector<std::uint32_t>& ends :
       {std::vector<std::uint32_t>{1, 2}, {1, 4}, {1, 0xFFFFFFFF}, {}}) {
    CHECK(mentions(message_with({{1, 0, 1}, ends, {}}), "does not end with the last"));
  }
  CHECK(mentions(message_with({{1, 0, 1}, {1, 3}, {"a"}}), "names of some playlists"));
  CHECK(mentions(message_with({{1, 0, 1}, {1, 3}, {"a", "\xFF"}}), "playlist name is not UTF-8"));
  CHECK(mentions(message_with({{1, 0, 1}, {1, 3}, {"\xC3", "\xB8"}}), "not UTF-8"));

  const Model model = model_with_memory();
  const auto numbers = [](std::uint32_t first, std::uint32_t second) {
    std::string eight(8, '\0');
    std::memcpy(eight.data(), &first, 4);
    std::memcpy(eight.data() + 4, &second, 4);
    return eight;
  };
  CHECK(mentions(message_of(with(numbers(5, 5), numbers(5, 4), model)), "names do not lie in"));
  CHECK(mentions(message_of(with(numbers(5, 5), numbers(5, 6), model)), "names do not lie in"));
  for (const std::string name : {"track", "end", "name_end", "names"}) {
    CAPTURE(name);
    std::string other = name;
    other.back() = 'X';
    CHECK(mentions(
        message_of(with("\"playlists." + name + "\"", "\"playlists." + other + "\"", model)),
        "lacks the tensor \"playlists." + name + "\""));
  }
  CHECK(mentions(message_of(with(R"(track":{"dtype":"I32")", R"(track":{"dtype":"F32")", model)),
                 R"("playlists.track" should be of type I32)"));
}

TEST_CASE("answer weights that are not whole are clear errors", "[model]") {
  const Model model = model_with_memory();
  const auto message_with = [&](const std::string& from, const std::string& to) {
    return message_of(with(from, to, model));
  };
  const std::string far = R"(\"far\":-1.25E-1)";
  CHECK(mentions(message_with(far, R"(\"fat\":-1.25E-1)"), R"(lack "next.far")"));
  CHECK(mentions(message_with(far, R"(\"far\":-1.2E999)"), R"("next.far" is not a finite number)"));
  CHECK(mentions(message_with(far, R"(\"far\":[-1.25E])"), "answer_weights are not JSON"));
  CHECK(mentions(message_with(far, R"(\"far\":[-1.250])"), R"("next.far" is not a finite number)"));
  CHECK(mentions(message_with(R"(\"gap\":)", R"(\"gas\":)"), R"(lack an object "gap")"));
  CHECK(mentions(message_with(far, R"(\"far\":0,\"\":0)"), "newer Segue"));
  const std::string near = R"(\"near\":2.5E-1)";
  CHECK(mentions(message_with(near, R"(\"near\":-2.5E0)"), "similar.near\" is no share from 0"));
  CHECK(mentions(message_with(near, R"(\"near\":2.5E+1)"), "similar.near\" is no share from 0"));
  CHECK(mentions(message_with(near + R"(,\"forward\":0)", R"(\"near\":2E-1,\"forward\":0.1)"),
                 "similar.forward\" is not 0"));
  std::string bytes = write_model(model);
  const std::size_t begin = bytes.find(R"({\"next\":)");
  const std::size_t size = bytes.find("}}", begin) + 2 - begin;
  for (const char* wrong : {"[1]", "{} x", "0"}) {
    CAPTURE(wrong);
    std::string text = wrong;
    text.resize(size, ' ');
    const bool is_json = text[0] != '{';
    CHECK(mentions(message_of(bytes.replace(begin, size, text)),
                   is_json ? "answer_weights are not a JSON object" : "are not JSON"));
  }

  Model forgetful = model;
  forgetful.memory.reset();
  CHECK(mentions(message_of(write_model(forgetful)), "none of the playlists that they weigh"));
}

TEST_CASE("a model is known by its first bytes", "[model]") {
  CHECK(is_model_file("\x40\x01\0\0\0\0\0\0{\""sv));
  CHECK(is_model_file("\x40\x01\0\0\0\0\0\0{"sv));
  CHECK_FALSE(is_model_file("\x40\x01\0\0\0\0\0\0"sv));
  CHECK_FALSE(is_model_file("\"user_id\"{"sv));
  CHECK_FALSE(is_model_file("12345678{"sv));
  CHECK_FALSE(is_model_file(""sv));
}
