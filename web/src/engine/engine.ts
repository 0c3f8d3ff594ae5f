import { guard, SegueError, take } from './error';
import { memoryComplaint } from './memory';
import type {
  CoreReport, CoreSummary, Corpus, Genres, MapLayout, Model, ModelInfo, Module, Neighbour, Progress, Reader,
  Suggestion, Track, Trainer, TrainerOptions, Wishes,
} from './module';

/** A model that the engine holds, by number, until `closeModel`. */
export interface Opened {
  model: number;
  info: ModelInfo;
}

/**
 * Owns every handle on the WASM heap: the open models, the playlists last read and the training under
 * way. Playlists replace the last ones only once they are whole, and the last ones are freed then.
 * Synchronous; knows nothing of pages or workers.
 */
export class Engine {
  /** The most threads that a training may have. */
  readonly threads: number;
  readonly #module: Module;
  readonly #models = new Map<number, Model>();
  #nextModel = 1;
  #corpus: Corpus | undefined;

  constructor(module: Module, threads: number) {
    this.#module = module;
    this.threads = threads;
  }

  /** Opens a model file beside those that are open. */
  openModel(bytes: Uint8Array, fileName: string): Opened {
    return guard(() => this.#hold(take(this.#module.openModel(bytes, fileName))));
  }

  closeModel(model: number): void {
    guard(() => this.#models.get(model)?.delete());
    this.#models.delete(model);
  }

  track(model: number, position: number): Track {
    return guard(() => take(this.#get(model).track(position)));
  }

  find(model: number, text: string, limit: number): Track[] {
    return guard(() => take(this.#get(model).find(text, limit)));
  }

  genres(model: number): Genres {
    return guard(() => take(this.#get(model).genres()));
  }

  similar(model: number, position: number, limit: number): Neighbour[] {
    return guard(() => take(this.#get(model).similar(position, limit)));
  }

  continue(model: number, wishes: Wishes): Suggestion[] {
    return guard(() => take(this.#get(model).continue(wishes)));
  }

  /** x and y of each track by position, -1..1; null without a map. */
  map(model: number): Float32Array<ArrayBuffer> | null {
    return guard(() => this.#get(model).map());
  }

  /** Starts to lay a model's tracks out. Release it in `finally`. */
  startLayout(model: number, seed: number): Layout {
    return new Layout(guard(() => take(this.#module.createMapLayout(this.#get(model), seed))));
  }

  /** The model as a file. */
  save(model: number): Blob {
    return guard(() => new Blob(take(this.#get(model).save())));
  }

  /** Starts to read playlists as a recipe wants them; `maxRows` 0 reads all. Release it in `finally`. */
  startReading(maxRows: number, recipe: TrainerOptions['recipe']): Reading {
    const reader = guard(() => take(this.#module.createReader(maxRows, recipe)));
    return new Reading(reader, (corpus) => {
      this.#corpus?.delete();
      this.#corpus = corpus;
    });
  }

  /** Starts to train on the playlists last read. Release it in `finally`. */
  startTraining(options: TrainerOptions): Training {
    const corpus = this.#corpus;
    if (!corpus) {
      throw new SegueError({ code: 'nothing_to_learn', message: 'There are no playlists to learn from yet.' });
    }
    if (options.recipe === 'playlist' && options.threads > this.threads) {
      // A thread more than there are workers would never begin, and be waited for.
      throw new SegueError({ code: 'bad_option', message: `This page has at most ${this.threads} threads.` });
    }
    const minCount = options.recipe === 'playlist' ? options.minCount : 1;
    if (minCount === 1) return this.#train(corpus, options);
    const frequent = guard(() => take(corpus.withoutRareTracks(minCount)));
    try {
      return this.#train(frequent, options);
    } finally {
      frequent.delete();
    }
  }

  #train(corpus: Corpus, options: TrainerOptions): Training {
    const complaint = memoryComplaint(options, corpus.tracks(), this.#module.memoryInUse());
    if (complaint) throw new SegueError({ code: 'bad_option', message: complaint });
    const trainer = guard(() => take(this.#module.createTrainer(corpus, options)));
    return new Training(trainer, (model) => this.#hold(model));
  }

  #hold(model: Model): Opened {
    const info = model.info();
    this.#models.set(this.#nextModel, model);
    return { model: this.#nextModel++, info };
  }

  #get(number: number): Model {
    const model = this.#models.get(number);
    if (!model) throw new SegueError({ code: 'internal', message: 'That model is closed.' });
    return model;
  }
}

/** Playlists on their way in: files one after another, each chunk by chunk. */
export class Reading {
  readonly #reader: Reader;
  readonly #keep: (corpus: Corpus) => void;

  constructor(reader: Reader, keep: (corpus: Corpus) => void) {
    this.#reader = reader;
    this.#keep = keep;
  }

  begin(fileName: string): void {
    guard(() => take(this.#reader.begin(fileName)));
  }

  /** @returns false once no more of the file is needed */
  push(chunk: Uint8Array): boolean {
    return guard(() => take(this.#reader.push(chunk)));
  }

  /** What the file is, as far as is known; empty where it is none of playlists. */
  format(): string {
    return guard(() => this.#reader.format());
  }

  end(): CoreReport {
    return guard(() => take(this.#reader.end()));
  }

  /** Makes the playlists the ones to train on. On failure those read before stay. */
  finish(): CoreSummary {
    return guard(() => {
      const { corpus, ...summary } = take(this.#reader.finish());
      this.#keep(corpus);
      return summary;
    });
  }

  release(): void {
    this.#reader.delete();
  }
}

/** A model on its way. */
export class Training {
  readonly #trainer: Trainer;
  readonly #hold: (model: Model) => Opened;

  constructor(trainer: Trainer, hold: (model: Model) => Opened) {
    this.#trainer = trainer;
    this.#hold = hold;
  }

  progress(): Progress {
    return guard(() => this.#trainer.progress());
  }

  /** On by about so many tracks in playlists (`playlist`) or pairs (`seed`). */
  advance(amount: number): Progress {
    return guard(() => take(this.#trainer.advance(amount)));
  }

  /** What is learnt so far as an open model, whether finished or not. Only `release` is left then. */
  finish(): Opened {
    return guard(() => this.#hold(take(this.#trainer.finish())));
  }

  release(): void {
    this.#trainer.delete();
  }
}

/** A map on its way. */
export class Layout {
  readonly #layout: MapLayout;

  constructor(layout: MapLayout) {
    this.#layout = layout;
  }

  /** The share done, 0..1; 1 at the end only. */
  progress(): number {
    return guard(() => this.#layout.progress());
  }

  /** On by about so many steps of some nanoseconds each. */
  advance(amount: number): number {
    return guard(() => take(this.#layout.advance(amount)));
  }

  /** Puts the map into its model, where `save` finds it. Only `release` is left then. */
  finish(): Float32Array<ArrayBuffer> {
    return guard(() => take(this.#layout.finish()));
  }

  release(): void {
    this.#layout.delete();
  }
}
