import { describe, expect, KDBush, test } from '../../../web/test-tools/unit.ts';
import { between, panned, toMap, toWindow, wholeMap, zoomed } from '../../../web/src/app/map/camera.ts';
import { familiesOf, familyOf } from '../../../web/src/app/map/genre-families.ts';
import { caught, isInside, type Point } from '../../../web/src/app/map/lasso.ts';
import { apart, labelledPositions } from '../../../web/src/app/map/labels.ts';

const frame = { width: 800, height: 500 };
const near = (numbers: number[]) => numbers.map((number) => expect.closeTo(number, 6) as number);

describe('the camera', () => {
  test('goes from the map to the window and back', () => {
    const camera = { x: 0.2, y: -0.3, zoom: 5 };
    expect(toWindow(camera, frame, 0.2, -0.3)).toEqual([400, 250]);
    expect(toMap(camera, frame, ...toWindow(camera, frame, -0.1, 0.4))).toEqual(near([-0.1, 0.4]));
    const [, top] = toWindow(wholeMap, frame, 0, 1);
    const [, bottom] = toWindow(wholeMap, frame, 0, -1);
    expect([top > 0, bottom < 500, top < bottom]).toEqual([true, true, true]);
  });

  test('pushes the map along with the hand', () => {
    const before = { x: 0, y: 0, zoom: 4 };
    const [left, top] = toWindow(before, frame, 0.1, 0.1);
    expect(toWindow(panned(before, frame, 30, -20), frame, 0.1, 0.1)).toEqual(near([left + 30, top - 20]));
  });

  test('comes closer to the point under the hand, and neither too close nor too far', () => {
    const before = { x: 0, y: 0, zoom: 4 };
    const under = toMap(before, frame, 500, 200);
    expect(toMap(zoomed(before, frame, 2, 500, 200), frame, 500, 200)).toEqual(near(under));
    expect(zoomed(before, frame, 1e9, 0, 0).zoom).toBeLessThan(1000);
    expect(zoomed(before, frame, 1e-9, 0, 0).zoom).toBeGreaterThan(0.5);
    expect(Math.abs(panned(before, frame, 1e9, 1e9).x)).toBeLessThanOrEqual(1);
  });

  test('flies from one view to another', () => {
    const [from, to] = [{ x: 0, y: 0, zoom: 1 }, { x: 1, y: -1, zoom: 100 }];
    expect(between(from, to, 0)).toEqual(from);
    expect(between(from, to, 1)).toEqual(to);
    expect(between(from, to, 0.5).zoom).toBeCloseTo(10);
  });
});

describe('the lasso', () => {
  const hook: Point[] = [[0, 0], [4, 0], [4, 4], [2, 4], [2, 2], [0, 2]];

  test('knows inside from outside, in the bay of a bent line too', () => {
    expect([[1, 1], [3, 3], [1, 3], [5, 1]].map((point) => isInside(point as Point, hook))).toEqual([true, true, false, false]);
  });

  test('catches positions, the most frequent first', () => {
    const points = Float32Array.of(3, 3, 1, 3, 1, 1, 9, 9);
    const index = new KDBush(4, 64, Float32Array);
    for (let at = 0; at < 8; at += 2) index.add(points[at] ?? 0, points[at + 1] ?? 0);
    index.finish();
    expect(caught(index, points, hook)).toEqual([1, 3]);
  });
});

describe('names on the map', () => {
  const crowd = Float32Array.from({ length: 4000 }, (_, at) => ((Math.sin(at * 12.9898) * 43758.5453) % 1) * 0.98);

  test('thin out: more of them are of rarer songs only from close by', () => {
    const far = labelledPositions(crowd, wholeMap, frame, 1000);
    const close = labelledPositions(crowd, { ...wholeMap, zoom: 8 }, frame, 1000);
    expect(far.length).toBeLessThan(60);
    expect(far[0]).toBe(1);
    expect(close.filter((position) => !far.includes(position)).length).toBeGreaterThan(5);
  });

  test('stay while one pans', () => {
    const before = labelledPositions(crowd, wholeMap, frame, 1000);
    const after = labelledPositions(crowd, panned(wholeMap, frame, 7, 5), frame, 1000);
    const kept = before.filter((position) => after.includes(position));
    expect(kept.length).toBeGreaterThan(before.length * 0.8);
  });

  test('never lie on one another', () => {
    const box = (left: number) => ({ left, top: 0, width: 10, height: 10 });
    expect(apart([box(0), box(5), box(10), box(19)]).map(({ left }) => left)).toEqual([0, 10]);
  });
});

describe('families of genres', () => {
  test('take in what a genre’s name says, and leave the rest aside', () => {
    expect(['rock', 'hard rock', 'k-pop', 'synth-pop', 'r&b', 'trip of its own'].map(familyOf)).toEqual([7, 1, 8, 5, 4, 0]);
  });

  test('are listed with their songs, the rest last, none empty', () => {
    const { ofTrack, hues } = familiesOf({ names: ['rock', 'polka', 'jazz'], of: Uint16Array.of(1, 2, 0, 3, 1) });
    expect([...ofTrack]).toEqual([7, 0, 0, 4, 7]);
    expect(hues.map(({ colour, songs }) => [colour, songs])).toEqual([[4, 1], [7, 2], [0, 2]]);
  });
});
