import type { Failure, FaultCode } from '../../worker/protocol';

const whole = new Intl.NumberFormat('en');

/** 8629 -> "8,629" */
export function count(value: number): string {
  return whole.format(value);
}

/** (1, "song") -> "1 song"; (2, "song") -> "2 songs"; (2, "entry") -> "2 entries" */
export function several(value: number, noun: string): string {
  return `${count(value)} ${value === 1 ? noun : plural(noun)}`;
}

export function plural(noun: string): string {
  return `${noun.replace(/(?<=[^aeiou])y$/, 'ie')}s`;
}

export function bytes(value: number): string {
  if (value < 1000) return several(value, 'byte');
  const [size, unit] = value < 1e6 ? [value / 1e3, 'kB'] : value < 1e9 ? [value / 1e6, 'MB'] : [value / 1e9, 'GB'];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < 90) return several(Math.round(seconds), 'second');
  if (seconds < 90 * 60) return several(Math.round(seconds / 60), 'minute');
  return `${(seconds / 3600).toFixed(1)} hours`;
}

/** 1234567 -> "1.23 million", as exact as a speed needs. */
export function roughly(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded < 1e6 ? whole.format(rounded) : `${rounded / 1e6} million`;
}

export function loss(value: number): string {
  return value.toFixed(4);
}

/** "12 of 20", or "12" where nobody knows of how many: the pass under way, as many of them being over. */
export function pass({ epoch, epochs }: { epoch: number; epochs?: number | undefined }): string {
  return epochs === undefined ? count(epoch + 1) : `${count(Math.min(epoch + 1, epochs))} of ${count(epochs)}`;
}

/** "34 of 100", of songs that were held out. */
export function hits({ found, queries }: { found: number; queries: number }): string {
  return `${count(found)} of ${count(queries)}`;
}

/** The same as a sentence behind another; nothing where it was not asked yet. */
export function findsHidden(heldOutHits: { found: number; queries: number }[]): string {
  const last = heldOutHits.at(-1);
  return last ? ` Finds ${hits(last)} hidden songs.` : '';
}

/** The same at the end, beside what anybody would find. */
export function findings({ found, queries }: { found: number; queries: number }, popular: number): string {
  return `Of ${count(queries)} songs hidden from it, it finds ${count(found)} among its first ten; naming the ten most popular would find ${popular === 0 ? 'none' : count(popular)}.`;
}

/** How many more or fewer it might as well have been: half of the interval that holds 95 of 100 such draws. */
export function margin({ found, queries }: { found: number; queries: number }): string {
  const share = found / queries;
  return count(Math.max(1, Math.round(1.96 * Math.sqrt(queries * share * (1 - share)))));
}

/** How many of the songs that were held out ten blind guesses each find among so many. */
export function guessed(hidden: number, songs: number): string {
  const expected = (10 * hidden) / songs;
  return expected < 0.5 ? 'none' : count(Math.round(expected));
}

/** A cosine with a true minus sign, for reading in a column. */
export function similarity(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return value < 0 && text !== '0.000' ? `−${text}` : text;
}

/** Blanks, and what leaves no trace on the page: marks of zero width and of direction. */
const invisible = /^[\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

export function songTitle(title: string): string {
  return invisible.test(title) ? 'untitled' : title;
}

export function artistName(artist: string): string {
  return invisible.test(artist) ? 'unknown artist' : artist;
}

/** A song for ears: titles alone are shared by covers. */
export function fullName({ artist, title }: { artist: string; title: string }): string {
  return `${songTitle(title)} by ${artistName(artist)}`;
}

/** "my.csv, line 3, column 7", or "my.json, playlist 3, track 12", as far as it is known. */
export function place(
  { file, line, column, record }: Pick<Failure, 'file' | 'line' | 'column'> & { record?: string },
): string {
  const parts = [];
  if (file) parts.push(file);
  if (record) parts.push(record);
  if (line > 0) parts.push(`line ${count(line)}`);
  if (column > 0) parts.push(`column ${count(column)}`);
  return parts.join(', ');
}

/** A message of the core, which begins small as it may follow a file's name, as a sentence. */
export function sentence(text: string): string {
  const begun = capital(text);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

/** "table of songs" -> "Table of songs"; "iTunes library" stays. */
export function capital(text: string): string {
  const [first = '', second = ''] = text;
  return /\p{Lu}/u.test(second) ? text : first.toUpperCase() + text.slice(first.length);
}

/** What a person can do about a failure, where its message does not say so itself. */
export const remedies: Record<FaultCode, string> = {
  bad_input: '',
  bad_option: '',
  nothing_to_learn: 'It learns from songs that stand next to each other: give it playlists of two songs or more.',
  unknown_track: 'Search for the song by its name.',
  diverged: 'Here, the learning rate is called “Step size”.',
  io: '',
  out_of_memory: 'Close other tabs, or read fewer rows, or use fewer numbers per song.',
  internal: 'Reload the page. If it happens again, please report it.',
};
