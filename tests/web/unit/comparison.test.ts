import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import { Comparison, differences, type ComparisonSurroundings } from '../../../web/src/app/models/comparison.ts';

const info = (more: object) => ({
  recipe: 'playlist', tracks: 1200, dim: 50, playlists: 0, hyperparameters: { dim: 50, window: 0, epochs: 5 }, epochLosses: [0.5, 0.25], heldOutHits: [], ...more,
});
const song = (position: number, title = 'b', artist = 'a') => ({ position, artist, title, count: 1 });
const candidate = (id: string | undefined) => ({ id, name: id ?? 'The sample', bytes: 5000, made: 'today', info: undefined });

describe('models side by side', () => {
  test('differ in what differs, in words', () => {
    const one = { info: info({}), bytes: 5000, made: 'today' };
    const other = { info: info({ recipe: 'seed', epochLosses: [], hyperparameters: { dim: 50, window: 5, lr: 0.1 }, heldOutHits: [{ epoch: 1, found: 1, queries: 30 }, { epoch: 5, found: 7, queries: 30 }] }), bytes: 9000, made: 'today' };
    expect(differences([one, other, one])).toEqual([
      { what: 'Last loss', values: ['0.2500', '–', '0.2500'] },
      { what: 'Hidden songs found', values: ['–', '7 of 30', '–'] },
      { what: 'Size', values: ['5.0 kB', '9.0 kB', '5.0 kB'] },
      { what: 'recipe', values: ['playlist', 'seed', 'playlist'] },
      { what: 'epochs', values: ['5', '–', '5'] },
      { what: 'lr', values: ['–', '0.1', '–'] },
      { what: 'window', values: ['all', '5', 'all'] },
    ]);
    expect(differences([one, one])).toEqual([]);
  });

  test('are asked about the same song, wherever it stands and however it is written, and closed again', async () => {
    let opened = 0;
    const world = {
      open: vi.fn<ComparisonSurroundings['open']>(async () => ({ model: ++opened, info: info({}) })),
      close: vi.fn<ComparisonSurroundings['close']>(async () => null),
      find: vi.fn<ComparisonSurroundings['find']>(async (model) => (model % 2 === 1 ? [song(3, 'c'), song(7, 'B', 'A')] : [song(3, 'c')])),
      similar: vi.fn<ComparisonSurroundings['similar']>(async (_model, position) => [{ ...song(position + 1), similarity: 0.5 }]),
    };
    const comparison = new Comparison(world);
    await comparison.compare([candidate('x'), candidate(undefined)], song(1));
    const [one, other] = comparison.state.answers ?? [];
    expect(one?.neighbours?.map(({ position }) => position)).toEqual([8]);
    expect(other?.neighbours).toBeUndefined();
    expect(world.close.mock.calls).toEqual([[1], [2]]);

    // What was kept beside a file knows more than one that an earlier version of the page wrote.
    const kept = info({ heldOutHits: [{ epoch: 1, found: 1, queries: 30 }] });
    await comparison.compare([{ ...candidate('x'), info: kept }], song(1));
    expect(comparison.state.answers?.map(({ about }) => about.info)).toEqual([kept]);

    world.similar.mockRejectedValueOnce(new Error('no memory'));
    await comparison.compare([candidate('x'), candidate(undefined)], song(1));
    expect(comparison.state).toMatchObject({ answers: undefined, isBusy: false, fault: 'No memory.' });
    expect(world.close).toHaveBeenCalledTimes(5);
  });
});
