#include "query/answer_parts.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "segue/query/continuation.h"
#include "segue/util/random.h"
#include "support/memories.h"
#include "support/small_models.h"

using namespace segue;
using namespace segue::test;

namespace {

/// Six tracks, of which the vectors say nothing; 0 and 5 are of one artist.
Model small_world(const std::vector<std::vector<TrackId>>& playlists) {
  Model model = model_of({{"Abba", "one", 9, {1, 0}, {1, 0}},
                          {"Blur", "two", 8, {1, 0}, {1, 0}},
                          {"Cher", "three", 7, {1, 0}, {1, 0}},
                          {"Dido", "four", 6, {1, 0}, {1, 0}},
                          {"Enya", "five", 5, {1, 0}, {1, 0}},
                          {"ABBA", "six", 1, {1, 0}, {1, 0}}});
  model.memory = memory_of(playlists);
  model.answers.emplace();
  return model;
}

PartTable parts_of(const Model& model, const PlaylistQuestion& question) {
  const Expectation expectation(view(model.input), view(model.output), model.logit_weight);
  PartTable table;
  AnswerParts(expectation, model.vocabulary, *model.memory).score(question, kAllAnswerParts, table);
  return table;
}

std::vector<TrackId> suggested(const Model& model, QuestionKind kind,
                               const ContinuationQuery& query) {
  std::vector<TrackId> ids;
  for (const Suggestion& each : Continuation(model, kind).suggest(query, 9))
    ids.push_back(each.id);
  return ids;
}

}  // namespace

TEST_CASE("scores of a part have mean 0 and deviation 1 over what is not given", "[answers]") {
  const Model model = small_world({{0, 1, 2, 3}, {0, 2}, {4, 5}});
  const TrackId known[] = {0};
  const TrackId unlike[] = {4};
  const PartTable table = parts_of(model, {known, unlike});
  for (const AnswerPart part : {AnswerPart::far, AnswerPart::near, AnswerPart::forward,
                                AnswerPart::popularity, AnswerPart::artist}) {
    double sum = 0;
    double squares = 0;
    for (const TrackId id : {1u, 2u, 3u, 5u}) {
      sum += double{table[part][id]};
      squares += double{table[part][id]} * double{table[part][id]};
    }
    INFO(to_string(part));
    CHECK(sum == Approx(0).margin(1e-5));
    CHECK(squares / 4 == Approx(1));
  }
}

TEST_CASE("a part that tells no tracks apart scores nothing", "[answers]") {
  const Model model = small_world({{0, 1}});
  const TrackId known[] = {0};
  const PartTable table = parts_of(model, {known});
  for (TrackId id = 0; id < model.vocabulary.size(); ++id)
    CHECK(table[AnswerPart::embedding][id] == 0);
}

TEST_CASE("both parts of the vectors are the same alone and together", "[answers]") {
  Random random(1);
  Model model = small_world({{0, 1}});
  for (Embedding* table : {&model.input, &model.output}) {
    for (float& value : table->values)
      value = static_cast<float>(random.uniform());
  }
  const Expectation expectation(view(model.input), view(model.output), 1);
  const AnswerParts parts(expectation, model.vocabulary, *model.memory);
  const TrackId known[] = {0, 3};
  const PartTable together = parts_of(model, {known});
  for (const AnswerPart part : {AnswerPart::embedding, AnswerPart::recent}) {
    PartTable alone;
    parts.score({known}, std::vector{part}, alone);
    CHECK(alone[part].raw == together[part].raw);
  }
  CHECK(together[AnswerPart::embedding].raw != together[AnswerPart::recent].raw);
}

TEST_CASE("of the known tracks the last weigh most where order counts", "[answers]") {
  const Model model = small_world({{0, 2}, {1, 3}});
  const TrackId one_way[] = {0, 1};
  const TrackId other_way[] = {1, 0};
  const auto first = parts_of(model, {one_way});
  const auto second = parts_of(model, {other_way});
  CHECK(first[AnswerPart::forward][3] > first[AnswerPart::forward][2]);
  CHECK(second[AnswerPart::forward][3] < second[AnswerPart::forward][2]);
  CHECK(first[AnswerPart::near][3] == Approx(first[AnswerPart::near][2]));
}

TEST_CASE("the known tracks' artists and none of their own count", "[answers]") {
  const Model model = small_world({{0, 1}});
  const TrackId known[] = {0};
  const PartTable table = parts_of(model, {known});
  CHECK(table[AnswerPart::artist][5] > 1);
  CHECK(table[AnswerPart::artist][1] < 0);
}

TEST_CASE("a model with a memory answers by its weights for the question", "[answers]") {
  Model model = small_world({{0, 2, 1}, {3, 0}, {0, 4, 4, 4, 3}});
  model.answers->next[AnswerPart::forward] = 1;
  model.answers->gap[AnswerPart::near] = -1;
  const TrackId known[] = {0};
  CHECK(suggested(model, QuestionKind::next, {.known = known}) ==
        std::vector<TrackId>{4, 2, 1, 3, 5});
  CHECK(suggested(model, QuestionKind::gap, {.known = known}).back() == 4);
  model.answers.reset();  // the vectors alone tell no track apart
  CHECK(suggested(model, QuestionKind::next, {.known = known}) ==
        std::vector<TrackId>{1, 2, 3, 4, 5});
}

TEST_CASE("unlike, popularity and artists hold with a memory as without", "[answers]") {
  Model model = small_world({{0, 2}, {0, 3}, {1, 2}, {0, 5}});
  model.answers->next[AnswerPart::far] = 1;
  const TrackId known[] = {0};
  const TrackId unlike[] = {1};
  CHECK(suggested(model, QuestionKind::next, {.known = known}) ==
        std::vector<TrackId>{3, 5, 2, 1, 4});
  const auto without = suggested(model, QuestionKind::next, {.known = known, .unlike = unlike});
  CHECK(std::find(without.begin(), without.end(), 1) == without.end());
  CHECK(without.back() == 4);
  CHECK(suggested(model, QuestionKind::next, {.known = known, .leaves_out_artists = true}) ==
        std::vector<TrackId>{3, 2, 1, 4});
  CHECK(suggested(model, QuestionKind::next, {.known = known, .popularity = -1})[0] == 5);
}
