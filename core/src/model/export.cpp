#include "segue/model/export.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ostream>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace segue {
namespace {

bool is_control(char c) {
  return (c >= '\0' && c < ' ') || c == '\x7F';
}

/// Nine digits give back the same float.
void write_number(float value, std::ostream& out) {
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%.9g", static_cast<double>(value));
  out.write(text, length);
}

void write_numbers(std::span<const float> values, char separator, std::ostream& out) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out.put(separator);
    write_number(values[i], out);
  }
}

void write_raw(std::span<const float> values, std::ostream& out) {
  out.write(reinterpret_cast<const char*>(values.data()),
            static_cast<std::streamsize>(values.size_bytes()));
}

/// One word a track, no two the same, none with a space.
std::vector<std::string> words(const Vocabulary& vocabulary) {
  std::vector<std::string> result;
  std::unordered_set<std::string> taken;
  for (TrackId id = 0; id < vocabulary.size(); ++id) {
    std::string word(vocabulary.key(id));
    std::replace_if(
        word.begin(), word.end(), [](char c) { return c == ' ' || is_control(c); }, '_');
    if (!taken.insert(word).second) {
      word += "_#" + std::to_string(id + 1);
      taken.insert(word);
    }
    result.push_back(std::move(word));
  }
  return result;
}

/// Calls write(values) for each track, between its word with a space and a line end.
template <typename Write>
void export_word2vec(const Model& model, std::ostream& out, Write write) {
  out << model.input.rows << ' ' << model.input.dim << '\n';
  const std::vector<std::string> all = words(model.vocabulary);
  for (std::size_t row = 0; row < model.input.rows; ++row) {
    out << all[row] << ' ';
    write(model.input.row(row));
    out.put('\n');
  }
}

std::string field(std::string name) {
  std::replace_if(name.begin(), name.end(), is_control, ' ');
  return name;
}

}  // namespace

void export_word2vec_text(const Model& model, std::ostream& out) {
  export_word2vec(model, out,
                  [&](std::span<const float> values) { write_numbers(values, ' ', out); });
}

void export_word2vec_binary(const Model& model, std::ostream& out) {
  export_word2vec(model, out, [&](std::span<const float> values) { write_raw(values, out); });
}

void export_tsv_vectors(const Model& model, std::ostream& out) {
  for (std::size_t row = 0; row < model.input.rows; ++row) {
    write_numbers(model.input.row(row), '\t', out);
    out.put('\n');
  }
}

void export_tsv_tracks(const Model& model, std::ostream& out) {
  out << "position\tcount\tartist\ttitle\n";
  const Vocabulary& vocabulary = model.vocabulary;
  for (TrackId id = 0; id < vocabulary.size(); ++id) {
    const TrackNames spelled = vocabulary.track(id);
    const Track names = normalise(spelled.artist, spelled.title, vocabulary.identity());
    out << id + 1 << '\t' << vocabulary.count(id) << '\t' << field(names.artist) << '\t'
        << field(names.title) << '\n';
  }
}

void export_npy(const Model& model, std::ostream& out) {
  constexpr std::size_t kPreamble = 10;  // magic, version, length of the header
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" +
                       std::to_string(model.input.rows) + ", " + std::to_string(model.input.dim) +
                       "), }";
  while ((kPreamble + header.size() + 1) % 64 != 0)
    header += ' ';
  header += '\n';
  out.write("\x93NUMPY\x01\x00", 8);
  out.put(static_cast<char>(header.size() & 0xFF)).put(static_cast<char>(header.size() >> 8));
  out << header;
  write_raw(model.input.values, out);
}

}  // namespace segue
