/**
 * What of the map a window shows. The map lies in -1..1 both ways, y upwards; the window counts CSS
 * pixels from its upper left corner, y downwards.
 */
export interface Camera {
  /** The map's point in the middle of the window. */
  x: number;
  y: number;
  /** 1: the whole map just fits. */
  zoom: number;
}

export interface Frame {
  width: number;
  height: number;
}

export const wholeMap: Camera = { x: 0, y: 0, zoom: 1 };

/** Part of the window that the whole map fills, so that no song lies on its edge. */
const fill = 0.94;
const closest = 400;
const farthest = 0.8;

/** Pixels for each unit of the map. */
export function scaleOf({ zoom }: Camera, { width, height }: Frame): number {
  return (Math.min(width, height) / 2) * fill * zoom;
}

export function toWindow(camera: Camera, frame: Frame, x: number, y: number): [number, number] {
  const scale = scaleOf(camera, frame);
  return [frame.width / 2 + (x - camera.x) * scale, frame.height / 2 - (y - camera.y) * scale];
}

export function toMap(camera: Camera, frame: Frame, left: number, top: number): [number, number] {
  const scale = scaleOf(camera, frame);
  return [camera.x + (left - frame.width / 2) / scale, camera.y - (top - frame.height / 2) / scale];
}

/** A view of the map and not of what lies around it, neither too close nor too far. */
export function kept({ x, y, zoom }: Camera): Camera {
  const within = (value: number): number => Math.max(-1, Math.min(1, value));
  return { x: within(x), y: within(y), zoom: Math.max(farthest, Math.min(closest, zoom)) };
}

/** As if the map were pushed by so many pixels. */
export function panned(camera: Camera, frame: Frame, right: number, down: number): Camera {
  const scale = scaleOf(camera, frame);
  return kept({ ...camera, x: camera.x - right / scale, y: camera.y + down / scale });
}

/** Closer by a factor, with the map's point at this place of the window staying there. */
export function zoomed(camera: Camera, frame: Frame, factor: number, left: number, top: number): Camera {
  const [x, y] = toMap(camera, frame, left, top);
  const nearer = kept({ ...camera, zoom: camera.zoom * factor });
  const [newX, newY] = toMap(nearer, frame, left, top);
  return kept({ ...nearer, x: nearer.x + x - newX, y: nearer.y + y - newY });
}

/** A part of the way from one view to another, 0..1; the zoom goes by factors. */
export function between(from: Camera, to: Camera, part: number): Camera {
  const mix = (one: number, other: number): number => one + (other - one) * part;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), zoom: from.zoom * (to.zoom / from.zoom) ** part };
}
