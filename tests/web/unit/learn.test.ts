import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import { SegueError } from '../../../web/src/engine/error.ts';
import { lastHits, learn } from '../../../web/src/worker/learn.ts';
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

const core = (share: number) => ({
  epoch: 0, epochs: 10, share, tokensDone: 0, pairsDone: 0, epochLosses: [], runningLoss: 0.5, finished: share >= 1,
});

/** A training of so many slices, whose looks find one song more each time; time goes by as it is told. */
function training(slices: number, sliceTime: number, lookTime: number) {
  const ask = (): boolean => {
    clock += lookTime;
    return true;
  };
  let [done, clock, found, turns] = [0, 0, 0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const release = vi.fn();
  return {
    release,
    hidden: 30, untested: undefined, validationCost: lookTime, sketchCost: undefined as number | undefined,
    clock: () => clock,
    spend: (time: number) => void (clock += time),
    /** True and false by turns. */
    half: () => (turns++ % 2 === 0),
    progress: () => core(0),
    advance: () => {
      clock += sliceTime;
      return core(++done / slices);
    },
    validate: vi.fn(() => ({
      ask,
      hits: () => ++found,
      release,
    })),
  };
}

const hooks = { report: () => undefined, show: undefined, isCancelled: () => false, rest: () => undefined };

describe('learning', () => {
  test('looks how well it does, for a twentieth of the time', async () => {
    const one = training(1000, 30, 100);
    const { progress, stopped } = await learn(one as never, hooks);
    expect(stopped).toBe(false);
    expect(progress.heldOutHits[0]).toEqual({ epoch: expect.closeTo(0.64, 5) as number, found: 1, queries: 30 });
    expect(progress.heldOutHits.map(({ found }) => found)).toEqual(progress.heldOutHits.map((_, index) => index + 1));
    expect(progress.heldOutHits.length).toBeGreaterThan(10);
    expect(progress.heldOutHits.length * 100).toBeLessThanOrEqual(one.clock() * 0.05);
    expect(one.release).toHaveBeenCalledTimes(progress.heldOutHits.length);
  });

  test('asks for nothing where nothing is hidden', async () => {
    const one = { ...training(100, 30, 1), hidden: 0, untested: 'few' as const };
    const { progress } = await learn(one as never, hooks);
    expect([progress.heldOutHits, progress.untested]).toEqual([[], 'few']);
    expect(one.validate).not.toHaveBeenCalled();
  });

  test('breaks a look off when it is stopped', async () => {
    const one = training(1000, 30, 100);
    let stopped = false;
    one.validate.mockImplementation(() => ({
      ask: () => {
        stopped = true;
        return false;
      },
      hits: () => 0,
      release: one.release,
    }));
    const result = await learn(one as never, { ...hooks, isCancelled: () => stopped });
    expect([result.stopped, result.progress.heldOutHits]).toEqual([true, []]);
    expect(one.release).toHaveBeenCalledTimes(1);
  });

  test('moves the map on from where it was, for a tenth of the time', async () => {
    const one = { ...training(1000, 30, 0), hidden: 0, sketchCost: 200 };
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

  test('draws no map where nobody wants one, or it would take too long', async () => {
    const sketch = vi.fn();
    await learn({ ...training(1000, 30, 100), sketchCost: 10, sketch } as never, hooks);
    await learn({ ...training(1000, 30, 100), sketch } as never, { ...hooks, show: () => undefined });
    expect(sketch).not.toHaveBeenCalled();
  });

  test('leaves a map undone when it is to rest, and goes on afterwards', async () => {
    const one = { ...training(100, 30, 100), hidden: 0, sketchCost: 10 };
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

describe('the last look', () => {
  const earlier = [{ epoch: 5, found: 2, queries: 30 }];
  const progress = { ...core(1), hidden: 30, untested: undefined, heldOutHits: earlier };
  const ask = vi.fn(() => true);
  const look = { ask, hits: () => 4, release: vi.fn() };

  test('is one hits more', async () => {
    expect(await lastHits({ validateModel: () => look as never }, 1, progress)).toEqual([...earlier, { epoch: 10, found: 4, queries: 30 }]);
    expect(await lastHits({ validateModel: () => undefined }, 1, progress)).toEqual(earlier);
  });

  test('costs nothing of what was learnt where it fails', async () => {
    const memory = new SegueError({ code: 'out_of_memory', message: 'no room to look' });
    const refuse = () => {
      throw memory;
    };
    expect(await lastHits({ validateModel: refuse }, 1, progress)).toEqual(earlier);
    ask.mockImplementationOnce(refuse);
    expect(await lastHits({ validateModel: () => look as never }, 1, progress)).toEqual(earlier);
    expect(look.release).toHaveBeenCalledTimes(2);
  });

  test('is not passed over where the core itself has broken', async () => {
    const trap = new SegueError({ code: 'internal', message: 'unreachable' }, true);
    await expect(lastHits({
      validateModel: () => {
        throw trap;
      },
    }, 1, progress)).rejects.toBe(trap);
  });
});
