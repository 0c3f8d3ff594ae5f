#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace segue {

/// How likely two tracks at a distance d in the plane are connected: 1 / (1 + a * d^(2 b)).
struct MapCurve {
  double a;
  double b;
};

/// The curve closest to one that is 1 up to `min_dist` and falls as exp(min_dist - d) beyond, by
/// least squares over d in [0, 3] (McInnes, Healy and Melville 2018, section 3.2, psi). `min_dist`
/// is 0 to 0.99.
MapCurve fit_map_curve(double min_dist);

/// The two forces of the curve between tracks in the plane, as functions of their squared distance:
/// what the difference of their places is multiplied by (the gradients of section 3.2). They take
/// powers, so they are read from a table: piecewise linear, to within a thousandth.
class MapForces {
 public:
  explicit MapForces(const MapCurve& curve);

  /// Above 0; of connected tracks.
  float pull(float squared_distance) const { return look_up(pulls_, squared_distance); }

  /// Above 0; of others.
  float push(float squared_distance) const { return look_up(pushes_, squared_distance); }

 private:
  // The table's cells: 32 for each doubling of the squared distance, from 2^-24 to 2^24. A float's
  // bits as a number tell the cell and, the lowest of them, the place in it.
  static constexpr std::uint32_t kCellBits = 18;
  static constexpr std::uint32_t kFirst = (127 - 24) << 23;
  static constexpr std::uint32_t kLast = (127 + 24) << 23;

  template <typename Force>
  static std::vector<float> tabulate(Force force);

  static float look_up(const std::vector<float>& table, float squared_distance) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &squared_distance, sizeof bits);
    bits = std::clamp(bits, kFirst, kLast - 1) - kFirst;
    const std::uint32_t cell = bits >> kCellBits;
    constexpr std::uint32_t kWithin = (1u << kCellBits) - 1;
    const float share = static_cast<float>(bits & kWithin) * (1.0f / (1u << kCellBits));
    return table[cell] + share * (table[cell + 1] - table[cell]);
  }

  std::vector<float> pulls_;
  std::vector<float> pushes_;
};

}  // namespace segue
