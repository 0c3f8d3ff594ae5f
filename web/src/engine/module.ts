/**
 * The compiled core as JavaScript sees it: a hand-kept mirror of what `wasm/` registers.
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

/** Emscripten's factory; `overrides` are its documented Module attributes, and one of ours. */
export type CreateModule = (overrides: {
  wasmBinary?: ArrayBuffer;
  locateFile?: (name: string) => string;
  mainScriptUrlOrBlob?: string;
  print?: (line: string) => void;
  printErr?: (line: string) => void;
  /** The most threads that a training may have: so many workers wait. Of the build with threads. */
  threads?: number;
}) => Promise<unknown>;

export interface Module {
  /**
   * @param maxRows of all files together; 0 reads all
   * @param recipe what makes a playlist (its name, or its user and its name) and a track (exact names, or folded ones)
   */
  createReader(maxRows: number, recipe: Recipe): Outcome<Reader>;
  /** What each recipe has for options. */
  recipes(): RecipeDescription[];
  /** Whether a file that begins so is a model: nine bytes tell. */
  isModel(start: Uint8Array): boolean;
  createTrainer(corpus: Corpus, options: TrainerOptions): Outcome<Trainer>;
  /** The same model and seed give the same map, bit for bit, as `segue map` does. */
  createMapLayout(model: Model, seed: number): Outcome<MapLayout>;
  /** The map of what the trainer has learnt so far. @param start the places of a former sketch, or null */
  sketchMap(trainer: Trainer, start: Float32Array | null, options: { epochs: number; threads: number }): Outcome<Sketch>;
  openModel(bytes: Uint8Array, fileName: string): Outcome<Model>;
  /** Bytes that the heap may still give out. */
  memoryLeft(): number;
}

/** How a model comes about: by ours, or by song2vec's experiment. */
export type Recipe = 'playlist' | 'seed';

/** An option of a recipe, as the core describes it. */
export interface OptionDescription {
  /** As in a model's hyperparameters: "ns_exponent". */
  name: string;
  /** As on the command line: "ns-exponent". */
  flag: string;
  least: number;
  most: number;
  isWhole: boolean;
  /** `least` itself is too small. */
  isAbove: boolean;
  usual: number;
  /** A word that may stand for a number. */
  word?: { text: string; value: number };
  /** Where that other option has a number and not its word, this one can only be `least`. */
  goesWithWordOf?: string;
}

export interface RecipeDescription {
  recipe: Recipe;
  /** In the order of the command line's help. */
  options: OptionDescription[];
}

/** How to train: every option of the recipe by its name. */
export interface TrainerOptions {
  recipe: Recipe;
  options: Record<string, number>;
}

/** Takes files one after another, packed or not: `begin`, `push` until it wants no more, `end` or `fail`. */
export interface Reader {
  /** @param found in a folder, and not chosen itself: it is passed over where it is no playlist file */
  begin(fileName: string, found: boolean): Outcome<null>;
  /** @returns false where no more of this file is needed */
  push(chunk: Uint8Array): Outcome<boolean>;
  /** @returns false where no other file need begin: all rows that were asked for are read */
  end(): Outcome<boolean>;
  /** The file cannot be read, or no further. */
  fail(reason: string): Outcome<null>;
  /** A fault where no file could be read. */
  finish(): Outcome<CoreSummary & { files: FileReport[]; corpus: Corpus }>;
  delete(): void;
}

/** A row that was skipped. `record` says which where lines mean nothing: "playlist 3, track 12". */
export interface Problem {
  line: number;
  column: number;
  record: string;
  reason: string;
}

/** What one file was, also one in a folder or an archive. */
export interface FileReport {
  file: string;
  format: string;
  /** Tracks of playlists, or the plays of a listening history, whose playlists are sessions. */
  kind: 'playlists' | 'history';
  rowsRead: number;
  rowsSkipped: number;
  /** Read, with letters that were not UTF-8 replaced. */
  rowsRepaired: number;
  /** Lines that are not UTF-8 were read as Windows-1252, which nothing says that they are. */
  encodingGuessed: boolean;
  /** That it was the first to have; `tracks` likewise. */
  playlists: number;
  tracks: number;
  /** What a file before it told, too, and what counts once. */
  repeatedPlays: number;
  repeatedPlaylists: number;
  /** There were more rows than were asked for. */
  more: boolean;
  /** It was only found, and is no playlist file. */
  passedOver: boolean;
  /** It belongs to an export, but holds no songs: `leftOut` says what instead. */
  withoutSongs: boolean;
  /** The first few rows that were skipped. */
  problems: Problem[];
  /** Of a table: each column that was read, and as what. */
  columns: { column: string; meaning: string }[];
  /** Sound, but no part of a playlist of songs. */
  leftOut: { what: string; rows: number }[];
  /** Where it was read no further, with a whole sentence about it. */
  stopped?: Problem;
  /** Why nothing of it could be read. */
  fault?: Fault;
}

/** What all files come to. */
export interface CoreSummary {
  rows: number;
  playlists: number;
  tracks: number;
  /** Spellings of one track beyond its first. */
  merged: { spellings: number; examples: { spelling: string; track: string }[] };
  /** Whether that is enough to learn from: playlists of two songs or more, and songs that several of them share. */
  enough: { readiness: 'nothing' | 'little' | 'enough'; playlists: number; sharedTracks: number };
}

export interface Corpus {
  tracks(): number;
  /** Ready to be trained on: what comes next is asked of this. */
  prepared(options: TrainerOptions): Outcome<Corpus>;
  /** What such a training takes, where so many bytes are left. */
  cost(options: TrainerOptions, bytesLeft: number): Outcome<TrainingCost>;
  delete(): void;
}

export interface TrainingCost {
  /** At its peak. */
  bytes: number;
  /** The most numbers per song that fit; 0 where none do. */
  largestDim: number;
  /** Whether songs are hidden to see what it finds of them; not where the recipe is to learn from every row. */
  hidesTracks: boolean;
  /** What a sketch of the map takes at a guess; null where none is to be made. */
  sketchMilliseconds: number | null;
}

/** A training that hides some tracks from itself, looks on its way what it finds of them, and where `isOpen` ends by that. */
export interface Trainer {
  /** On by about so many tracks in playlists (`playlist`) or pairs (`seed`), or by a part of a look that takes as long. */
  advance(amount: number): Outcome<Progress>;
  progress(): Progress;
  /** Tracks that are hidden from it. */
  hidden(): number;
  /** Of those, how many whoever knows nothing but what is popular would name among ten. */
  popularHits(): number;
  /** What is learnt so far, at any moment. The trainer is used up: only `delete` is left. */
  finish(): Outcome<Model>;
  delete(): void;
}

export interface Progress {
  /** Finished epochs. */
  epoch: number;
  /** In all; where it `isOpen`, at most. */
  epochs: number;
  /** It goes on until it finds no more of what is hidden from it. */
  isOpen: boolean;
  /** Of all the work, 0..1. */
  share: number;
  /** Tracks in playlists that were trained; 0 under `seed`. */
  tokensDone: number;
  pairsDone: number;
  /** Mean loss of each finished epoch. */
  epochLosses: number[];
  /** Mean loss of the current epoch so far; 0 before its first pair. */
  runningLoss: number;
  /** Each look so far, at the end of an epoch. */
  heldOutHits: HeldOutHits[];
  /** The last look is over, too. */
  finished: boolean;
}

export interface ModelInfo {
  recipe: string;
  tracks: number;
  dim: number;
  /** That it carries, and answers by: 0 where it has its vectors alone. */
  playlists: number;
  hyperparameters: Record<string, number>;
  /** Mean loss of each finished epoch. */
  epochLosses: number[];
  /** How well it did with songs that were hidden, as it learnt; empty where none were. */
  heldOutHits: HeldOutHits[];
}

/** How many of the songs that were hidden stood among the first ten, so many epochs into the training. */
export interface HeldOutHits {
  epoch: number;
  found: number;
  queries: number;
}

export interface Track {
  /** From 1, by falling count. */
  position: number;
  artist: string;
  title: string;
  count: number;
  /** What the model's file says of the track, where it does. */
  genre?: string;
  year?: number;
  country?: string;
}

export interface Neighbour extends Track {
  /** Cosine, -1..1. */
  similarity: number;
}

export interface Suggestion extends Track {
  /** Only the order counts. */
  score: number;
}

/** What goes with some tracks, and what else is asked of it. */
export interface ContinuationQuery {
  /** Positions of one or more different tracks. */
  known: number[];
  /** And not with these. */
  unlike: number[];
  /** Towards hidden gems (-1) or hits (1); 0 as the model has it. */
  popularity: number;
  /** 0: any number. */
  mostPerArtist: number;
  /** Nothing by the artists of `known`. */
  leavesOutArtists: boolean;
  limit: number;
}

/** The genre of every track. */
export interface Genres {
  names: string[];
  /** By position less 1: the genre's number from 1, or 0 where none is known. */
  of: Uint16Array;
}

export interface Model {
  info(): ModelInfo;
  track(position: number): Outcome<Track>;
  /** Ranked, forgiving of spelling, accents and case. Empty text: the most frequent tracks. */
  find(text: string, limit: number): Outcome<Track[]>;
  genres(): Outcome<Genres>;
  similar(position: number, limit: number): Outcome<Neighbour[]>;
  /** The tracks that go best with some, best first; none of `known` and `unlike`. */
  continue(query: ContinuationQuery): Outcome<Suggestion[]>;
  /** x and y of each track by position, -1..1; null without a map. A copy that JavaScript owns. */
  map(): Float32Array<ArrayBuffer> | null;
  /** Of each track by position the number of its part of the map, from 1 to 8, the largest first; empty without a map. */
  clusters(): Outcome<Uint8Array<ArrayBuffer>>;
  /** The file in pieces, copies that JavaScript owns. @param withPlaylists those that it carries, which may be nobody else's business */
  save(withPlaylists: boolean): Outcome<Uint8Array<ArrayBuffer>[]>;
  delete(): void;
}

/** A map on its way into its model. */
export interface MapLayout {
  /** On by about so many steps of some nanoseconds each. @returns the share done, 0..1; 1 at the end only */
  advance(amount: number): Outcome<number>;
  progress(): number;
  /** Puts the places as they are now into the model, and gives them. */
  finish(): Outcome<Float32Array<ArrayBuffer>>;
  delete(): void;
}

/** The map of a model in training on its way. */
export interface Sketch {
  /** As MapLayout's. */
  advance(amount: number): Outcome<number>;
  /** As Model's map. */
  positions(): Outcome<Float32Array<ArrayBuffer>>;
  /** Of so many of the most frequent tracks. */
  titles(count: number): string[];
  delete(): void;
}
