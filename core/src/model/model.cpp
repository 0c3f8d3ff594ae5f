#include "segue/model/model.h"

#include <cmath>

#include "segue/util/error.h"

namespace segue {

TableView view(const Embedding& table) {
  return {table.values.data(), table.rows, table.dim, table.dim};
}

void require_finite(const Embedding& table) {
  for (const float value : table.values) {
    if (!std::isfinite(value)) {
      throw Error(ErrorCode::diverged,
                  "training diverged: the model holds numbers that are not finite; lower the "
                  "learning rate");
    }
  }
}

}  // namespace segue
