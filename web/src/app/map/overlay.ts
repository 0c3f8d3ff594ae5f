import { toWindow, type Camera, type Frame } from './camera';
import type { Point } from './lasso';
import { apart, type Box } from './labels';

/** What stands over the points: names, and marks at songs. Positions are of tracks, from 1. */
export interface Marks {
  selected: number | undefined;
  neighbours: number[];
  /** Under the pointer, or in the list. */
  pointed: number | undefined;
  /** Inside the lasso. */
  caught: number[];
  lasso: Point[];
  /** A cross in the middle, for whoever steers by keys. */
  hasCross: boolean;
}

export interface Colours {
  ink: string;
  paper: string;
  accent: string;
  second: string;
}

/** Names keep clear of the buttons at the right. */
const toolsWidth = 52;

/** Draws names and marks on a canvas over the points. */
export class MapOverlay {
  readonly #context: CanvasRenderingContext2D;
  readonly #points: Float32Array;

  constructor(context: CanvasRenderingContext2D, points: Float32Array) {
    this.#context = context;
    this.#points = points;
  }

  draw(camera: Camera, frame: Frame, ratio: number, marks: Marks, names: Map<number, string>, colours: Colours): void {
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, frame.width, frame.height);
    const place = (position: number): Point =>
      toWindow(camera, frame, this.#points[2 * position - 2] ?? 0, this.#points[2 * position - 1] ?? 0);
    this.#lines(marks, place, colours);
    // From far away the neighbours lie on top of one another: small marks then.
    const size = Math.min(1, 0.4 + 0.15 * Math.log2(Math.max(1, camera.zoom)));
    for (const position of marks.caught) this.#ring(place(position), 5 * size, 1.5, colours.second);
    for (const position of marks.neighbours) this.#ring(place(position), 7 * size, 1 + size, colours.ink);
    if (marks.selected !== undefined) this.#ring(place(marks.selected), 8, 3, colours.accent);
    if (marks.pointed !== undefined) this.#ring(place(marks.pointed), 8, 2.5, colours.second);
    this.#names(frame, marks, names, place, colours);
    if (marks.lasso.length > 1) this.#lasso(marks.lasso, colours);
    if (marks.hasCross) this.#cross(frame, colours);
  }

  #lines({ selected, neighbours }: Marks, place: (position: number) => Point, { ink }: Colours): void {
    if (selected === undefined) return;
    const context = this.#context;
    context.globalAlpha = 0.35;
    context.strokeStyle = ink;
    context.lineWidth = 1;
    context.beginPath();
    for (const position of neighbours) {
      context.moveTo(...place(selected));
      context.lineTo(...place(position));
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  #ring([x, y]: Point, radius: number, width: number, colour: string): void {
    const context = this.#context;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }

  /** Names, those of marked songs first; a halo of the paper keeps them readable on the points. */
  #names(
    { width, height }: Frame, marks: Marks, names: Map<number, string>, place: (position: number) => Point, colours: Colours,
  ): void {
    const context = this.#context;
    const text = getComputedStyle(context.canvas).fontFamily;
    const boxOf = ([position, name]: [number, string]): Box & { position: number; name: string } => {
      const [x, y] = place(position);
      const size = context.measureText(name).width;
      const left = x + 12 + size > width - toolsWidth ? Math.max(2, x - 12 - size) : x + 12;
      return { left, top: y - 9, width: size, height: 18, position, name };
    };
    context.font = `13px ${text}`;
    context.textBaseline = 'middle';
    const first = [marks.pointed, marks.selected, ...marks.neighbours];
    const ordered = [...names].sort(([one], [other]) => rank(first, one) - rank(first, other));
    const boxes = ordered.map(boxOf).filter(({ left, top }) => left > -200 && left < width && top > -20 && top < height);
    context.lineJoin = 'round';
    for (const { left, top, position, name } of apart(boxes)) {
      const isMarked = first.includes(position);
      context.font = `${isMarked ? '600 ' : ''}13px ${text}`;
      context.strokeStyle = colours.paper;
      context.lineWidth = 4;
      context.strokeText(name, left, top + 9);
      context.fillStyle = position === marks.pointed ? colours.second : position === marks.selected ? colours.accent : colours.ink;
      context.fillText(name, left, top + 9);
    }
  }

  #lasso(line: Point[], { second }: Colours): void {
    const context = this.#context;
    context.beginPath();
    for (const point of line) context.lineTo(...point);
    context.closePath();
    context.globalAlpha = 0.12;
    context.fillStyle = second;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = second;
    context.lineWidth = 2;
    context.stroke();
  }

  #cross({ width, height }: Frame, { second }: Colours): void {
    const context = this.#context;
    context.strokeStyle = second;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(width / 2 - 10, height / 2);
    context.lineTo(width / 2 + 10, height / 2);
    context.moveTo(width / 2, height / 2 - 10);
    context.lineTo(width / 2, height / 2 + 10);
    context.stroke();
  }
}

/** Marked songs by their marks, all others after them. */
function rank(first: (number | undefined)[], position: number): number {
  const at = first.indexOf(position);
  return at < 0 ? first.length : at;
}
