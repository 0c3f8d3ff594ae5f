import type { MapSketch } from '../../worker/protocol';
import { toWindow, wholeMap, type Frame } from '../map/camera';
import { apart, labelledPositions } from '../map/labels';

const glideMilliseconds = 900;
const mostNames = 8;

/** The map of a model in training on a canvas: when it has moved on, the songs glide to their new places. */
export class SketchPicture {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #ending = new AbortController();
  readonly #resizes: ResizeObserver;
  #from = new Float32Array();
  #to = new Float32Array();
  #shown = new Float32Array();
  #titles: string[] = [];
  #named: number[] = [];
  #start = 0;
  #asked = 0;
  #frame: Frame = { width: 0, height: 0 };

  /** @returns undefined where the browser draws nothing */
  static on(canvas: HTMLCanvasElement): SketchPicture | undefined {
    const context = canvas.getContext('2d');
    return context ? new SketchPicture(canvas, context) : undefined;
  }

  private constructor(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) {
    this.#canvas = canvas;
    this.#context = context;
    this.#resizes = new ResizeObserver(() => this.#resize());
    this.#resizes.observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw(), { signal: this.#ending.signal });
    this.#resize();
  }

  release(): void {
    this.#ending.abort();
    this.#resizes.disconnect();
    cancelAnimationFrame(this.#asked);
  }

  glideTo({ places, titles }: MapSketch): void {
    const isFirst = places.length !== this.#shown.length;
    const isStill = isFirst || matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#from = isStill ? places : this.#shown.slice();
    this.#to = places;
    this.#shown = this.#from.slice();
    this.#titles = titles;
    this.#start = performance.now();
    this.#chooseNames();
    this.#draw();
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (width === 0 || height === 0) return;
    const ratio = Math.min(devicePixelRatio, 2);
    this.#frame = { width, height };
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#chooseNames();
    this.#draw();
  }

  #chooseNames(): void {
    if (this.#frame.width === 0) return;
    const frequent = this.#to.subarray(0, 2 * this.#titles.length);
    this.#named = labelledPositions(frequent, wholeMap, this.#frame, mostNames);
  }

  /** At the next frame, once however often it is asked. */
  #draw(): void {
    if (this.#asked !== 0) return;
    this.#asked = requestAnimationFrame((now) => {
      this.#asked = 0;
      const part = Math.min(1, Math.max(0, (now - this.#start) / glideMilliseconds));
      const eased = part * part * (3 - 2 * part);
      this.#to.forEach((to, at) => {
        const from = this.#from[at] ?? to;
        this.#shown[at] = from + (to - from) * eased;
      });
      this.#paint();
      if (part < 1) this.#draw();
    });
  }

  #paint(): void {
    const context = this.#context;
    const style = getComputedStyle(this.#canvas);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    context.clearRect(0, 0, this.#frame.width, this.#frame.height);
    const count = this.#shown.length / 2;
    const size = Math.max(1.2, Math.min(4, 90 / Math.sqrt(count)));
    context.fillStyle = colour('--accent');
    context.globalAlpha = 0.6;
    for (let position = count; position >= 1; position--) {
      const [x, y] = this.#placeOf(position);
      context.fillRect(x - size / 2, y - size / 2, size, size);
    }
    context.globalAlpha = 1;
    this.#name(style.fontFamily, colour('--ink'), colour('--paper'));
  }

  #name(letters: string, ink: string, paper: string): void {
    const context = this.#context;
    context.font = `12px ${letters}`;
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = paper;
    context.fillStyle = ink;
    const boxes = this.#named.map((position) => {
      const title = this.#titles[position - 1] ?? '';
      const name = title.length > 22 ? `${title.slice(0, 21)}…` : title;
      const [x, y] = this.#placeOf(position);
      const width = context.measureText(name).width;
      const left = Math.max(2, Math.min(this.#frame.width - width - 2, x + 5));
      return { name, left, top: y - 8, width, height: 16 };
    });
    for (const { name, left, top } of apart(boxes)) {
      context.strokeText(name, left, top + 8);
      context.fillText(name, left, top + 8);
    }
  }

  #placeOf(position: number): [number, number] {
    return toWindow(wholeMap, this.#frame, this.#shown[2 * position - 2] ?? 0, this.#shown[2 * position - 1] ?? 0);
  }
}
