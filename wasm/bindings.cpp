// The core, as JavaScript sees it. Every call that can fail gives { value } or { error }: a C++
// exception never crosses into JavaScript. What is handed out is JavaScript's own copy, except for
// the handles Reader, Corpus, Queries, Trainer, Model, Validation, Sketch and MapLayout, which
// their owner must delete().

#include <emscripten/bind.h>
#include <emscripten/val.h>
#include <malloc.h>

#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/corpus/rare_tracks.h"
#include "segue/corpus/readiness.h"
#include "segue/evaluate/validation.h"
#include "segue/map/map_clusters.h"
#include "segue/map/map_layout.h"
#include "segue/model/model_file.h"
#include "segue/query/continuation.h"
#include "segue/query/similarity.h"
#include "segue/query/track_search.h"
#include "segue/read/reader.h"
#include "segue/train/seed_trainer.h"
#include "segue/train/skip_gram_trainer.h"
#include "segue/util/error.h"

namespace {

using emscripten::val;

constexpr const char* kOutOfMemory = "this needs more memory than the page can have";

val error(const std::string& code, const std::string& message, const segue::Location& where = {}) {
  val fault = val::object();
  fault.set("code", code);
  fault.set("message", message);
  fault.set("file", where.file);
  fault.set("line", static_cast<double>(where.line));
  fault.set("column", static_cast<double>(where.column));
  val outcome = val::object();
  outcome.set("error", fault);
  return outcome;
}

/// { value: work() }, or { error } for what it threw.
template <typename Work>
val attempt(Work work) {
  try {
    val outcome = val::object();
    outcome.set("value", work());
    return outcome;
  } catch (const segue::Error& e) {
    return error(segue::to_string(e.code()), e.message(), e.location());
  } catch (const std::bad_alloc&) {
    return error("out_of_memory", kOutOfMemory);
  } catch (const std::length_error&) {  // larger than any allocation here can be
    return error("out_of_memory", kOutOfMemory);
  } catch (const std::exception& e) {
    return error("internal", e.what());
  }
}

std::string copy_bytes(const val& bytes) {
  std::string copy(bytes["length"].as<std::size_t>(), '\0');
  val(emscripten::typed_memory_view(copy.size(), reinterpret_cast<std::uint8_t*>(copy.data())))
      .call<void>("set", bytes);
  return copy;
}

template <typename T, typename Convert>
val array_of(const std::vector<T>& items, Convert convert) {
  val array = val::array();
  for (const T& item : items)
    array.call<void>("push", convert(item));
  return array;
}

/// A copy of numbers as one of JavaScript's typed arrays.
template <typename T>
val numbers_val(const char* type, const std::vector<T>& numbers) {
  return val::global(type).new_(emscripten::typed_memory_view(numbers.size(), numbers.data()));
}

/// Whether a number of JavaScript's, which are all doubles, is one of this type.
template <typename Whole>
bool is_whole(double value) {
  return value >= 0 && value <= 9007199254740992.0 &&
         value == static_cast<double>(static_cast<Whole>(value));
}

/// What is out of range becomes 0, which names no track.
template <typename Whole>
Whole whole_number(double value) {
  return is_whole<Whole>(value) ? static_cast<Whole>(value) : Whole{0};
}

template <typename Whole>
Whole whole_option(const val& options, const char* name) {
  const auto value = options[name].as<double>();
  if (is_whole<Whole>(value)) return static_cast<Whole>(value);
  throw segue::Error(segue::ErrorCode::bad_option, std::string(name) + " must be a whole number");
}

double real_option(const val& options, const char* name) {
  return options[name].as<double>();
}

/// Throws Error(bad_option) for what is outside -1 .. 1, or no number.
double popularity_option(const val& options) {
  const double popularity = real_option(options, "popularity");
  if (popularity >= -1 && popularity <= 1) return popularity;
  throw segue::Error(segue::ErrorCode::bad_option, "popularity must be from -1 to 1");
}

val to_val(const segue::Progress& progress) {
  val result = val::object();
  result.set("epoch", progress.epoch);
  result.set("epochs", progress.epochs);
  result.set("share", progress.share);
  result.set("tokensDone", static_cast<double>(progress.tokens_done));
  result.set("pairsDone", static_cast<double>(progress.pairs_done));
  result.set("epochLosses", array_of(progress.epoch_losses, [](double loss) { return val(loss); }));
  result.set("runningLoss", progress.running_loss);
  result.set("finished", progress.finished);
  return result;
}

/// Playlists that lack a track each, which a model is asked for.
struct Queries {
  std::vector<segue::Query> value;

  double size() const { return static_cast<double>(value.size()); }
};

struct Corpus {
  segue::Corpus value;
  std::uint64_t num_rows;  // as the reader was told

  double tracks() const { return static_cast<double>(value.vocabulary.size()); }

  val without_rare_tracks(double min_count) const {
    return attempt([&] {
      return std::make_shared<Corpus>(Corpus{
          segue::without_rare_tracks(value, whole_number<std::uint64_t>(min_count)), num_rows});
    });
  }

  /// { corpus, queries }: what is left to train on, and what is held out, which are `most` tracks
  /// at most; null where there is too little for that.
  val hold_out(double most, double min_count) const {
    return attempt([&] {
      segue::ValidationOptions options;
      options.most = whole_number<std::size_t>(most);
      options.min_count = whole_number<std::uint64_t>(min_count);
      auto parts = segue::hold_out_for_validation(value, options);
      if (!parts) return val::null();
      val result = val::object();
      result.set("corpus", std::make_shared<Corpus>(Corpus{std::move(parts->training), num_rows}));
      result.set("queries", std::make_shared<Queries>(Queries{std::move(parts->queries)}));
      return result;
    });
  }
};

class Model {
 public:
  explicit Model(segue::Model model)
      : model_(std::move(model)),
        similarity_(model_),
        continuation_(model_),
        search_(model_.vocabulary) {}

  Model(const Model&) = delete;  // its members refer to one another
  Model& operator=(const Model&) = delete;

  val info() const {
    val hyperparameters = val::object();
    for (const auto& [name, value] : model_.hyperparameters)
      hyperparameters.set(name, value);
    val result = val::object();
    result.set("recipe", model_.recipe);
    result.set("tracks", model_.vocabulary.size());
    result.set("dim", model_.input.dim);
    result.set("hyperparameters", hyperparameters);
    result.set("epochLosses", array_of(model_.epoch_losses, [](double loss) { return val(loss); }));
    result.set("sightings", array_of(model_.held_out_hits, [](const segue::HeldOutHits& hits) {
                 val sighting = val::object();
                 sighting.set("at", hits.epoch);
                 sighting.set("found", hits.found);
                 sighting.set("of", hits.queries);
                 return sighting;
               }));
    return result;
  }

  /// What was seen of held-out tracks while it was trained, as `info` gives it; `save` keeps it.
  void set_sightings(const val& sightings) {
    std::vector<segue::HeldOutHits> hits(sightings["length"].as<std::size_t>());
    for (std::size_t at = 0; at < hits.size(); ++at) {
      const val sighting = sightings[at];
      hits[at] = {sighting["at"].as<double>(), sighting["found"].as<std::uint32_t>(),
                  sighting["of"].as<std::uint32_t>()};
    }
    model_.held_out_hits = std::move(hits);
  }

  val track(double position) const {
    return attempt([&] { return track_val(require_id(position)); });
  }

  val find(const std::string& text, double limit) const {
    return attempt([&] {
      return array_of(search_.find(text, whole_number<std::size_t>(limit)),
                      [&](segue::TrackId id) { return track_val(id); });
    });
  }

  /// { names, of }: each genre once, and for each track in order of position the number of its
  /// genre from 1, or 0 where it is not known.
  val genres() const {
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

  val similar(double position, double limit) const {
    return attempt([&] {
      return array_of(similarity_.similar(require_id(position), whole_number<std::size_t>(limit)),
                      [&](const segue::Neighbour& neighbour) {
                        val result = track_val(neighbour.id);
                        result.set("similarity", neighbour.similarity);
                        return result;
                      });
    });
  }

  val continue_with(const val& options) const {
    return attempt([&] {
      const std::vector<segue::TrackId> known = ids_option(options, "known");
      const std::vector<segue::TrackId> unlike = ids_option(options, "unlike");
      if (known.empty())
        throw segue::Error(segue::ErrorCode::bad_option, "known must hold a track");
      segue::ContinuationQuery query;
      query.known = known;
      query.unlike = unlike;
      query.popularity = popularity_option(options);
      query.most_per_artist = whole_option<std::size_t>(options, "mostPerArtist");
      query.leaves_out_artists = options["leavesOutArtists"].as<bool>();
      return array_of(continuation_.suggest(query, whole_option<std::size_t>(options, "limit")),
                      [&](const segue::Suggestion& suggestion) {
                        val result = track_val(suggestion.id);
                        result.set("score", suggestion.score);
                        return result;
                      });
    });
  }

  /// x and y of each track, or null where the model has no map.
  val map() const {
    const std::vector<float>& map = model_.map;
    if (map.empty()) return val::null();
    return numbers_val("Float32Array", map);
  }

  /// Of each track the number of its part of the map, from 1; empty where the model has no map.
  val clusters() const {
    return attempt([&] { return numbers_val("Uint8Array", segue::map_clusters(model_.map)); });
  }

  segue::MapLayout layout(const segue::MapOptions& options) const {
    return {model_, similarity_, options};
  }
  void set_map(std::vector<float> map) { model_.map = std::move(map); }
  const segue::Model& value() const { return model_; }

  /// The model's file in pieces, one after another.
  val save() const {
    return attempt([&] {
      val pieces = val::array();
      segue::write_model(model_, [&](std::string_view piece) {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(piece.data());
        pieces.call<void>(
            "push",
            val::global("Uint8Array").new_(emscripten::typed_memory_view(piece.size(), bytes)));
      });
      return pieces;
    });
  }

 private:
  segue::TrackId require_id(double position) const {
    const auto number = whole_number<std::uint32_t>(position);
    if (number == 0 || number > model_.vocabulary.size()) {
      throw segue::Error(segue::ErrorCode::unknown_track,
                         "the model has no track at this position: it has " +
                             std::to_string(model_.vocabulary.size()) + " tracks");
    }
    return number - 1;
  }

  std::vector<segue::TrackId> ids_option(const val& options, const char* name) const {
    const val positions = options[name];
    std::vector<segue::TrackId> ids(positions["length"].as<std::size_t>());
    for (std::size_t at = 0; at < ids.size(); ++at)
      ids[at] = require_id(positions[at].as<double>());
    return ids;
  }

  /// What is not known is not set.
  static void set_facts(val& track, const segue::TrackFacts& facts) {
    if (!facts.genre.empty()) track.set("genre", facts.genre);
    if (facts.year != 0) track.set("year", facts.year);
    if (!facts.country.empty()) track.set("country", facts.country);
  }

  val track_val(segue::TrackId id) const {
    const segue::TrackNames track = model_.vocabulary.track(id);
    val result = val::object();
    result.set("position", id + 1);
    result.set("artist", std::string(track.artist));
    result.set("title", std::string(track.title));
    result.set("count", static_cast<double>(model_.vocabulary.count(id)));
    if (!model_.facts.empty()) set_facts(result, model_.facts[id]);
    return result;
  }

  segue::Model model_;
  segue::Similarity similarity_;
  segue::Continuation continuation_;
  segue::TrackSearch search_;
};

segue::SeedOptions seed_options(const val& options, std::uint64_t num_rows) {
  segue::SeedOptions seed;
  seed.num_rows = num_rows;
  seed.window_size = whole_option<std::uint32_t>(options, "windowSize");
  seed.embedding_dim = whole_option<std::uint32_t>(options, "embeddingDim");
  seed.epochs = whole_option<std::uint32_t>(options, "epochs");
  seed.learning_rate = real_option(options, "learningRate");
  seed.random_seed = whole_option<std::uint64_t>(options, "randomSeed");
  return seed;
}

segue::SkipGramOptions skip_gram_options(const val& options) {
  segue::SkipGramOptions skip_gram;
  skip_gram.dim = whole_option<std::uint32_t>(options, "dim");
  skip_gram.window = whole_option<std::uint32_t>(options, "window");
  skip_gram.group = whole_option<std::uint32_t>(options, "group");
  skip_gram.negative = whole_option<std::uint32_t>(options, "negative");
  skip_gram.ns_exponent = real_option(options, "nsExponent");
  skip_gram.sample = real_option(options, "sample");
  skip_gram.epochs = whole_option<std::uint32_t>(options, "epochs");
  skip_gram.lr = real_option(options, "lr");
  skip_gram.min_count = whole_option<std::uint64_t>(options, "minCount");
  skip_gram.threads = whole_option<std::uint32_t>(options, "threads");
  skip_gram.seed = whole_option<std::uint64_t>(options, "seed");
  return skip_gram;
}

segue::Model finished(segue::SeedTrainer& trainer) {
  return trainer.model();
}

segue::Model finished(segue::SkipGramTrainer& trainer) {
  return std::move(trainer).take_model();
}

class Trainer {
 public:
  using Recipe = std::variant<segue::SeedTrainer, segue::SkipGramTrainer>;
  explicit Trainer(Recipe recipe) : recipe_(std::move(recipe)) {}

  /// On about this many more pairs (`seed`) or tracks in playlists (`playlist`).
  val advance(double amount) {
    return attempt([&] {
      return std::visit(
          [&](auto& trainer) {
            return to_val(trainer.advance(whole_number<std::uint64_t>(amount)));
          },
          recipe_);
    });
  }
  val progress() const {
    return std::visit([](const auto& trainer) { return to_val(trainer.progress()); }, recipe_);
  }
  /// A copy of what is learnt so far.
  segue::Model model() const {
    return std::visit([](const auto& trainer) { return trainer.model(); }, recipe_);
  }
  /// The trainer is used up: only deleting it is left.
  val finish() {
    return attempt([&] {
      return std::visit([](auto& trainer) { return std::make_shared<Model>(finished(trainer)); },
                        recipe_);
    });
  }

 private:
  Recipe recipe_;
};

/// Queries on their way through a model; keeps both alive.
class Validation {
 public:
  Validation(std::shared_ptr<const segue::Model> model, std::shared_ptr<Queries> queries,
             unsigned threads)
      : model_(std::move(model)),
        queries_(std::move(queries)),
        validation_(*model_, queries_->value, threads) {}

  /// About so many more. Whether that was all.
  val ask(double count) {
    return attempt([&] {
      validation_.ask(whole_number<std::size_t>(count));
      return val(validation_.is_over());
    });
  }
  double hits() const { return static_cast<double>(validation_.hits()); }

 private:
  std::shared_ptr<const segue::Model> model_;
  std::shared_ptr<Queries> queries_;
  segue::Validation validation_;
};

/// A map on its way into its model, which it keeps alive.
class MapLayout {
 public:
  MapLayout(std::shared_ptr<Model> model, const segue::MapOptions& options)
      : model_(std::move(model)), layout_(model_->layout(options)) {}

  val advance(double amount) {
    return attempt([&] { return val(layout_.advance(whole_number<std::uint64_t>(amount))); });
  }

  double progress() const { return layout_.share(); }

  val finish() {
    return attempt([&] {
      model_->set_map(layout_.positions());
      return model_->map();
    });
  }

 private:
  std::shared_ptr<Model> model_;
  segue::MapLayout layout_;
};

/// The map of a copy of what a trainer has learnt, some epochs on from a former one.
class Sketch {
 public:
  Sketch(segue::Model model, const segue::MapOptions& options, const std::vector<float>& start)
      : model_(std::move(model)),
        similarity_(model_),
        layout_(model_, similarity_, options, start) {}

  Sketch(const Sketch&) = delete;  // its members refer to one another
  Sketch& operator=(const Sketch&) = delete;

  val advance(double amount) {
    return attempt([&] { return val(layout_.advance(whole_number<std::uint64_t>(amount))); });
  }
  val positions() const {
    return attempt([&] { return numbers_val("Float32Array", layout_.positions()); });
  }
  /// Of the most frequent tracks.
  val titles(double count) const {
    val titles = val::array();
    for (segue::TrackId id = 0; id < model_.vocabulary.size() && id < count; ++id)
      titles.call<void>("push", std::string(model_.vocabulary.track(id).title));
    return titles;
  }

 private:
  segue::Model model_;
  segue::Similarity similarity_;
  segue::MapLayout layout_;
};

/// Files of playlists on their way into one corpus, one after another.
class Reader {
 public:
  Reader(std::uint64_t max_rows, segue::PlaylistIdentity playlists, segue::TrackIdentity tracks)
      : max_rows_(max_rows), builder_(playlists, 1, tracks) {}

  /// Begins a file. Of all files together no more than `max_rows` are read: once they are, no
  /// further one may begin.
  val begin(const std::string& file) {
    return attempt([&] {
      before_ = builder_.so_far();
      const std::uint64_t left = max_rows_ == 0 ? 0 : max_rows_ - before_.rows;
      reader_.emplace(file, left,
                      [this](const segue::PlaylistEntry& entry) { builder_.add(entry); });
      return val::null();
    });
  }

  val push(const val& chunk) {
    return attempt([&] { return val(reader_->push(copy_bytes(chunk))); });
  }

  /// What the file is, as far as that is known; empty where it is none of playlists.
  std::string format() const { return reader_ ? reader_->format() : std::string(); }

  val end() {
    return attempt([&] {
      const segue::ReadReport report = reader_->finish();
      return report_val(report, before_, builder_.so_far());
    });
  }

  val finish() {
    return attempt([&] {
      const segue::MergedSpellings merged = builder_.merged();
      const auto corpus = std::make_shared<Corpus>(Corpus{std::move(builder_).build(), max_rows_});
      val result = summary_val(corpus->value, merged);
      result.set("corpus", corpus);
      return result;
    });
  }

 private:
  static val report_val(const segue::ReadReport& report, const segue::CorpusSize& before,
                        const segue::CorpusSize& now) {
    val result = val::object();
    result.set("format", report.format);
    result.set("rowsRead", static_cast<double>(report.rows_read));
    result.set("rowsSkipped", static_cast<double>(report.rows_skipped));
    result.set("rowsRepaired", static_cast<double>(report.rows_repaired));
    result.set("playlists", now.playlists - before.playlists);
    result.set("tracks", now.tracks - before.tracks);
    result.set("more", report.more);
    result.set("problems", array_of(report.problems, [](const segue::ReadProblem& problem) {
                 val entry = val::object();
                 entry.set("line", static_cast<double>(problem.line));
                 entry.set("column", static_cast<double>(problem.column));
                 entry.set("record", problem.record);
                 entry.set("reason", problem.reason);
                 return entry;
               }));
    result.set("leftOut", array_of(report.left_out, [](const segue::LeftOut& one) {
                 val entry = val::object();
                 entry.set("what", one.what);
                 entry.set("rows", static_cast<double>(one.rows));
                 return entry;
               }));
    return result;
  }

  static val summary_val(const segue::Corpus& corpus, const segue::MergedSpellings& merged) {
    const segue::Judgement judgement = segue::judge(corpus);
    val enough = val::object();
    enough.set("readiness", std::string(segue::to_string(judgement.readiness)));
    enough.set("playlists", judgement.playlists);
    enough.set("sharedTracks", judgement.shared_tracks);
    val spellings = val::object();
    spellings.set("spellings", merged.spellings);
    spellings.set("examples",
                  array_of(merged.examples, [](const segue::MergedSpellings::Example& example) {
                    val entry = val::object();
                    entry.set("spelling", example.spelling);
                    entry.set("track", example.track);
                    return entry;
                  }));
    val result = val::object();
    result.set("rows", corpus.tokens.size());
    result.set("playlists", corpus.playlists());
    result.set("tracks", corpus.vocabulary.size());
    result.set("merged", spellings);
    result.set("enough", enough);
    return result;
  }

  std::uint64_t max_rows_;
  segue::CorpusBuilder builder_;
  segue::CorpusSize before_;  // the file that is being read
  std::optional<segue::PlaylistReader> reader_;
};

/// By the identities that a recipe has.
val create_reader(double max_rows, const std::string& recipe) {
  return attempt([&] {
    const auto rows = whole_number<std::uint64_t>(max_rows);
    if (recipe == "seed") {
      return std::make_shared<Reader>(rows, segue::PlaylistIdentity::name,
                                      segue::TrackIdentity::exact);
    }
    return std::make_shared<Reader>(rows, segue::PlaylistIdentity::user_and_name,
                                    segue::TrackIdentity::folded);
  });
}

val create_trainer(const Corpus& corpus, const val& options) {
  return attempt([&] {
    if (options["recipe"].as<std::string>() == "seed") {
      return std::make_shared<Trainer>(
          segue::SeedTrainer(corpus.value, seed_options(options, corpus.num_rows)));
    }
    return std::make_shared<Trainer>(
        segue::SkipGramTrainer(corpus.value, skip_gram_options(options)));
  });
}

/// Of what a trainer has learnt so far; it may go on meanwhile.
val validate_trainer(const Trainer& trainer, const std::shared_ptr<Queries>& queries,
                     double threads) {
  return attempt([&] {
    return std::make_shared<Validation>(std::make_shared<const segue::Model>(trainer.model()),
                                        queries, whole_number<unsigned>(threads));
  });
}

val validate_model(const std::shared_ptr<Model>& model, const std::shared_ptr<Queries>& queries,
                   double threads) {
  return attempt([&] {
    return std::make_shared<Validation>(std::shared_ptr<const segue::Model>(model, &model->value()),
                                        queries, whole_number<unsigned>(threads));
  });
}

val create_map_layout(const std::shared_ptr<Model>& model, double seed) {
  return attempt([&] {
    if (!is_whole<std::uint64_t>(seed))
      throw segue::Error(segue::ErrorCode::bad_option, "seed must be a whole number");
    segue::MapOptions options;
    options.seed = static_cast<std::uint64_t>(seed);
    return std::make_shared<MapLayout>(model, options);
  });
}

/// `start` is what a former sketch came to, or null. With few epochs no map is done, but one on its
/// way moves on.
val sketch_map(const Trainer& trainer, const val& start, const val& options) {
  return attempt([&] {
    segue::MapOptions map;
    map.epochs = whole_option<std::uint32_t>(options, "epochs");
    map.threads = whole_option<std::uint32_t>(options, "threads");
    std::vector<float> places;
    if (!start.isNull()) places = emscripten::convertJSArrayToNumberVector<float>(start);
    return std::make_shared<Sketch>(trainer.model(), map, places);
  });
}

/// Bytes of the heap that are given out.
double memory_in_use() {
  return static_cast<std::size_t>(mallinfo().uordblks);
}

val open_model(const val& bytes, const std::string& file) {
  return attempt(
      [&] { return std::make_shared<Model>(segue::read_model(copy_bytes(bytes), file)); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(segue) {
  using emscripten::class_;
  using emscripten::function;

  class_<Reader>("Reader")
      .smart_ptr<std::shared_ptr<Reader>>("Reader")
      .function("begin", &Reader::begin)
      .function("push", &Reader::push)
      .function("format", &Reader::format)
      .function("end", &Reader::end)
      .function("finish", &Reader::finish);
  class_<Corpus>("Corpus")
      .smart_ptr<std::shared_ptr<Corpus>>("Corpus")
      .function("tracks", &Corpus::tracks)
      .function("withoutRareTracks", &Corpus::without_rare_tracks)
      .function("holdOut", &Corpus::hold_out);
  class_<Queries>("Queries").smart_ptr<std::shared_ptr<Queries>>("Queries").function(
      "size", &Queries::size);
  class_<Trainer>("Trainer")
      .smart_ptr<std::shared_ptr<Trainer>>("Trainer")
      .function("advance", &Trainer::advance)
      .function("progress", &Trainer::progress)
      .function("finish", &Trainer::finish);
  class_<Model>("Model")
      .smart_ptr<std::shared_ptr<Model>>("Model")
      .function("info", &Model::info)
      .function("setSightings", &Model::set_sightings)
      .function("track", &Model::track)
      .function("find", &Model::find)
      .function("genres", &Model::genres)
      .function("similar", &Model::similar)
      .function("continue", &Model::continue_with)
      .function("map", &Model::map)
      .function("clusters", &Model::clusters)
      .function("save", &Model::save);
  class_<Validation>("Validation")
      .smart_ptr<std::shared_ptr<Validation>>("Validation")
      .function("ask", &Validation::ask)
      .function("hits", &Validation::hits);
  class_<Sketch>("Sketch")
      .smart_ptr<std::shared_ptr<Sketch>>("Sketch")
      .function("advance", &Sketch::advance)
      .function("positions", &Sketch::positions)
      .function("titles", &Sketch::titles);
  class_<MapLayout>("MapLayout")
      .smart_ptr<std::shared_ptr<MapLayout>>("MapLayout")
      .function("advance", &MapLayout::advance)
      .function("progress", &MapLayout::progress)
      .function("finish", &MapLayout::finish);
  function("createReader", &create_reader);
  function("createTrainer", &create_trainer);
  function("validateTrainer", &validate_trainer);
  function("validateModel", &validate_model);
  function("createMapLayout", &create_map_layout);
  function("sketchMap", &sketch_map);
  function("openModel", &open_model);
  function("memoryInUse", &memory_in_use);
}
