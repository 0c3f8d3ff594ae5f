#include "segue/reader.h"

#include <utility>

#include "read/zenodo_csv.h"

namespace segue {

PlaylistReader::PlaylistReader(std::string file, std::uint64_t max_rows, EntrySink sink)
    : format_(std::make_unique<read::ZenodoCsv>(std::move(file), max_rows, std::move(sink))) {}

PlaylistReader::~PlaylistReader() = default;
PlaylistReader::PlaylistReader(PlaylistReader&&) noexcept = default;
PlaylistReader& PlaylistReader::operator=(PlaylistReader&&) noexcept = default;

bool PlaylistReader::push(std::string_view bytes) {
  return format_->push(bytes);
}

ReadReport PlaylistReader::finish() {
  return format_->finish();
}

}  // namespace segue
