import type { TrainerOptions } from '../worker/protocol';

/** The six settings of an experiment, as typed. */
export interface Settings {
  rows: string;
  window: string;
  dim: string;
  epochs: string;
  rate: string;
  seed: string;
}

export type SettingName = keyof Settings;

interface Field {
  name: SettingName;
  /** What a listener calls it. */
  label: string;
  /** What the papers and the command line call it. */
  term: string;
  help: string;
  whole: boolean;
  smallest: number;
  largest: number;
}

export const defaults: Settings = {
  rows: '10000', window: '2', dim: '100', epochs: '20', rate: '0.001', seed: '42',
};

export const fields: readonly Field[] = [
  {
    name: 'rows', label: 'Rows to read', term: 'num_rows', whole: true, smallest: 1, largest: 1e9,
    help: 'How many lines of the file to learn from, counted from the top. More lines know more songs and take longer.',
  },
  {
    name: 'window', label: 'Songs each side', term: 'window_size', whole: true, smallest: 1, largest: 100,
    help: 'How many songs before and after a song in a playlist count as its company: the context window.',
  },
  {
    name: 'dim', label: 'Numbers per song', term: 'embedding_dim', whole: true, smallest: 1, largest: 1000,
    help: 'Each song becomes a list of this many numbers, its embedding. More can tell finer differences and take longer.',
  },
  {
    name: 'epochs', label: 'Passes', term: 'epochs', whole: true, smallest: 1, largest: 1000,
    help: 'How often it goes through all the playlists. One pass is an epoch.',
  },
  {
    name: 'rate', label: 'Step size', term: 'learning_rate', whole: false, smallest: 0, largest: 1,
    help: 'How far one example may move what it knows. Large steps learn fast and may overshoot. The method is Adam.',
  },
  {
    name: 'seed', label: 'Shuffle', term: 'random_seed', whole: true, smallest: 0, largest: Number.MAX_SAFE_INTEGER,
    help: 'Where chance starts. The same number gives the same model, bit for bit, here and on the command line.',
  },
];

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });

function problemWith(field: Field, text: string): string | undefined {
  const typed = text.trim();
  const value = Number(typed.replaceAll(',', ''));
  const { whole, smallest, largest } = field;
  const range = whole
    ? `a whole number from ${plain.format(smallest)} to ${plain.format(largest)}`
    : `a number above ${plain.format(smallest)}, at most ${plain.format(largest)}`;
  if (typed === '') return `Give ${range}.`;
  if (!Number.isFinite(value)) return `“${typed.slice(0, 20)}” is not a number. Give ${range}.`;
  const inside = (whole ? value >= smallest : value > smallest) && value <= largest;
  if (!inside || (whole && !Number.isInteger(value))) return `Give ${range}.`;
  return undefined;
}

/** What is wrong with each setting, in the order of the form; empty = all is well. */
export function problemsWith(settings: Settings): Partial<Record<SettingName, string>> {
  const problems: Partial<Record<SettingName, string>> = {};
  for (const field of fields) {
    const problem = problemWith(field, settings[field.name]);
    if (problem) problems[field.name] = problem;
  }
  return problems;
}

export function valueOf(settings: Settings, name: SettingName): number {
  return Number(settings[name].trim().replaceAll(',', ''));
}

export function toOptions(settings: Settings): TrainerOptions {
  return {
    windowSize: valueOf(settings, 'window'),
    embeddingDim: valueOf(settings, 'dim'),
    epochs: valueOf(settings, 'epochs'),
    learningRate: valueOf(settings, 'rate'),
    randomSeed: valueOf(settings, 'seed'),
  };
}
