#include "segue/model/model_file.h"

#include <boost/json.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "model/flat_texts.h"
#include "model/memory_tensors.h"
#include "model/parse_json.h"
#include "model/safetensors.h"
#include "segue/util/error.h"

namespace segue {
namespace json = boost::json;

namespace {

constexpr double kLargestWhole = 9007199254740992;  // 2^53
constexpr const char* kIdentity = "track_identity";
constexpr const char* kHits = "held_out_hits";
constexpr const char* kAnswers = "answer_weights";
constexpr const char* kNext = "next";
constexpr const char* kGap = "gap";
constexpr const char* kSimilar = "similar";
constexpr double kMostQueries = std::numeric_limits<std::uint32_t>::max();

/// Whole numbers are written without a fraction, as people write them.
json::value number(double value) {
  if (std::floor(value) == value && std::abs(value) <= kLargestWhole) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

std::string write_hyperparameters(const Model& model) {
  json::object object;
  for (const auto& [name, value] : model.hyperparameters)
    object[name] = number(value);
  return json::serialize(object);
}

std::string write_losses(const Model& model) {
  return json::serialize(json::array(model.epoch_losses.begin(), model.epoch_losses.end()));
}

std::string write_hits(const Model& model) {
  json::array hits;
  for (const auto& [epoch, found, queries] : model.held_out_hits)
    hits.push_back(json::array{number(epoch), found, queries});
  return json::serialize(hits);
}

json::object weights_json(const AnswerWeights& weights) {
  json::object object;
  for (const AnswerPart part : kAllAnswerParts)
    object[to_string(part)] = number(weights[part]);
  return object;
}

std::string write_answers(const Answers& answers) {
  return json::serialize(json::object{{kNext, weights_json(answers.next)},
                                      {kGap, weights_json(answers.gap)},
                                      {kSimilar, weights_json(answers.similar)}});
}

std::map<std::string, std::string> metadata_of(const Model& model, bool with_playlists) {
  std::map<std::string, std::string> metadata = {{"format", "segue"},
                                                 {"version", "1"},
                                                 {"recipe", to_string(model.recipe)},
                                                 {"hyperparameters", write_hyperparameters(model)},
                                                 {"epoch_losses", write_losses(model)}};
  if (model.vocabulary.identity() != TrackIdentity::exact)
    metadata[kIdentity] = to_string(model.vocabulary.identity());
  if (!model.held_out_hits.empty()) metadata[kHits] = write_hits(model);
  if (model.answers && with_playlists) metadata[kAnswers] = write_answers(*model.answers);
  return metadata;
}

struct FlatVocabulary {
  std::vector<std::int64_t> counts;
  FlatTexts<std::int64_t> names;  // artist and title, in turn
};

FlatVocabulary flatten(const Vocabulary& vocabulary) {
  FlatVocabulary flat;
  for (TrackId id = 0; id < vocabulary.size(); ++id) {
    flat.counts.push_back(static_cast<std::int64_t>(vocabulary.count(id)));
    flat.names.add(vocabulary.track(id).artist);
    flat.names.add(vocabulary.track(id).title);
  }
  return flat;
}

struct FlatFacts {
  std::vector<std::int64_t> years;
  FlatTexts<std::int64_t> texts;  // genre and country, in turn
};

FlatFacts flatten(const std::vector<TrackFacts>& facts) {
  FlatFacts flat;
  for (const TrackFacts& track : facts) {
    flat.years.push_back(track.year);
    flat.texts.add(track.genre);
    flat.texts.add(track.country);
  }
  return flat;
}

json::value parse_metadata(const safetensors::Reader& file, const std::string& key) {
  boost::system::error_code error;
  json::value value = parse_json(file.metadata(key), error);
  if (error) file.fail("its " + key + " are not JSON");
  return value;
}

/// `what` names the number in messages.
double read_number(const safetensors::Reader& file, const json::value& value, const char* what) {
  if (!value.is_number() || !std::isfinite(value.to_number<double>()))
    file.fail(std::string(what) + " is not a finite number");
  return value.to_number<double>();
}

Recipe read_recipe(const safetensors::Reader& file) {
  const std::string name = file.metadata("recipe");
  if (const std::optional<Recipe> recipe = find_recipe(name)) return *recipe;
  file.fail("its recipe \"" + name + "\" is unknown here: perhaps a newer Segue knows it");
}

void read_hyperparameters(const safetensors::Reader& file, Model& model) {
  const json::value value = parse_metadata(file, "hyperparameters");
  if (!value.is_object()) file.fail("its hyperparameters are not a JSON object");
  for (const auto& [name, number] : value.get_object())
    model.hyperparameters[std::string(name)] = read_number(file, number, "a hyperparameter");
}

void read_losses(const safetensors::Reader& file, Model& model) {
  const json::value value = parse_metadata(file, "epoch_losses");
  if (!value.is_array()) file.fail("its epoch_losses are not a JSON array");
  for (const json::value& loss : value.get_array())
    model.epoch_losses.push_back(read_number(file, loss, "a loss"));
}

/// A number of [epoch, found, queries], which is at most `most`; below 0 for what is none.
double hit_number(const json::value& value, double most) {
  const double number = value.is_number() ? value.to_number<double>() : -1;
  return number >= 0 && number <= most ? number : -1;
}

void read_hits(const safetensors::Reader& file, Model& model) {
  if (file.metadata_or_empty(kHits).empty()) return;
  const json::value value = parse_metadata(file, kHits);
  if (!value.is_array()) file.fail("its held_out_hits are not a JSON array");
  for (const json::value& entry : value.get_array()) {
    const json::array* parts = entry.if_array();
    const double queries = parts && parts->size() == 3 ? hit_number((*parts)[2], kMostQueries) : -1;
    const double found = queries >= 1 ? hit_number((*parts)[1], queries) : -1;
    const double epoch = found >= 0 ? hit_number((*parts)[0], kLargestWhole) : -1;
    if (epoch < 0) file.fail("a part of its held_out_hits is not [epoch, found, queries]");
    model.held_out_hits.push_back(
        {epoch, static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(queries)});
  }
}

Embedding read_embedding(const safetensors::Reader& file, const std::string& name) {
  const std::vector<std::size_t> shape = file.shape(name, 2);
  Embedding table{shape[0], shape[1], file.values<float, AlignedFloats::allocator_type>(name)};
  if (table.dim == 0 || table.values.size() != table.rows * table.dim) {
    file.fail("the tensor \"" + name + "\" does not have as many numbers as its shape says");
  }
  for (const float value : table.values) {
    if (!std::isfinite(value)) {
      file.fail("the tensor \"" + name + "\" holds a number that is not finite");
    }
  }
  return table;
}

void read_logit(const safetensors::Reader& file, Model& model) {
  const std::vector<float> logit = file.values<float>("logit");
  if (logit.size() != 2 || !std::isfinite(logit[0]) || !std::isfinite(logit[1])) {
    file.fail("the tensor \"logit\" should hold two finite numbers");
  }
  model.logit_weight = logit[0];
  model.logit_bias = logit[1];
}

/// A model that does not say so tells its tracks apart by their exact names.
TrackIdentity read_identity(const safetensors::Reader& file) {
  const std::string name = file.metadata_or_empty(kIdentity);
  if (name.empty()) return TrackIdentity::exact;
  if (name != to_string(TrackIdentity::folded))
    file.fail("it tells tracks apart in a way of a newer version: update Segue");
  return TrackIdentity::folded;
}

void read_vocabulary(const safetensors::Reader& file, Vocabulary& vocabulary) {
  vocabulary = Vocabulary(read_identity(file));
  const std::vector<std::int64_t> counts = file.values<std::int64_t>("tracks.count");
  TextReader<std::int64_t> names(file, "tracks.text_end", "tracks.text", "track name");
  if (names.size() != 2 * counts.size()) file.fail("its tracks have more counts than names");
  for (const std::int64_t count : counts) {
    if (count < 0) file.fail("a track has a negative count");
    std::string artist = names.next();
    std::string title = names.next();
    try {
      vocabulary.add({std::move(artist), std::move(title)}, static_cast<std::uint64_t>(count));
    } catch (const Error& error) {
      file.fail(error.message());
    }
  }
}

void read_facts(const safetensors::Reader& file, Model& model) {
  if (!file.has("tracks.facts")) return;
  const std::vector<std::int64_t> years = file.values<std::int64_t>("tracks.year");
  TextReader<std::int64_t> texts(file, "tracks.fact_end", "tracks.facts", "track fact");
  if (years.size() != model.vocabulary.size() || texts.size() != 2 * years.size()) {
    file.fail("it has facts of some tracks but not of all");
  }
  for (const std::int64_t year : years) {
    if (year < 0 || year > 9999) file.fail("a track's year is not one from 1 to 9999");
    std::string genre = texts.next();
    std::string country = texts.next();
    model.facts.push_back({std::move(genre), static_cast<int>(year), std::move(country)});
  }
}

void read_map(const safetensors::Reader& file, Model& model) {
  if (!file.has("map")) return;
  const std::vector<std::size_t> shape = file.shape("map", 2);
  model.map = file.values<float>("map");
  if (shape[0] != model.vocabulary.size() || shape[1] != 2 || model.map.size() != 2 * shape[0])
    file.fail("its map should have two numbers for each track");
  for (const float place : model.map) {
    if (!(std::abs(place) <= 1)) file.fail("its map holds a number that is not one from -1 to 1");
  }
}

/// `question` is whose weights they are.
AnswerWeights read_weights(const safetensors::Reader& file, const json::object& questions,
                           const char* question) {
  const json::value* const entry = questions.if_contains(question);
  const json::object* const parts = entry != nullptr ? entry->if_object() : nullptr;
  if (parts == nullptr)
    file.fail("its answer_weights lack an object \"" + std::string(question) + "\"");
  AnswerWeights weights;
  for (const AnswerPart part : kAllAnswerParts) {
    const json::value* const weight = parts->if_contains(to_string(part));
    const std::string name = std::string(question) + "." + to_string(part);
    if (weight == nullptr) file.fail("its answer_weights lack \"" + name + "\"");
    weights[part] = read_number(file, *weight, ("the answer weight \"" + name + "\"").c_str());
  }
  if (parts->size() != kAnswerParts)
    file.fail(
        "its answer_weights have a part that is unknown here: perhaps a newer Segue knows it");
  return weights;
}

/// Those of a mean.
AnswerWeights read_shares(const safetensors::Reader& file, const json::object& questions) {
  if (!questions.contains(kSimilar)) return by_vectors_alone();
  const AnswerWeights weights = read_weights(file, questions, kSimilar);
  for (const AnswerPart part : kAllAnswerParts) {
    const bool is_compared =
        part == AnswerPart::embedding || part == AnswerPart::far || part == AnswerPart::near;
    if (weights[part] >= 0 && weights[part] <= (is_compared ? 1 : 0)) continue;
    file.fail("the answer weight \"" + std::string(kSimilar) + "." + to_string(part) + "\" is " +
              (is_compared ? "no share from 0 to 1" : "not 0"));
  }
  return weights;
}

void read_answers(const safetensors::Reader& file, Model& model) {
  if (file.metadata_or_empty(kAnswers).empty()) return;
  const json::value value = parse_metadata(file, kAnswers);
  if (!value.is_object()) file.fail("its answer_weights are not a JSON object");
  if (!model.memory) file.fail("it has answer_weights, but none of the playlists that they weigh");
  const json::object& questions = value.get_object();
  model.answers = Answers{read_weights(file, questions, kNext), read_weights(file, questions, kGap),
                          read_shares(file, questions)};
}

}  // namespace

void write_model(const Model& model, const std::function<void(std::string_view)>& sink,
                 bool with_playlists) {
  const FlatVocabulary flat = flatten(model.vocabulary);
  const FlatFacts facts = flatten(model.facts);
  const std::optional<PlaylistMemory> none;
  const MemoryTensors memory(with_playlists ? model.memory : none);
  const float logit[] = {model.logit_weight, model.logit_bias};
  const auto shape = [](const Embedding& table) { return std::vector{table.rows, table.dim}; };
  safetensors::Writer file(metadata_of(model, with_playlists));
  file.add("tracks.count", {flat.counts.size()}, std::span<const std::int64_t>(flat.counts));
  file.add("tracks.text_end", {flat.counts.size(), 2},
           std::span<const std::int64_t>(flat.names.ends));
  if (!model.facts.empty()) {
    file.add("tracks.year", {facts.years.size()}, std::span<const std::int64_t>(facts.years));
    file.add("tracks.fact_end", {facts.years.size(), 2},
             std::span<const std::int64_t>(facts.texts.ends));
  }
  file.add("input", shape(model.input), std::span<const float>(model.input.values));
  file.add("output", shape(model.output), std::span<const float>(model.output.values));
  file.add("logit", {2}, std::span<const float>(logit));
  if (!model.map.empty())
    file.add("map", {model.map.size() / 2, 2}, std::span<const float>(model.map));
  memory.add_numbers(file);
  file.add("tracks.text", {flat.names.text.size()}, std::span<const char>(flat.names.text));
  if (!model.facts.empty())
    file.add("tracks.facts", {facts.texts.text.size()}, std::span<const char>(facts.texts.text));
  memory.add_text(file);
  file.write(sink);
}

std::string write_model(const Model& model) {
  std::string bytes;
  write_model(model, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

Model read_model(std::string_view bytes, const std::string& name) {
  const safetensors::Reader file(bytes, name, "Segue model");
  if (file.metadata("format") != "segue") file.fail("its format is not \"segue\"");
  if (file.metadata("version") != "1") file.fail("it is of a newer version: update Segue");
  Model model;
  model.recipe = read_recipe(file);
  read_hyperparameters(file, model);
  read_losses(file, model);
  read_hits(file, model);
  model.input = read_embedding(file, "input");
  model.output = read_embedding(file, "output");
  read_logit(file, model);
  read_vocabulary(file, model.vocabulary);
  read_facts(file, model);
  read_map(file, model);
  model.memory = read_memory(file, model.vocabulary.size());
  read_answers(file, model);
  if (model.input.rows != model.vocabulary.size() || model.output.rows != model.input.rows ||
      model.output.dim != model.input.dim) {
    file.fail("its tables and its vocabulary differ in size");
  }
  return model;
}

bool is_model_file(std::string_view start) noexcept {
  return safetensors::is_beginning(start);
}

}  // namespace segue
