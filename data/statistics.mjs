// What collections of playlists are like, one beside the other, as a table.
//
//   node data/statistics.mjs FILE...            CSV of the Zenodo form, or slices of the Million
//                                               Playlist Dataset (JSON)
//   node data/statistics.mjs --readme FILE...   puts the table into data/README.md as well
//
// A track is its artist and title in lower case, a playlist its user and its name. It reads the
// files itself, so that no code of Segue's says what Segue made.

import { createReadStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { putIntoReadme } from './readme.mjs';

const shortestToJudge = 5;  // in a shorter list order and artists say little

/** The four fields of a row, or null. A quote inside a field is doubled, escaped or bare. */
function fieldsOf(line) {
  const fields = [];
  const field = / *(?:"((?:[^"\\]|""|\\.)*)" *|([^",][^,]*|))(?:,|$)/y;
  while (field.lastIndex < line.length) {
    const match = field.exec(line);
    if (!match) break;
    fields.push(match[1] === undefined ? match[2] : match[1].replace(/""|\\(["\\])/g, (_, escaped) => escaped ?? '"'));
    if (field.lastIndex === line.length && fields.length === 4) return fields;
  }
  const bare = line.slice(1, -1).split('","');
  return bare.length === 4 ? bare : null;
}

/** Gathers playlists as arrays of track numbers, and which artist each track is by. */
class Collection {
  playlists = new Map();
  #tracks = new Map();
  #artists = new Map();
  artistOf = [];
  titles = [];
  artistNames = [];
  passedOver = 0;

  add(user, name, artist, title) {
    const list = `${user}\n${name}`;
    if (!this.playlists.has(list)) this.playlists.set(list, { user, tracks: [] });
    this.playlists.get(list).tracks.push(this.#track(artist.toLowerCase(), title.toLowerCase()));
  }

  #track(artist, title) {
    const key = `${artist}\n${title}`;
    if (!this.#tracks.has(key)) {
      if (!this.#artists.has(artist)) {
        this.#artists.set(artist, this.#artists.size);
        this.artistNames.push(artist);
      }
      this.#tracks.set(key, this.#tracks.size);
      this.artistOf.push(this.#artists.get(artist));
      this.titles.push(title);
    }
    return this.#tracks.get(key);
  }
}

async function read(path) {
  const collection = new Collection();
  if (path.endsWith('.json')) {
    for (const { pid, name, tracks } of JSON.parse(readFileSync(path, 'utf8')).playlists) {
      for (const { artist_name, track_name } of tracks) collection.add('', `${name} ${pid}`, artist_name, track_name);
    }
    return collection;
  }
  let isHeader = true;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const fields = isHeader || line === '' ? undefined : fieldsOf(line);
    if (fields) collection.add(fields[0], fields[3], fields[1], fields[2]);
    if (fields === null) ++collection.passedOver;
    isHeader = false;
  }
  return collection;
}

const ascending = (numbers) => [...numbers].sort((a, b) => a - b);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const share = (part, whole) => `${(100 * part / whole).toFixed(1)}%`;
const grouped = (number) => number.toLocaleString('en-GB');

/** The number that `part` of them, which are in order, lie below. */
const quantile = (numbers, part) => numbers[Math.min(numbers.length - 1, Math.floor(part * numbers.length))];

function countsBy(items, keyOf) {
  const counts = new Map();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

/** How unequal the numbers, in order, are: 0 where all are the same, towards 1 where one has all. */
function gini(numbers) {
  const count = numbers.length;
  return sum(numbers.map((number, i) => (2 * (i + 1) - count - 1) * number)) / (count * sum(numbers));
}

/** The slope of log frequency over log rank (least squares) among the tenth that occurs most. */
function zipfSlope(falling) {
  const points = falling.slice(0, Math.ceil(falling.length / 10)).map((y, i) => [Math.log(i + 1), Math.log(y)]);
  const mean = (axis) => sum(points.map((point) => point[axis])) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  return sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / sum(points.map(([x]) => (x - meanX) ** 2));
}

const isInOrder = (texts) => texts.every((text, i) => i === 0 || texts[i - 1] <= text);

/** The statistics by name, as texts. */
function statistics({ playlists, artistOf, titles, artistNames, passedOver }) {
  const lists = [...playlists.values()];
  const judged = lists.filter(({ tracks }) => tracks.length >= shortestToJudge).map(({ tracks }) => tracks);
  const lengths = ascending(lists.map(({ tracks }) => tracks.length));
  const rows = sum(lengths);
  const counts = ascending(countsBy(lists.flatMap(({ tracks }) => tracks), (track) => track).values());
  const falling = [...counts].reverse();
  const inLists = countsBy(lists.flatMap(({ tracks }) => [...new Set(tracks)]), (track) => track);
  const ofPeople = ascending(countsBy(lists, ({ user }) => user).values());
  const artists = judged.map((tracks) => [...countsBy(tracks, (track) => artistOf[track]).values()]);
  const rowsOfMost = (part) => share(sum(falling.slice(0, Math.ceil(part * falling.length))), rows);
  const judgedShare = (holds) => share(judged.filter(holds).length, judged.length);
  const isAnonymous = lists.every(({ user }) => user === '');
  return {
    'rows': grouped(rows),
    'rows that could not be read': grouped(passedOver),
    'playlists': grouped(lists.length),
    'tracks': grouped(counts.length),
    'artists': grouped(artistNames.length),
    'people': isAnonymous ? '' : grouped(ofPeople.length),
    'playlists of one person: median, most':
      isAnonymous ? '' : `${grouped(quantile(ofPeople, 0.5))}, ${grouped(ofPeople.at(-1))}`,
    ...Object.fromEntries([0.1, 0.25, 0.5, 0.75, 0.9, 0.99].map((part) =>
      [part === 0.5 ? 'tracks in a playlist: median' : `tracks in a playlist: ${100 * part}% quantile`, grouped(quantile(lengths, part))])),
    'the longest playlist': grouped(lengths.at(-1)),
    'rows in the longest tenth of the playlists': share(sum(lengths.slice(-Math.ceil(lengths.length / 10))), rows),
    'playlists that hold the most frequent track': share(Math.max(...inLists.values()), lists.length),
    'rows of the most frequent 1% of tracks': rowsOfMost(0.01),
    'rows of the most frequent 10% of tracks': rowsOfMost(0.1),
    'inequality of track frequency (Gini)': gini(counts).toFixed(2),
    'slope of frequency over rank (Zipf), top 10%': zipfSlope(falling).toFixed(2),
    'tracks that occur once': share(counts.filter((count) => count === 1).length, counts.length),
    'playlists in order of title': judgedShare((tracks) => isInOrder(tracks.map((track) => titles[track]))),
    'playlists in order of artist':
      judgedShare((tracks) => isInOrder(tracks.map((track) => artistNames[artistOf[track]]))),
    'playlists at least half by one artist': share(
      artists.filter((byArtist) => 2 * Math.max(...byArtist) >= sum(byArtist)).length, judged.length),
    'different artists a track, median':
      quantile(ascending(artists.map((byArtist) => byArtist.length / sum(byArtist))), 0.5).toFixed(2),
    'playlists that hold a track twice': judgedShare((tracks) => new Set(tracks).size < tracks.length),
  };
}

const isReadme = process.argv[2] === '--readme';
const paths = process.argv.slice(isReadme ? 3 : 2);
if (paths.length === 0) {
  console.error(`usage: node ${fileURLToPath(import.meta.url)} [--readme] FILE...`);
  process.exit(2);
}
const columns = [];
for (const path of paths) columns.push(statistics(await read(path)));
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = [
  row(['', ...paths.map((path) => `\`${basename(path)}\``)]),
  `|---|${'---:|'.repeat(paths.length)}`,
  ...Object.keys(columns[0]).map((name) => row([name, ...columns.map((column) => column[name])])),
].join('\n');
console.log(table);
if (isReadme) putIntoReadme('statistics', table);
