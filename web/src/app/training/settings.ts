import type { TrainerOptions } from '../../worker/protocol';

/** Ours, and the original's. */
export type Recipe = 'playlist' | 'seed';

export type SettingName =
  | 'window' | 'dim' | 'epochs' | 'group' | 'negative' | 'nsExponent' | 'sample' | 'lr' | 'minCount' | 'threads' | 'seed'
  | 'numRows' | 'windowSize' | 'embeddingDim' | 'learningRate' | 'randomSeed';

type Texts = Partial<Record<SettingName, string>>;

/** The settings of each recipe, as typed. */
export interface Settings {
  recipe: Recipe;
  playlist: Texts;
  seed: Texts;
}

export interface Field {
  name: SettingName;
  /** What a listener calls it. */
  label: string;
  /** What the papers and the command line call it. */
  term: string;
  help: string;
  usual: string;
  whole: boolean;
  smallest: number;
  /** The smallest itself is too small. */
  above?: boolean;
  largest: number;
  /** A word that may stand for a number. */
  word?: { text: string; value: number };
  /** Among those that few need to change. */
  rare?: boolean;
}

const wholeSeed = { whole: true, smallest: 0, largest: Number.MAX_SAFE_INTEGER, usual: '42' } as const;

const playlistFields: readonly Field[] = [
  {
    name: 'window', label: 'Songs each side', term: 'window', usual: 'all', whole: true, smallest: 1, largest: 1000,
    word: { text: 'all', value: 0 },
    help: 'How many songs before and after a song in a playlist may count as its company: the context window. “all” takes the whole playlist, whatever its order.',
  },
  {
    name: 'dim', label: 'Numbers per song', term: 'dim', usual: '100', whole: true, smallest: 1, largest: 4096,
    help: 'Each song becomes a list of this many numbers, its embedding. More can tell finer differences and take longer.',
  },
  {
    name: 'epochs', label: 'Passes', term: 'epochs', usual: '5', whole: true, smallest: 1, largest: 1000,
    help: 'How often it goes through all the playlists. One pass is an epoch.',
  },
  {
    name: 'threads', label: 'Cores at work', term: 'threads', usual: '1', whole: true, smallest: 1, largest: 1,
    help: 'How many threads learn at once.',
  },
  {
    name: 'lr', label: 'Step size', term: 'lr', usual: '0.03', whole: false, smallest: 0, above: true, largest: 10, rare: true,
    help: 'How far one example may move what it knows, at the start: the learning rate. It falls in a line to almost nothing.',
  },
  {
    name: 'group', label: 'Songs taken together', term: 'group', usual: '5', whole: true, smallest: 1, largest: 100, rare: true,
    help: 'It learns what goes with one song, and with up to this many songs of a playlist together, by their mean. With “Songs each side” given as a number it takes them one by one.',
  },
  {
    name: 'negative', label: 'Wrong examples', term: 'negative', usual: '35', whole: true, smallest: 1, largest: 1000, rare: true,
    help: 'For each song that belongs, this many drawn by chance that it learns to tell apart: negative sampling.',
  },
  {
    name: 'nsExponent', label: 'Weight of hits', term: 'ns-exponent', usual: '0.25', whole: false, smallest: -10, largest: 10, rare: true,
    help: 'The wrong examples are drawn by how often a song occurs, to this power. 1 draws hits as often as they occur, 0 draws all songs alike, below 0 the rare ones more.',
  },
  {
    name: 'sample', label: 'Skip hits above', term: 'sample', usual: '0', whole: false, smallest: 0, largest: 1, rare: true,
    help: 'Songs that are more than this share of all the entries are skipped now and then: sub-sampling. 0 skips none.',
  },
  {
    name: 'minCount', label: 'Seen at least', term: 'min-count', usual: '1', whole: true, smallest: 1, largest: 1e9, rare: true,
    help: 'Songs that occur less often than this are left out, as too little is known of them.',
  },
  {
    name: 'seed', label: 'Shuffle', term: 'seed', ...wholeSeed, rare: true,
    help: 'Where chance starts. With one core at work the same number gives the same model again; with several, two runs differ a little.',
  },
];

const seedFields: readonly Field[] = [
  {
    name: 'numRows', label: 'Rows to read', term: 'num_rows', usual: '10000', whole: true, smallest: 1, largest: 1e9,
    help: 'How many lines of the file to learn from, counted from the top. More lines know more songs and take longer.',
  },
  {
    name: 'windowSize', label: 'Songs each side', term: 'window_size', usual: '2', whole: true, smallest: 1, largest: 100,
    help: 'How many songs before and after a song in a playlist count as its company: the context window.',
  },
  {
    name: 'embeddingDim', label: 'Numbers per song', term: 'embedding_dim', usual: '100', whole: true, smallest: 1, largest: 4096,
    help: 'Each song becomes a list of this many numbers, its embedding. More can tell finer differences and take longer.',
  },
  {
    name: 'epochs', label: 'Passes', term: 'epochs', usual: '20', whole: true, smallest: 1, largest: 1000,
    help: 'How often it goes through all the playlists. One pass is an epoch.',
  },
  {
    name: 'learningRate', label: 'Step size', term: 'learning_rate', usual: '0.001', whole: false, smallest: 0, above: true, largest: 10,
    help: 'How far one example may move what it knows. Large steps learn fast and may overshoot. The method is Adam.',
  },
  {
    name: 'randomSeed', label: 'Shuffle', term: 'random_seed', ...wholeSeed,
    help: 'Where chance starts. The same number gives the same model, bit for bit, here and on the command line.',
  },
];

/** What the usual settings depend on. */
export interface Circumstances {
  /** The most threads that a training may have here. */
  threads: number;
  /** Of the playlists at hand; 0 while they are unknown. */
  rows: number;
}

/** The fields of a recipe, in the order of the form. */
export function fieldsOf(recipe: Recipe, { threads, rows }: Circumstances): readonly Field[] {
  if (recipe === 'seed') return seedFields;
  return playlistFields.map((field) => {
    if (field.name === 'threads') return { ...field, ...threadsField(threads) };
    return field.name === 'epochs' ? { ...field, usual: String(usualPasses(rows)) } : field;
  });
}

/** The core's usual_epochs: a small collection needs many passes. */
function usualPasses(rows: number): number {
  return rows > 0 ? Math.min(100, Math.max(5, Math.ceil(1e7 / rows))) : 5;
}

function threadsField(threads: number): Pick<Field, 'largest' | 'usual' | 'help'> {
  const help = threads > 1
    ? 'How many threads learn at once. With one, the same settings give the same model again. Several are faster, write over each other now and then, and give a slightly different model each time.'
    : 'How many threads learn at once. Here it is one: this machine has one core, or the place that the page is served from does not let it share memory among threads.';
  return { largest: threads, usual: String(threads), help };
}

export function usualSettings(recipe: Recipe, circumstances: Circumstances): Settings {
  const usual = (of: Recipe): Texts =>
    Object.fromEntries(fieldsOf(of, circumstances).map(({ name, usual: text }) => [name, text]));
  return { recipe, playlist: usual('playlist'), seed: usual('seed') };
}

/** The same settings under other circumstances: what the person did not touch is as usual again. */
export function refit(settings: Settings, before: Circumstances, now: Circumstances): Settings {
  const [old, usual] = [before, now].map((one) => usualSettings(settings.recipe, one).playlist) as [Texts, Texts];
  const untouched = Object.entries(usual).filter(([name]) => settings.playlist[name as SettingName] === old[name as SettingName]);
  return { ...settings, playlist: { ...settings.playlist, ...Object.fromEntries(untouched) } };
}

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });

function rangeOf({ whole, smallest, above, largest, word }: Field): string {
  const from = plain.format(smallest).replace('-', '−');
  const numbers = smallest === largest
    ? from
    : whole
      ? `a whole number from ${from} to ${plain.format(largest)}`
      : above
        ? `a number above ${from}, at most ${plain.format(largest)}`
        : `a number from ${from} to ${plain.format(largest)}`;
  return word ? `${numbers}, or “${word.text}”` : numbers;
}

function parse(text: string): number {
  return Number(text.trim().replaceAll(',', '').replace('−', '-'));
}

function problemWith(field: Field, text: string): string | undefined {
  const typed = text.trim();
  const { whole, smallest, above, largest, word } = field;
  if (word && typed.toLowerCase() === word.text) return undefined;
  const value = parse(typed);
  if (typed === '') return `Give ${rangeOf(field)}.`;
  if (!Number.isFinite(value)) return `“${typed.slice(0, 20)}” is not a number. Give ${rangeOf(field)}.`;
  const inside = (above ? value > smallest : value >= smallest) && value <= largest;
  return inside && (!whole || Number.isInteger(value)) ? undefined : `Give ${rangeOf(field)}.`;
}

export function textOf(settings: Settings, name: SettingName): string {
  return settings[settings.recipe][name] ?? '';
}

/** What is wrong with each setting of the chosen recipe, in the order of the form; empty = all is well. */
export function problemsWith(
  settings: Settings, circumstances: Circumstances,
): Partial<Record<SettingName, string>> {
  const problems: Partial<Record<SettingName, string>> = {};
  for (const field of fieldsOf(settings.recipe, circumstances)) {
    const problem = problemWith(field, textOf(settings, field.name));
    if (problem) problems[field.name] = problem;
  }
  return problems;
}

/** How the playlists have to be read for the settings; undefined while that is not clear. */
export function readingOf(settings: Settings): { recipe: Recipe; maxRows: number } | undefined {
  if (settings.recipe === 'playlist') return { recipe: 'playlist', maxRows: 0 };
  if (problemsWith(settings, { threads: 1, rows: 0 }).numRows) return undefined;
  return { recipe: 'seed', maxRows: parse(textOf(settings, 'numRows')) };
}

/** Of settings without problems. */
export function toOptions(settings: Settings): TrainerOptions {
  const value = (name: SettingName): number => {
    const { word } = playlistFields.find((field) => field.name === name) ?? {};
    const text = textOf(settings, name);
    return word && text.trim().toLowerCase() === word.text ? word.value : parse(text);
  };
  if (settings.recipe === 'seed') {
    return {
      recipe: 'seed', windowSize: value('windowSize'), embeddingDim: value('embeddingDim'), epochs: value('epochs'),
      learningRate: value('learningRate'), randomSeed: value('randomSeed'),
    };
  }
  return {
    recipe: 'playlist', dim: value('dim'), window: value('window'),
    group: value('window') === 0 ? value('group') : 1, negative: value('negative'),
    nsExponent: value('nsExponent'), sample: value('sample'), epochs: value('epochs'), lr: value('lr'),
    minCount: value('minCount'), threads: value('threads'), seed: value('seed'),
  };
}
