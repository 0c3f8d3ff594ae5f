/**
 * The compiled core as JavaScript sees it: a hand-kept mirror of `wasm/bindings.cpp`.
 * Only `src/engine/` touches these; whatever has `delete()` lives on the WASM heap until it is called.
 */

export type FaultCode =
  | 'bad_input'
  | 'bad_option'
  | 'nothing_to_learn'
  | 'unknown_track'
  | 'diverged'
  | 'io'
  | 'out_of_memory'
  | 'internal';

/** What went wrong and where. `line` and `column` count from 1; 0 means unknown. */
export interface Fault {
  code: FaultCode;
  message: string;
  file: string;
  line: number;
  column: number;
}

/** Every call that can fail answers with one of these and never throws across the boundary. */
export type Outcome<T> = { value: T } | { error: Fault };

export interface Module {
  /** @param maxRows 0 reads all */
  createReader(fileName: string, maxRows: number): Outcome<Reader>;
  createTrainer(corpus: Corpus, options: TrainerOptions): Outcome<Trainer>;
  openModel(bytes: Uint8Array, fileName: string): Outcome<Model>;
}

export interface TrainerOptions {
  windowSize: number;
  embeddingDim: number;
  epochs: number;
  learningRate: number;
  randomSeed: number;
}

export interface Reader {
  /** @returns false once `maxRows` are read: stop feeding */
  push(chunk: Uint8Array): Outcome<boolean>;
  finish(): Outcome<{ corpus: Corpus; report: CoreReport }>;
  delete(): void;
}

export interface CoreReport {
  rowsRead: number;
  rowsSkipped: number;
  /** Read, with letters that were not UTF-8 replaced. */
  rowsRepaired: number;
  playlists: number;
  tracks: number;
  /** The first few rows that were skipped. */
  problems: { line: number; column: number; reason: string }[];
}

export interface Corpus {
  delete(): void;
}

export interface Trainer {
  advance(pairs: number): Outcome<Progress>;
  progress(): Progress;
  /** A snapshot of what is learnt so far; usable at any moment. */
  model(): Outcome<Model>;
  delete(): void;
}

export interface Progress {
  /** Finished epochs. */
  epoch: number;
  epochs: number;
  pairsDone: number;
  share: number;
  /** Mean loss of each finished epoch. */
  epochLosses: number[];
  /** Mean loss of the current epoch so far; 0 before its first pair. */
  runningLoss: number;
  finished: boolean;
}

export interface ModelInfo {
  recipe: string;
  tracks: number;
  dim: number;
  hyperparameters: Record<string, number>;
  finalLoss: number | null;
}

export interface Track {
  /** From 1, by falling count. */
  position: number;
  artist: string;
  title: string;
  count: number;
}

export interface Neighbour extends Track {
  /** Cosine, -1..1. */
  similarity: number;
}

export interface Model {
  info(): ModelInfo;
  track(position: number): Outcome<Track>;
  /** Ranked, forgiving of spelling, accents and case. Empty text: the most frequent tracks. */
  find(text: string, limit: number): Outcome<Track[]>;
  similar(position: number, limit: number): Outcome<Neighbour[]>;
  /** A copy that JavaScript owns. */
  save(): Outcome<Uint8Array>;
  delete(): void;
}
