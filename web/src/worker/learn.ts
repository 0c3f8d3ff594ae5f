import type { Sketch, Training } from '../engine/engine';
import type { Learning, MapSketch, Progress, TrainResult } from './protocol';
import { Ration } from './ration';
import { nextSlice } from './slice';
import { yieldToMessages } from './tasks';

/** Of the time, what the map may take. */
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

type Learner = Pick<Training, 'progress' | 'advance' | 'sketch' | 'hidden' | 'untested' | 'popularHits' | 'sketchCost'>;

/** Trains to the end or until it is stopped, slice by slice; draws now and then where the songs lie. */
export async function learn(training: Learner, hooks: Hooks): Promise<TrainResult> {
  const { hidden, untested, popularHits } = training;
  const tell = (progress: Progress): Learning => ({ ...progress, hidden, untested, popularHits });
  const map = mapOf(training, hooks);
  const isInterrupted = (): boolean => hooks.isCancelled() || hooks.rest() !== undefined;
  let start = performance.now();
  let now = tell(training.progress());
  hooks.report(now);
  for (let amount = 256; !now.finished && !hooks.isCancelled(); await yieldToMessages()) {
    const resting = hooks.rest();
    if (resting) {
      const fell = performance.now();
      await resting;
      start += performance.now() - fell;
      continue;
    }
    const took = timed(() => (now = tell(training.advance(amount))));
    amount = nextSlice(amount, took);
    hooks.report(now);
    map?.ration.worked(took);
    // At the end nothing moves any more, while its answers are weighed.
    if (map?.ration.isDue() && now.share < 1 && !isInterrupted()) await map.move(isInterrupted);
  }
  return { progress: now, stopped: now.epoch < now.epochs, seconds: (performance.now() - start) / 1000, isMapped: map !== undefined };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The map of what is learnt so far, which moves on when its ration is due; it stays where `isInterrupted`. */
interface MovingMap {
  ration: Ration;
  move(isInterrupted: () => boolean): Promise<void>;
}

/** Undefined where nobody wants one, or it would take too long. */
function mapOf(training: Learner, { show }: Hooks): MovingMap | undefined {
  if (!show || training.sketchCost === undefined) return undefined;
  const ration = new Ration(sketchShare, training.sketchCost);
  let places: Float32Array<ArrayBuffer> | undefined;
  const draw = async (isInterrupted: () => boolean): Promise<void> => {
    const sketch = training.sketch(places ?? null, places ? furtherEpochs : firstEpochs);
    try {
      if (!await isDrawn(sketch, isInterrupted)) return;
      places = sketch.places();
      show({ places, titles: sketch.titles(titlesShown) });
    } finally {
      sketch.release();
    }
  };
  return {
    ration,
    async move(isInterrupted) {
      const before = performance.now();
      await draw(isInterrupted);
      ration.spent(performance.now() - before);
    },
  };
}

async function isDrawn(sketch: Pick<Sketch, 'advance'>, isInterrupted: () => boolean): Promise<boolean> {
  for (let amount = 256, share = 0; ; await yieldToMessages()) {
    if (isInterrupted()) return false;
    const took = timed(() => (share = sketch.advance(amount)));
    if (share >= 1) return true;
    amount = nextSlice(amount, took);
  }
}
