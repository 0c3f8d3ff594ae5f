// How close a model comes to the neighbours that song2vec published.
//
//   node experiments/song2vec/overlap.mjs zenodo-10k.csv seed-neighbours.json
//
// trains the seed recipe with several seeds and prints, for each, the mean overlap of top 10 with
// the published one, the same with our run before it, and the rank of Tom Petty's "Free Fallin'" for
// John Mayer's cover. It needs build/release/segue, which ./demo makes. The overlap is computed here
// from the tables alone, so that no code of Segue's judges Segue.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const segue = fileURLToPath(new URL('../../build/release/segue', import.meta.url));

/** The rows of the model's input table, each of length 1. */
function unitRows(path) {
  const bytes = readFileSync(path);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const { shape: [count, dim], data_offsets: [begin, end] } = JSON.parse(bytes.toString('utf8', 8, start)).input;
  const values = new Float32Array(Uint8Array.from(bytes.subarray(start + begin, start + end)).buffer);
  return Array.from({ length: count }, (_, i) => {
    const row = values.subarray(i * dim, (i + 1) * dim);
    const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    return row.map((x) => x / norm);
  });
}

/** The ten positions most similar to `position`, itself left out, in no order. */
function topTen(rows, position) {
  const query = rows[position - 1];
  const best = [];  // [score, position], the worst of them first
  for (let i = 0; i < rows.length; ++i) {
    if (i === position - 1) continue;
    const row = rows[i];
    let score = 0;
    for (let j = 0; j < row.length; ++j) score += row[j] * query[j];
    if (Number.isNaN(score)) throw new Error('the model holds a NaN');
    if (best.length === 10 && score <= best[0][0]) continue;
    best.push([score, i + 1]);
    best.sort((a, b) => a[0] - b[0]);
    if (best.length > 10) best.shift();
  }
  return best.map(([, found]) => found);
}

/** For each position its ten nearest in the model's table, as a set. */
function nearest(path, positions) {
  const rows = unitRows(path);
  return positions.map((position) => new Set(topTen(rows, position)));
}

/** How many members two lists of sets share, on average. */
function meanShared(ours, theirs) {
  return ours.reduce((sum, set, i) => sum + [...set].filter((x) => theirs[i].has(x)).length, 0) / ours.length;
}

const positionsOf = (published) => published.map(({ position }) => position);
const setsOf = (published) => published.map(({ neighbours }) => new Set(positionsOf(neighbours)));

/** The mean number of positions that a model and the published list share in their top 10. */
export function overlap(path, published) {
  return meanShared(nearest(path, positionsOf(published)), setsOf(published));
}

function run(cwd, csv, seed) {
  execFileSync(segue, ['run', `seed-${seed}`, '--csv_path', resolve(csv), '-rs', String(seed)], { cwd, stdio: 'pipe' });
  return join(cwd, `experiments/seed-${seed}/model.safetensors`);
}

/** The rank of `track` among the neighbours of `query`, for each seed. */
export function ranks(cwd, csv, seeds, query, track) {
  return seeds.map((seed) => {
    run(cwd, csv, seed);
    const { neighbours: found } = JSON.parse(execFileSync(segue,
      ['similar', `seed-${seed}`, query, '-n', '100000', '--json'], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 }));
    return found.findIndex((neighbour) => neighbour.track === track) + 1;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [csv, publishedPath] = process.argv.slice(2);
  if (publishedPath === undefined) throw new Error('usage: overlap.mjs PLAYLISTS.csv PUBLISHED.json');
  const published = JSON.parse(readFileSync(publishedPath, 'utf8')).tracks;
  const cwd = mkdtempSync(join(tmpdir(), 'segue-'));
  let before = null;
  for (const seed of [42, 1, 2, 3, 4, 5]) {
    const [rank] = ranks(cwd, csv, [seed], "john mayer - free fallin' - live at the nokia theatre", "tom petty - free fallin'");
    const ours = nearest(join(cwd, `experiments/seed-${seed}/model.safetensors`), positionsOf(published));
    const own = before === null ? '' : `, with our run before ${meanShared(ours, before).toFixed(3)}`;
    console.log(`seed ${seed}: overlap ${meanShared(ours, setsOf(published)).toFixed(3)}${own}, rank ${rank}`);
    before = ours;
  }
  rmSync(cwd, { recursive: true });
}
