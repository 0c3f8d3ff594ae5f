import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import { learn } from '../../../web/src/worker/learn.ts';
import type { Learning, Progress } from '../../../web/src/worker/protocol.ts';
import { Ration } from '../../../web/src/worker/ration.ts';

describe('a ration', () => {
  test('of a twentieth lets nineteen times as long go by as it costs', () => {
    const ration = new Ration(0.05, 100);
    ration.worked(1899);
    expect(ration.isDue()).toBe(false);
    ration.worked(1);
    expect(ration.isDue()).toBe(true);
    ration.spent(200);
    ration.worked(3799);
    expect(ration.isDue()).toBe(false);
    ration.worked(1);
    expect(ration.isDue()).toBe(true);
  });

  test('of what costs nothing is not used all the time', () => {
    const ration = new Ration(0.05, 0);
    ration.spent(0);
    ration.worked(100);
    expect(ration.isDue()).toBe(false);
    ration.worked(100);
    expect(ration.isDue()).toBe(true);
  });
});

const core = (share: number, more: Partial<Progress> = {}): Progress => ({
  epoch: Math.floor(share * 10), epochs: 10, isOpen: false, share, tokensDone: 0, pairsDone: 0, epochLosses: [], runningLoss: 0.5,
  heldOutHits: [], finished: share >= 1, ...more,
});

/** A training of so many slices; time goes by as it is told. */
function training(slices: number, sliceTime: number) {
  let [done, clock, turns] = [0, 0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  return {
    release: vi.fn(),
    hidden: 30, untested: undefined, popularHits: 2, sketchCost: undefined as number | undefined,
    clock: () => clock,
    spend: (time: number) => void (clock += time),
    /** True and false by turns. */
    half: () => (turns++ % 2 === 0),
    progress: () => core(0),
    advance: () => {
      clock += sliceTime;
      return core(++done / slices);
    },
  };
}

const hooks = { report: () => undefined, show: undefined, isCancelled: () => false, rest: () => undefined };

describe('learning', () => {
  test('tells what the core says of it on its way: that its end is open, and what it finds', async () => {
    const look = { epoch: 2, found: 3, queries: 30 };
    const steps = [core(0.1, { isOpen: true }), core(0.7, { heldOutHits: [look] }), core(1, { heldOutHits: [look, { ...look, epoch: 10 }] })];
    const told: Learning[] = [];
    const one = { ...training(3, 30), progress: () => core(0, { isOpen: true }), advance: () => steps.shift() };
    const { progress, stopped } = await learn(one as never, { ...hooks, report: (now) => void told.push(now) });
    expect(told.map(({ isOpen, heldOutHits }) => [isOpen, heldOutHits.length])).toEqual([[true, 0], [true, 0], [false, 1], [false, 2]]);
    expect(told.every(({ hidden, popularHits, untested }) => hidden === 30 && popularHits === 2 && !untested)).toBe(true);
    expect([progress, stopped]).toEqual([told.at(-1), false]);
  });

  test('goes on after the last pass until the core has looked, and stopped there is no less learnt', async () => {
    const looking = core(1, { finished: false });
    const over = core(1);
    const steps = [looking, looking, over];
    const advance = vi.fn(() => steps.shift());
    expect((await learn({ ...training(3, 30), advance } as never, hooks)).progress.finished).toBe(true);
    expect(advance).toHaveBeenCalledTimes(3);
    let isCancelled = false;
    const stopping = () => {
      isCancelled = true;
      return looking;
    };
    const { stopped, progress } = await learn({ ...training(3, 30), advance: stopping } as never, { ...hooks, isCancelled: () => isCancelled });
    expect([stopped, progress.finished]).toEqual([false, false]);
  });

  test('is stopped in the middle', async () => {
    const one = training(1000, 30);
    const { stopped, seconds } = await learn(one as never, { ...hooks, isCancelled: () => one.clock() >= 300 });
    expect([stopped, seconds]).toEqual([true, 0.3]);
  });

  test('moves the map on from where it was, for a tenth of the time', async () => {
    const one = { ...training(1000, 30), sketchCost: 200 };
    const shown: number[] = [];
    const sketch = vi.fn((_start: Float32Array | null, _epochs: number) => ({
      advance: () => {
        one.spend(100);
        return (sketch.mock.calls.length > 0 && one.half()) ? 0.5 : 1;
      },
      places: () => Float32Array.of(sketch.mock.calls.length, 0),
      titles: () => ['a'],
      release: one.release,
    }));
    const show = vi.fn(({ places }: { places: Float32Array }) => void shown.push(places[0] ?? 0));
    await learn({ ...one, sketch } as never, { ...hooks, show });
    expect(shown.length).toBeGreaterThan(10);
    expect(shown).toEqual(shown.map((_, index) => index + 1));
    expect(shown.length * 200).toBeLessThanOrEqual(one.clock() * 0.1);
    expect([sketch.mock.calls[0]?.[0], sketch.mock.calls[1]?.[0]]).toEqual([null, Float32Array.of(1, 0)]);
    expect((sketch.mock.calls[0]?.[1] ?? 0)).toBeGreaterThan(sketch.mock.calls[1]?.[1] ?? 0);
    expect(one.release).toHaveBeenCalledTimes(sketch.mock.calls.length);
  });

  test('moves the map no more once all is learnt, while the answers are weighed', async () => {
    const one = { ...training(1, 3000), sketchCost: 10 };
    const steps = [core(1, { finished: false }), core(1)];
    const sketch = vi.fn();
    await learn({ ...one, advance: () => (one.advance(), steps.shift()), sketch } as never, { ...hooks, show: () => undefined });
    expect(sketch).not.toHaveBeenCalled();
  });

  test('draws no map where nobody wants one, or it would take too long', async () => {
    const sketch = vi.fn();
    await learn({ ...training(1000, 30), sketchCost: 10, sketch } as never, hooks);
    await learn({ ...training(1000, 30), sketch } as never, { ...hooks, show: () => undefined });
    expect(sketch).not.toHaveBeenCalled();
  });

  test('leaves a map undone when it is to rest, and goes on afterwards', async () => {
    const one = { ...training(100, 30), sketchCost: 10 };
    let rest: Promise<void> | undefined;
    const show = vi.fn();
    const sketch = () => ({
      advance: () => {
        rest = new Promise((resolve) => setTimeout(() => {
          rest = undefined;
          resolve();
        }, 5));
        return 0.5;
      },
      release: one.release,
    });
    const { stopped } = await learn({ ...one, sketch } as never, { ...hooks, show, rest: () => rest });
    expect(stopped).toBe(false);
    expect(show).not.toHaveBeenCalled();
    expect(one.release).toHaveBeenCalled();
  });
});
