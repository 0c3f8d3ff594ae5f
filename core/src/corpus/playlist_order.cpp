#include "segue/corpus/playlist_order.h"

#include <span>
#include <string>
#include <string_view>

#include "segue/unicode/text.h"

namespace segue {
namespace {

using Name = std::string_view TrackNames::*;

enum class Order { none, nearly, exactly };

constexpr std::size_t kFewestRises = 4;
constexpr std::size_t kRisesPerFall = 19;  // one in twenty falls

Order order_by(Name name, const Vocabulary& vocabulary, std::span<const TrackId> tracks) {
  std::size_t rises = 0;
  std::size_t falls = 0;
  std::string last;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    std::string next = lower_case(vocabulary.track(tracks[i]).*name);
    if (i > 0 && last < next) ++rises;
    if (i > 0 && next < last) ++falls;
    if (falls * kRisesPerFall > tracks.size()) return Order::none;  // most, after a few tracks
    last = std::move(next);
  }
  if (rises < kFewestRises || falls * kRisesPerFall > rises) return Order::none;
  return falls == 0 ? Order::exactly : Order::nearly;
}

}  // namespace

PlaylistOrders find_orders(const Corpus& corpus) {
  PlaylistOrders orders;
  orders.playlists = corpus.playlists();
  for (std::size_t i = 0; i < corpus.playlists(); ++i) {
    const Order title = order_by(&TrackNames::title, corpus.vocabulary, corpus.playlist(i));
    const Order artist = order_by(&TrackNames::artist, corpus.vocabulary, corpus.playlist(i));
    orders.by_title += title == Order::exactly;
    orders.nearly_by_title += title == Order::nearly;
    orders.by_artist += artist == Order::exactly;
    orders.nearly_by_artist += artist == Order::nearly;
  }
  return orders;
}

}  // namespace segue
