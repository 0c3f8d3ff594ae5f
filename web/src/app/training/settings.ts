import type { OptionDescription, Recipe, RecipeDescription, TrainerOptions } from '../../worker/protocol';

/** An option by the core's name for it: "ns_exponent". */
export type SettingName = string;

type Texts = Record<SettingName, string>;

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
  above: boolean;
  largest: number;
  /** A word that may stand for a number, and whether nothing at all says the same. */
  word: { text: string; value: number; isNothing: boolean } | undefined;
  /** Among those that few need to change. */
  rare: boolean;
}

interface Wording {
  label: string;
  help: string;
  rare?: boolean;
  /** Where the option has a word that means “as it sees fit”: what that is called. Nothing typed means the same. */
  fitting?: string;
}

/** What a listener calls the options, in the order of the form. The core knows the rest of them. */
const wording: Record<Recipe, Record<SettingName, Wording>> = {
  playlist: {
    window: {
      label: 'Songs each side',
      help: 'How many songs before and after a song in a playlist may count as its company: the context window. “all” takes the whole playlist, whatever its order.',
    },
    dim: {
      label: 'Numbers per song',
      help: 'Each song becomes a list of this many numbers, its embedding. More can tell finer differences and take longer.',
    },
    epochs: {
      label: 'Passes',
      help: 'How often it goes through all the playlists. One pass is an epoch. “until it knows” hides a few songs from it, and goes on until it finds no more of them.',
      fitting: 'until it knows',
    },
    threads: {
      label: 'Cores at work',
      help: 'How many threads learn at once.',
    },
    lr: {
      label: 'Step size', rare: true,
      help: 'How far one example may move what it knows, at the start: the learning rate. By the end it has fallen to almost nothing.',
    },
    group: {
      label: 'Songs taken together', rare: true,
      help: 'It learns what goes with one song, and with up to this many songs of a playlist together, by their mean. With “Songs each side” given as a number it takes them one by one.',
    },
    negative: {
      label: 'Wrong examples', rare: true,
      help: 'For each song that belongs, this many drawn by chance that it learns to tell apart: negative sampling.',
    },
    ns_exponent: {
      label: 'Weight of hits', rare: true,
      help: 'The wrong examples are drawn by how often a song occurs, to this power. 1 draws hits as often as they occur, 0 draws all songs alike, below 0 the rare ones more.',
    },
    sample: {
      label: 'Skip hits above', rare: true,
      help: 'Songs that are more than this share of all the entries are skipped now and then: sub-sampling. 0 skips none.',
    },
    min_count: {
      label: 'Seen at least', rare: true,
      help: 'Songs that occur less often than this are left out, as too little is known of them.',
    },
    seed: {
      label: 'Shuffle', rare: true,
      help: 'Where chance starts. With one core at work the same number gives the same model again; with several, two runs differ a little.',
    },
  },
  seed: {
    num_rows: {
      label: 'Rows to read',
      help: 'How many lines of the file to learn from, counted from the top. More lines know more songs and take longer.',
    },
    window_size: {
      label: 'Songs each side',
      help: 'How many songs before and after a song in a playlist count as its company: the context window.',
    },
    embedding_dim: {
      label: 'Numbers per song',
      help: 'Each song becomes a list of this many numbers, its embedding. More can tell finer differences and take longer.',
    },
    epochs: {
      label: 'Passes',
      help: 'How often it goes through all the playlists. One pass is an epoch.',
    },
    learning_rate: {
      label: 'Step size',
      help: 'How far one example may move what it knows. Large steps learn fast and may overshoot. The method is Adam.',
    },
    random_seed: {
      label: 'Shuffle',
      help: 'Where chance starts. The same number gives the same model, bit for bit, here and on the command line.',
    },
  },
};

/** Whatever word an option has for the most that there may be. */
const everything = 'all';

/** The setting that says how many rows are to be read. */
export const rowsSetting: SettingName = 'num_rows';

/** What the usual settings depend on. */
export interface Circumstances {
  /** What the core says of its recipes; empty while it is on its way. */
  recipes: readonly RecipeDescription[];
  /** The most threads that a training may have here. */
  threads: number;
}

/** Before anything is known. */
export const nowhere: Circumstances = { recipes: [], threads: 1 };

const descriptionsOf = (recipe: Recipe, { recipes }: Circumstances): readonly OptionDescription[] =>
  recipes.find((one) => one.recipe === recipe)?.options ?? [];

/** The fields of a recipe, in the order of the form. */
export function fieldsOf(recipe: Recipe, circumstances: Circumstances): readonly Field[] {
  const descriptions = descriptionsOf(recipe, circumstances);
  return Object.entries(wording[recipe]).flatMap(([name, words]) => {
    const description = descriptions.find((one) => one.name === name);
    return description ? [fieldOf(description, words, circumstances)] : [];
  });
}

function fieldOf(
  { name, flag, least, most, isWhole, isAbove, usual, word }: OptionDescription,
  { label, help, rare = false, fitting }: Wording, { threads }: Circumstances,
): Field {
  const text = fitting ?? everything;
  const field: Field = {
    name, label, help, rare, term: flag, whole: isWhole, smallest: least, above: isAbove, largest: most,
    usual: word?.value === usual ? text : String(usual),
    word: word && { text, value: word.value, isNothing: fitting !== undefined },
  };
  return name === 'threads' ? { ...field, ...threadsField(threads) } : field;
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
  const [old, usual] = [before, now].map((one) => usualSettings(settings.recipe, one)) as [Settings, Settings];
  const fitted = (recipe: Recipe): Texts => Object.fromEntries(Object.entries(usual[recipe]).map(([name, text]) => {
    const own = settings[recipe][name];
    return [name, own === undefined || own === old[recipe][name] ? text : own];
  }));
  return { ...settings, playlist: fitted('playlist'), seed: fitted('seed') };
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

function isWord({ word }: Field, text: string): boolean {
  const typed = text.trim().toLowerCase();
  return word !== undefined && (typed === word.text || (typed === '' && word.isNothing));
}

function problemWith(field: Field, text: string): string | undefined {
  const typed = text.trim();
  const { whole, smallest, above, largest } = field;
  if (isWord(field, text)) return undefined;
  const value = parse(typed);
  if (typed === '') return `Give ${rangeOf(field)}.`;
  if (!Number.isFinite(value)) return `“${typed.slice(0, 20)}” is not a number. Give ${rangeOf(field)}.`;
  const inside = (above ? value > smallest : value >= smallest) && value <= largest;
  return inside && (!whole || Number.isInteger(value)) ? undefined : `Give ${rangeOf(field)}.`;
}

/** What a text without a problem comes to. */
export function valueOf(field: Field, text: string): number {
  return field.word && isWord(field, text) ? field.word.value : parse(text);
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
export function readingOf(settings: Settings, circumstances: Circumstances): { recipe: Recipe; maxRows: number } | undefined {
  const { recipe } = settings;
  const rows = fieldsOf(recipe, circumstances).find(({ name }) => name === rowsSetting);
  if (!rows) return { recipe, maxRows: 0 };
  const text = textOf(settings, rowsSetting);
  return problemWith(rows, text) ? undefined : { recipe, maxRows: valueOf(rows, text) };
}

/** Whether it is to go on until it has learnt, and not for so many passes. */
export function isUntilLearnt(settings: Settings, circumstances: Circumstances): boolean {
  const passes = fieldsOf(settings.recipe, circumstances).find(({ name }) => name === 'epochs');
  return passes !== undefined && isWord(passes, textOf(settings, passes.name));
}

/** Of settings without problems. */
export function toOptions(settings: Settings, circumstances: Circumstances): TrainerOptions {
  const { recipe } = settings;
  const descriptions = descriptionsOf(recipe, circumstances);
  const fields = fieldsOf(recipe, circumstances);
  const options = Object.fromEntries(descriptions.map(({ name, usual }) => {
    const field = fields.find((one) => one.name === name);
    return [name, field ? valueOf(field, textOf(settings, name)) : usual];
  }));
  for (const { name, least, goesWithWordOf } of descriptions) {
    const other = descriptions.find((one) => one.name === goesWithWordOf);
    if (other && options[other.name] !== other.word?.value) options[name] = least;
  }
  return { recipe, options };
}
