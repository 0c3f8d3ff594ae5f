#include "train/skip_gram_checkpoint.h"

#include <cmath>
#include <cstdio>
#include <map>
#include <span>
#include <vector>

#include "model/parse_json.h"
#include "model/safetensors.h"
#include "segue/util/error.h"

namespace segue {
namespace json = boost::json;

namespace {

constexpr std::int64_t kMostEpochs = 1'000'000;

/// What the training is of, as the text that two trainings have in common only if they are alike.
std::string options_text(const SkipGramOptions& options) {
  json::object object;
  for (const auto& [name, value] : options.hyperparameters())
    object[name] = value;
  return json::serialize(object);
}

/// A number as people type it.
std::string as_typed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", value);
  return text;
}

/// The position as whole numbers and as losses.
std::vector<std::int64_t> whole_numbers(const SkipGramPosition& position) {
  const Progress& progress = position.progress;
  return {static_cast<std::int64_t>(progress.epoch),
          static_cast<std::int64_t>(position.next_segment),
          static_cast<std::int64_t>(progress.pairs_done),
          static_cast<std::int64_t>(progress.tokens_done),
          static_cast<std::int64_t>(progress.epochs),
          static_cast<std::int64_t>(progress.is_open)};
}

constexpr std::size_t kLookNumbers = 4;

std::vector<double> looks(const SkipGramPosition& position) {
  std::vector<double> all;
  for (const Look& look : position.progress.looks)
    all.insert(all.end(), {look.hits.epoch, static_cast<double>(look.hits.found),
                           static_cast<double>(look.hits.queries), look.gain});
  return all;
}

std::vector<Look> read_looks(const safetensors::Reader& file) {
  const std::vector<double> all = file.values<double>("looks");
  if (all.size() % kLookNumbers != 0) file.fail("its looks are not whole");
  std::vector<Look> looks;
  for (std::size_t i = 0; i < all.size(); i += kLookNumbers) {
    const auto is_count = [](double value) { return value >= 0 && value <= 1e9; };
    if (!is_count(all[i]) || !is_count(all[i + 1]) || !is_count(all[i + 2]) ||
        !is_count(all[i + 3]) || all[i + 1] > all[i + 2])
      file.fail("its looks are not sound");
    looks.push_back(
        {{all[i], static_cast<std::uint32_t>(all[i + 1]), static_cast<std::uint32_t>(all[i + 2])},
         all[i + 3]});
  }
  return looks;
}

std::vector<double> losses(const SkipGramPosition& position) {
  std::vector<double> all = position.progress.epoch_losses;
  all.push_back(position.epoch_loss);
  all.push_back(position.epoch_pairs);
  all.push_back(position.progress.running_loss);
  all.push_back(position.progress.share);
  return all;
}

[[noreturn]] void refuse(const std::string& file, const std::string& what) {
  throw Error(ErrorCode::bad_input, what, {file});
}

/// Names the first option that differs.
void require_same_options(const safetensors::Reader& file, const std::string& name,
                          const SkipGramOptions& options) {
  boost::system::error_code error;
  const json::value then = parse_json(file.metadata("options"), error);
  if (error || !then.is_object()) file.fail("its options are not a JSON object");
  for (const auto& [option, now] : options.hyperparameters()) {
    const json::value* value = then.get_object().if_contains(option);
    if (value == nullptr || !value->is_number()) file.fail("it lacks the option " + option);
    const double before = value->to_number<double>();
    if (before != now) {
      refuse(name, "the training that was broken off had " + option + " " + as_typed(before) +
                       ", not " + as_typed(now) + ": go on with the same options, or begin anew");
    }
  }
}

void read_table(const safetensors::Reader& file, const std::string& name, RowTable& table) {
  const std::vector<std::size_t> shape = file.shape(name, 2);
  auto values = file.values<float, AlignedFloats::allocator_type>(name);
  if (shape[0] != table.rows() || shape[1] != table.stride() ||
      values.size() != table.values().size()) {
    file.fail("the tensor \"" + name + "\" has another shape");
  }
  table.values() = std::move(values);
}

/// `epochs` as the options have it.
SkipGramPosition read_position(const safetensors::Reader& file, std::uint32_t epochs) {
  const std::vector<std::int64_t> whole = file.values<std::int64_t>("position");
  std::vector<double> losses = file.values<double>("losses");
  const bool is_sound = whole.size() == 6 && whole[0] >= 0 && whole[0] <= whole[4] &&
                        whole[1] >= 0 && whole[4] >= 1 && whole[4] <= kMostEpochs &&
                        (epochs == kUntilLearnt || (whole[4] == epochs && whole[5] == 0)) &&
                        losses.size() == static_cast<std::size_t>(whole[0]) + 4;
  if (!is_sound) file.fail("its position in the training is not sound");
  SkipGramPosition position;
  position.next_segment = static_cast<std::size_t>(whole[1]);
  position.epoch_loss = losses[losses.size() - 4];
  position.epoch_pairs = losses[losses.size() - 3];
  Progress& progress = position.progress;
  progress.epoch = static_cast<std::uint32_t>(whole[0]);
  progress.epochs = static_cast<std::uint32_t>(whole[4]);
  progress.is_open = whole[5] != 0;
  progress.looks = read_looks(file);
  progress.pairs_done = static_cast<std::uint64_t>(whole[2]);
  progress.tokens_done = static_cast<std::uint64_t>(whole[3]);
  progress.running_loss = losses[losses.size() - 2];
  progress.share = losses[losses.size() - 1];
  progress.finished = progress.epoch == progress.epochs;
  losses.resize(losses.size() - 4);
  progress.epoch_losses = std::move(losses);
  return position;
}

}  // namespace

void write_checkpoint(const SkipGramOptions& options, std::uint64_t corpus,
                      const SkipGramPosition& position, const RowTable& input,
                      const RowTable& output, const std::function<void(std::string_view)>& sink) {
  const std::vector<double> all_losses = losses(position);
  const std::vector<std::int64_t> whole = whole_numbers(position);
  const std::vector<double> all_looks = looks(position);
  const auto shape = [](const RowTable& table) {
    return std::vector{table.rows(), table.stride()};
  };
  safetensors::Writer file({{"format", "segue-checkpoint"},
                            {"version", "2"},
                            {"options", options_text(options)},
                            {"corpus", std::to_string(corpus)}});
  file.add("losses", {all_losses.size()}, std::span<const double>(all_losses));
  file.add("looks", {all_looks.size()}, std::span<const double>(all_looks));
  file.add("position", {whole.size()}, std::span<const std::int64_t>(whole));
  file.add("input", shape(input), std::span<const float>(input.values()));
  file.add("output", shape(output), std::span<const float>(output.values()));
  file.write(sink);
}

SkipGramPosition read_checkpoint(std::string_view bytes, const std::string& name,
                                 const SkipGramOptions& options, std::uint64_t corpus,
                                 RowTable& input, RowTable& output) {
  const safetensors::Reader file(bytes, name, "checkpoint");
  if (file.metadata("format") != "segue-checkpoint") file.fail("it is something else");
  if (file.metadata("version") != "2") file.fail("it is of another version of Segue");
  require_same_options(file, name, options);
  if (file.metadata("corpus") != std::to_string(corpus)) {
    refuse(name,
           "the training that was broken off read other playlists: go on with the same "
           "files, or begin anew");
  }
  const SkipGramPosition position = read_position(file, options.epochs);
  read_table(file, "input", input);
  read_table(file, "output", output);
  return position;
}

}  // namespace segue
