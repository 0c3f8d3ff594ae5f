// How well the recipes and the simple methods find the tracks that playlists lack, and what `similar`
// calls alike; writes experiments/quality/results.md.
//
//   node experiments/quality/run.mjs [--seeds N] NAME=PLAYLISTS.csv...
//
// The sample is always among the sets. Of a set named "people" two are made: itself, and ten thousand
// short playlists drawn from it (short_playlists.mjs), asked through --queries. Takes the time of
// five trainings a row; it needs build/release/segue, which ./demo makes.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const binary = join(repository, 'build/release/segue');
const results = join(repository, 'experiments/quality/results.md');
const { values: options, positionals } = parseArgs({
  options: { seeds: { type: 'string', default: '5' } }, allowPositionals: true,
});

/** Skip-gram as word2vec's own program has it unless told otherwise. */
const word2vec = ['--memory', 'no', '--window', '5', '--negative', '5', '--ns-exponent', '0.75', '--sample', '0.001', '--lr', '0.025', '--epochs', '5'];
const recipes = [
  { name: '**`playlist` recipe**', args: ['--baselines', '--similar'] },
  { name: 'its vectors alone', args: ['--memory', 'no', '--similar'] },
  { name: "word2vec's defaults", args: [...word2vec, '--similar'] },
  { name: '`seed` recipe', args: ['--recipe', 'seed', '--similar'] },
];
const baselines = {
  popularity: 'popularity', item_knn: 'item-kNN', item_knn_length: 'item-kNN by length', als: 'implicit ALS', ease: 'EASE',
  markov: 'Markov (it knows the order)', near: 'near (it knows the order)',
};

const folder = mkdtempSync(join(tmpdir(), 'segue-quality-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

function run(program, args) {
  const shown = [program === binary ? 'segue' : 'node', ...args].map((arg) => arg.replace(`${folder}/`, '').replace(repository, ''));
  process.stderr.write(`${shown.join(' ')}\n`);
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1));
  return stdout;
}

const segue = (...args) => run(binary, args);

// ---- tables ----

const percent = (share) => `${(100 * share).toFixed(1)}%`;
const fraction = (number) => number.toFixed(3);
const ranged = (figures, metric, form) => `${form(figures[metric])} (${figures.intervals[metric].map(form).join(' to ')})`;

function table(header, rows) {
  const cells = [header, header.map(() => '---'), ...rows];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const metricsHeader = ['', 'hit rate @10', 'NDCG@10', 'recall @10', 'recall @100', 'R-precision', 'MRR', 'coverage @10', 'popularity @10'];

function metricsRow(name, figures) {
  if (figures.left_out) return [name, ...metricsHeader.slice(1).map(() => '-')];
  return [
    name, ranged(figures, 'hit_rate@10', percent), ranged(figures, 'ndcg@10', fraction), percent(figures['recall@10']),
    percent(figures['recall@100']), percent(figures.r_precision), fraction(figures.mrr), percent(figures['coverage@10']),
    figures['popularity@10'].toFixed(1),
  ];
}

/** Rows of the recipes, each [name, figures], and after the first one those of the simple methods. */
function metricsTable(rows) {
  const [[first, figures], ...others] = rows;
  const simple = Object.entries(baselines).map(([key, name]) => [name, figures.baselines[key]]);
  return table(metricsHeader, [[first, figures], ...simple, ...others].map(([name, each]) => metricsRow(name, each)));
}

function similarTable(rows) {
  const kinds = Object.keys(rows[0][1].similar);
  return table(['of the ten most similar', ...kinds.map((kind) => kind.replace('_', ' '))],
    rows.map(([name, { similar }]) => [name, ...kinds.map((kind) => ranged(similar[kind], 'precision@10', percent))]));
}

// ---- sets ----

function heldOut(name, file, catalogue = []) {
  const args = ['evaluate', file, '--hold-out', '0.1', '--seeds', options.seeds, '--json'];
  const rows = recipes.map((recipe) => [recipe.name, JSON.parse(segue(...args, ...recipe.args, ...catalogue))]);
  return `## ${name}

A tenth of each playlist held out, ${options.seeds} seeds of split and training, ${rows[0][1].queries} playlists asked.

${metricsTable(rows)}

${similarTable(rows)}
`;
}

const meanOf = (all, metric) => all.reduce((sum, each) => sum + each[metric], 0) / all.length;

/** The mean figures of several models asked the same queries; the intervals are the first one's. */
function meanFigures(all) {
  const mean = { ...all[0] };
  for (const [name, value] of Object.entries(mean)) if (typeof value === 'number') mean[name] = meanOf(all, name);
  return mean;
}

function shortPlaylists(name, file) {
  run(process.execPath, [join(repository, 'experiments/quality/short_playlists.mjs'), file, folder]);
  const [train, queries] = ['train.csv', 'queries.jsonl'].map((part) => join(folder, part));
  const ask = ({ args }, seed) => {
    const training = args.filter((arg) => !['--baselines', '--similar'].includes(arg));
    segue('train', train, '--out', join(folder, 'm'), '--seed', String(seed), ...training);
    const simple = args.includes('--baselines') && seed === 42 ? ['--baselines', '--train', train] : [];
    return JSON.parse(segue('evaluate', join(folder, 'm'), '--queries', queries, ...simple, '--json'));
  };
  const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => 42 + i);
  const rows = recipes.filter(({ args }) => !args.includes('seed'))
    .map((recipe) => [recipe.name, meanFigures(seeds.map((seed) => ask(recipe, seed)))]);
  return `## ${name}, ten thousand short playlists drawn from it

Asked through \`--queries\`, one track of each held out; ${options.seeds} seeds of training.

${metricsTable(rows)}
`;
}

const sets = positionals.map((text) => text.split(/=(.*)/s));
if (sets.some(([, file]) => !file)) {
  console.error('usage: node experiments/quality/run.mjs [--seeds N] NAME=PLAYLISTS.csv...');
  process.exit(2);
}
const sample = join(repository, 'data/sample.csv');
const parts = [heldOut('The sample', sample, ['--catalogue', join(repository, 'data/catalogue.tsv')])];
for (const [name, file] of sets) {
  parts.push(heldOut(name, file));
  if (name === 'people') parts.push(shortPlaylists(name, file));
}
const commit = spawnSync('git', ['-C', repository, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim();
writeFileSync(results, `# Results of the quality measurements

Made by \`node experiments/quality/run.mjs ${positionals.map((text) => text.replace(/=.*\//, '=')).join(' ')}\` at commit ${commit}.
In brackets where a figure lies with 95% certainty over other playlists of the same kind (bootstrap).

${parts.join('\n')}`);
process.stderr.write(`wrote ${results}\n`);
