import KDBush from 'kdbush';
import { between, kept, panned, scaleOf, toMap, toWindow, wholeMap, zoomed, type Camera, type Frame } from './camera';
import { caught, type Point } from './lasso';
import { listen } from './gestures';
import { colourCount } from './hue';
import { labelledPositions } from './labels';
import { MapOverlay, type Colours, type Marks } from './overlay';
import { MapPoints } from './points';

/** What the drawing tells, and asks for. Positions are of tracks, from 1. */
export interface Listener {
  onPoint(position: number | undefined): void;
  onSelect(position: number): void;
  onCatch(positions: number[]): void;
  /** Somebody has moved the map, and it has come to rest. */
  onRest(camera: Camera): void;
  /** The names of songs to write on the map, as they come. */
  nameOf(position: number): Promise<string>;
}

const mostLabels = 36;
const settleMilliseconds = 140;
const flightMilliseconds = 350;

function colourOf(style: CSSStyleDeclaration, name: string): [number, number, number] {
  const digits = style.getPropertyValue(name).trim().slice(1);
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255) as [number, number, number];
}

/** The map on its two canvases: points below, names and marks above. Draws only when something changed. */
export class MapDrawing {
  readonly #front: HTMLCanvasElement;
  readonly #back: HTMLCanvasElement;
  readonly #points: Float32Array;
  readonly #index: KDBush;
  readonly #dots: MapPoints;
  readonly #overlay: MapOverlay;
  readonly #listener: Listener;
  readonly #ending = new AbortController();
  readonly #resizes: ResizeObserver;
  readonly #stopListening: () => void;
  readonly #names = new Map<number, string>();
  #camera: Camera = wholeMap;
  #frame: Frame = { width: 1, height: 1 };
  #ratio = 1;
  #palette = new Float32Array(3 * colourCount);
  #colours: Colours = { ink: '#000', paper: '#fff', accent: '#000', second: '#000' };
  #marks: Marks = { selected: undefined, neighbours: [], pointed: undefined, caught: [], lasso: [], hasCross: false };
  #only = -1;
  #isLassoing = false;
  #hasMoved = false;
  #asked = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #flight: { from: Camera; to: Camera; start: number } | undefined;

  /** @returns undefined where the browser draws no WebGL2 */
  static on(
    back: HTMLCanvasElement, front: HTMLCanvasElement, points: Float32Array, hues: Uint8Array, camera: Camera | undefined,
    listener: Listener,
  ): MapDrawing | undefined {
    const dots = MapPoints.on(back, points, hues);
    const context = front.getContext('2d');
    if (!dots || !context) return undefined;
    const drawing = new MapDrawing(back, front, points, dots, context, listener);
    if (camera) drawing.#camera = kept(camera);
    return drawing;
  }

  private constructor(
    back: HTMLCanvasElement, front: HTMLCanvasElement, points: Float32Array, dots: MapPoints,
    context: CanvasRenderingContext2D, listener: Listener,
  ) {
    this.#back = back;
    this.#front = front;
    this.#points = points;
    this.#dots = dots;
    this.#overlay = new MapOverlay(context, points);
    this.#listener = listener;
    this.#index = new KDBush(points.length / 2, 64, Float32Array);
    for (let at = 0; at < points.length; at += 2) this.#index.add(points[at] ?? 0, points[at + 1] ?? 0);
    this.#index.finish();
    this.#resizes = new ResizeObserver(() => this.#resize());
    this.#resizes.observe(front);
    this.#stopListening = listen(front, {
      pan: (right, down) => this.look(panned(this.#camera, this.#frame, right, down)),
      zoom: (factor, left, top) => this.look(zoomed(this.#camera, this.#frame, factor, left, top)),
      hover: (place) => this.#listener.onPoint(place && this.#nearest(place, 12)),
      tap: (place, reach) => {
        const position = this.#nearest(place, reach);
        if (position !== undefined) this.#listener.onSelect(position);
      },
      lasso: (line, isOver) => this.#lasso(line, isOver),
      isLassoing: () => this.#isLassoing,
    });
    const { signal } = this.#ending;
    front.addEventListener('keydown', (event) => this.#onKey(event), { signal });
    front.addEventListener('focus', () => this.#onFocus(), { signal });
    front.addEventListener('blur', () => this.#mark({ hasCross: false }), { signal });
    back.addEventListener('webglcontextlost', (event) => event.preventDefault(), { signal });
    back.addEventListener('webglcontextrestored', () => {
      this.#dots.prepare();
      this.#draw();
    }, { signal });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#dress(), { signal });
    this.#resize();
  }

  release(): void {
    this.#ending.abort();
    this.#stopListening();
    this.#resizes.disconnect();
    clearTimeout(this.#settling);
    cancelAnimationFrame(this.#asked);
    this.#dots.release();
  }

  /** Lights a song and those most like it; brings it into the window where it lies outside. */
  select(selected: number | undefined, neighbours: number[]): void {
    this.#mark({ selected, neighbours });
    if (selected !== undefined) this.#bring(selected);
    this.#settle();
  }

  point(pointed: number | undefined): void {
    this.#mark({ pointed });
    if (pointed !== undefined) void this.#learnName(pointed);
  }

  mark(positions: number[]): void {
    this.#mark({ caught: positions, lasso: [] });
  }

  /** Lights one hue alone; -1 all. */
  light(hue: number): void {
    this.#only = hue;
    this.#draw();
  }

  set isLassoing(is: boolean) {
    this.#isLassoing = is;
    if (!is) this.#mark({ lasso: [] });
  }

  /** To the song in hand, where the window shows it; else to what is in the middle. */
  closer(factor: number): void {
    const { width, height } = this.#frame;
    const { selected } = this.#marks;
    const place = selected === undefined || this.#marks.hasCross ? undefined : this.#placeOf(selected);
    const [left, top] = place && this.#isShown(place, 0) ? place : [width / 2, height / 2];
    this.look(zoomed(this.#camera, this.#frame, factor, left, top));
  }

  #placeOf(position: number): Point {
    return toWindow(this.#camera, this.#frame, this.#points[2 * position - 2] ?? 0, this.#points[2 * position - 1] ?? 0);
  }

  #isShown([left, top]: Point, margin: number): boolean {
    return left > margin && top > margin && left < this.#frame.width - margin && top < this.#frame.height - margin;
  }

  whole(): void {
    this.#fly(wholeMap);
  }

  /** Positions of the songs that the window shows, the most frequent first. */
  inView(): number[] {
    const { width, height } = this.#frame;
    const corners: Point[] = [[0, 0], [width, 0], [width, height], [0, height]];
    return caught(this.#index, this.#points, corners.map(([x, y]) => toMap(this.#camera, this.#frame, x, y)));
  }

  look(camera: Camera): void {
    this.#hasMoved = true;
    this.#flight = undefined;
    this.#camera = camera;
    this.#draw();
    this.#settle();
    if (this.#marks.hasCross) this.#listener.onPoint(this.#nearestToCross());
  }

  #onFocus(): void {
    if (!this.#front.matches(':focus-visible')) return;
    this.#mark({ hasCross: true });
    this.#listener.onPoint(this.#nearestToCross());
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = 60;
    const deeds: Record<string, () => void> = {
      ArrowLeft: () => this.look(panned(this.#camera, this.#frame, step, 0)),
      ArrowRight: () => this.look(panned(this.#camera, this.#frame, -step, 0)),
      ArrowUp: () => this.look(panned(this.#camera, this.#frame, 0, step)),
      ArrowDown: () => this.look(panned(this.#camera, this.#frame, 0, -step)),
      '+': () => this.closer(1.4),
      '=': () => this.closer(1.4),
      '-': () => this.closer(1 / 1.4),
      0: () => this.whole(),
      Enter: () => {
        const position = this.#nearestToCross();
        if (position !== undefined) this.#listener.onSelect(position);
      },
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    this.#marks.hasCross = true;
    deed();
  }

  #nearestToCross(): number | undefined {
    return this.#nearest([this.#frame.width / 2, this.#frame.height / 2], Math.min(this.#frame.width, this.#frame.height) / 4);
  }

  #nearest([left, top]: Point, reach: number): number | undefined {
    const [x, y] = toMap(this.#camera, this.#frame, left, top);
    const distance = (id: number): number => Math.hypot((this.#points[2 * id] ?? 0) - x, (this.#points[2 * id + 1] ?? 0) - y);
    const near = this.#index.within(x, y, reach / scaleOf(this.#camera, this.#frame));
    let best: number | undefined;
    for (const id of near) if (best === undefined || distance(id) < distance(best)) best = id;
    return best === undefined ? undefined : best + 1;
  }

  #lasso(line: Point[], isOver: boolean): void {
    this.#mark({ lasso: line });
    if (!isOver) return;
    const onMap = line.map(([left, top]) => toMap(this.#camera, this.#frame, left, top));
    this.#listener.onCatch(caught(this.#index, this.#points, onMap));
  }

  #bring(position: number): void {
    // Of the whole map some songs lie close to the edge of a narrow window, and are in sight all the same.
    if (this.#isShown(this.#placeOf(position), 4)) return;
    this.#fly({ ...this.#camera, x: this.#points[2 * position - 2] ?? 0, y: this.#points[2 * position - 1] ?? 0 });
  }

  #fly(to: Camera): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.look(to);
      return;
    }
    this.#flight = { from: this.#camera, to, start: performance.now() };
    this.#draw();
  }

  #mark(marks: Partial<Marks>): void {
    this.#marks = { ...this.#marks, ...marks };
    this.#draw();
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#front;
    if (width === 0 || height === 0) return;
    this.#frame = { width, height };
    this.#ratio = Math.min(devicePixelRatio, 2);
    for (const canvas of [this.#back, this.#front]) {
      canvas.width = Math.round(width * this.#ratio);
      canvas.height = Math.round(height * this.#ratio);
    }
    this.#dress();
    this.#settle();
  }

  /** Takes the colours that the page has now. */
  #dress(): void {
    const style = getComputedStyle(this.#front);
    this.#palette = new Float32Array(Array.from({ length: colourCount }, (_, hue) => colourOf(style, `--map-${hue}`)).flat());
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    this.#colours = { ink: colour('--ink'), paper: colour('--paper'), accent: colour('--accent'), second: colour('--second') };
    this.#draw();
  }

  /** At the next frame, once however often it is asked. */
  #draw(): void {
    if (this.#asked !== 0) return;
    this.#asked = requestAnimationFrame((now) => {
      this.#asked = 0;
      this.#advanceFlight(now);
      const strength = this.#marks.selected === undefined && this.#marks.caught.length === 0 ? 0.85 : 0.6;
      this.#dots.draw(this.#camera, this.#frame, this.#ratio, { palette: this.#palette, only: this.#only, strength });
      this.#overlay.draw(this.#camera, this.#frame, this.#ratio, this.#marks, this.#names, this.#colours);
    });
  }

  #advanceFlight(now: number): void {
    if (!this.#flight) return;
    const { from, to, start } = this.#flight;
    const part = Math.min(1, Math.max(0, (now - start) / flightMilliseconds));
    this.#camera = between(from, to, 1 - (1 - part) ** 3);
    this.#draw();
    if (part < 1) return;
    this.look(to);
  }

  /** When the map has come to rest, other songs may be worth a name. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      const { selected, neighbours, pointed } = this.#marks;
      const marked = [selected, ...neighbours, pointed].filter((one) => one !== undefined);
      const wanted = new Set([...marked, ...labelledPositions(this.#points, this.#camera, this.#frame, mostLabels)]);
      for (const position of this.#names.keys()) if (!wanted.has(position)) this.#names.delete(position);
      for (const position of wanted) void this.#learnName(position);
      this.#draw();
      if (this.#hasMoved) this.#listener.onRest(this.#camera);
      this.#hasMoved = false;
    }, settleMilliseconds);
  }

  async #learnName(position: number): Promise<void> {
    if (this.#names.has(position)) return;
    const name = await this.#listener.nameOf(position).catch(() => undefined);
    if (name === undefined || this.#ending.signal.aborted) return;
    this.#names.set(position, name.length > 28 ? `${name.slice(0, 27)}…` : name);
    this.#draw();
  }
}
