import { useRef, useState } from 'preact/hooks';

/** A row on its way from one place in its list to another. */
interface Drag {
  from: number;
  to: number;
  /** How far the pointer has come, in pixels. */
  by: number;
  height: number;
}

const edge = 72;

/**
 * Reordering of a list by a pointer on a handle: the rows stand still in the document until the row is
 * let go, and only look moved, so that the handle keeps the pointer.
 */
export function useDrag(move: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag>();
  const start = useRef<{ pageY: number; middles: number[] }>();

  /** What a row's handle listens to. */
  const handle = (index: number) => ({
    onPointerDown(event: PointerEvent & { currentTarget: HTMLElement }): void {
      const row = event.currentTarget.closest('li');
      if (!row?.parentElement || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const boxes = [...row.parentElement.children].map((one) => one.getBoundingClientRect());
      start.current = { pageY: event.pageY, middles: boxes.map((box) => box.top + scrollY + box.height / 2) };
      setDrag({ from: index, to: index, by: 0, height: row.offsetHeight });
    },
    onPointerMove(event: PointerEvent): void {
      if (!drag || !start.current) return;
      if (event.clientY < edge) scrollBy(0, -12);
      if (event.clientY > innerHeight - edge) scrollBy(0, 12);
      const { middles, pageY } = start.current;
      const by = event.pageY - pageY;
      const middle = (middles[drag.from] ?? 0) + by;
      const above = middles.filter((one, at) => at !== drag.from && one < middle).length;
      setDrag({ ...drag, by, to: above });
    },
    onPointerUp(): void {
      if (drag && drag.to !== drag.from) move(drag.from, drag.to);
      setDrag(undefined);
    },
    onPointerCancel(): void {
      setDrag(undefined);
    },
  });

  /** How far a row looks moved. */
  const shift = (index: number): number => {
    if (!drag) return 0;
    const { from, to, by, height } = drag;
    if (index === from) return by;
    if (index > from && index <= to) return -height;
    return index < from && index >= to ? height : 0;
  };

  return { handle, shift, dragged: drag?.from };
}

/** What a list and its rows need to know of it. */
export type Dragging = ReturnType<typeof useDrag>;
