import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import { Engine } from '../../../web/src/engine/engine.ts';
import { createGuard, SegueError } from '../../../web/src/engine/error.ts';
import { toFailure } from '../../../web/src/worker/failure.ts';

const thrown = (error: unknown) => (): never => {
  throw error;
};

/** What becomes of an error that comes out of the core. */
function guarded(error: unknown): unknown {
  try {
    return createGuard()(thrown(error));
  } catch (told) {
    return told;
  }
}

describe('what comes out of the core', () => {
  test.each([
    new RangeError('WebAssembly.Memory(): could not allocate memory'),
    new RangeError('WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance'),
    new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory'),
    new RangeError('Array buffer allocation failed'),
    new RangeError('Invalid typed array length: 1099511627776'),
    new RangeError('Out of memory'),
    new RangeError('Out of Memory'),
    'out of memory',  // Firefox throws the bare words
    new Error('allocation size overflow'),
    new RangeError('failed to grow memory'),
    new WebAssembly.RuntimeError('Aborted(OOM). Build with -s ASSERTIONS=1 for more info.'),
    new WebAssembly.RuntimeError('Aborted(Cannot enlarge memory arrays to size 33587200 bytes (OOM).)'),
    new Error('std::bad_alloc'),
  ])('is a lack of memory: %s', (error) => {
    expect(guarded(error)).toMatchObject({ code: 'out_of_memory', fatal: true });
    expect(toFailure(error)).toMatchObject({ code: 'out_of_memory', fatal: false });
  });

  test.each([
    new WebAssembly.RuntimeError('memory access out of bounds'),  // V8
    new WebAssembly.RuntimeError('index out of bounds'),  // Firefox
    new WebAssembly.RuntimeError("Out of bounds memory access (evaluating 'f(a)')"),  // Safari
    new WebAssembly.RuntimeError('unreachable'),
    new WebAssembly.RuntimeError('table index is out of bounds'),
    new WebAssembly.RuntimeError('Aborted(). Build with -s ASSERTIONS=1 for more info.'),
    new RangeError('Maximum call stack size exceeded'),
    new RangeError('offset is out of bounds'),
    new RangeError('Invalid typed array length: 1'),  // a view beyond its buffer
    new TypeError('Cannot pass "zoom" as a std::string'),
  ])('is a bug: %s', (error) => {
    const { message } = error;
    expect(guarded(error)).toMatchObject({ code: 'internal', message: `Segue's core stopped: ${message}`, fatal: true });
    expect(toFailure(error)).toMatchObject({ code: 'internal', message: `Something unforeseen happened: ${message}` });
  });

  test('is passed on where it says itself what is wrong, and breaks nothing', () => {
    const guard = createGuard();
    const fault = new SegueError({ code: 'bad_input', message: 'no songs', file: 'a.csv', line: 3 });
    expect(() => guard(thrown(fault))).toThrow(fault);
    expect(guard(() => 1)).toBe(1);
    expect(toFailure(fault)).toEqual({ code: 'bad_input', message: 'no songs', file: 'a.csv', line: 3, column: 0, fatal: false });
  });
});

const trap = new WebAssembly.RuntimeError('unreachable');
const stopped = { message: 'Segue\'s core stopped: unreachable', fatal: true };

/** A core that traps where it is told to, and from then on at every call, as a broken one does. */
function fakeCore(trapsAt: string, hidden = 30, hidesTracks = true) {
  const touched: string[] = [];
  let isBroken = false;
  const call = <T>(name: string, value: T) => vi.fn(() => {
    touched.push(name);
    if (isBroken) throw new WebAssembly.RuntimeError('memory access out of bounds');
    isBroken = name === trapsAt;
    if (isBroken) throw trap;
    return value;
  });
  const handle = (name: string, calls: object = {}) => ({ delete: call(`delete ${name}`, undefined), ...calls });
  const outcome = <T>(name: string, value: T) => call(name, { value });
  const cost = { bytes: 1, largestDim: 1, hidesTracks, sketchMilliseconds: null };
  const prepared = handle('prepared', { cost: outcome('cost', cost) });
  const corpus = handle('corpus', { prepared: outcome('prepare', prepared) });
  const reader = handle('reader', { push: outcome('push', true), finish: outcome('finish', { corpus, files: [] }) });
  const trainer = handle('trainer', {
    advance: outcome('advance', {}), hidden: call('hidden', hidden), popularHits: call('popular hits', 2),
  });
  const module = {
    memoryLeft: () => 100,
    createReader: outcome('read', reader),
    createTrainer: outcome('create trainer', trainer),
    recipes: call('recipes', []),
  };
  return { engine: new Engine(module as never, 1), touched };
}

const options = { recipe: 'playlist', options: {} } as const;

/** Reads playlists and trains on them, as the worker does: releases come in `finally`. */
function useIt(engine: Engine): void {
  const reading = engine.startReading(0, 'playlist');
  try {
    reading.push(new Uint8Array());
    reading.finish();
  } finally {
    reading.release();
  }
  const training = engine.startTraining(options);
  try {
    training.advance(1);
  } finally {
    training.release();
  }
}

describe('a core that has trapped', () => {
  test('traps nowhere else here, so that the tests below mean something', () => {
    const { engine, touched } = fakeCore('never');
    useIt(engine);
    const deleted = touched.filter((name) => name.startsWith('delete')).map((name) => name.slice(7));
    expect(deleted).toEqual(['reader', 'prepared', 'trainer']);
  });

  test.each(['push', 'finish', 'cost', 'create trainer', 'hidden', 'popular hits', 'advance', 'delete prepared'])(
    'at "%s" says so and nothing else, and is not touched again',
    (place) => {
      const { engine, touched } = fakeCore(place);
      expect(() => useIt(engine)).toThrow(expect.objectContaining(stopped) as Error);
      expect(touched.at(-1)).toBe(place);
      expect(() => engine.recipes()).toThrow(expect.objectContaining(stopped) as Error);
      expect(touched.at(-1)).toBe(place);
    },
  );
});

describe('a training says why no song is hidden from it', () => {
  test.each([[30, true, undefined], [0, true, 'few'], [0, false, 'original']] as const)('%i hidden', (hidden, hidesTracks, reason) => {
    const { engine } = fakeCore('never', hidden, hidesTracks);
    engine.startReading(0, 'playlist').finish();
    const training = engine.startTraining(options);
    expect([training.hidden, training.popularHits, training.untested]).toEqual([hidden, 2, reason]);
  });
});
