import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import {
  problemsWith, readingOf, refit, toOptions, usualSettings, type Recipe, type SettingName, type Settings,
} from '../../../web/src/app/training/settings.ts';

const here = { threads: 4, rows: 2_000_000 };
const usual = (recipe: Recipe): Settings => usualSettings(recipe, here);
const typed = (recipe: Recipe, name: SettingName, text: string): Settings => {
  const settings = usual(recipe);
  return { ...settings, [recipe]: { ...settings[recipe], [name]: text } };
};

describe('the settings', () => {
  test('of the original are its six by default', () => {
    expect(problemsWith(usual('seed'), here)).toEqual({});
    expect(readingOf(usual('seed'))).toEqual({ recipe: 'seed', maxRows: 10000 });
    expect(toOptions(usual('seed'))).toEqual({
      recipe: 'seed', windowSize: 2, embeddingDim: 100, epochs: 20, learningRate: 0.001, randomSeed: 42,
    });
  });

  test('of ours are the command line’s by default, with as many threads as there may be', () => {
    expect(problemsWith(usual('playlist'), here)).toEqual({});
    expect(readingOf(usual('playlist'))).toEqual({ recipe: 'playlist', maxRows: 0 });
    expect(toOptions(usual('playlist'))).toEqual({
      recipe: 'playlist', dim: 100, window: 0, group: 5, negative: 35, nsExponent: 0.25, sample: 0, epochs: 5, lr: 0.03,
      minCount: 1, threads: 4, seed: 42,
    });
  });

  test('may be typed as people type numbers', () => {
    expect(readingOf(typed('seed', 'numRows', ' 12,500 '))).toEqual({ recipe: 'seed', maxRows: 12500 });
    expect(toOptions(typed('seed', 'learningRate', '1e-3'))).toMatchObject({ learningRate: 0.001 });
    expect(toOptions(typed('playlist', 'nsExponent', '−0.5'))).toMatchObject({ nsExponent: -0.5 });
    expect(problemsWith(typed('playlist', 'window', ' All '), here)).toEqual({});
    expect(toOptions(typed('playlist', 'window', ' All '))).toMatchObject({ window: 0 });
  });

  test('are refused outside their ranges', () => {
    const wrong: Record<Recipe, Partial<Record<SettingName, string[]>>> = {
      seed: {
        numRows: ['0', '-1', '1.5', '', 'all'], windowSize: ['0', '101'], embeddingDim: ['0', '4097'], epochs: ['0', '1001'],
        learningRate: ['0', '10.01', '-0.1', 'NaN'], randomSeed: ['-1', '9007199254740992', '0.5'],
      },
      playlist: {
        window: ['0', '1001', '2.5', 'none'], dim: ['0', '4097'], epochs: ['0', '1001'], threads: ['0', '5'],
        lr: ['0', '11'], group: ['0', '101'], negative: ['0', '1001'], nsExponent: ['-10.1', '10.1'], sample: ['-0.1', '1.1'],
        minCount: ['0', '1.5'], seed: ['-1', '9007199254740992'],
      },
    };
    for (const [recipe, fields] of Object.entries(wrong) as [Recipe, Record<string, string[]>][]) {
      for (const [name, texts] of Object.entries(fields) as [SettingName, string[]][]) {
        for (const text of texts) {
          expect(Object.keys(problemsWith(typed(recipe, name, text), here)), `${name} ${text}`).toEqual([name]);
        }
      }
    }
    expect(readingOf(typed('seed', 'numRows', '0'))).toBeUndefined();
  });

  test('have more passes for few rows, and follow the circumstances where nobody has touched them', () => {
    const unknown = { threads: 1, rows: 0 };
    const passes = (rows: number) => usualSettings('playlist', { threads: 1, rows }).playlist.epochs;
    expect([0, 10, 100_000, 500_000, 2_000_000, 1e9].map(passes)).toEqual(['5', '100', '100', '20', '5', '5']);
    const fresh = usualSettings('playlist', unknown);
    expect(refit(fresh, unknown, { threads: 2, rows: 500_000 }).playlist).toMatchObject({ threads: '2', epochs: '20' });
    const own = { ...fresh, playlist: { ...fresh.playlist, epochs: '7' } };
    expect(refit(own, unknown, { threads: 2, rows: 500_000 }).playlist).toMatchObject({ threads: '2', epochs: '7' });
  });
});
