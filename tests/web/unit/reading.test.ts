import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import type { Reading as Readings } from '../../../web/src/app/training/reading.ts';
import { RequestError } from '../../../web/src/worker/client.ts';
import { trap } from './fake-port.ts';
import { here } from './recipes.ts';

vi.stubGlobal('document', { baseURI: 'http://localhost/' });
const { Experiment } = await import('../../../web/src/app/training/experiment.ts');
const { Messages } = await import('../../../web/src/app/shared/messages.ts');
const { Reading } = await import('../../../web/src/app/training/reading.ts');

const report = (rowsRead: number, kind = 'playlists') =>
  ({ rowsRead, tracks: 5, playlists: 2, files: [{ file: 'a', kind, rowsRead }] });

/** Readings that end when they are told to, in the order in which they were asked for. */
function setUp() {
  const asked: { ask: object; answer(rows: number, kind?: 'history'): Promise<void>; fail(error: Error): Promise<void> }[] = [];
  const cancel = vi.fn();
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const request = (_call: string, ask: object) => {
    let [resolve, reject]: ((value: never) => void)[] = [];
    const done = new Promise((one, other) => ([resolve, reject] = [one, other]));
    asked.push({
      ask,
      answer: (rows, kind) => (resolve?.(report(rows, kind) as never), settled()),
      fail: (error) => (reject?.(error as never), settled()),
    });
    return { done, cancel };
  };
  const reading: { it?: Readings } = {};
  const experiment = new Experiment(() => void reading.it?.refresh());
  experiment.refit(here());
  const messages = new Messages();
  const it = new Reading({ request } as never, experiment, messages);
  reading.it = it;
  return { reading: it, experiment, asked, cancel, messages };
}

describe('reading the playlists', () => {
  test('is done anew only where another recipe, or another number of rows, asks for it', async () => {
    const { reading, experiment, asked, cancel } = setUp();
    void reading.read();
    await asked[0]?.answer(40);
    expect(reading.state.report?.rowsRead).toBe(40);
    experiment.prefer('thorough');
    expect(asked).toHaveLength(1);
    experiment.choose('seed');
    expect(asked.map(({ ask }) => ask)).toMatchObject([{ recipe: 'playlist', maxRows: 0 }, { recipe: 'seed', maxRows: 12000 }]);
    experiment.choose('playlist');
    expect(cancel).toHaveBeenCalledTimes(2);
    await asked[1]?.answer(7);
    expect(reading.state.reading).toBeDefined();
    await asked[2]?.answer(40);
    expect([reading.state.reading, reading.state.report?.rowsRead]).toEqual([undefined, 40]);
  });

  test('is announced in the words of what was read', async () => {
    const { reading, asked, messages } = setUp();
    void reading.read();
    await asked[0]?.answer(40);
    expect(messages.state.announcement).toBe('40 rows read: 5 songs in 2 playlists.');
    void reading.read();
    await asked[1]?.answer(40, 'history');
    expect(messages.state.announcement).toBe('40 plays read: 5 songs in 2 sessions.');
  });

  test('a training waits for the one under way, and for one that is wanted instead', async () => {
    const { reading, experiment, asked } = setUp();
    void reading.read();
    const ready = reading.ready();
    await asked[0]?.answer(40);
    expect([await ready, asked.length]).toEqual([true, 1]);
    experiment.choose('seed');
    experiment.change('num_rows', '5');
    const other = reading.ready();
    await asked[2]?.answer(5);
    expect([await other, await reading.ready()]).toEqual([true, true]);
  });

  test('after a death the report stays while they are read again, and a training waits', async () => {
    const { reading, asked } = setUp();
    void reading.read();
    await asked[0]?.answer(40);
    void reading.read();
    expect([reading.state.report?.rowsRead, reading.state.reading]).toEqual([40, { done: 0, total: 0 }]);
    const ready = reading.ready();
    await asked[1]?.answer(40);
    expect(await ready).toBe(true);
  });

  test('that fails, or finds nothing, says so, and there is nothing to train on', async () => {
    const { reading, asked } = setUp();
    void reading.read();
    const ready = reading.ready();
    await asked[0]?.fail(new RequestError(trap));
    expect([await ready, reading.state.report, reading.state.unread?.title]).toEqual([false, undefined, 'The sample could not be read']);
    void reading.read();
    expect(reading.state.unread).toBeUndefined();
    await asked[1]?.answer(0);
    expect(reading.state.unread).toMatchObject({ title: 'There is nothing to learn from', text: 'It is a playlist file, but no songs stand in it.' });
    void reading.read();
    await asked[2]?.answer(0, 'history');
    expect(reading.state.unread?.text).toBe('It is a listening history, but no songs stand in it.');
  });
});
