#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "segue/model/model.h"

namespace segue {

/// A model as one safetensors file (github.com/huggingface/safetensors), which Python, Rust and
/// JavaScript read as it is. Tensors, n tracks of dim numbers:
///
///   input, output         F32 [n, dim]  the two embedding tables
///   logit                 F32 [2]       weight and bias of the sigmoid
///   tracks.count          I64 [n]       how often each track occurs, falling
///   tracks.text_end       I64 [n, 2]    where each artist and each title ends in tracks.text
///   tracks.text           U8  [bytes]   UTF-8: artist, title, artist, title, ...
///
/// if anything is known of the tracks, also
///
///   tracks.year           I64 [n]       of the original release; 0 where unknown
///   tracks.fact_end       I64 [n, 2]    where each genre and each country ends in tracks.facts
///   tracks.facts          U8  [bytes]   UTF-8: genre, country, genre, country, ...
///
/// if the tracks have places on a map, also
///
///   map                   F32 [n, 2]    x and y, in [-1, 1]
///
/// if it carries playlists, one track at least in each, also
///
///   playlists.track       I32 [rows]    their tracks, ids from 0, one playlist after another
///   playlists.end         I32 [m]       where each of m playlists ends in them: rising
///   playlists.name_end    I32 [m]       where each name ends in playlists.names
///   playlists.names       U8  [bytes]   UTF-8; these two only where names are kept
///
/// and in its metadata: "format" = "segue", "version" = "1", "recipe", and as JSON texts
/// "hyperparameters" (an object) and "epoch_losses" (an array); besides "track_identity" =
/// "folded" where tracks are told apart so, and not by exact names, and where hits were counted
/// "held_out_hits", an array of [epoch, found, queries]. With playlists there may be
/// "answer_weights", an object {"next": {"embedding": 1, ...}, "gap": {...}, "similar": {...}} with
/// a finite weight for each AnswerPart; files of earlier versions lack "similar", which is then by
/// vectors alone. The same model gives the same bytes.
std::string write_model(const Model& model);

/// The same bytes, handed to `sink` piece by piece without a copy of the tables. Without its
/// playlists a model has no answer weights either: its vectors alone answer.
void write_model(const Model& model, const std::function<void(std::string_view)>& sink,
                 bool with_playlists = true);

/// Reads what write_model wrote. `file` is the name that errors carry. Throws Error(bad_input)
/// saying what is wrong for anything else: a file cut short, a shape that does not fit, text that
/// is not UTF-8, a track twice, a number that is not finite, facts or places of some tracks but not
/// of all, more hits than queries, playlists of tracks that it does not have or whose ends do not
/// rise, names of some playlists but not of all, answer weights that are not all there, without
/// playlists, or that say of similar tracks what cannot be.
Model read_model(std::string_view bytes, const std::string& file);

/// Whether a file that begins so is a safetensors file, as a model is: no text begins like it. Nine
/// bytes tell.
bool is_model_file(std::string_view start) noexcept;

}  // namespace segue
