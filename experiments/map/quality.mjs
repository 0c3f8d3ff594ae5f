// How well a map keeps near tracks near, and how long it takes: ours beside umap-js.
//
//   node experiments/map/quality.mjs MODEL [--umap-js]
//
// lays a copy of the model out by `segue map` and prints the trustworthiness at 15 neighbours (Venna
// and Kaski 2001) over all tracks, or 2,000 of them, evenly spaced, where there are more; with
// --umap-js the same for umap-js with its defaults, which npm installs into a temporary folder. The
// distances are those of `similar`: 1 - cosine of input vectors under the recipe seed; else 1 - the mean
// of the cosines of either's input with the other's output vector. It needs build/release/segue, which
// ./demo makes. No code of Segue's judges Segue: vectors and places are read from the file and compared
// here.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { mean, say, segue, table, temporaryFolder } from '../benchmarks/tools.mjs';

const neighbours = 15;
const mostJudged = 2000;

/** A safetensors file: { metadata, tensor(name) }, the tensors being of 32-bit numbers. */
function readModel(path) {
  const bytes = readFileSync(path);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata, ...entries } = JSON.parse(bytes.toString('utf8', 8, start));
  const tensor = (name) => {
    const { shape, data_offsets: [begin, end] } = entries[name];
    const values = new Float32Array(Uint8Array.from(bytes.subarray(start + begin, start + end)).buffer);
    return { rows: shape[0], dim: shape[1], values };
  };
  return { metadata, tensor };
}

/** The tables side by side, each row of each at such a length that two sides' products add up to a mean. */
function unitRows(tables) {
  const [{ rows, dim }] = tables;
  const width = dim * tables.length;
  const values = new Float64Array(rows * width);
  tables.forEach((table, side) => {
    for (let i = 0; i < rows; ++i) {
      let sum = 0;
      for (let j = 0; j < dim; ++j) sum += table.values[i * dim + j] ** 2;
      const scale = 1 / Math.sqrt(sum * tables.length);
      for (let j = 0; j < dim; ++j) values[i * width + side * dim + j] = table.values[i * dim + j] * scale;
    }
  });
  return { rows, dim: width, values };
}

/** What asks and what answers: a row of the one times a row of the other is a similarity. */
function similarityOf({ metadata, tensor }) {
  const input = tensor('input');
  if (metadata.recipe === 'seed') return { questions: unitRows([input]), answers: unitRows([input]) };
  const output = tensor('output');
  return { questions: unitRows([input, output]), answers: unitRows([output, input]) };
}

/** From one row to all. */
function distancesOf({ questions, answers }, from) {
  const { rows, dim } = questions;
  const distances = new Float64Array(rows);
  const row = questions.values.subarray(from * dim, (from + 1) * dim);
  for (let i = 0; i < rows; ++i) {
    let dot = 0;
    for (let j = 0, at = i * dim; j < dim; ++j, ++at) dot += answers.values[at] * row[j];
    distances[i] = 1 - dot;
  }
  return distances;
}

/** From one track to all on a map, squared. */
function distancesOnMap({ rows, values }, from) {
  return Float64Array.from({ length: rows }, (_, i) =>
    (values[2 * i] - values[2 * from]) ** 2 + (values[2 * i + 1] - values[2 * from + 1]) ** 2);
}

/** The nearest, without the row itself. */
function nearest(distances, self, count) {
  const best = [];
  for (let i = 0; i < distances.length; ++i) {
    if (i === self || (best.length === count && distances[i] >= distances[best.at(-1)])) continue;
    let at = best.length;
    while (at > 0 && distances[best[at - 1]] > distances[i]) --at;
    best.splice(at, 0, i);
    if (best.length > count) best.pop();
  }
  return best;
}

/**
 * Of each judged row the neighbours on the map, and how far past the true ones they rank; and how
 * many of the true ones are among them.
 */
function judge(similarity, map) {
  const n = map.rows;
  const judged = Math.min(n, mostJudged);
  const worst = neighbours * (2 * n - 3 * neighbours - 1) / 2;
  const penalties = [];
  const kept = [];
  for (let at = 0; at < judged; ++at) {
    const row = Math.floor(at * n / judged);
    const far = distancesOf(similarity, row);
    const onMap = nearest(distancesOnMap(map, row), row, neighbours);
    const ranks = onMap.map((other) => {
      let rank = 1;
      for (let i = 0; i < n; ++i) {
        if (i !== row && (far[i] < far[other] || (far[i] === far[other] && i < other))) ++rank;
      }
      return rank;
    });
    penalties.push(ranks.reduce((sum, rank) => sum + Math.max(0, rank - neighbours), 0) / worst);
    kept.push(ranks.filter((rank) => rank <= neighbours).length / neighbours);
  }
  return { trustworthiness: 1 - mean(penalties), kept: mean(kept) };
}

/** What `work` gives, and the seconds that it took. */
function timed(work) {
  const start = performance.now();
  return { result: work(), seconds: (performance.now() - start) / 1000 };
}

function ours(model) {
  const copy = join(temporaryFolder(), 'model.safetensors');
  cpSync(model, copy);
  const { seconds } = timed(() => execFileSync(segue, ['map', copy, '--threads', '1'], { stdio: 'ignore' }));
  return { map: readModel(copy).tensor('map'), seconds };
}

/** With random numbers from a seed, so that it repeats. */
function umapJs({ questions, answers }) {
  const folder = temporaryFolder();
  execFileSync('npm', ['install', '--prefix', folder, 'umap-js@1.4.0'], { stdio: 'ignore' });
  const { UMAP } = createRequire(join(folder, 'package.json'))('umap-js');
  const { rows, dim } = questions;
  // umap-js knows one vector a row: the question, and behind it the answer.
  const vectors = Array.from({ length: rows }, (_, i) =>
    [questions, answers].flatMap(({ values }) => Array.from(values.subarray(i * dim, (i + 1) * dim))));
  const distanceFn = (a, b) => {
    let dot = 0;
    for (let i = 0; i < dim; ++i) dot += a[i] * b[dim + i];
    return 1 - dot;
  };
  let state = 42;
  const random = () => {  // mulberry32
    state = (state + 0x6D2B79F5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const { result, seconds } = timed(() => new UMAP({ nNeighbors: neighbours, distanceFn, random }).fit(vectors));
  return { map: { rows, dim: 2, values: Float64Array.from(result.flat()) }, seconds };
}

const [model, ...flags] = process.argv.slice(2);
if (!model) {
  say('usage: node experiments/map/quality.mjs MODEL [--umap-js]');
  process.exit(2);
}
const file = existsSync(join(model, 'model.safetensors')) ? join(model, 'model.safetensors') : model;
const similarity = similarityOf(readModel(file));
const makers = { 'segue map': () => ours(file) };
if (flags.includes('--umap-js')) makers['umap-js 1.4.0'] = () => umapJs(similarity);
const results = [];
for (const [name, make] of Object.entries(makers)) {
  say(`${name} on ${similarity.questions.rows} tracks`);
  const { map, seconds } = make();
  const { trustworthiness, kept } = judge(similarity, map);
  results.push([name, seconds.toFixed(1), trustworthiness.toFixed(4), kept.toFixed(3)]);
}
console.log(table(['', 'seconds', 'trustworthiness', `of the ${neighbours} nearest kept`], results));
