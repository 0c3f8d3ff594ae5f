import type { OptionDescription, RecipeDescription } from '../../../web/src/worker/protocol.ts';
import type { Circumstances } from '../../../web/src/app/training/settings.ts';

const option = (name: string, usual: number, least: number, most: number, more: Partial<OptionDescription> = {}): OptionDescription => ({
  name, flag: name.replace('_', '-'), least, most, usual, isWhole: true, isAbove: false, ...more,
});
const step = { isWhole: false, isAbove: true };

/** As the core may describe its recipes: in its form, with numbers of these tests' own. */
export const recipes: RecipeDescription[] = [
  {
    recipe: 'playlist',
    options: [
      option('dim', 64, 1, 900), option('window', 0, 1, 300, { word: { text: 'playlist', value: 0 } }),
      option('group', 4, 1, 30, { goesWithWordOf: 'window' }), option('negative', 20, 1, 70),
      option('ns_exponent', 0.25, -3, 3, { isWhole: false }), option('sample', 0, 0, 1, { isWhole: false }),
      option('epochs', 0, 1, 5000, { word: { text: 'auto', value: 0 } }), option('lr', 0.03, 0, 2, step), option('min_count', 1, 1, 1e6),
      option('threads', 1, 1, 64), option('seed', 42, 0, 2 ** 53),
    ],
  },
  {
    recipe: 'seed',
    options: [
      option('num_rows', 12_000, 0, 2 ** 53, { word: { text: '-1', value: 0 } }), option('window_size', 3, 1, 200),
      option('embedding_dim', 70, 1, 800), option('epochs', 21, 1, 4000), option('learning_rate', 0.002, 0, 3, step),
      option('random_seed', 42, 0, 2 ** 53),
    ],
  },
];

export const here = (others: Partial<Circumstances> = {}): Circumstances => ({ recipes, threads: 4, ...others });
