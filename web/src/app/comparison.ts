import type { ModelInfo, Neighbour, Opened, Track } from '../worker/protocol';
import { Store } from './store';
import * as words from './words';

/** A line in which two models differ. */
export interface Difference {
  what: string;
  one: string;
  other: string;
}

/** What a model is, in words, besides its options. */
interface About {
  info: ModelInfo;
  bytes: number | undefined;
  made: string;
}

const missing = '–';

function optionText(name: string, value: number | undefined): string {
  if (value === undefined) return missing;
  return name === 'window' && value === 0 ? 'all' : String(value);
}

/** The facts and options in which two models differ, those of songs and loss first. */
export function differences(one: About, other: About): Difference[] {
  const lossOf = ({ info: { finalLoss } }: About): string => (finalLoss === null ? missing : words.loss(finalLoss));
  const sizeOf = ({ bytes }: About): string => (bytes === undefined ? missing : words.bytes(bytes));
  const facts = [
    ['Made', one.made, other.made],
    ['Songs', words.count(one.info.tracks), words.count(other.info.tracks)],
    ['Last loss', lossOf(one), lossOf(other)],
    ['Size', sizeOf(one), sizeOf(other)],
    ['recipe', one.info.recipe, other.info.recipe],
  ] as const;
  const options = [one.info.hyperparameters, other.info.hyperparameters];
  const names = [...new Set(options.flatMap((of) => Object.keys(of)))].sort();
  const optionLines = names.map((name) => [name, ...options.map((of) => optionText(name, of[name]))] as [string, string, string]);
  return [...facts, ...optionLines]
    .filter(([, left, right]) => left !== right)
    .map(([what, left, right]) => ({ what, one: left, other: right }));
}

/** One model's answer about the song that both are asked. */
export interface Answer {
  name: string;
  about: About;
  /** Undefined: it does not know the song. */
  neighbours: Neighbour[] | undefined;
}

export interface ComparisonState {
  answers: [Answer, Answer] | undefined;
  song: Pick<Track, 'artist' | 'title'> | undefined;
  isBusy: boolean;
  fault: string;
}

/** A model to be compared; `id` is undefined for the sample's. */
export interface Candidate {
  id: string | undefined;
  name: string;
  bytes: number | undefined;
  made: string;
}

/** What comparing needs of the world. */
export interface ComparisonSurroundings {
  open(id: string | undefined): Promise<Opened>;
  close(model: number): Promise<unknown>;
  find(model: number, text: string, limit: number): Promise<Track[]>;
  similar(model: number, position: number, limit: number): Promise<Neighbour[]>;
}

const shown = 10;

/** Asks two models about one song. Each is opened for that alone, and closed again. */
export class Comparison extends Store<ComparisonState> {
  readonly #world: ComparisonSurroundings;
  #turn = 0;

  constructor(world: ComparisonSurroundings) {
    super({ answers: undefined, song: undefined, isBusy: false, fault: '' });
    this.#world = world;
  }

  async compare(one: Candidate, other: Candidate, song: Pick<Track, 'artist' | 'title'>): Promise<void> {
    const turn = ++this.#turn;
    this.set({ isBusy: true, fault: '' });
    try {
      const answers: [Answer, Answer] = [await this.#ask(one, song), await this.#ask(other, song)];
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

  async #ask({ id, name, bytes, made }: Candidate, song: Pick<Track, 'artist' | 'title'>): Promise<Answer> {
    const { model, info } = await this.#world.open(id);
    try {
      // Models of one recipe spell names as its files did: upper and lower case tell no songs apart.
      const keyOf = ({ artist, title }: Pick<Track, 'artist' | 'title'>): string => `${artist}\n${title}`.toLowerCase();
      const found = await this.#world.find(model, `${song.artist} ${song.title}`, 20);
      const track = found.find((one) => keyOf(one) === keyOf(song));
      const neighbours = track && await this.#world.similar(model, track.position, shown);
      return { name, about: { info, bytes, made }, neighbours };
    } finally {
      await this.#world.close(model);
    }
  }
}
