#include "model/memory_tensors.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace segue {
namespace {

constexpr const char* kTrack = "playlists.track";
constexpr const char* kEnd = "playlists.end";
constexpr const char* kNameEnd = "playlists.name_end";
constexpr const char* kNames = "playlists.names";

void add_values(safetensors::Writer& file, const char* name,
                const std::vector<std::uint32_t>& values) {
  file.add(name, {values.size()}, std::span<const std::uint32_t>(values));
}

/// Where the playlists end, each with a track at least and the last with the last of them.
void require_ends(const safetensors::Reader& file, const PlaylistMemory& memory) {
  std::uint32_t begin = 0;
  for (const std::uint32_t end : memory.ends) {
    if (end <= begin) file.fail("the ends of its playlists do not rise");
    begin = end;
  }
  if (begin != memory.tracks.size())
    file.fail("its last playlist does not end with the last of their tracks");
}

std::vector<std::string> read_names(const safetensors::Reader& file, std::size_t playlists) {
  if (!file.has(kNameEnd) && !file.has(kNames)) return {};
  TextReader<std::uint32_t> texts(file, kNameEnd, kNames, "playlist name");
  if (texts.size() != playlists) file.fail("it has names of some playlists but not of all");
  std::vector<std::string> names;
  names.reserve(playlists);
  while (names.size() < playlists)
    names.push_back(texts.next());
  return names;
}

}  // namespace

MemoryTensors::MemoryTensors(const std::optional<PlaylistMemory>& memory) : memory_(memory) {
  if (!has_names()) return;
  for (const std::string& name : memory_->names)
    names_.add(name);
}

void MemoryTensors::add_numbers(safetensors::Writer& file) const {
  if (!memory_) return;
  add_values(file, kTrack, memory_->tracks);
  add_values(file, kEnd, memory_->ends);
  if (has_names()) add_values(file, kNameEnd, names_.ends);
}

void MemoryTensors::add_text(safetensors::Writer& file) const {
  if (has_names()) file.add(kNames, {names_.text.size()}, std::span<const char>(names_.text));
}

bool MemoryTensors::has_names() const {
  return memory_ && !memory_->names.empty();
}

std::optional<PlaylistMemory> read_memory(const safetensors::Reader& file, std::size_t tracks) {
  const std::array tensors = {kTrack, kEnd, kNameEnd, kNames};
  const auto is_there = [&](const char* name) { return file.has(name); };
  if (std::none_of(tensors.begin(), tensors.end(), is_there)) return std::nullopt;
  PlaylistMemory memory;
  memory.tracks = file.values<std::uint32_t>(kTrack);
  for (const TrackId id : memory.tracks) {
    if (id >= tracks) file.fail("a playlist holds a track that it does not have");
  }
  memory.ends = file.values<std::uint32_t>(kEnd);
  require_ends(file, memory);
  memory.names = read_names(file, memory.playlists());
  return memory;
}

}  // namespace segue
