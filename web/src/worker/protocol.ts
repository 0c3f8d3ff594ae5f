/**
 * What the page and its worker say to each other, and nothing else: plain data, no handles.
 *
 * The page asks with a fresh id. The worker answers once, with `answer` or `failure`, and may send
 * any number of `progress` before that. `cancel` names the id of a request that is still under way;
 * so does `pause`, for a training that is to rest or to go on.
 */
import type { Opened, Untested } from '../engine/engine';
import type {
  ContinuationQuery, CoreSummary, Fault, FileReport, Genres, Neighbour, Problem, Progress, Recipe,
  RecipeDescription, Suggestion, Track,
  TrainerOptions,
} from '../engine/module';

export type { Opened, Untested } from '../engine/engine';
export type {
  Fault, FaultCode, FileReport, Genres, ModelInfo, Neighbour, OptionDescription, Progress, Recipe, RecipeDescription, HeldOutHits, Suggestion,
  Track, TrainerOptions, ContinuationQuery,
} from '../engine/module';

/** A failure as plain data. After a fatal one the worker is of no more use and must be replaced. */
export interface Failure extends Fault {
  fatal: boolean;
}

/** A file that a person chose, or one found in a folder that they chose. It crosses to the worker unread. */
export interface ChosenFile {
  file: File;
  /** Its name behind those of its folders; no two are the same. */
  path: string;
  found: boolean;
}

/** A file of the page's own server. */
export interface OwnFile {
  url: string;
  name: string;
}

/** Where playlists come from: a person's files, the page's own, or both together. */
export interface Source {
  files: ChosenFile[];
  own: OwnFile[];
}

export interface ReadReport extends CoreSummary {
  files: FileReport[];
  /** What counts twice is left out. */
  rowsRead: number;
  rowsSkipped: number;
  /** Read, with letters that were not UTF-8 replaced. */
  rowsRepaired: number;
  /** The first few skipped rows of each file. */
  problems: (Problem & { file: string })[];
  /** The files were longer than the rows that were asked for. */
  more: boolean;
}

/** Bytes done of bytes expected; `total` 0 = unknown. */
export interface Transfer {
  done: number;
  total: number;
}

/** How far a training has come, and how well it does. */
export interface Learning extends Progress {
  /** Songs that are hidden to test it by, one of each of so many playlists; 0: none, and why. */
  hidden: number;
  untested: Untested | undefined;
  /** How many of them are among the ten most popular songs, which anybody would find. */
  popularHits: number;
}

/** The map of a model in training. */
export interface MapSketch {
  /** x and y of each song in order of position, -1..1. */
  places: Float32Array<ArrayBuffer>;
  /** Of the most frequent songs, in order of position. */
  titles: string[];
}

/** How a training ended. What it learnt is held until `takeTrained`. */
export interface TrainResult {
  progress: Learning;
  /** Stopped by the person before the last epoch was over. */
  stopped: boolean;
  seconds: number;
  /** Whether it moved a map, or would have had it taken longer. */
  isMapped: boolean;
}

/** Each call: what it is asked with, what it answers, and what it tells on the way. */
export interface Calls {
  /** Loads the core; the most threads that a training may have, and what can be said to each recipe. */
  start: { ask: object; answer: { threads: number; recipes: RecipeDescription[] }; progress: never };
  /** Opens a model file beside those that are open; its number names it in what follows. */
  openModel: { ask: { source: File | { bytes: ArrayBuffer; name: string } }; answer: Opened; progress: never };
  /** The same, for a file on the page's own server. */
  fetchModel: { ask: { url: string; name: string }; answer: Opened; progress: Transfer };
  closeModel: { ask: { model: number }; answer: null; progress: never };
  track: { ask: { model: number; position: number }; answer: Track; progress: never };
  find: { ask: { model: number; text: string; limit: number }; answer: Track[]; progress: never };
  genres: { ask: { model: number }; answer: Genres; progress: never };
  similar: { ask: { model: number; position: number; limit: number }; answer: Neighbour[]; progress: never };
  /** What goes with some tracks together. */
  continue: { ask: { model: number; query: ContinuationQuery }; answer: Suggestion[]; progress: never };
  /** x and y of each track by position, -1..1; null where the model has no map. */
  map: { ask: { model: number }; answer: Float32Array<ArrayBuffer> | null; progress: never };
  /** Of each track by position its part of the map, from 1 to 8, the largest first; empty without a map. */
  clusters: { ask: { model: number }; answer: Uint8Array<ArrayBuffer>; progress: never };
  /** Makes the model's map, which `map` and `save` have then. Tells the share done, 0..1. Can be cancelled. */
  layOut: { ask: { model: number; seed: number }; answer: Float32Array<ArrayBuffer>; progress: number };
  /** The model as a file, with the playlists that it carries or without. */
  save: { ask: { model: number; withPlaylists: boolean }; answer: Blob; progress: never };
  /** Whether each file is a model: its content tells, and never its name. One that cannot be read is none. */
  areModels: { ask: { files: File[] }; answer: boolean[]; progress: never };
  /** Reads playlists and keeps them to train on by this recipe; `maxRows` 0 reads all. Can be cancelled. */
  read: { ask: { source: Source; recipe: Recipe; maxRows: number }; answer: ReadReport; progress: Transfer };
  /** Trains on the playlists last read, with a map that moves on if `sketches`; `cancel` stops it early, `pause` lets it rest. Answers at once, before `takeTrained`. */
  train: { ask: { options: TrainerOptions; sketches: boolean }; answer: TrainResult; progress: Learning | MapSketch };
  /** What the last training learnt, as an open model. */
  takeTrained: { ask: object; answer: Opened; progress: never };
}

export type Call = keyof Calls;

export type Request = { [K in Call]: { call: K; id: number } & Calls[K]['ask'] }[Call];

export type ToWorker = Request | { call: 'cancel'; id: number } | { call: 'pause'; id: number; isPaused: boolean };

export type FromWorker =
  | { kind: 'answer'; id: number; value: Calls[Call]['answer'] }
  | { kind: 'progress'; id: number; value: Calls[Call]['progress'] }
  | { kind: 'failure'; id: number; failure: Failure };
