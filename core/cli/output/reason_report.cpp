#include "output/reason_report.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "output/json_output.h"
#include "output/terminal.h"
#include "segue/util/error.h"

namespace segue::cli {
namespace {

constexpr std::size_t kTrackColumns = 80;
constexpr std::size_t kPlaylistColumns = 40;

std::string quoted_track(const Vocabulary& vocabulary, TrackId id) {
  return "'" + printable_line(vocabulary.key(id), kTrackColumns) + "'";
}

/// 'oasis - wonderwall' and 2 others. It is "or" where not each playlist holds all of them.
std::string companions_text(const Vocabulary& vocabulary, const Reason& reason) {
  const std::vector<Tie>& ties = reason.ties;
  const bool holds_all = std::all_of(
      ties.begin(), ties.end(), [&](const Tie& tie) { return tie.playlists == reason.playlists; });
  std::string text = quoted_track(vocabulary, ties[0].known);
  if (ties.size() == 1) return text;
  text += holds_all ? " and " : " or ";
  if (ties.size() == 2) return text + quoted_track(vocabulary, ties[1].known);
  return text + several(ties.size() - 1, "other");
}

/// : "90s", "Britpop", ... - without those that have no name, and each name once.
std::string names_text(const Reason& reason) {
  std::vector<std::string> names;
  for (const SharedPlaylist& shared : reason.best) {
    std::string name = "\"" + printable_line(shared.name, kPlaylistColumns) + "\"";
    const bool is_new = std::find(names.begin(), names.end(), name) == names.end();
    if (!shared.name.empty() && is_new) names.push_back(std::move(name));
  }
  if (names.empty()) return "";
  if (names.size() < reason.playlists) names.emplace_back("...");
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? ": " : ", ") + name;
  return text;
}

/// Where it stands near a known track: right after one if anywhere; empty if nowhere.
std::string step_text(const Vocabulary& vocabulary, const Reason& reason) {
  const auto most = [&](std::size_t Tie::*count) {
    return *std::max_element(reason.ties.begin(), reason.ties.end(),
                             [&](const Tie& a, const Tie& b) { return a.*count < b.*count; });
  };
  const auto text = [&](const char* where, const Tie& tie, std::size_t playlists) {
    return where + quoted_track(vocabulary, tie.known) + " in " + several(playlists, "playlist");
  };
  const Tie after = most(&Tie::right_after);
  if (after.right_after != 0) return text("right after ", after, after.right_after);
  const Tie near = most(&Tie::near);
  return near.near == 0 ? "" : text("within three places of ", near, near.near);
}

std::string bridge_text(const Vocabulary& vocabulary, const Bridge& bridge, std::size_t known) {
  const std::string between = quoted_track(vocabulary, bridge.track);
  if (known == 1) return "no playlist holds both; " + between + " stands between them";
  return "no playlist holds it with any of these; " + between + " stands between it and " +
         quoted_track(vocabulary, bridge.known);
}

std::vector<std::string> reason_texts(const Vocabulary& vocabulary, const Reason& reason,
                                      std::size_t known) {
  if (reason.is_empty()) return {"the vectors alone say so"};
  if (reason.bridge) return {bridge_text(vocabulary, *reason.bridge, known)};
  return {"in " + several(reason.playlists, "playlist") + " with " +
              companions_text(vocabulary, reason) + names_text(reason),
          step_text(vocabulary, reason)};
}

double rounded(double value) {
  return std::round(value * 1e6) / 1e6;
}

boost::json::object tie_json(const Vocabulary& vocabulary, const Tie& tie) {
  boost::json::object object = track_json(vocabulary, tie.known);
  object["playlists"] = tie.playlists;
  object["right_after"] = tie.right_after;
  object["near"] = tie.near;
  object["cosine"] = rounded(tie.cosine);
  return object;
}

boost::json::value bridge_json(const Vocabulary& vocabulary, const Reason& reason) {
  if (!reason.bridge) return nullptr;
  boost::json::object object = track_json(vocabulary, reason.bridge->track);
  object["known"] = vocabulary.key(reason.bridge->known);
  object["with_known"] = reason.bridge->with_known;
  object["with_answer"] = reason.bridge->with_answer;
  object["cosine"] = rounded(reason.bridge->cosine);
  return object;
}

}  // namespace

void add_why(CLI::App& command, bool& why) {
  command.add_flag("--why", why,
                   "Say of each what ties it to the given tracks: the playlists that hold both.\n"
                   "The model must carry its playlists, as `segue train` makes it");
}

std::vector<Reason> find_reasons(const Model& model, std::span<const TrackId> known,
                                 std::span<const TrackId> answers) {
  if (!model.memory) {
    throw Error(
        ErrorCode::bad_option,
        "--why needs the playlists that a model has learnt from, and this one carries none: "
        "it was trained with --memory no or by the recipe seed, or exported without them; "
        "`segue train` without --memory no makes one that carries them");
  }
  return Reasons(*model.memory, model.vocabulary.size()).of(known, answers);
}

std::string reason_lines(const Vocabulary& vocabulary, const Reason& reason, std::size_t known) {
  std::string lines;
  for (const std::string& text : reason_texts(vocabulary, reason, known)) {
    if (!text.empty()) lines += "    " + text + "\n";
  }
  return lines;
}

boost::json::object reason_json(const Vocabulary& vocabulary, const Reason& reason) {
  boost::json::array best, known;
  for (const SharedPlaylist& shared : reason.best)
    best.push_back({{"playlist", shared.playlist + 1},
                    {"name", shared.name},
                    {"known", shared.known},
                    {"tracks", shared.tracks}});
  for (const Tie& tie : reason.ties)
    known.push_back(tie_json(vocabulary, tie));
  return {{"playlists", reason.playlists},
          {"best", std::move(best)},
          {"known", std::move(known)},
          {"between", bridge_json(vocabulary, reason)}};
}

}  // namespace segue::cli
