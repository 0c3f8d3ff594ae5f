import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { procrustesAligned } from '../../../web/src/app/training/procrustes.ts';

const shape = Float32Array.of(0.5, 0.5, -0.5, 0.25, 0.125, -0.5, -0.25, -0.25);

/** Turned by an angle, then scaled and moved; mirrored before that, if asked. */
function laid(places: Float32Array, angle: number, scale: number, isMirrored = false): Float32Array<ArrayBuffer> {
  const out = new Float32Array(places.length);
  for (let at = 0; at < places.length; at += 2) {
    const [x = 0, y = 0] = [places[at], (places[at + 1] ?? 0) * (isMirrored ? -1 : 1)];
    out[at] = scale * (x * Math.cos(angle) - y * Math.sin(angle)) + 0.1;
    out[at + 1] = scale * (x * Math.sin(angle) + y * Math.cos(angle)) - 0.05;
  }
  return out;
}

describe('a map laid on another', () => {
  test.each([[0, 1, false], [2, 0.5, false], [3.1, 1.2, false], [0, 1, true], [1, 0.7, true]])(
    'turned by %f, scaled by %f, mirrored %s: it comes back',
    (angle, scale, isMirrored) => {
      const back = procrustesAligned(laid(shape, angle, scale, isMirrored), shape);
      back.forEach((place, at) => expect(place).toBeCloseTo(shape[at] ?? NaN, 5));
    },
  );

  test('it stays within the map, though the other reaches beyond', () => {
    const corner = Float32Array.of(1, 1, -1, -1, 1, -1, -1, 1);
    const turned = procrustesAligned(laid(corner, Math.PI / 4, 0.7), laid(corner, 0, 1.3));
    expect(Math.max(...turned.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  test('songs in one place, none at all, or of another model are left alone', () => {
    const point = Float32Array.of(0.5, 0.5, 0.5, 0.5);
    expect(procrustesAligned(point, Float32Array.of(0, 1, 1, 0))).toBe(point);
    expect(procrustesAligned(new Float32Array(), new Float32Array())).toEqual(new Float32Array());
    expect(procrustesAligned(shape, point)).toBe(shape);
  });
});
