import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import {
  fieldsOf, isUntilLearnt, nowhere, problemsWith, readingOf, refit, toOptions, usualSettings, type SettingName, type Settings,
} from '../../../web/src/app/training/settings.ts';
import type { Recipe } from '../../../web/src/worker/protocol.ts';
import { here, recipes } from './recipes.ts';

const usual = (recipe: Recipe): Settings => usualSettings(recipe, here());
const typed = (recipe: Recipe, name: SettingName, text: string): Settings => {
  const settings = usual(recipe);
  return { ...settings, [recipe]: { ...settings[recipe], [name]: text } };
};

describe('the settings', () => {
  test('have a word of the listener’s for every option of the core', () => {
    for (const { recipe, options } of recipes) {
      const fields = fieldsOf(recipe, here());
      expect(fields.map(({ name }) => name).sort()).toEqual(options.map(({ name }) => name).sort());
    }
  });

  test('of the original are its own by default', () => {
    expect(problemsWith(usual('seed'), here())).toEqual({});
    expect(readingOf(usual('seed'), here())).toEqual({ recipe: 'seed', maxRows: 12_000 });
    expect(toOptions(usual('seed'), here())).toEqual({
      recipe: 'seed',
      options: { num_rows: 12_000, window_size: 3, embedding_dim: 70, epochs: 21, learning_rate: 0.002, random_seed: 42 },
    });
  });

  test('of ours are the core’s by default, with as many threads as there may be', () => {
    expect(problemsWith(usual('playlist'), here())).toEqual({});
    expect(readingOf(usual('playlist'), here())).toEqual({ recipe: 'playlist', maxRows: 0 });
    expect(toOptions(usual('playlist'), here())).toEqual({
      recipe: 'playlist',
      options: {
        dim: 64, window: 0, group: 4, negative: 20, ns_exponent: 0.25, sample: 0, epochs: 0, lr: 0.03, min_count: 1, threads: 4, seed: 42,
      },
    });
  });

  test('may be typed as people type numbers', () => {
    expect(readingOf(typed('seed', 'num_rows', ' 12,500 '), here())).toEqual({ recipe: 'seed', maxRows: 12500 });
    expect(readingOf(typed('seed', 'num_rows', 'all'), here())).toEqual({ recipe: 'seed', maxRows: 0 });
    expect(toOptions(typed('seed', 'learning_rate', '1e-3'), here()).options).toMatchObject({ learning_rate: 0.001 });
    expect(toOptions(typed('playlist', 'ns_exponent', '−0.5'), here()).options).toMatchObject({ ns_exponent: -0.5 });
    expect(problemsWith(typed('playlist', 'window', ' All '), here())).toEqual({});
    expect(toOptions(typed('playlist', 'window', ' All '), here()).options).toMatchObject({ window: 0, group: 4 });
  });

  test('say in a listener’s words that it goes on until it has learnt, or say nothing', () => {
    expect(usual('playlist').playlist).toMatchObject({ epochs: 'until it knows', window: 'all' });
    for (const text of ['until it knows', ' Until it knows ', '', '  ']) {
      const settings = typed('playlist', 'epochs', text);
      expect(problemsWith(settings, here())).toEqual({});
      expect([isUntilLearnt(settings, here()), toOptions(settings, here()).options['epochs']]).toEqual([true, 0]);
    }
    const settings = typed('playlist', 'epochs', '1,000');
    expect([isUntilLearnt(settings, here()), toOptions(settings, here()).options['epochs']]).toEqual([false, 1000]);
    expect(isUntilLearnt(usual('seed'), here())).toBe(false);
    expect(problemsWith(typed('playlist', 'epochs', 'all'), here())['epochs']).toBe(
      '“all” is not a number. Give a whole number from 1 to 5,000, or “until it knows”.');
    expect(problemsWith(typed('seed', 'epochs', ''), here())['epochs']).toBe('Give a whole number from 1 to 4,000.');
  });

  test('that go with the word of another are as small as can be where that is a number', () => {
    expect(toOptions(typed('playlist', 'window', '5'), here()).options).toMatchObject({ window: 5, group: 1 });
  });

  test('are refused outside their ranges', () => {
    const wrong: Record<Recipe, Record<SettingName, string[]>> = {
      seed: {
        num_rows: ['-1', '1.5', '', 'none'], window_size: ['0', '201'], embedding_dim: ['0', '801'], epochs: ['0', '4001'],
        learning_rate: ['0', '3.01', '-0.1', 'NaN'], random_seed: ['-1', '9007199254740994', '0.5'],
      },
      playlist: {
        window: ['0', '301', '2.5', 'none'], dim: ['0', '901'], epochs: ['0', '5001'], threads: ['0', '5'],
        lr: ['0', '2.1'], group: ['0', '31'], negative: ['0', '71'], ns_exponent: ['-3.1', '3.1'], sample: ['-0.1', '1.1'],
        min_count: ['0', '1.5'], seed: ['-1', '9007199254740994'],
      },
    };
    for (const [recipe, fields] of Object.entries(wrong) as [Recipe, Record<string, string[]>][]) {
      for (const [name, texts] of Object.entries(fields)) {
        for (const text of texts) {
          expect(Object.keys(problemsWith(typed(recipe, name, text), here())), `${name} ${text}`).toEqual([name]);
        }
      }
    }
    expect(readingOf(typed('seed', 'num_rows', 'few'), here())).toBeUndefined();
  });

  test('follow the circumstances where nobody has touched them', () => {
    const one = here({ threads: 1 });
    const fresh = usualSettings('playlist', one);
    expect(fresh.playlist).toMatchObject({ threads: '1', epochs: 'until it knows' });
    expect(refit(fresh, one, here()).playlist).toMatchObject({ threads: '4', epochs: 'until it knows' });
    const own = { ...fresh, playlist: { ...fresh.playlist, epochs: '7' } };
    expect(refit(own, one, here()).playlist).toMatchObject({ threads: '4', epochs: '7' });
  });

  test('are none until the core is there, and then as usual', () => {
    const none = usualSettings('playlist', nowhere);
    expect([none.playlist, none.seed, problemsWith(none, nowhere)]).toEqual([{}, {}, {}]);
    expect(refit(none, nowhere, here())).toEqual(usual('playlist'));
  });
});
