import type { Sketch, Training, Validation } from '../engine/engine';
import { SegueError } from '../engine/error';
import type { Learning, MapSketch, HeldOutHits, TrainResult } from './protocol';
import { Ration } from './ration';
import { nextSlice } from './slice';
import { yieldToMessages } from './tasks';

/** Of the time, what looking how well it does may take, and what the map. */
const validationShare = 0.05;
const sketchShare = 0.1;

/** Passes over the map: for the first sketch, and to go on from a former one. */
const firstEpochs = 80;
const furtherEpochs = 20;

const titlesShown = 60;

/** What a training tells, and what it listens to. */
export interface Hooks {
  report(now: Learning): void;
  /** Gets the map each time that it has moved on; without it, none is made. */
  show: ((sketch: MapSketch) => void) | undefined;
  isCancelled(): boolean;
  /** Undefined unless it is to rest: then until it is not. */
  rest(): Promise<void> | undefined;
}

type Learner = Pick<
  Training, 'progress' | 'advance' | 'validate' | 'sketch' | 'hidden' | 'untested' | 'validationCost' | 'sketchCost'
>;

/** Something done now and then beside the training. It ends early where `isInterrupted`. */
interface Aside {
  ration: Ration;
  run(now: Learning, isInterrupted: () => boolean): Promise<Partial<Learning>>;
}

/** Trains to the end or until it is stopped, slice by slice; looks now and then how well it does, and where the songs lie. */
export async function learn(training: Learner, hooks: Hooks): Promise<TrainResult> {
  const { hidden, untested } = training;
  const asides = [...looks(training), ...sketches(training, hooks)];
  const isInterrupted = (): boolean => hooks.isCancelled() || hooks.rest() !== undefined;
  let start = performance.now();
  let now: Learning = { ...training.progress(), hidden, untested, heldOutHits: [] };
  hooks.report(now);
  for (let amount = 256; !now.finished && !hooks.isCancelled(); await yieldToMessages()) {
    const resting = hooks.rest();
    if (resting) {
      const fell = performance.now();
      await resting;
      start += performance.now() - fell;
      continue;
    }
    const took = timed(() => (now = { ...now, ...training.advance(amount) }));
    amount = nextSlice(amount, took);
    hooks.report(now);
    for (const { ration, run } of asides) {
      ration.worked(took);
      if (now.finished || !ration.isDue() || isInterrupted()) continue;
      const before = performance.now();
      now = { ...now, ...await run(now, isInterrupted) };
      ration.spent(performance.now() - before);
    }
  }
  const isMapped = hooks.show !== undefined && training.sketchCost !== undefined;
  return { progress: now, stopped: !now.finished, seconds: (performance.now() - start) / 1000, isMapped };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function looks(training: Learner): Aside[] {
  if (training.hidden === 0) return [];
  return [{
    ration: new Ration(validationShare, training.validationCost),
    async run({ share, epochs, hidden, heldOutHits }, isInterrupted) {
      const validation = training.validate();
      const hits = validation && await takeIn(validation, { epoch: share * epochs, queries: hidden }, isInterrupted);
      return hits ? { heldOutHits: [...heldOutHits, hits] } : {};
    },
  }];
}

function sketches(training: Learner, { show }: Hooks): Aside[] {
  if (!show || training.sketchCost === undefined) return [];
  let places: Float32Array<ArrayBuffer> | undefined;
  return [{
    ration: new Ration(sketchShare, training.sketchCost),
    async run(_now, isInterrupted) {
      const sketch = training.sketch(places ?? null, places ? furtherEpochs : firstEpochs);
      try {
        if (await isDrawn(sketch, isInterrupted)) {
          places = sketch.places();
          show({ places, titles: sketch.titles(titlesShown) });
        }
      } finally {
        sketch.release();
      }
      return {};
    },
  }];
}

async function isDrawn(sketch: Pick<Sketch, 'advance'>, isInterrupted: () => boolean): Promise<boolean> {
  for (let amount = 256, share = 0; ; await yieldToMessages()) {
    if (isInterrupted()) return false;
    const took = timed(() => (share = sketch.advance(amount)));
    if (share >= 1) return true;
    amount = nextSlice(amount, took);
  }
}

/** How well it did, with one more look at what was learnt in the end. Should that look fail, what was learnt is worth keeping without it. */
export async function lastHits(
  training: Pick<Training, 'validateModel'>, model: number, { share, epochs, hidden, heldOutHits }: Learning,
): Promise<HeldOutHits[]> {
  try {
    const validation = training.validateModel(model);
    const last = validation && await takeIn(validation, { epoch: share * epochs, queries: hidden }, () => false);
    return last ? [...heldOutHits, last] : heldOutHits;
  } catch (error) {
    // Where the core itself is broken there is nothing left to keep.
    if (error instanceof SegueError && error.fatal) throw error;
    return heldOutHits;
  }
}

/** Asks for the songs that were held out, some at a time; null where that was called off. Releases the validation. */
export async function takeIn(
  validation: Pick<Validation, 'ask' | 'hits' | 'release'>, about: Omit<HeldOutHits, 'found'>, isInterrupted: () => boolean,
): Promise<HeldOutHits | null> {
  try {
    for (let count = 4, isOver = false; !isInterrupted(); await yieldToMessages()) {
      const took = timed(() => (isOver = validation.ask(count)));
      if (isOver) return { ...about, found: validation.hits() };
      count = nextSlice(count, took, 1);
    }
    return null;
  } finally {
    validation.release();
  }
}
