#include "model.h"

#include <emscripten/bind.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "segue/map/map_clusters.h"
#include "segue/model/model_file.h"

namespace segue::wasm {
namespace {

/// Throws Error(bad_option) for what is outside -1 .. 1, or no number.
double popularity_option(const val& options) {
  const double popularity = real_option(options, "popularity");
  if (popularity >= -1 && popularity <= 1) return popularity;
  throw Error(ErrorCode::bad_option, "popularity must be from -1 to 1");
}

/// What is not known is not set.
void set_facts(val& track, const TrackFacts& facts) {
  if (!facts.genre.empty()) track.set("genre", facts.genre);
  if (facts.year != 0) track.set("year", facts.year);
  if (!facts.country.empty()) track.set("country", facts.country);
}

val open_model(const val& bytes, const std::string& file) {
  return attempt([&] { return std::make_shared<Model>(read_model(copy_bytes(bytes), file)); });
}

}  // namespace

val hits_val(const HeldOutHits& hits) {
  val entry = val::object();
  entry.set("epoch", hits.epoch);
  entry.set("found", hits.found);
  entry.set("queries", hits.queries);
  return entry;
}

Model::Model(segue::Model model)
    : model_(std::move(model)),
      similarity_(model_),
      similar_(model_, similarity_),
      // Songs come to a list of the page as they are found, not as they are to be heard.
      continuation_(model_, QuestionKind::gap),
      search_(model_.vocabulary) {}

val Model::info() const {
  val hyperparameters = val::object();
  for (const auto& [name, value] : model_.hyperparameters)
    hyperparameters.set(name, value);
  val result = val::object();
  result.set("recipe", std::string(to_string(model_.recipe)));
  result.set("tracks", model_.vocabulary.size());
  result.set("dim", model_.input.dim);
  result.set("playlists", model_.memory ? model_.memory->playlists() : 0);
  result.set("hyperparameters", hyperparameters);
  result.set("epochLosses", array_of(model_.epoch_losses, [](double loss) { return val(loss); }));
  result.set("heldOutHits", array_of(model_.held_out_hits, hits_val));
  return result;
}

val Model::track(double position) const {
  return attempt([&] { return track_val(require_id(position)); });
}

val Model::find(const std::string& text, double limit) const {
  return attempt([&] {
    return array_of(search_.find(text, whole_number<std::size_t>(limit)),
                    [&](TrackId id) { return track_val(id); });
  });
}

val Model::genres() const {
  return attempt([&] {
    std::vector<std::string> names;
    std::unordered_map<std::string, std::uint16_t> numbers;
    std::vector<std::uint16_t> of(model_.vocabulary.size());
    for (std::size_t id = 0; id < model_.facts.size(); ++id) {
      const std::string& genre = model_.facts[id].genre;
      if (genre.empty() || numbers.size() == UINT16_MAX) continue;
      const auto [found, is_new] =
          numbers.emplace(genre, static_cast<std::uint16_t>(names.size() + 1));
      if (is_new) names.push_back(genre);
      of[id] = found->second;
    }
    val result = val::object();
    result.set("names", array_of(names, [](const std::string& name) { return val(name); }));
    result.set("of", numbers_val("Uint16Array", of));
    return result;
  });
}

val Model::similar(double position, double limit) const {
  return attempt([&] {
    return array_of(similar_.similar(require_id(position), whole_number<std::size_t>(limit)),
                    [&](const Neighbour& neighbour) {
                      val result = track_val(neighbour.id);
                      result.set("similarity", neighbour.similarity);
                      return result;
                    });
  });
}

val Model::continue_with(const val& options) const {
  return attempt([&] {
    const std::vector<TrackId> known = ids_option(options, "known");
    const std::vector<TrackId> unlike = ids_option(options, "unlike");
    if (known.empty()) throw Error(ErrorCode::bad_option, "known must hold a track");
    ContinuationQuery query;
    query.known = known;
    query.unlike = unlike;
    query.popularity = popularity_option(options);
    query.most_per_artist = whole_option<std::size_t>(options, "mostPerArtist");
    query.leaves_out_artists = options["leavesOutArtists"].as<bool>();
    return array_of(continuation_.suggest(query, whole_option<std::size_t>(options, "limit")),
                    [&](const Suggestion& suggestion) {
                      val result = track_val(suggestion.id);
                      result.set("score", suggestion.score);
                      return result;
                    });
  });
}

val Model::map() const {
  const std::vector<float>& map = model_.map;
  if (map.empty()) return val::null();
  return numbers_val("Float32Array", map);
}

val Model::clusters() const {
  return attempt([&] { return numbers_val("Uint8Array", map_clusters(model_.map)); });
}

val Model::save(bool with_playlists) const {
  return attempt([&] {
    val pieces = val::array();
    const auto add = [&](std::string_view piece) {
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(piece.data());
      pieces.call<void>(
          "push",
          val::global("Uint8Array").new_(emscripten::typed_memory_view(piece.size(), bytes)));
    };
    write_model(model_, add, with_playlists);
    return pieces;
  });
}

TrackId Model::require_id(double position) const {
  const auto number = whole_number<std::uint32_t>(position);
  if (number == 0 || number > model_.vocabulary.size()) {
    throw Error(ErrorCode::unknown_track, "the model has no track at this position: it has " +
                                              std::to_string(model_.vocabulary.size()) + " tracks");
  }
  return number - 1;
}

std::vector<TrackId> Model::ids_option(const val& options, const char* name) const {
  const val positions = options[name];
  std::vector<TrackId> ids(positions["length"].as<std::size_t>());
  for (std::size_t at = 0; at < ids.size(); ++at)
    ids[at] = require_id(positions[at].as<double>());
  return ids;
}

val Model::track_val(TrackId id) const {
  const TrackNames track = model_.vocabulary.track(id);
  val result = val::object();
  result.set("position", id + 1);
  result.set("artist", std::string(track.artist));
  result.set("title", std::string(track.title));
  result.set("count", static_cast<double>(model_.vocabulary.count(id)));
  if (!model_.facts.empty()) set_facts(result, model_.facts[id]);
  return result;
}

EMSCRIPTEN_BINDINGS(model) {
  emscripten::class_<Model>("Model")
      .smart_ptr<std::shared_ptr<Model>>("Model")
      .function("info", &Model::info)
      .function("track", &Model::track)
      .function("find", &Model::find)
      .function("genres", &Model::genres)
      .function("similar", &Model::similar)
      .function("continue", &Model::continue_with)
      .function("map", &Model::map)
      .function("clusters", &Model::clusters)
      .function("save", &Model::save);
  emscripten::function("openModel", &open_model);
}

}  // namespace segue::wasm
