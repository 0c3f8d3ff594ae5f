#pragma once

#include <memory>

#include "read/format.h"
#include "read/row_sink.h"

namespace segue::read {

// One for each form, in the file of its name: a reader whose rows go to `rows`.
std::unique_ptr<Format> make_zenodo_csv(RowSink& rows);
std::unique_ptr<Format> make_exportify(RowSink& rows);
std::unique_ptr<Format> make_lastfm_ghan(RowSink& rows);
std::unique_ptr<Format> make_lastfm_to_csv(RowSink& rows);
std::unique_ptr<Format> make_apple_activity(RowSink& rows);
std::unique_ptr<Format> make_apple_daily(RowSink& rows);
std::unique_ptr<Format> make_mpd_slice(RowSink& rows);
std::unique_ptr<Format> make_spotify_playlists(RowSink& rows);
std::unique_ptr<Format> make_spotify_library(RowSink& rows);
std::unique_ptr<Format> make_spotify_history(RowSink& rows);
std::unique_ptr<Format> make_spotify_extended_history(RowSink& rows);
std::unique_ptr<Format> make_listenbrainz_lines(RowSink& rows);
std::unique_ptr<Format> make_listenbrainz_array(RowSink& rows);
std::unique_ptr<Format> make_jspf(RowSink& rows);
std::unique_ptr<Format> make_xspf(RowSink& rows);
std::unique_ptr<Format> make_itunes_library(RowSink& rows);
std::unique_ptr<Format> make_m3u(RowSink& rows);
std::unique_ptr<Format> make_plain_text(RowSink& rows);

}  // namespace segue::read
