import type { FileReport } from '../../worker/protocol';
import { several } from './words';

export type Kind = FileReport['kind'];

/** What is counted is called by where it comes from. */
export interface Nouns {
  list: string;
  /** What stands in a list, and was read. */
  row: string;
  /** The same in the file, where it need not be what it should. */
  entry: string;
}

const nouns: Record<Kind, Nouns> = {
  playlists: { list: 'playlist', row: 'row', entry: 'row' },
  history: { list: 'session', row: 'play', entry: 'entry' },
};

export function nounsOf(kind: Kind): Nouns {
  return nouns[kind];
}

/** What files come to together: a listening history where there is nothing but plays, as the command line has it. */
export function kindOf(files: Pick<FileReport, 'kind' | 'rowsRead'>[]): Kind {
  const has = (kind: Kind): boolean => files.some((file) => file.rowsRead > 0 && file.kind === kind);
  return has('history') && !has('playlists') ? 'history' : 'playlists';
}

/** "2 playlists, 9 rows", or "2 sessions, 9 plays" */
export function amount(lists: number, rows: number, kind: Kind): string {
  const { list, row } = nouns[kind];
  return `${several(lists, list)}, ${several(rows, row)}`;
}
