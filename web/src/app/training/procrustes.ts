type Places = Float32Array<ArrayBuffer>;

/**
 * Ordinary Procrustes analysis: turns, mirrors, scales and moves places so that they lie as close as they can to others
 * of the same songs, by least squares (Schönemann and Carroll, "Fitting one matrix to another under choice of a central
 * dilation and a rigid motion", Psychometrika 35, 1970). Then they are kept in -1..1. A map has no upside of its own:
 * drawn anew, it would seem to leap.
 *
 * @param places x and y of each song
 * @param target the same of as many songs; of another number, `places` stay as they are
 */
export function procrustesAligned(places: Places, target: Places): Places {
  const [from, to] = [centred(places), centred(target)];
  if (places.length !== target.length || from.size === 0) return places;
  // In the plane no singular values are needed. As complex numbers: the best turn is the sum of conj(from) * to, and of
  // from * to where it is mirrored.
  const sums = { xx: 0, yy: 0, xy: 0, yx: 0 };
  for (let at = 0; at < places.length; at += 2) {
    const [x = 0, y = 0] = from.places.subarray(at, at + 2);
    const [u = 0, v = 0] = to.places.subarray(at, at + 2);
    sums.xx += x * u;
    sums.yy += y * v;
    sums.xy += x * v;
    sums.yx += y * u;
  }
  const turned = [sums.xx + sums.yy, sums.xy - sums.yx] as const;
  const mirrored = [sums.xx - sums.yy, sums.xy + sums.yx] as const;
  const isMirrored = Math.hypot(...mirrored) > Math.hypot(...turned);
  const [real, imaginary] = isMirrored ? mirrored : turned;
  const laid = from.places.map((_, at) => {
    const [x = 0, y = 0] = from.places.subarray(at - (at % 2), at - (at % 2) + 2);
    const across = isMirrored ? -y : y;
    const placed = at % 2 === 0 ? x * real - across * imaginary : x * imaginary + across * real;
    return placed / from.size + (to.middle[at % 2] ?? 0);
  });
  const reach = laid.reduce((most, place) => Math.max(most, Math.abs(place)), 1);
  return Float32Array.from(laid, (place) => place / reach);
}

/** Places around their middle, and the sum of their squared distances to it. */
function centred(places: Places): { places: Float64Array; middle: [number, number]; size: number } {
  const middle: [number, number] = [0, 0];
  places.forEach((place, at) => (middle[at % 2] = (middle[at % 2] ?? 0) + (2 * place) / places.length));
  const around = Float64Array.from(places, (place, at) => place - (middle[at % 2] ?? 0));
  return { places: around, middle, size: around.reduce((sum, place) => sum + place * place, 0) };
}
