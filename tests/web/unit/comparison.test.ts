import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import { Comparison, differences, type ComparisonSurroundings } from '../../../web/src/app/comparison.ts';

const info = (more: object) => ({
  recipe: 'playlist', tracks: 1200, dim: 50, hyperparameters: { dim: 50, window: 0, epochs: 5 }, finalLoss: 0.25, ...more,
});
const song = (position: number, title = 'b', artist = 'a') => ({ position, artist, title, count: 1 });
const candidate = (id: string | undefined) => ({ id, name: id ?? 'The sample', bytes: 5000, made: 'today' });

describe('two models', () => {
  test('differ in what differs, in words', () => {
    const one = { info: info({}), bytes: 5000, made: 'today' };
    const other = { info: info({ recipe: 'seed', finalLoss: null, hyperparameters: { dim: 50, window: 5, lr: 0.1 } }), bytes: 9000, made: 'today' };
    expect(differences(one, other)).toEqual([
      { what: 'Last loss', one: '0.2500', other: '–' },
      { what: 'Size', one: '5.0 kB', other: '9.0 kB' },
      { what: 'recipe', one: 'playlist', other: 'seed' },
      { what: 'epochs', one: '5', other: '–' },
      { what: 'lr', one: '–', other: '0.1' },
      { what: 'window', one: 'all', other: '5' },
    ]);
    expect(differences(one, one)).toEqual([]);
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
    await comparison.compare(candidate('x'), candidate(undefined), song(1));
    const [one, other] = comparison.state.answers ?? [];
    expect(one?.neighbours?.map(({ position }) => position)).toEqual([8]);
    expect(other?.neighbours).toBeUndefined();
    expect(world.close.mock.calls).toEqual([[1], [2]]);

    world.similar.mockRejectedValueOnce(new Error('no memory'));
    await comparison.compare(candidate('x'), candidate(undefined), song(1));
    expect(comparison.state).toMatchObject({ answers: undefined, isBusy: false, fault: 'No memory.' });
    expect(world.close).toHaveBeenCalledTimes(3);
  });
});
