#include "segue/model_recommender.h"

#include <cstddef>
#include <span>
#include <vector>

#include "double_dot.h"

namespace segue {
namespace {

class ModelRecommender : public Recommender {
 public:
  explicit ModelRecommender(const Model& model) : model_(model) {}

  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    std::vector<float> mean(model_.input.dim);
    for (const TrackId id : known) {
      const std::span<const float> row = model_.input.row(id);
      for (std::size_t i = 0; i < mean.size(); ++i)
        mean[i] += row[i] / static_cast<float>(known.size());
    }
    for (float& value : mean)
      value *= model_.logit_weight;  // which the seed recipe may learn to be negative
    for (std::size_t id = 0; id < scores.size(); ++id)
      scores[id] = static_cast<float>(double_dot(mean, model_.output.row(id)));
  }

 private:
  const Model& model_;
};

}  // namespace

std::unique_ptr<Recommender> model_recommender(const Model& model) {
  return std::make_unique<ModelRecommender>(model);
}

}  // namespace segue
