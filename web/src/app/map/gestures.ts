import type { Point } from './lasso';

/** What a hand can do to the map; places are CSS pixels in its window. */
export interface Gestures {
  pan(right: number, down: number): void;
  zoom(factor: number, left: number, top: number): void;
  /** The pointer passes; undefined: it has left. */
  hover(place: Point | undefined): void;
  tap(place: Point, reach: number): void;
  /** A line is being drawn around songs; the end closes it. */
  lasso(line: Point[], isOver: boolean): void;
  isLassoing(): boolean;
}

/** A finger is wide, and rests less than this far from where it fell. */
const stillness = 6;
const reachOf = (type: string): number => (type === 'mouse' ? 14 : 26);

/** Listens to mouse, pen and fingers on an element, until the function that it gives is called. */
export function listen(element: HTMLElement, gestures: Gestures): () => void {
  const pointers = new Map<number, Point>();
  const ending = new AbortController();
  let travelled = 0;
  let line: Point[] = [];

  const placeOf = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  /** Two fingers push and stretch at once. */
  const pinch = (id: number, now: Point): void => {
    const other = [...pointers].find(([one]) => one !== id)?.[1];
    const before = pointers.get(id);
    if (!other || !before) return;
    const apart = (one: Point): number => Math.max(1, Math.hypot(one[0] - other[0], one[1] - other[1]));
    const middle: Point = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
    gestures.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    gestures.zoom(apart(now) / apart(before), ...middle);
  };

  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, placeOf(event));
    if (pointers.size === 1) travelled = 0;
    line = gestures.isLassoing() && pointers.size === 1 ? [placeOf(event)] : [];
  };

  const onMove = (event: PointerEvent): void => {
    const now = placeOf(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== 'touch') gestures.hover(now);
      return;
    }
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (pointers.size > 1) {
      pinch(event.pointerId, now);
    } else if (line.length > 0) {
      line = [...line, now];
      gestures.lasso(line, false);
    } else if (travelled > stillness) {
      gestures.pan(now[0] - before[0], now[1] - before[1]);
    }
    pointers.set(event.pointerId, now);
  };

  const onUp = (event: PointerEvent): void => {
    const wasAlone = pointers.delete(event.pointerId) && pointers.size === 0;
    if (line.length > 2) gestures.lasso(line, true);
    else if (wasAlone && travelled <= stillness) gestures.tap(placeOf(event), reachOf(event.pointerType));
    line = [];
  };

  const onCancel = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
    if (line.length > 0) gestures.lasso([], false);
    line = [];
  };

  // The page scrolls past the map, unless somebody has taken hold of it.
  const onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && document.activeElement !== element) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 24 : event.deltaY;
    gestures.zoom(Math.exp(-pixels * (event.ctrlKey ? 0.008 : 0.002)), ...placeOf(event));
  };

  const { signal } = ending;
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onCancel, { signal });
  element.addEventListener('pointerleave', () => gestures.hover(undefined), { signal });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  return () => ending.abort();
}
