import type { Track } from '../../worker/protocol';
import { fileSafe } from '../shared/download';
import * as words from '../shared/words';

type Song = Pick<Track, 'artist' | 'title'>;

export type FileFormat = 'm3u8' | 'xspf' | 'csv' | 'txt';

/** Each form that a playlist can leave in. The names in it come from files that anybody may have written. */
export const fileFormats: Record<FileFormat, { label: string; use: string; type: string; write: (name: string, songs: Song[]) => string }> = {
  m3u8: { label: 'M3U8', use: 'for music players', type: 'audio/x-mpegurl', write: m3u8 },
  xspf: { label: 'XSPF', use: 'for music players, as XML', type: 'application/xspf+xml', write: xspf },
  csv: { label: 'CSV', use: 'for spreadsheets, and for Segue to learn from', type: 'text/csv', write: csv },
  txt: { label: 'Text', use: 'one song a line, for services that import lists', type: 'text/plain', write: plainText },
};

/** On one line, without what no text file holds. */
function line(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029\ufffe\uffff]+/g, ' ').trim();
}

function named({ artist, title }: Song): Song {
  return { artist: words.artistName(line(artist)), title: words.songTitle(line(title)) };
}

const separator = / [-–—] |\t/;

/** "artist - title", as a line of it is understood by who reads it; undefined where it would be torn elsewhere. */
function songLine({ artist, title }: Song): string | undefined {
  const whole = `${artist} - ${title}`;
  const numbered = /^\d{1,5}[.)] /.test(whole);
  return separator.test(`${artist} `) || numbered ? undefined : whole;
}

export function fileName(name: string, format: FileFormat): string {
  return `${fileSafe(line(name)) || 'playlist'}.${format}`;
}

/** Extended M3U. Players look for the path, people read the line above; nobody knows how long a song is. */
function m3u8(name: string, songs: Song[]): string {
  const entries = songs.map(named).map((song) => {
    const path = fileSafe(`${song.artist} - ${song.title}`) || 'song';
    return `#EXTART:${song.artist}\n#EXTINF:-1,${songLine(song) ?? song.title}\n${path}.mp3\n`;
  });
  return `#EXTM3U\n#PLAYLIST:${line(name)}\n${entries.join('')}`;
}

function xml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}

function xspf(name: string, songs: Song[]): string {
  const tracks = songs.map(named).map(({ artist, title }) =>
    `    <track>\n      <creator>${xml(artist)}</creator>\n      <title>${xml(title)}</title>\n    </track>\n`);
  return '<?xml version="1.0" encoding="UTF-8"?>\n<playlist version="1" xmlns="http://xspf.org/ns/0/">\n'
    + `  <title>${xml(line(name))}</title>\n  <trackList>\n${tracks.join('')}  </trackList>\n</playlist>\n`;
}

/** The data set's own form: quotes are doubled and, as it escapes with backslashes too, so are those. */
function csv(name: string, songs: Song[]): string {
  const field = (text: string): string => `"${line(text).replaceAll('\\', '\\\\').replaceAll('"', '""')}"`;
  const rows = songs.map(({ artist, title }) => `${['me', artist, title, name].map(field).join(',')}\n`);
  return `"user_id", "artistname", "trackname", "playlistname"\n${rows.join('')}`;
}

/** "artist - title" a line. */
export function plainText(_name: string, songs: Song[]): string {
  return songs.map(named).map(({ artist, title }) => `${artist} - ${title}\n`).join('');
}
