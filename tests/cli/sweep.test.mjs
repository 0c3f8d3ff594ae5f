import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary, folder, segue, smallRows, writePlaylists } from './segue.mjs';

const usual = { inputs: ['a.csv'], hold_out: 1, options: { dim: 8, epochs: [2, 3], lr: [0.01, 0.05] } };

function small(t) {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'a.csv'), smallRows());
  return cwd;
}

function sweep(cwd, config, args = []) {
  writeFileSync(join(cwd, 'c.json'), typeof config === 'string' ? config : JSON.stringify(config));
  return segue(cwd, ['sweep', 'c.json', ...args]);
}

/** The lines of the results file as objects. */
function results(cwd, name = 'c.results.jsonl') {
  return readFileSync(join(cwd, name), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
}

const sorted = (lines) => lines.map((line) => JSON.stringify(line.configuration)).sort();

test('a grid tries every combination, and writes the best one out', (t) => {
  const cwd = small(t);
  const run = sweep(cwd, usual);
  assert.equal(run.status, 0, run.stderr);
  const lines = results(cwd);
  assert.deepEqual(sorted(lines), [
    '{"dim":8,"epochs":2,"lr":0.01}', '{"dim":8,"epochs":2,"lr":0.05}',
    '{"dim":8,"epochs":3,"lr":0.01}', '{"dim":8,"epochs":3,"lr":0.05}',
  ]);
  const highest = Math.max(...lines.map((line) => line['ndcg@10']));
  const best = JSON.parse(readFileSync(join(cwd, 'c.best.json')));
  assert.equal(best.metric, 'ndcg@10');
  assert.ok(Math.abs(best['ndcg@10'] - highest) < 1e-12);
  assert.match(run.stdout, /^ndcg@10   seconds   options\n( *\d\.\d{4} +\d+\.\d   --dim 8 --epochs [23] --lr 0\.0[15]\n){4}$/);
  assert.match(run.stderr, /4 configurations\nwrote c\.best\.json; .*\n  segue evaluate a\.csv --hold-out 1 --seed 42 --dim 8 /);
  assert.deepEqual(JSON.parse(sweep(cwd, usual, ['--json']).stdout).configuration, best.configuration);
});

test('what it asks about is not what evaluate asks about', (t) => {
  const cwd = small(t);
  // Ten playlists of nine tracks: one of each for evaluate, another one for the sweep.
  assert.equal(sweep(cwd, { ...usual, options: { dim: 8, epochs: 2 } }).status, 0);
  const [swept] = results(cwd);
  const args = ['a.csv', '--hold-out', '1', '--dim', '8', '--epochs', '2', '--threads', '1', '--json'];
  const evaluated = JSON.parse(segue(cwd, ['evaluate', ...args]).stdout);
  assert.equal(swept.held_out, 10);
  assert.notEqual(swept.mrr, evaluated.mrr);
  // Playlists that can give up one track but not two leave nothing to ask about.
  const short = [0, 1, 2].flatMap((list) => [0, 1, 2].map((song) => [`list ${list}`, 'a', `song ${song}`]));
  writePlaylists(join(cwd, 'a.csv'), short);
  assert.equal(segue(cwd, ['evaluate', ...args]).status, 0);
  const none = sweep(cwd, { ...usual, results: 'short' });
  assert.equal(none.status, 1);
  assert.match(none.stderr, /no configuration could be trained; the first one: no playlist has so many/);
});

test('a sweep goes on where it was, and leaves out what is known', (t) => {
  const cwd = small(t);
  assert.equal(sweep(cwd, { ...usual, options: { ...usual.options, lr: [0.01] } }).status, 0);
  const before = readFileSync(join(cwd, 'c.results.jsonl'), 'utf8');
  // The process was killed while it wrote the next line.
  writeFileSync(join(cwd, 'c.results.jsonl'), before + '{"configuration": {"dim": 8, "epo');
  const { lr, ...rest } = usual.options;  // in another order
  const run = sweep(cwd, { ...usual, options: { lr, ...rest } });
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stderr, /4 configurations, 2 of which are in the results already/);
  const after = readFileSync(join(cwd, 'c.results.jsonl'), 'utf8');
  assert.ok(after.startsWith(before));
  assert.equal(results(cwd).length, 4);
  assert.match(sweep(cwd, usual).stderr, /4 configurations, 4 of which/);
  assert.equal(readFileSync(join(cwd, 'c.results.jsonl'), 'utf8'), after);
});

test('a result that lacks the metric is made anew', (t) => {
  const cwd = small(t);
  const config = { ...usual, metric: 'mrr@20' };
  assert.equal(sweep(cwd, config).status, 0);
  const lines = results(cwd).map(({ 'mrr@20': _, ...line }, i) => i < 3 ? line : { ...line, 'mrr@20': _ });
  writeFileSync(join(cwd, 'c.results.jsonl'), lines.map((line) => JSON.stringify(line) + '\n').join(''));
  const run = sweep(cwd, config);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stderr, /4 configurations, 1 of which are in the results already/);
  assert.equal(results(cwd).length, 7);
});

test('an interrupted sweep keeps what is done', async (t) => {
  const cwd = folder(t);
  assert.equal(segue(cwd, ['synthesize', '--rows', '20000', '--tracks', '2000', '--out', 'a.csv']).status, 0);
  const epochs = Array.from({ length: 200 }, (_, i) => i + 2);
  writeFileSync(join(cwd, 'c.json'), JSON.stringify({ ...usual, threads: 2, options: { dim: 32, epochs } }));
  const child = spawn(binary, ['sweep', 'c.json'], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (piece) => { stderr += piece; });
  const ended = new Promise((done) => child.on('close', done));
  const file = join(cwd, 'c.results.jsonl');
  while (!existsSync(file) || readFileSync(file, 'utf8').split('\n').length < 4) {
    assert.equal(child.exitCode, null, stderr);
    await new Promise((done) => setTimeout(done, 5));
  }
  child.kill('SIGINT');
  assert.equal(await ended, 130);
  assert.match(stderr, /interrupted; the same command goes on after the configurations in c\.results\.jsonl\n$/);
  const known = results(cwd).length;
  assert.ok(known >= 3 && known < 200);
  assert.ok(!existsSync(join(cwd, 'c.best.json')));
});

test('results of something else are not taken for these', (t) => {
  const cwd = small(t);
  assert.equal(sweep(cwd, usual).status, 0);
  for (const change of [{ hold_out: 2 }, { hold_out: 0.1 }, { seeds: [1] }]) {
    const run = sweep(cwd, { ...usual, ...change });
    assert.equal(run.status, 1);
    assert.match(run.stderr, /c\.results\.jsonl:1: is a result of other playlists/);
  }
  writePlaylists(join(cwd, 'a.csv'), smallRows().slice(1));
  assert.match(sweep(cwd, usual).stderr, /c\.results\.jsonl:1: is a result of other playlists/);
  assert.equal(sweep(cwd, { ...usual, results: 'other.jsonl', best: 'other.json' }).status, 0);
  assert.equal(results(cwd, 'other.jsonl').length, 4);
  writeFileSync(join(cwd, 'mine.txt'), 'precious\n');
  assert.match(sweep(cwd, { ...usual, results: 'mine.txt' }).stderr, /mine\.txt:1: is no result of a sweep/);
  assert.equal(readFileSync(join(cwd, 'mine.txt'), 'utf8'), 'precious\n');
});

test('a random search draws from lists and ranges, the same each time', (t) => {
  const cwd = small(t);
  const config = {
    ...usual, search: 'random', trials: 12, threads: 3,
    options: {
      window: ['playlist', 2], dim: { from: 4, to: 6 }, epochs: 1,
      lr: { from: 0.001, to: 0.1, scale: 'log' }, sample: { from: 0.0, to: 1 },
    },
  };
  assert.equal(sweep(cwd, config).status, 0);
  const lines = results(cwd);
  assert.equal(lines.length, 12);
  const drawn = (name) => new Set(lines.map((line) => line.configuration[name]));
  assert.deepEqual(drawn('window'), new Set(['playlist', 2]));
  assert.deepEqual([...drawn('dim')].sort(), [4, 5, 6]);
  assert.deepEqual(drawn('epochs'), new Set([1]));
  for (const lr of drawn('lr')) assert.ok(lr >= 0.001 && lr <= 0.1, lr);
  assert.ok([...drawn('lr')].filter((lr) => lr < 0.01).length >= 2);
  assert.ok([...drawn('sample')].some((sample) => sample % 1 !== 0));
  assert.equal(sweep(cwd, { ...config, results: 'again', threads: 1 }).status, 0);
  assert.deepEqual(sorted(results(cwd, 'again')), sorted(lines));
  assert.equal(sweep(cwd, { ...config, results: 'other', search_seed: 1 }).status, 0);
  assert.notDeepEqual(sorted(results(cwd, 'other')), sorted(lines));
  // There are no more different ones.
  assert.equal(sweep(cwd, { ...config, results: 'few', options: { dim: { from: 4, to: 6 } } }).status, 0);
  assert.equal(results(cwd, 'few').length, 3);
});

test('several seeds, the seed recipe, another metric; a failure is a result', (t) => {
  const cwd = small(t);
  const config = { ...usual, seeds: [1, 2], metric: 'hit_rate@10', options: { recipe: ['seed', 'playlist'], dim: 8, epochs: 2 } };
  const run = sweep(cwd, config);
  assert.equal(run.status, 0, run.stderr);
  for (const line of results(cwd)) {
    assert.deepEqual(line.seeds.map((one) => one.seed), [1, 2]);
    assert.ok(line.deviations.mrr >= 0);
  }
  assert.match(run.stdout, /^hit_rate@10 /);
  const diverging = sweep(cwd, { ...usual, results: 'd', options: { dim: 8, epochs: 2, min_count: [1, 1000] } });
  assert.equal(diverging.status, 0, diverging.stderr);
  assert.equal(results(cwd, 'd').filter((line) => line.error).length, 1);
  assert.match(diverging.stdout, /\n failed +--dim 8 --epochs 2 --min-count 1000\n$/);
});

test('a wrong CONFIG is named, before anything is trained', (t) => {
  const cwd = small(t);
  const wrong = [
    ['{', /c\.json: is not JSON/],
    ['[]', /c\.json: is not a JSON object/],
    [{ ...usual, inputs: undefined }, /lacks "inputs"/],
    [{ ...usual, inputs: [] }, /"inputs" must be a list of files/],
    [{ ...usual, inputs: 'a.csv' }, /"inputs" must be a list of files/],
    [{ ...usual, hold_out: 0 }, /"hold_out" must be/],
    [{ ...usual, options: {} }, /"options" must be an object of training options/],
    [{ ...usual, options: { dims: 8 } }, /"options" has "dims", which is none of those that `segue train --help` shows\n/],
    [{ ...usual, options: { seed: 8 } }, /"options" has "seed", .* and a sweep can vary/],
    [{ ...usual, options: { dim: [0, 8] } }, /"options": --dim must be a whole number from 1 to 4096/],
    [{ ...usual, options: { dim: ['many'] } }, /"options": .*--dim/],
    [{ ...usual, options: { dim: [] } }, /"dim" has no values to choose from/],
    [{ ...usual, options: { dim: [[8]] } }, /"dim" has a value that is neither a number nor a text/],
    [{ ...usual, options: { dim: { from: 1, to: 3 } } }, /"dim" has a range, which only a random search/],
    [{ ...usual, search: 'random', options: { dim: { from: 3, to: 1 } } }, /the range of "dim" must rise/],
    [{ ...usual, search: 'random', options: { lr: { from: 0, to: 1, scale: 'log' } } }, /must rise, and begin above 0/],
    [{ ...usual, search: 'random', options: { lr: { from: 0.1, to: 1, scale: 'loog' } } }, /the range of "lr" is /],
    [{ ...usual, search: 'random', options: { lr: { from: 0.1 } } }, /the range of "lr" lacks the number "to"/],
    [{ ...usual, search: 'random', trials: 0 }, /"trials" must be a whole number from 1 on/],
    [{ ...usual, trials: 5 }, /which only a random search has/],
    [{ ...usual, options: { names: ['exact', 'folded'] } }, /"names" is one for all configurations/],
    [{ ...usual, search: 'bayes' }, /"search" must be "grid" or "random"/],
    [{ ...usual, seeds: [] }, /"seeds" must be/],
    [{ ...usual, seeds: [-1] }, /"seeds" must be a whole number from 0 on/],
    [{ ...usual, metric: 'loss' }, /"metric" must be one of hit_rate@10, /],
    [{ ...usual, threads: 1.5 }, /"threads" must be a whole number from 1 on/],
    [{ ...usual, results: 7 }, /"results" must be a text/],
    [{ ...usual, what: 1 }, /has "what", which means nothing here/],
    [{ ...usual, options: Object.fromEntries([...'dim epochs negative'.split(' ')].map((name) => [name, Array.from({ length: 50 }, (_, i) => i + 1)])) }, /more than 100,000 combinations/],
    [{ ...usual, results: 'absent/r' }, /absent\/r: cannot be written/],
  ];
  for (const [config, message] of wrong) {
    const run = sweep(cwd, config);
    assert.equal(run.status, 1, JSON.stringify(config) + run.stderr);
    assert.match(run.stderr, message);
    assert.equal(run.stdout, '');
  }
  assert.ok(!existsSync(join(cwd, 'c.results.jsonl')));
  assert.equal(segue(cwd, ['sweep']).status, 2);
  assert.match(segue(cwd, ['sweep', 'absent.json']).stderr, /absent\.json: cannot be opened/);
  assert.match(segue(cwd, ['sweep', '--help']).stdout, /"hold_out": 0\.1 +as --hold-out/);
});
