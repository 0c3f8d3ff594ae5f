import type { Genres, Track } from '../../worker/protocol';
import { clustersOf } from './clusters';
import { familiesOf } from './genre-families';
import type { Colouring } from './hue';
import { Store } from '../shared/store';
import * as words from '../shared/words';

/** What the map needs of the world. */
export interface MapSurroundings {
  map(model: number): Promise<Float32Array | null>;
  genres(model: number): Promise<Genres>;
  clusters(model: number): Promise<Uint8Array>;
  layOut(model: number, progress: (share: number) => void): { done: Promise<Float32Array<ArrayBuffer>>; cancel(): void };
  track(model: number, position: number): Promise<Track>;
  /** Keeps the model's file anew, as it holds a map now. */
  keep(): Promise<void>;
  announce(text: string): void;
}

/** The map of one model, ready to be drawn. */
export interface MapData extends Colouring {
  /** x and y of each track in order of position, -1..1. */
  points: Float32Array;
  /** Its hues are families of genres, and not clusters. */
  hasGenres: boolean;
}

export interface MapState {
  isShown: boolean;
  /** Without a map; being looked for; being drawn; there; it did not work out. */
  stage: 'missing' | 'loading' | 'drawing' | 'ready' | 'failed';
  /** Of drawing, 0..1. */
  share: number;
  data: MapData | undefined;
  /** The song under the pointer, on the map or in the list. */
  pointed: number | undefined;
  /** Songs taken with the lasso: how many, and the most frequent of them. */
  caught: { positions: number[]; tracks: Track[] } | undefined;
  /** Why it did not work out. */
  fault: string;
}

/** The most songs of a lasso that are looked at one by one. */
export const mostCaught = 100;

/** The map of the model being searched. It is fetched or drawn only when somebody wants to see it. */
export class MapStore extends Store<MapState> {
  readonly #world: MapSurroundings;
  readonly #tracks = new Map<number, Promise<Track>>();
  #model: number | undefined;
  #turn = 0;
  #drawing: { cancel(): void } | undefined;
  /** What did not work out was fetching the map, and not drawing it. */
  #isUnfetched = false;

  constructor(world: MapSurroundings, isShown: boolean) {
    super({ isShown, stage: 'loading', share: 0, data: undefined, pointed: undefined, caught: undefined, fault: '' });
    this.#world = world;
  }

  open(model: number): void {
    this.#drawing?.cancel();
    this.#turn++;
    this.#model = model;
    this.#tracks.clear();
    this.set({ stage: 'loading', data: undefined, pointed: undefined, caught: undefined });
    if (this.state.isShown) void this.#load();
  }

  show(isShown: boolean): void {
    this.set({ isShown });
    if (isShown && this.state.stage === 'loading') void this.#load();
  }

  async #load(): Promise<void> {
    const model = this.#model;
    const turn = ++this.#turn;
    if (model === undefined) return;
    this.#isUnfetched = false;
    this.set({ stage: 'loading', fault: '' });
    try {
      const points = await this.#world.map(model);
      if (turn !== this.#turn) return;
      if (points) await this.#take(points, turn);
      else this.set({ stage: 'missing' });
    } catch (error) {
      this.#isUnfetched = true;
      this.#fail(error, turn);
    }
  }

  /** Does again what has failed. */
  async retry(): Promise<void> {
    if (this.#isUnfetched) await this.#load();
    else await this.draw();
  }

  /** Fetches the map that could not be fetched; to draw one takes somebody who wants it. */
  async again(): Promise<void> {
    if (this.state.stage === 'failed' && this.#isUnfetched) await this.#load();
  }

  /** Lays the songs out, which takes a while; `stop` calls it off. */
  async draw(): Promise<void> {
    if (await this.drawUnasked()) this.#world.announce('The map is drawn.');
  }

  /** The same for whoever has not asked for it. The places; undefined where it came to nothing. */
  async drawUnasked(): Promise<Float32Array<ArrayBuffer> | undefined> {
    const model = this.#model;
    const turn = ++this.#turn;
    if (model === undefined) return undefined;
    this.#isUnfetched = false;
    this.set({ stage: 'drawing', share: 0, fault: '' });
    const drawing = this.#world.layOut(model, (share) => {
      if (turn === this.#turn) this.set({ share });
    });
    this.#drawing = drawing;
    try {
      const points = await drawing.done;
      if (turn !== this.#turn) return undefined;
      await this.#take(points, turn);
      // It is drawn all the same, and would be drawn again at the next visit.
      await this.#world.keep().catch(() => undefined);
      return points;
    } catch (error) {
      this.#fail(error, turn);
      return undefined;
    } finally {
      if (this.#drawing === drawing) this.#drawing = undefined;
    }
  }

  stop(): void {
    this.#turn++;
    this.#drawing?.cancel();
    this.set({ stage: 'missing' });
    this.#world.announce('The map was called off.');
  }

  async #take(points: Float32Array, turn: number): Promise<void> {
    const model = this.#model ?? 0;
    const genres = await this.#world.genres(model);
    const hasGenres = genres.names.length > 0;
    const colouring = hasGenres
      ? familiesOf(genres)
      : await clustersOf(await this.#world.clusters(model), (position) => this.track(position));
    if (turn !== this.#turn) return;
    this.set({ stage: 'ready', data: { points, ...colouring, hasGenres } });
  }

  #fail(error: unknown, turn: number): void {
    if (turn !== this.#turn) return;
    this.set({ stage: 'failed', fault: words.sentence(error instanceof Error ? error.message : String(error)) });
  }

  /** A song's names, asked for once. */
  track(position: number): Promise<Track> {
    const known = this.#tracks.get(position);
    if (known) return known;
    const asked = this.#world.track(this.#model ?? 0, position);
    this.#tracks.set(position, asked);
    // A failure is not remembered: the next time it may be answered.
    asked.catch(() => this.#tracks.get(position) === asked && this.#tracks.delete(position));
    return asked;
  }

  point(pointed: number | undefined): void {
    if (pointed !== this.state.pointed) this.set({ pointed });
  }

  async catch(positions: number[]): Promise<void> {
    const turn = this.#turn;
    const tracks = await Promise.all(positions.slice(0, mostCaught).map((position) => this.track(position)));
    if (turn !== this.#turn) return;
    this.set({ caught: { positions, tracks } });
    this.#world.announce(`${words.several(positions.length, 'song')} taken from the map.`);
  }

  letGo(): void {
    this.set({ caught: undefined });
  }
}
