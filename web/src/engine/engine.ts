import { createGuard, SegueError, take, type Guard } from './error';
import { memoryComplaint } from './memory';
import type {
  ContinuationQuery, CoreSummary, Corpus, FileReport, Genres, HeldOutHits, MapLayout, Model, ModelInfo, Module, Neighbour,
  Progress, HeldOutQueries, Reader, Recipe, RecipeDescription, Sketch as CoreSketch, Suggestion, Track, Trainer, TrainerOptions,
  TrainingCost, Validation as CoreValidation,
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

  /** Has a model remember how well it did, as it learnt. */
  remember(model: number, heldOutHits: HeldOutHits[]): Opened {
    return this.#guard(() => {
      const held = this.#get(model);
      held.setHeldOutHits(heldOutHits);
      return { model, info: held.info() };
    });
  }

  /** The model as a file. */
  save(model: number): Blob {
    return this.#guard(() => new Blob(take(this.#get(model).save())));
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
      return this.#trainBesideTest(prepared, options);
    } finally {
      this.#guard(() => prepared.delete());
    }
  }

  /** Holds a few songs out to test it by, where it may. */
  #trainBesideTest(corpus: Corpus, options: TrainerOptions): Training {
    const left = this.#guard(() => this.#module.memoryLeft());
    const cost = this.#guard(() => take(corpus.cost(options, left)));
    const complaint = memoryComplaint(cost, left, options);
    if (complaint) throw new SegueError({ code: 'bad_option', message: complaint });
    if (!cost.hidesTracks) return this.#train(corpus, options, cost, 'original');
    if (cost.watchedBytes > left) return this.#train(corpus, options, cost, 'memory');
    const held = this.#guard(() => take(corpus.holdOut(options)));
    if (!held) return this.#train(corpus, options, cost, 'few');
    try {
      return this.#train(held.corpus, options, cost, held);
    } catch (error) {
      this.#guard(() => held.queries.delete());
      throw error;
    } finally {
      this.#guard(() => held.corpus.delete());
    }
  }

  #train(corpus: Corpus, options: TrainerOptions, { sketchMilliseconds }: TrainingCost, test: Test | Untested): Training {
    const trainer = this.#guard(() => take(this.#module.createTrainer(corpus, options)));
    const threads = options.options.threads ?? 1;
    const guard = this.#guard;
    return new Training(trainer, test, sketchMilliseconds ?? undefined, {
      guard,
      hold: (model) => this.#hold(model),
      validateTrainer: (queries) => new Validation(guard(() => take(this.#module.validateTrainer(trainer, queries, threads))), guard),
      validateModel: (model, queries) =>
        new Validation(guard(() => take(this.#module.validateModel(this.#get(model), queries, threads))), guard),
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

/** Why no song is held out: the original learns from every row; too few playlists; no memory to look with. */
export type Untested = 'original' | 'few' | 'memory';

/** Songs that are held out, and what asking for all of them takes at a guess. */
interface Test {
  queries: HeldOutQueries;
  milliseconds: number;
}

/** What a training needs of its engine. */
interface TrainingSurroundings {
  guard: Guard;
  hold(model: Model): Opened;
  validateTrainer(queries: HeldOutQueries): Validation;
  validateModel(model: number, queries: HeldOutQueries): Validation;
  sketch(start: Float32Array | null, epochs: number): Sketch;
}

/** A model on its way. */
export class Training {
  readonly #trainer: Trainer;
  readonly #queries: HeldOutQueries | undefined;
  readonly #world: TrainingSurroundings;
  /** Songs that are held out to test it by, one of each of so many playlists; 0: none. */
  readonly hidden: number;
  readonly untested: Untested | undefined;
  /** Milliseconds that validating takes, at a guess. */
  readonly validationCost: number;
  /** The same of a sketch of the map; undefined where none is made. */
  readonly sketchCost: number | undefined;

  constructor(trainer: Trainer, test: Test | Untested, sketchCost: number | undefined, world: TrainingSurroundings) {
    const isTested = typeof test !== 'string';
    this.#trainer = trainer;
    this.#queries = isTested ? test.queries : undefined;
    this.#world = world;
    this.hidden = isTested ? world.guard(() => test.queries.size()) : 0;
    this.untested = isTested ? undefined : test;
    this.validationCost = isTested ? test.milliseconds : 0;
    this.sketchCost = sketchCost;
  }

  progress(): Progress {
    return this.#world.guard(() => this.#trainer.progress());
  }

  /** On by about so many tracks in playlists (`playlist`) or pairs (`seed`). */
  advance(amount: number): Progress {
    return this.#world.guard(() => take(this.#trainer.advance(amount)));
  }

  /** Asks what is learnt so far for the songs held out; undefined where there are none. Release it in `finally`. */
  validate(): Validation | undefined {
    return this.#queries && this.#world.validateTrainer(this.#queries);
  }

  /** The same of what `finish` gave. */
  validateModel(model: number): Validation | undefined {
    return this.#queries && this.#world.validateModel(model, this.#queries);
  }

  /** Begins a map of what is learnt so far, from the places of a former one. Release it in `finally`. */
  sketch(start: Float32Array | null, epochs: number): Sketch {
    return this.#world.sketch(start, epochs);
  }

  /** What is learnt so far as an open model, whether finished or not. Only `validateModel` and `release` are left then. */
  finish(): Opened {
    return this.#world.guard(() => this.#world.hold(take(this.#trainer.finish())));
  }

  release(): void {
    this.#world.guard(() => {
      this.#trainer.delete();
      this.#queries?.delete();
    });
  }
}

/** Songs held out on their way through a model. */
export class Validation {
  readonly #validation: CoreValidation;
  readonly #guard: Guard;

  constructor(validation: CoreValidation, guard: Guard) {
    this.#validation = validation;
    this.#guard = guard;
  }

  /** Asks for so many more. @returns whether those were the last */
  ask(count: number): boolean {
    return this.#guard(() => take(this.#validation.ask(count)));
  }

  /** How many were found among the first ten. */
  hits(): number {
    return this.#guard(() => this.#validation.hits());
  }

  release(): void {
    this.#guard(() => this.#validation.delete());
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
