import { scaleOf, toMap, type Camera, type Frame } from './camera';

const cellWidth = 150;
const cellHeight = 44;

/**
 * Whose names may stand on the map: of each cell of a grid that lies fast on it, the most frequent song.
 * The grid halves as the zoom doubles, so names come with closeness and stay while one pans.
 *
 * @param points x and y of each track in order of position
 * @returns positions, the most frequent first
 */
export function labelledPositions(points: Float32Array, camera: Camera, frame: Frame, most: number): number[] {
  const step = 2 ** Math.round(Math.log2(scaleOf(camera, frame)));
  const [left, top] = toMap(camera, frame, 0, 0);
  const [right, bottom] = toMap(camera, frame, frame.width, frame.height);
  const taken = new Set<string>();
  const positions: number[] = [];
  for (let at = 0; at < points.length && positions.length < most; at += 2) {
    const [x = 0, y = 0] = [points[at], points[at + 1]];
    if (x < left || x > right || y < bottom || y > top) continue;
    const cell = `${Math.floor((x * step) / cellWidth)} ${Math.floor((y * step) / cellHeight)}`;
    if (taken.has(cell)) continue;
    taken.add(cell);
    positions.push(at / 2 + 1);
  }
  return positions;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Of boxes in order of worth, those that overlap none before them. */
export function apart<T extends Box>(boxes: T[]): T[] {
  const kept: T[] = [];
  for (const box of boxes) {
    const overlaps = kept.some((one) =>
      one.left < box.left + box.width && box.left < one.left + one.width
      && one.top < box.top + box.height && box.top < one.top + one.height);
    if (!overlaps) kept.push(box);
  }
  return kept;
}
