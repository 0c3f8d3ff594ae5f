import { guard, SegueError, take } from './error';
import type {
  CoreReport, Corpus, Model, ModelInfo, Module, Neighbour, Progress, Reader, Track, Trainer,
  TrainerOptions,
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
  readonly #module: Module;
  readonly #models = new Map<number, Model>();
  #nextModel = 1;
  #corpus: Corpus | undefined;

  constructor(module: Module) {
    this.#module = module;
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

  similar(model: number, position: number, limit: number): Neighbour[] {
    return guard(() => take(this.#get(model).similar(position, limit)));
  }

  /** The model as a file, in memory of its own. */
  save(model: number): Uint8Array<ArrayBuffer> {
    return guard(() => new Uint8Array(take(this.#get(model).save())));
  }

  /** Starts to read playlists; `maxRows` 0 reads all. Release it in `finally`. */
  startReading(fileName: string, maxRows: number): Reading {
    const reader = guard(() => take(this.#module.createReader(fileName, maxRows)));
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

/** Playlists on their way in, chunk by chunk. */
export class Reading {
  readonly #reader: Reader;
  readonly #keep: (corpus: Corpus) => void;

  constructor(reader: Reader, keep: (corpus: Corpus) => void) {
    this.#reader = reader;
    this.#keep = keep;
  }

  /** @returns false once enough rows are read */
  push(chunk: Uint8Array): boolean {
    return guard(() => take(this.#reader.push(chunk)));
  }

  /** Makes the playlists the ones to train on. On failure those read before stay. */
  finish(): CoreReport {
    return guard(() => {
      const { corpus, report } = take(this.#reader.finish());
      this.#keep(corpus);
      return report;
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

  advance(pairs: number): Progress {
    return guard(() => take(this.#trainer.advance(pairs)));
  }

  /** What is learnt so far as an open model, whether finished or not. */
  toModel(): Opened {
    return guard(() => this.#hold(take(this.#trainer.model())));
  }

  release(): void {
    this.#trainer.delete();
  }
}
