#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "model/flat_texts.h"
#include "model/safetensors.h"
#include "segue/model/playlist_memory.h"

namespace segue {

/// A memory as the tensors of a model's file, see segue/model/model_file.h; none where there is no
/// memory. It and `memory` must live until the file is written.
class MemoryTensors {
 public:
  explicit MemoryTensors(const std::optional<PlaylistMemory>& memory);

  /// Those of whole numbers, which must stand before any text.
  void add_numbers(safetensors::Writer& file) const;
  void add_text(safetensors::Writer& file) const;

 private:
  bool has_names() const;

  const std::optional<PlaylistMemory>& memory_;
  FlatTexts<std::uint32_t> names_;
};

/// The memory of a file with so many tracks; nothing where it has none.
std::optional<PlaylistMemory> read_memory(const safetensors::Reader& file, std::size_t tracks);

}  // namespace segue
