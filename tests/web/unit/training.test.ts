import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import { asEntry } from '../../../web/src/app/models/shelf.ts';
import * as words from '../../../web/src/app/shared/words.ts';
import type { Lesson } from '../../../web/src/app/training/training.ts';
import { chartEnd } from '../../../web/src/app/views/train/chart-end.ts';
import type { Learning } from '../../../web/src/worker/protocol.ts';

vi.stubGlobal('document', { baseURI: 'http://localhost/' });
vi.stubGlobal('matchMedia', () => ({ matches: true }));
const { Messages } = await import('../../../web/src/app/shared/messages.ts');
const { isWeighing, phaseOf, timeLeft, Training } = await import('../../../web/src/app/training/training.ts');

const learning = (more: Partial<Learning>): Learning => ({
  epoch: 0, epochs: 300, isOpen: true, share: 0, tokensDone: 0, pairsDone: 0, epochLosses: [], runningLoss: 0.5, heldOutHits: [],
  finished: false, hidden: 223, untested: undefined, popularHits: 3, ...more,
});

/** A training on its way, at times that the test tells. */
async function begin(isUntilLearnt: boolean) {
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  let [tell, end]: ((value: never) => void)[] = [];
  const request = (_call: string, _ask: object, progress: (value: never) => void) => {
    tell = progress;
    return { done: new Promise((resolve) => (end = resolve)), cancel: () => undefined };
  };
  const experiment = { check: () => undefined, options: { options: { epochs: isUntilLearnt ? 0 : 20, threads: 1 } }, isUntilLearnt };
  const reading = { ready: () => Promise.resolve(true), state: { source: { files: [], own: [] }, report: undefined } };
  const kept: Lesson[] = [];
  const messages = new Messages();
  const training = new Training(
    { request, ask: () => Promise.resolve({ model: 1, info: { tracks: 5 } }) } as never, experiment as never, reading as never, messages,
    { keep: (_opened, lesson) => Promise.resolve(void kept.push(lesson)), drawMap: () => Promise.resolve(undefined), titles: () => Promise.resolve([]) },
  );
  const done = training.train();
  await Promise.resolve();
  await Promise.resolve();
  return {
    training, messages, kept,
    tell(time: number, progress: Partial<Learning>) {
      clock = time;
      tell?.(learning(progress) as never);
    },
    async end(progress: Partial<Learning>, stopped: boolean) {
      end?.({ progress: learning(progress), stopped, seconds: 1, isMapped: false } as never);
      await done;
    },
  };
}

describe('a training that goes on until it has learnt', () => {
  test('is that from the first moment, and tells the most that it may take', async () => {
    const { training, tell } = await begin(true);
    expect(training.state.course).toMatchObject({ isUntilLearnt: true, progress: { isOpen: true, epoch: 0 } });
    tell(0, {});
    tell(2000, { share: 0.1 });
    expect(training.state.course?.pace?.secondsLeft).toBeCloseTo(18);
    expect(timeLeft({ perSecond: 1, secondsLeft: 18 }, learning({}))).toBe('at most 18 seconds left');
    expect(timeLeft({ perSecond: 1, secondsLeft: 18 }, learning({ isOpen: false }))).toBe('about 18 seconds left');
  });

  test('says when it has levelled off, and its new share is no pace', async () => {
    const { training, messages, tell } = await begin(true);
    tell(0, {});
    tell(2000, { share: 0.1, epoch: 30 });
    tell(2100, { share: 0.7, epoch: 30, epochs: 43, isOpen: false });
    expect(training.state.course?.pace).toBeUndefined();
    expect(messages.state.announcement).toBe('It has levelled off; settling what it learnt.');
    tell(4100, { share: 0.8, epoch: 34, epochs: 43, isOpen: false });
    expect(training.state.course?.pace?.secondsLeft).toBeCloseTo(4);
    expect(training.state.course?.isUntilLearnt).toBe(true);
  });

  test('stopped before, was stopped in a pass of nobody knows how many', async () => {
    const { messages, kept, end } = await begin(true);
    await end({ epoch: 11, heldOutHits: [{ epoch: 10, found: 46, queries: 223 }] }, true);
    expect(kept[0]?.stopped).toEqual({ epoch: 11 });
    expect(messages.state.announcement).toBe('Stopped in pass 12. Finds 46 of 223 hidden songs. You now search what it learnt.');
  });

  test('says in words what it is at, also where nothing can be hidden', () => {
    expect(phaseOf(learning({}))).toBe('Learning until it finds no more of the songs hidden from it.');
    expect(phaseOf(learning({ isOpen: false }))).toContain('levelled off');
    for (const isOpen of [true, false]) expect(phaseOf(learning({ isOpen, hidden: 0 }))).not.toMatch(/hidden|levelled/);
  });

  test('says that it weighs its answers once all passes are over and looked at', async () => {
    const looks = (epoch: number) => [{ epoch, found: 46, queries: 223 }];
    const over = { isOpen: false, epoch: 43, epochs: 43, share: 1 };
    expect(phaseOf(learning({ ...over, heldOutHits: looks(43) }))).toBe('Weighing its answers by the songs hidden from it.');
    expect(isWeighing(learning({ ...over, heldOutHits: looks(43), finished: true }))).toBe(false);
    for (const before of [{ ...over, heldOutHits: looks(40) }, { ...over, hidden: 0 }, { heldOutHits: looks(43), epochs: 43 }]) {
      expect(isWeighing(learning(before))).toBe(false);
    }
    const { messages, tell } = await begin(true);
    tell(0, { share: 0.9 });
    tell(2000, { ...over, heldOutHits: looks(43) });
    const later = vi.spyOn(Date, 'now').mockImplementation(() => Number.MAX_SAFE_INTEGER);
    tell(9000, { ...over, heldOutHits: looks(43) });
    later.mockRestore();
    expect(messages.state.announcement).toMatch(/Finds 46 of 223 hidden songs\. Weighing its answers\.$/);
  });

  test('has charts that go twice as far each time that they are full, and then to its end', () => {
    const ends = [0, 9, 10, 19, 20, 150, 200, 299].map((epoch) => chartEnd({ epoch, epochs: 300, isOpen: true }));
    expect(ends).toEqual([10, 10, 20, 20, 40, 160, 300, 300]);
    expect(chartEnd({ epoch: 30, epochs: 43, isOpen: false })).toBe(43);
  });
});

describe('a training of so many passes', () => {
  test('is stopped in one of them, as those are that older pages kept', async () => {
    const { training, messages, kept, end } = await begin(false);
    expect(training.state.course).toMatchObject({ isUntilLearnt: false, progress: { isOpen: false, epochs: 20 } });
    await end({ epoch: 11, epochs: 20, isOpen: false }, true);
    expect(kept[0]?.stopped).toEqual({ epoch: 11, epochs: 20 });
    expect(messages.state.announcement).toContain('Stopped in pass 12 of 20.');
    const older = { id: 'a', name: 'a', kind: 'trained', made: 1, size: 1, stopped: { epoch: 3, epochs: 100 } } as const;
    const { stopped } = asEntry({ ...older, info: { recipe: 'playlist', tracks: 1, dim: 1, hyperparameters: { epochs: 100 } } });
    expect(stopped && words.pass(stopped)).toBe('4 of 100');
  });
});

test('what it found in the end is told beside what anybody would find', () => {
  expect(words.findings({ found: 46, queries: 223 }, 3)).toBe(
    'Of 223 songs hidden from it, it finds 46 among its first ten; naming the ten most popular would find 3.');
  expect(words.findings({ found: 0, queries: 1000 }, 0)).toMatch(/^Of 1,000 songs hidden from it, it finds 0 .* would find none\.$/);
});
