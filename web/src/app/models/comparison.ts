import type { HeldOutHits, ModelInfo, Neighbour, Opened, Track } from '../../worker/protocol';
import { Store } from '../shared/store';
import * as words from '../shared/words';

/** A line in which models differ: what each has. */
export interface Difference {
  what: string;
  values: string[];
}

/** What a model is, in words, besides its options. */
export interface About {
  info: ModelInfo;
  bytes: number | undefined;
  made: string;
}

const missing = '–';

/** An option as people say it. */
export function optionText(name: string, value: number | undefined): string {
  if (value === undefined) return missing;
  return name === 'window' && value === 0 ? 'all' : String(value);
}

/** The facts and options in which models differ, those of songs and loss first. */
export function differences(models: About[]): Difference[] {
  const line = (what: string, valueOf: (about: About) => string): Difference => ({ what, values: models.map(valueOf) });
  const lastLoss = (losses: number[]): string => (losses.length === 0 ? missing : words.loss(losses[losses.length - 1] ?? 0));
  const lastHits = (heldOutHits: HeldOutHits[]): string => {
    const last = heldOutHits.at(-1);
    return last ? words.hits(last) : missing;
  };
  const options = [...new Set(models.flatMap(({ info }) => Object.keys(info.hyperparameters)))].sort();
  return [
    line('Made', ({ made }) => made),
    line('Songs', ({ info }) => words.count(info.tracks)),
    line('Last loss', ({ info }) => lastLoss(info.epochLosses)),
    line('Hidden songs found', ({ info }) => lastHits(info.heldOutHits)),
    line('Size', ({ bytes }) => (bytes === undefined ? missing : words.bytes(bytes))),
    line('recipe', ({ info }) => info.recipe),
    ...options.map((name) => line(name, ({ info }) => optionText(name, info.hyperparameters[name]))),
  ].filter(({ values: [first, ...others] }) => others.some((value) => value !== first));
}

/** One model's answer about the song that all are asked. */
export interface Answer {
  name: string;
  about: About;
  /** Undefined: it does not know the song. */
  neighbours: Neighbour[] | undefined;
}

/** The most models that are compared at once: as many lines as a chart can tell apart. */
export const mostCompared = 4;

export interface ComparisonState {
  answers: Answer[] | undefined;
  song: Pick<Track, 'artist' | 'title'> | undefined;
  isBusy: boolean;
  fault: string;
}

/** A model to be compared; `id` is undefined for the sample's. */
export interface Candidate extends Omit<About, 'info'> {
  id: string | undefined;
  name: string;
  /** As it was kept; undefined where only its file says so. */
  info: ModelInfo | undefined;
}

/** What comparing needs of the world. */
export interface ComparisonSurroundings {
  open(id: string | undefined): Promise<Opened>;
  close(model: number): Promise<unknown>;
  find(model: number, text: string, limit: number): Promise<Track[]>;
  similar(model: number, position: number, limit: number): Promise<Neighbour[]>;
}

const shown = 10;

/** Asks models about one song. Each is opened for that alone, and closed again. */
export class Comparison extends Store<ComparisonState> {
  readonly #world: ComparisonSurroundings;
  #turn = 0;

  constructor(world: ComparisonSurroundings) {
    super({ answers: undefined, song: undefined, isBusy: false, fault: '' });
    this.#world = world;
  }

  async compare(candidates: Candidate[], song: Pick<Track, 'artist' | 'title'>): Promise<void> {
    const turn = ++this.#turn;
    this.set({ isBusy: true, fault: '' });
    try {
      const answers: Answer[] = [];
      for (const candidate of candidates) answers.push(await this.#ask(candidate, song));
      if (turn === this.#turn) this.set({ answers, song, isBusy: false });
    } catch (error) {
      const fault = words.sentence(error instanceof Error ? error.message : String(error));
      if (turn === this.#turn) this.set({ answers: undefined, isBusy: false, fault });
    }
  }

  close(): void {
    this.#turn++;
    this.set({ answers: undefined, isBusy: false, fault: '' });
  }

  async #ask({ id, name, bytes, made, info: kept }: Candidate, song: Pick<Track, 'artist' | 'title'>): Promise<Answer> {
    const { model, info } = await this.#world.open(id);
    try {
      // Models of one recipe spell names as its files did: upper and lower case tell no songs apart.
      const keyOf = ({ artist, title }: Pick<Track, 'artist' | 'title'>): string => `${artist}\n${title}`.toLowerCase();
      const found = await this.#world.find(model, `${song.artist} ${song.title}`, 20);
      const track = found.find((one) => keyOf(one) === keyOf(song));
      const neighbours = track && await this.#world.similar(model, track.position, shown);
      return { name, about: { info: kept ?? info, bytes, made }, neighbours };
    } finally {
      await this.#world.close(model);
    }
  }
}
