import { createGuard, SegueError, take, type Guard } from './error';
import { memoryComplaint } from './memory';
import type {
  ContinuationQuery, CoreSummary, Corpus, FileReport, Genres, MapLayout, Model, ModelInfo, Module, Neighbour, Progress, Reader,
  Recipe, RecipeDescription, Sketch as CoreSketch, Suggestion, Track, Trainer, TrainerOptions, TrainingCost,
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
  readonly #guard = createGuard();
  readonly #models = new Map<number, Model>();
  #nextModel = 1;
  #corpus: Corpus | undefined;

  constructor(module: Module, threads: number) {
    this.#module = module;
    this.threads = threads;
  }

  /** Opens a model file beside those that are open. */
  openModel(bytes: Uint8Array, fileName: string): Opened {
    return this.#guard(() => this.#hold(take(this.#module.openModel(bytes, fileName))));
  }

  closeModel(model: number): void {
    this.#guard(() => this.#models.get(model)?.delete());
    this.#models.delete(model);
  }

  track(model: number, position: number): Track {
    return this.#guard(() => take(this.#get(model).track(position)));
  }

  find(model: number, text: string, limit: number): Track[] {
    return this.#guard(() => take(this.#get(model).find(text, limit)));
  }

  genres(model: number): Genres {
    return this.#guard(() => take(this.#get(model).genres()));
  }

  similar(model: number, position: number, limit: number): Neighbour[] {
    return this.#guard(() => take(this.#get(model).similar(position, limit)));
  }

  continue(model: number, query: ContinuationQuery): Suggestion[] {
    return this.#guard(() => take(this.#get(model).continue(query)));
  }

  /** x and y of each track by position, -1..1; null without a map. */
  map(model: number): Float32Array<ArrayBuffer> | null {
    return this.#guard(() => this.#get(model).map());
  }

  /** Of each track by position its part of the map, from 1; empty without a map. */
  clusters(model: number): Uint8Array<ArrayBuffer> {
    return this.#guard(() => take(this.#get(model).clusters()));
  }

  /** Starts to lay a model's tracks out. Release it in `finally`. */
  startLayout(model: number, seed: number): Layout {
    return new Layout(this.#guard(() => take(this.#module.createMapLayout(this.#get(model), seed))), this.#guard);
  }

  /** The model as a file, with the playlists that it carries or without. */
  save(model: number, withPlaylists: boolean): Blob {
    return this.#guard(() => new Blob(take(this.#get(model).save(withPlaylists))));
  }

  /** What each recipe has for options. */
  recipes(): RecipeDescription[] {
    return this.#guard(() => this.#module.recipes());
  }

  /** Whether a file that begins so is a model, and no playlists: nine bytes tell. */
  isModel(start: Uint8Array): boolean {
    return this.#guard(() => this.#module.isModel(start));
  }

  /** Starts to read playlists as a recipe wants them; `maxRows` 0 reads all. Release it in `finally`. */
  startReading(maxRows: number, recipe: Recipe): Reading {
    const reader = this.#guard(() => take(this.#module.createReader(maxRows, recipe)));
    return new Reading(reader, this.#guard, (corpus) => {
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
    const threads = options.options.threads ?? 1;
    if (threads > this.threads) {
      // A thread more than there are workers would never begin, and be waited for.
      throw new SegueError({ code: 'bad_option', message: `This page has at most ${this.threads} threads.` });
    }
    const prepared = this.#guard(() => take(corpus.prepared(options)));
    try {
      return this.#train(prepared, options);
    } finally {
      this.#guard(() => prepared.delete());
    }
  }

  #train(corpus: Corpus, options: TrainerOptions): Training {
    const left = this.#guard(() => this.#module.memoryLeft());
    const cost = this.#guard(() => take(corpus.cost(options, left)));
    const complaint = memoryComplaint(cost, left, options);
    if (complaint) throw new SegueError({ code: 'bad_option', message: complaint });
    const trainer = this.#guard(() => take(this.#module.createTrainer(corpus, options)));
    const threads = options.options.threads ?? 1;
    const guard = this.#guard;
    return new Training(trainer, cost, {
      guard,
      hold: (model) => this.#hold(model),
      sketch: (start, epochs) => new Sketch(guard(() => take(this.#module.sketchMap(trainer, start, { epochs, threads }))), guard),
    });
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
  readonly #guard: Guard;
  readonly #keep: (corpus: Corpus) => void;

  constructor(reader: Reader, guard: Guard, keep: (corpus: Corpus) => void) {
    this.#reader = reader;
    this.#guard = guard;
    this.#keep = keep;
  }

  /** @param found in a folder, and not chosen itself */
  begin(fileName: string, found: boolean): void {
    this.#guard(() => take(this.#reader.begin(fileName, found)));
  }

  /** @returns false once no more of the file is needed */
  push(chunk: Uint8Array): boolean {
    return this.#guard(() => take(this.#reader.push(chunk)));
  }

  /** @returns false where no other file need begin */
  end(): boolean {
    return this.#guard(() => take(this.#reader.end()));
  }

  /** The file that was begun cannot be read, or no further. */
  fail(reason: string): void {
    this.#guard(() => take(this.#reader.fail(reason)));
  }

  /** Makes the playlists the ones to train on. On failure those read before stay. */
  finish(): CoreSummary & { files: FileReport[] } {
    return this.#guard(() => {
      const { corpus, ...result } = take(this.#reader.finish());
      this.#keep(corpus);
      return result;
    });
  }

  release(): void {
    this.#guard(() => this.#reader.delete());
  }
}

/** Why no song is hidden: the original learns from every row; too few playlists. */
export type Untested = 'original' | 'few';

/** What a training needs of its engine. */
interface TrainingSurroundings {
  guard: Guard;
  hold(model: Model): Opened;
  sketch(start: Float32Array | null, epochs: number): Sketch;
}

/** A model on its way. */
export class Training {
  readonly #trainer: Trainer;
  readonly #world: TrainingSurroundings;
  /** Songs that are hidden to test it by, one of each of so many playlists; 0: none. */
  readonly hidden: number;
  /** How many of them are among the ten most popular songs. */
  readonly popularHits: number;
  readonly untested: Untested | undefined;
  /** Milliseconds that a sketch of the map takes, at a guess; undefined where none is made. */
  readonly sketchCost: number | undefined;

  constructor(trainer: Trainer, { hidesTracks, sketchMilliseconds }: TrainingCost, world: TrainingSurroundings) {
    this.#trainer = trainer;
    this.#world = world;
    this.hidden = world.guard(() => trainer.hidden());
    this.popularHits = world.guard(() => trainer.popularHits());
    this.untested = !hidesTracks ? 'original' : this.hidden === 0 ? 'few' : undefined;
    this.sketchCost = sketchMilliseconds ?? undefined;
  }

  progress(): Progress {
    return this.#world.guard(() => this.#trainer.progress());
  }

  /** On by about so many tracks in playlists (`playlist`) or pairs (`seed`), or by as much of a look. */
  advance(amount: number): Progress {
    return this.#world.guard(() => take(this.#trainer.advance(amount)));
  }

  /** Begins a map of what is learnt so far, from the places of a former one. Release it in `finally`. */
  sketch(start: Float32Array | null, epochs: number): Sketch {
    return this.#world.sketch(start, epochs);
  }

  /** What is learnt so far as an open model, whether finished or not. Only `release` is left then. */
  finish(): Opened {
    return this.#world.guard(() => this.#world.hold(take(this.#trainer.finish())));
  }

  release(): void {
    this.#world.guard(() => this.#trainer.delete());
  }
}

/** The map of a model in training on its way. */
export class Sketch {
  readonly #sketch: CoreSketch;
  readonly #guard: Guard;

  constructor(sketch: CoreSketch, guard: Guard) {
    this.#sketch = sketch;
    this.#guard = guard;
  }

  /** On by about so many steps of some nanoseconds each. @returns the share done, 0..1 */
  advance(amount: number): number {
    return this.#guard(() => take(this.#sketch.advance(amount)));
  }

  places(): Float32Array<ArrayBuffer> {
    return this.#guard(() => take(this.#sketch.positions()));
  }

  /** Of the most frequent songs. */
  titles(count: number): string[] {
    return this.#guard(() => this.#sketch.titles(count));
  }

  release(): void {
    this.#guard(() => this.#sketch.delete());
  }
}

/** A map on its way. */
export class Layout {
  readonly #layout: MapLayout;
  readonly #guard: Guard;

  constructor(layout: MapLayout, guard: Guard) {
    this.#layout = layout;
    this.#guard = guard;
  }

  /** The share done, 0..1; 1 at the end only. */
  progress(): number {
    return this.#guard(() => this.#layout.progress());
  }

  /** On by about so many steps of some nanoseconds each. */
  advance(amount: number): number {
    return this.#guard(() => take(this.#layout.advance(amount)));
  }

  /** Puts the map into its model, where `save` finds it. Only `release` is left then. */
  finish(): Float32Array<ArrayBuffer> {
    return this.#guard(() => take(this.#layout.finish()));
  }

  release(): void {
    this.#guard(() => this.#layout.delete());
  }
}
