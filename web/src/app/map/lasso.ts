import type KDBush from 'kdbush';

export type Point = [x: number, y: number];

/** Whether a point lies inside a closed line of any shape (the even-odd rule). */
export function isInside([x, y]: Point, line: Point[]): boolean {
  let inside = false;
  for (let at = 0, before = line.length - 1; at < line.length; before = at++) {
    const [x1, y1] = line[at] as Point;
    const [x2, y2] = line[before] as Point;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** Positions of the tracks inside a closed line on the map, the most frequent first. */
export function caught(index: KDBush, points: Float32Array, line: Point[]): number[] {
  const [xs, ys] = [line.map(([x]) => x), line.map(([, y]) => y)];
  const near = index.range(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  const inside = near.filter((id) => isInside([points[2 * id] ?? 0, points[2 * id + 1] ?? 0], line));
  return inside.map((id) => id + 1).sort((one, other) => one - other);
}
