// Whether a training that stops by itself stops where it should: what it finds beside trainings of
// fixed numbers of passes.
//
//   node experiments/quality/stopping.mjs [--seeds N] [--hold-out N] PLAYLISTS...
//
// prints a table for each file: passes, the hit rate at ten and NDCG@10 (means over the seeds), the
// seconds of one training and its asking, with one thread. It needs build/release/segue, which
// ./demo makes, or SEGUE.

import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const binary = process.env.SEGUE ?? join(fileURLToPath(new URL('../../', import.meta.url)), 'build/release/segue');
const { values: options, positionals: files } = parseArgs({
  options: { seeds: { type: 'string', default: '5' }, 'hold-out': { type: 'string', default: '1' } }, allowPositionals: true,
});
const passes = ['10', '20', '30', '50', '70', '100', '150', '200', 'auto'];
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function train(file, epochs, seed) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(binary, [
    'evaluate', file, '--hold-out', options['hold-out'], '--epochs', epochs, '--seed', String(seed), '--threads', '1', '--json',
  ], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  const figures = JSON.parse(stdout);
  return { hits: figures['hit_rate@10'], ndcg: figures['ndcg@10'], passes: figures.epochs[0], seconds: (performance.now() - start) / 1000 };
}

for (const file of files) {
  console.log(`\n${basename(file)}\n\n| passes | hit rate @10 | NDCG@10 | seconds |\n|---|---|---|---|`);
  for (const epochs of passes) {
    const runs = Array.from({ length: Number(options.seeds) }, (_, i) => train(file, epochs, 42 + i));
    const made = runs.map((run) => run.passes).join(', ');
    console.log(`| ${epochs === 'auto' ? `stops by itself: ${made}` : epochs} | ${mean(runs.map((run) => run.hits)).toFixed(4)} `
      + `| ${mean(runs.map((run) => run.ndcg)).toFixed(4)} | ${mean(runs.map((run) => run.seconds)).toFixed(1)} |`);
  }
}
