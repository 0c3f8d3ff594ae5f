#pragma once

#include <string>
#include <vector>

#include "segue/model/model.h"

namespace segue::test {

/// A track with its count and vectors of two numbers.
struct Row {
  std::string artist, title;
  std::uint64_t count;
  float in[2], out[2];
};

/// A model of the recipe `playlist` with these rows.
inline Model model_of(const std::vector<Row>& rows) {
  Model model;
  model.recipe = Recipe::playlist;
  for (Embedding* table : {&model.input, &model.output}) {
    table->rows = rows.size();
    table->dim = 2;
  }
  for (const Row& row : rows) {
    model.vocabulary.add({row.artist, row.title}, row.count);
    model.input.values.insert(model.input.values.end(), row.in, row.in + 2);
    model.output.values.insert(model.output.values.end(), row.out, row.out + 2);
  }
  return model;
}

}  // namespace segue::test
