// What a model of the sample says is similar, held against the catalogue.
//
//   node data/neighbours.mjs MODEL                prints ten songs of ten genres, each with its ten
//                                                 most similar, and what share of all the catalogue's
//                                                 songs' ten most similar are of a like genre, and of
//                                                 covers and originals find each other
//   node data/neighbours.mjs --readme MODEL       puts it into data/README.md as well
//
// MODEL is what `segue similar` takes: a model file, a run's folder or a run's name. It asks
// build/release/segue, which ./demo makes, so it judges what a person is told.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { putIntoReadme } from './readme.mjs';

const program = fileURLToPath(new URL('../build/release/segue', import.meta.url));

/** Ten songs that many know, of ten genres far apart. */
const shown = [
  "Tom Petty - Free Fallin'",
  'Miles Davis - So What',
  'Nirvana - Smells Like Teen Spirit',
  'Dolly Parton - Jolene',
  'Metallica - Master of Puppets',
  'Bob Marley & The Wailers - No Woman, No Cry',
  'ABBA - Dancing Queen',
  'Dr. Dre - Still D.R.E.',
  'Édith Piaf - La Foule',
  'Daft Punk - One More Time',
];

/** The lines of a table in data/ as objects by column. */
export function readTable(name) {
  const [header, ...lines] = readFileSync(new URL(name, import.meta.url), 'utf8').trimEnd().split('\n')
    .map((line) => line.split('\t'));
  return lines.map((fields) => Object.fromEntries(header.map((column, i) => [column, fields[i]])));
}

const nameOf = ({ artist, title }) => `${artist} - ${title}`;

/** What identifies a track of the catalogue: its names in lower case, with plain dashes, without quotation marks at their ends. */
export const keyOf = ({ artist, title }) =>
  [artist, title].map((text) => text.replace(/^"+|"+$/g, '').replace(/[–—]/g, '-')).join(' - ').toLowerCase();

/** For each song the keys of its ten most similar. Several are asked at once. */
export async function similarTo(songs, model, run = program) {
  const found = new Map();
  const left = [...songs];
  const work = async () => {
    for (let song = left.pop(); song; song = left.pop()) {
      const { stdout } = await promisify(execFile)(run, ['similar', model, '--json', '-n', '10', '--', keyOf(song)]);
      found.set(song, JSON.parse(stdout).neighbours.map(({ track }) => track));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found;
}

/** Whether two genres are one or neighbours, from the table, where one of two lines is enough. */
function genreKinship() {
  const neighbours = new Map(readTable('genres.tsv').map(({ genre, neighbours: names }) => [genre, names.split(', ')]));
  return (a, b) => a === b || Boolean(neighbours.get(a)?.includes(b)) || Boolean(neighbours.get(b)?.includes(a));
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/**
 * { genre, kin, kinByChance, covers, pairs }: the mean share of a song's ten most similar that are of
 * its genre; of its genre or a neighbour; the latter of songs drawn by chance; and of covers and
 * originals, asked in both directions, the share that has the other among its ten most similar.
 * `found` is as similarTo() gives it, of all songs that are to count.
 */
export function measure(songs, found) {
  const songOfKey = new Map(songs.map((song) => [keyOf(song), song]));
  const songOfName = new Map(songs.map((song) => [nameOf(song), song]));
  const isKin = genreKinship();
  const shareOf = (holds) => mean([...found].map(([song, keys]) =>
    mean(keys.map((key) => Number(holds(song.genre, songOfKey.get(key).genre))))));
  const pairs = songs.filter(({ cover_of }) => cover_of).map((cover) => [cover, songOfName.get(cover.cover_of)]);
  const asked = [...pairs, ...pairs.map(([cover, original]) => [original, cover])].filter(([song]) => found.has(song));
  return {
    genre: shareOf((a, b) => a === b),
    kin: shareOf(isKin),
    kinByChance: mean([...found.keys()].map((song) => mean(songs.map(({ genre }) => Number(isKin(song.genre, genre)))))),
    covers: mean(asked.map(([song, other]) => Number(found.get(song).includes(keyOf(other))))),
    pairs: pairs.length,
  };
}

const percent = (share) => `${(100 * share).toFixed(1)}%`;

function require(songs, name) {
  const song = songs.find((other) => nameOf(other) === name);
  if (!song) throw new Error(`data/catalogue.tsv has no ${name}: choose another song to show`);
  return song;
}

function report(songs, found, shownSongs) {
  const songOfKey = new Map(songs.map((song) => [keyOf(song), song]));
  const { genre, kin, kinByChance, covers, pairs } = measure(songs, found);
  const lists = shownSongs.map((song) => {
    const neighbours = found.get(song).map((key) => nameOf(songOfKey.get(key)));
    return `**${nameOf(song)}** (${song.genre}, ${song.year}): ${neighbours.join('; ')}.`;
  });
  return [
    '| of a song\'s ten most similar, over all songs | |',
    '|---|---:|',
    `| are of its genre | ${percent(genre)} |`,
    `| are of its genre or a neighbouring one | ${percent(kin)} |`,
    `| of songs drawn by chance, are that | ${percent(kinByChance)} |`,
    `| hold the original of a cover, or the cover of an original (${pairs} pairs, both ways) | ${percent(covers)} |`,
    '',
    lists.join('\n\n'),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isReadme = process.argv[2] === '--readme';
  const model = process.argv[isReadme ? 3 : 2];
  if (model === undefined) {
    console.error(`usage: node ${process.argv[1]} [--readme] MODEL`);
    process.exit(2);
  }
  const songs = readTable('catalogue.tsv');
  const shownSongs = shown.map((name) => require(songs, name));
  const text = report(songs, await similarTo(songs, model), shownSongs);
  console.log(text);
  if (isReadme) putIntoReadme('neighbours', text);
}
