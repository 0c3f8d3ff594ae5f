#include "input/corpus_remarks.h"

#include <cstddef>

#include "output/terminal.h"
#include "segue/corpus/playlist_order.h"

namespace segue::cli {
namespace {

std::string in_order_of(const char* name, std::size_t exactly, std::size_t nearly) {
  std::string text = std::string(" in order of ") + name;
  if (nearly != 0)
    text += " (" + grouped(nearly) + (exactly == 0 ? " nearly)" : " of them nearly)");
  return text;
}

}  // namespace

std::string order_remark(const Corpus& corpus) {
  const PlaylistOrders orders = find_orders(corpus);
  const std::size_t by_title = orders.by_title + orders.nearly_by_title;
  const std::size_t by_artist = orders.by_artist + orders.nearly_by_artist;
  if (by_title + by_artist == 0) return "";
  std::string text;
  const auto add = [&](std::size_t count, const std::string& order) {
    if (count == 0) return;
    text += text.empty() ? "  " + grouped(count) + " of " + several(orders.playlists, "playlist") +
                               (count == 1 ? " stands" : " stand") + order
                         : ", " + grouped(count) + order;
  };
  add(by_title, in_order_of("title", orders.by_title, orders.nearly_by_title));
  add(by_artist, in_order_of("artist", orders.by_artist, orders.nearly_by_artist));
  return text + ":\n  a window would learn such an order; the recipe playlist looks at none\n";
}

std::string readiness_remark(const Judgement& judgement) {
  const std::string found = several(judgement.playlists, "playlist") + " of two tracks or more, " +
                            several(judgement.shared_tracks, "track that stands in several of them",
                                    "tracks that stand in several of them");
  switch (judgement.readiness) {
    case Readiness::nothing:
      return "  nothing to learn from: no playlist holds two different tracks\n";
    case Readiness::little:
      return "  little to learn from: " + found + ". From " + grouped(kEnoughPlaylists) + " and " +
             grouped(kEnoughSharedTracks) +
             " on\n"
             "  it is enough. Add more files, or the sample, to blend them:\n"
             "  segue train ... data/sample.csv --out DIR\n";
    case Readiness::enough:
      return "  enough to learn from: " + found + "\n";
  }
  return "";
}

}  // namespace segue::cli
