import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { randomNumbers } from '../../experiments/quality/random_numbers.mjs';
import { folder, segue, smallRun, writePlaylists } from './segue.mjs';

const metrics = ['hit_rate@10', 'hit_rate@100', 'recall@10', 'recall@100', 'precision@10', 'precision@20', 'ndcg@10',
  'r_precision', 'mrr', 'mrr@20'];
const baselines = ['popularity', 'markov', 'near', 'item_knn', 'item_knn_length', 'ease', 'als'];
const small = ['--threads', '1', '--dim', '16', '--window', 'playlist'];
const quick = [...small, '--epochs', '30'];

/** Sixty playlists of nine songs, each of one of three kinds of music of fifteen songs. */
function kindRows() {
  let state = 1;
  const below = (bound) => { state = (state * 48271) % 2147483647; return state % bound; };
  const rows = [];
  for (let list = 0; list < 60; ++list) {
    const songs = new Set();
    while (songs.size < 9) songs.add(below(15));
    for (const song of songs) rows.push([`list ${list}`, `Kind ${list % 3}`, `Song ${song}`]);
  }
  return rows;
}

/** A folder with those playlists as kinds.csv. */
function kinds(t) {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'kinds.csv'), kindRows());
  return cwd;
}

function evaluate(cwd, args, run) {
  const result = segue(cwd, ['evaluate', ...args, '--json'], run);
  assert.equal(result.status, 0, result.stderr);
  return JSON.parse(result.stdout);
}

/** Trains on kinds.csv into m, and writes queries to q.jsonl: one for each kind. */
function trained(t) {
  const cwd = kinds(t);
  assert.equal(segue(cwd, ['train', 'kinds.csv', '--out', 'm', ...quick]).status, 0);
  const keys = (kind, songs) => songs.map((song) => `Kind ${kind} - SONG ${song}`);
  const lines = [0, 1, 2].map((kind) =>
    JSON.stringify({ known: keys(kind, [0, 1, 2, 3, 4, 5]), held_out: keys(kind, [6]) }));
  writeFileSync(join(cwd, 'q.jsonl'), lines.join('\n') + '\n');
  return cwd;
}

function checkFigures(figures, queries) {
  assert.equal(figures.queries, queries);
  for (const name of metrics) {
    assert.ok(figures[name] >= 0 && figures[name] <= 1, `${name} ${figures[name]}`);
    const [low, high] = figures.intervals[name];
    assert.ok(low <= figures[name] && figures[name] <= high, name);
  }
  assert.ok(figures['coverage@10'] > 0 && figures['coverage@10'] <= 1);
  assert.ok(figures['popularity@10'] > 0);
  assert.ok(figures['hit_rate@10'] <= figures['hit_rate@100']);
  assert.ok(figures['mrr@20'] <= figures.mrr);
}

test('a model is asked the queries of a file', (t) => {
  const cwd = trained(t);
  const figures = evaluate(cwd, ['m', '--queries', 'q.jsonl']);
  checkFigures(figures, 3);
  assert.equal(figures['hit_rate@10'], 1);  // nine of the kind are not known
  assert.equal(figures.held_out, 3);
  assert.equal(figures.unknown_known, 0);
  assert.equal(figures.unknown_held_out, 0);
  assert.equal(figures.baselines, undefined);
  assert.equal(figures.split, undefined);
  assert.equal(figures.with_known, undefined);
  assert.deepEqual(evaluate(cwd, ['m', '--queries', 'q.jsonl', '--threads', '3']), figures);
  const table = segue(cwd, ['evaluate', 'm', '--queries', 'q.jsonl']).stdout;
  assert.match(table, /^3 queries, 3 held-out tracks to find\nasked for what [^\n]+\n\n +model\nhit rate @10 +100\.00%\n +100\.00-100\.00\n/);
  assert.match(table, /95% certainty \(bootstrap over queries\)/);
  assert.match(table, /\nprecision @20 +5\.00%\n/);  // one of twenty
  assert.match(table, /\nMRR@20 +\d\.\d{4}\n/);
});

test('known tracks are found again where that is asked for', (t) => {
  const cwd = trained(t);
  writeFileSync(join(cwd, 'again.jsonl'),
    '{"known": ["kind 0 - song 1", "kind 0 - song 2"], "held_out": ["kind 0 - song 1"]}\n');
  const args = ['m', '--queries', 'again.jsonl', '--baselines', '--train', 'kinds.csv'];
  const never = evaluate(cwd, args);
  const again = evaluate(cwd, [...args, '--with-known']);
  assert.equal(again.with_known, true);
  assert.equal(never.with_known, undefined);
  for (const pick of [(figures) => figures, (figures) => figures.baselines.item_knn]) {
    assert.equal(pick(never)['hit_rate@100'], 0);  // though all 45 tracks are among the first hundred
    assert.equal(pick(again)['hit_rate@100'], 1);
  }
  assert.equal(again.held_out, 1);
  const table = segue(cwd, ['evaluate', 'm', '--queries', 'again.jsonl', '--with-known']).stdout;
  assert.match(table, /^1 query, 1 held-out track to find\nasked for what [^\n]+\nknown tracks may be found again\n/);
  const similar = ['m', '--queries', 'again.jsonl', '--similar'];
  assert.deepEqual(evaluate(cwd, [...similar, '--with-known']).similar, evaluate(cwd, similar).similar);
});

test('queries are asked in order or not: as told, or as finds more', (t) => {
  const cwd = folder(t);
  // Songs of a long chain: what comes next is the next in it.
  const random = randomNumbers(4);
  const lists = Array.from({ length: 300 }, () => Array.from({ length: 12 }).reduce(
    (list) => [...list, (list.at(-1) + 1 + Math.floor(2 * random())) % 200], [Math.floor(200 * random())]));
  const rows = (list, i) => list.map((song) => `u,Artist ${song},Song ${song},list ${i}`);
  writeFileSync(join(cwd, 'chain.csv'), ['user_id,artistname,trackname,playlistname', ...lists.flatMap(rows)].join('\n'));
  const name = (song) => `artist ${song} - song ${song}`;
  writeFileSync(join(cwd, 'next.jsonl'), lists.slice(0, 100).map((list) => JSON.stringify(
    { known: list.slice(0, 5).map(name), held_out: [name((list[4] + 1) % 200)] })).join('\n'));
  assert.equal(segue(cwd, ['train', 'chain.csv', '--out', 'm', '--epochs', '10', '--dim', '16', '--threads', '1']).status, 0);
  const asked = (...args) => evaluate(cwd, ['m', '--queries', 'next.jsonl', ...args]);
  const [guessed, next, gap] = [asked(), asked('--order', 'yes'), asked('--order', 'no')];
  assert.ok(next.mrr > gap.mrr, `${next.mrr} ${gap.mrr}`);
  assert.deepEqual(guessed, next);
  assert.deepEqual([next.order, gap.order], ['yes', 'no']);
  const last = ['chain.csv', '--hold-out-last', '1', ...small, '--epochs', '3'];
  assert.equal(evaluate(cwd, last).order, 'yes');
  assert.equal(evaluate(cwd, [...last, '--memory', 'no']).order, undefined);
  for (const wrong of [['m', '--queries', 'next.jsonl', '--order', 'maybe'], ['chain.csv', '--hold-out', '1', '--order', 'yes'],
    ['m', '--queries', 'next.jsonl', '--memory', 'no'], ['chain.csv', '--hold-out', '1', '--recipe', 'seed', '--memory', 'yes']]) {
    assert.equal(segue(cwd, ['evaluate', ...wrong]).status, 2, wrong.join(' '));
  }
});

test('unknown tracks are counted as misses and named', (t) => {
  const cwd = trained(t);
  writeFileSync(join(cwd, 'u.jsonl'), [
    '{"known": ["kind 0 - song 1", "who - what"], "held_out": ["kind 0 - song 2"]}',
    '',
    '{"known": ["kind 0 - song 1"], "held_out": ["nobody - nothing", "none - \\u001b[31m"], "note": 1}\r',
    '{"known": [], "held_out": ["kind 1 - song 1"]}',
  ].join('\n'));
  const figures = evaluate(cwd, ['m', '--queries', 'u.jsonl']);
  assert.equal(figures.queries, 3);
  assert.equal(figures.held_out, 4);
  assert.equal(figures.unknown_known, 1);
  assert.equal(figures.unknown_held_out, 2);
  assert.equal(figures['hit_rate@100'], 2 / 3);  // a query that knows nothing gets what is played most
  assert.equal(figures['recall@100'], 2 / 4);
  const table = segue(cwd, ['evaluate', 'm', '--queries', 'u.jsonl']).stdout;
  assert.match(table, /\n2 held-out tracks are unknown to the model and count as misses\n1 known track is/);
});

test('a wrong line of a queries file is named', (t) => {
  const cwd = folder(t);
  smallRun(cwd);
  const good = '{"known": ["artist - song 1"], "held_out": ["artist - song 2"]}\n';
  const cases = [
    [good + '{"known": [', /^segue: q\.jsonl:2: is not JSON \(incomplete JSON\); a line is \{"known"/],
    [good + '\n\n[1]', /q\.jsonl:4: has no list "held_out"/],
    [good + '{"held_out": ["a - b"]}', /q\.jsonl:2: has no list "known"/],
    [good + '{"known": "a - b", "held_out": ["a - b"]}', /q\.jsonl:2: has no list "known"/],
    [good + '{"known": [7], "held_out": ["a - b"]}', /q\.jsonl:2: has something else than names of tracks in "known"/],
    [good + '{"known": ["a - b"], "held_out": []}', /q\.jsonl:2: holds out no track/],
    [good + '{"known": ["a - b"], "held_out": ["\xff"]} x', /q\.jsonl:2: is not JSON/],
    [Buffer.concat([Buffer.from('{"known": ["'), Buffer.from([0xff]), Buffer.from('"], "held_out": ["a - b"]}')]), /q\.jsonl:1: is not JSON/],
    ['\n', /q\.jsonl: holds no queries/],
    ['', /q\.jsonl: holds no queries/],
  ];
  for (const [text, message] of cases) {
    writeFileSync(join(cwd, 'q.jsonl'), text);
    const result = segue(cwd, ['evaluate', 'small', '--queries', 'q.jsonl', '--json']);
    assert.equal(result.status, 1, text);
    assert.match(result.stderr, message);
    assert.equal(result.stdout, '');
  }
  assert.match(segue(cwd, ['evaluate', 'small', '--queries', 'absent']).stderr, /absent: cannot be opened/);
  assert.match(segue(cwd, ['evaluate', 'absent', '--queries', 'q.jsonl']).stderr, /there is no model 'absent'/);
  assert.equal(evaluate(cwd, ['small', '--queries', '-'], { input: good }).queries, 1);
});

test('held-out tracks of playlists are asked of a model trained on the rest', (t) => {
  const cwd = kinds(t);
  const args = ['kinds.csv', '--hold-out', '1', ...quick];
  const figures = evaluate(cwd, args);
  checkFigures(figures, 60);
  // Seven songs of its kind are not known, 37 of all.
  assert.ok(figures['hit_rate@10'] > 0.9, figures['hit_rate@10']);
  assert.deepEqual(evaluate(cwd, args), figures);
  assert.notDeepEqual(evaluate(cwd, [...args, '--seed', '1']), figures);
  assert.equal(evaluate(cwd, ['kinds.csv', '--hold-out', '3', ...quick]).held_out, 180);
  assert.equal(evaluate(cwd, ['kinds.csv', '--hold-out', '0.25', ...quick]).held_out, 120);
  checkFigures(evaluate(cwd, ['kinds.csv', '--hold-out', '1', '--recipe', 'seed', '--epochs', '2']), 60);
});

test('the last tracks of playlists are held out where that is asked for', (t) => {
  const cwd = folder(t);
  // Each playlist ends with a song of its own, and then repeats its first one.
  const rows = kindRows();
  const ends = rows.flatMap((row, i) => i % 9 < 8 ? [row] : [row, [row[0], 'End', `Of ${row[0]}`], rows[i - 8]]);
  writePlaylists(join(cwd, 'ends.csv'), ends);
  const fast = [...small, '--epochs', '3', '--seeds', '2'];
  const last = evaluate(cwd, ['ends.csv', '--hold-out-last', '1', ...fast]);
  assert.equal(last.split, 'last');
  assert.equal(last.held_out, 60);
  assert.equal(last.unknown_held_out, 60);
  assert.equal(last['hit_rate@100'], 0);
  const two = evaluate(cwd, ['ends.csv', '--hold-out-last', '0.2', ...fast]);
  assert.equal(two.held_out, 120);
  assert.equal(two.unknown_held_out, 60);
  assert.ok(two['hit_rate@100'] > 0);
  const random = evaluate(cwd, ['ends.csv', '--hold-out', '1', ...fast]);
  assert.equal(random.split, 'random');
  assert.ok(random.unknown_held_out < 30, random.unknown_held_out);
  const text = (option) => segue(cwd, ['evaluate', 'ends.csv', option, '1', ...small, '--epochs', '3']).stdout;
  assert.match(text('--hold-out-last'), /^60 queries, .*\nheld out: the last tracks of each playlist\n/);
  assert.match(text('--hold-out'), /^60 queries, .*\nheld out: tracks of each playlist by chance\n/);
});

test('several seeds give means, deviations, and each seed', (t) => {
  const cwd = kinds(t);
  const args = ['kinds.csv', '--hold-out', '2', ...small, '--epochs', '3', '--baselines'];
  const all = evaluate(cwd, [...args, '--seeds', '3', '--seed', '7']);
  assert.deepEqual(all.seeds.map((one) => one.seed), [7, 8, 9]);
  const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-12, `${a} ${b}`);
  for (const figures of [all, all.baselines.item_knn]) {
    for (const name of [...metrics, 'popularity@10', 'coverage@10']) {
      const values = figures.seeds.map((one) => one[name]);
      const mean = values.reduce((a, b) => a + b) / 3;
      close(figures[name], mean);
      close(figures.deviations[name], Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2));
    }
    for (const side of [0, 1]) {
      close(figures.intervals.mrr[side], figures.seeds.reduce((sum, one) => sum + one.intervals.mrr[side], 0) / 3);
    }
  }
  const { seed, ...second } = all.seeds[1];
  const { baselines: _, epochs, split, order, ...alone } = evaluate(cwd, [...args, '--seed', '8']);
  assert.deepEqual([all.epochs, epochs, all.split, split, all.order, order], [[3, 3, 3], [3], 'random', 'random', 'no', 'no']);
  assert.deepEqual(alone, second);
  assert.equal(alone.deviations, undefined);
  const table = segue(cwd, ['evaluate', ...args, '--seeds', '2']).stdout;
  assert.match(table, /for each of 2 seeds\n/);
  assert.match(table, /\nhit rate @10 .*\n.*-.*\n +sd \d+\.\d\d +sd /);
});

test('the simple methods are asked the same, of either form', (t) => {
  const cwd = trained(t);
  const held = evaluate(cwd, ['kinds.csv', '--hold-out', '1', ...quick, '--baselines']);
  assert.deepEqual(Object.keys(held.baselines), baselines);
  for (const name of baselines) checkFigures(held.baselines[name], 60);
  for (const name of ['item_knn', 'item_knn_length', 'ease', 'als']) assert.ok(held.baselines[name]['hit_rate@10'] > 0.9, name);
  assert.ok(held.baselines.popularity['hit_rate@10'] < 0.6);
  const asked = evaluate(cwd, ['m', '--queries', 'q.jsonl', '--baselines', '--train', 'kinds.csv']);
  assert.deepEqual(Object.keys(asked.baselines), baselines);
  assert.equal(asked.baselines.ease['hit_rate@10'], 1);
  const table = segue(cwd, ['evaluate', 'm', '--queries', 'q.jsonl', '--baselines', '--train', 'kinds.csv']);
  assert.match(table.stdout, / +model +popularity +Markov +near +item-kNN +kNN by length +EASE +implicit ALS\n/);
});

test('similar is asked about artists, genres and playlists', (t) => {
  const cwd = trained(t);
  writeFileSync(join(cwd, 'c.tsv'), ['artist\ttitle\tyear\tgenre\tcountry\tcover_of',
    ...[0, 1, 2].flatMap((kind) => Array.from({ length: 15 }, (_, song) =>
      `Kind ${kind}\tSong ${song}\t2000\t${kind === 2 ? 'waltz' : 'polka'}\t\t`))].join('\n') + '\n');
  const args = ['kinds.csv', '--hold-out', '1', ...quick, '--similar'];
  const { similar } = evaluate(cwd, [...args, '--catalogue', 'c.tsv', '--seeds', '2']);
  assert.deepEqual(Object.keys(similar), ['same_artist', 'same_genre', 'same_playlist']);
  for (const one of Object.values(similar)) {
    assert.equal(one.queries, 60);
    assert.equal(one.seeds.length, 2);
  }
  assert.ok(similar.same_artist['precision@10'] > 0.95, JSON.stringify(similar.same_artist));
  assert.ok(similar.same_genre['precision@10'] >= similar.same_artist['precision@10']);
  assert.ok(similar.same_playlist['precision@10'] > 0.4);  // eight of fourteen
  assert.deepEqual(Object.keys(evaluate(cwd, args).similar), ['same_artist', 'same_playlist']);
  assert.match(segue(cwd, ['evaluate', ...args]).stdout, /those that are of\n +same artist +same playlist\nprecision @10 /);
  const asked = evaluate(cwd, ['m', '--queries', 'q.jsonl', '--similar']);
  assert.equal(asked.similar.same_artist.queries, 3);
});

test('what makes no sense is refused', (t) => {
  const cwd = trained(t);
  const wrong = [
    ['kinds.csv'],
    ['kinds.csv', '--hold-out', '1', '--queries', 'q.jsonl'],
    ['kinds.csv', '--hold-out-last', '1', '--queries', 'q.jsonl'],
    ['kinds.csv', '--hold-out-last', '1', '--hold-out', '1'],
    ['kinds.csv', '--hold-out-last', '1', '--hold-out', '1', '--queries', 'q.jsonl'],
    ['kinds.csv', '--hold-out', '1', '--with-known'],
    ['kinds.csv', '--hold-out', '0'],
    ['kinds.csv', '--hold-out', '-1'],
    ['kinds.csv', '--hold-out', '1.5'],
    ['kinds.csv', '--hold-out', 'one'],
    ['kinds.csv', '--hold-out', '1', '--seeds', '0'],
    ['kinds.csv', '--hold-out', '1', '--dim', '0'],
    ['kinds.csv', '--hold-out', '1', '--train', 'kinds.csv'],
    ['m', '--queries', 'q.jsonl', '--dim', '20'],
    ['m', '--queries', 'q.jsonl', '--seeds', '2'],
    ['m', '--queries', 'q.jsonl', '--similar', '--catalogue', 'c.tsv'],
    ['kinds.csv', '--hold-out', '1', '--catalogue', 'c.tsv'],
    ['m', 'm', '--queries', 'q.jsonl'],
    ['m', '--queries', 'q.jsonl', '--baselines'],
    ['m', '--queries', 'q.jsonl', '--train', 'kinds.csv'],
    ['--queries', 'q.jsonl'],
  ];
  for (const args of wrong) {
    const result = segue(cwd, ['evaluate', ...args]);
    assert.equal(result.status, 2, args.join(' ') + result.stderr);
    assert.equal(result.stdout, '');
  }
  for (const option of ['--hold-out', '--hold-out-last']) {
    const short = segue(cwd, ['evaluate', 'kinds.csv', option, '8']);
    assert.equal(short.status, 1);
    assert.match(short.stderr, /no playlist has so many different tracks/);
    for (const value of ['0', '-1', '1.5', 'one', '0.0', 'nan']) {
      const bad = segue(cwd, ['evaluate', 'kinds.csv', `${option}=${value}`]);
      assert.equal(bad.status, 2);
      assert.ok(bad.stderr.includes(`${option}: must be a whole number of tracks from 1 on, or a share below 1`), bad.stderr);
    }
  }
  assert.match(segue(cwd, ['evaluate', 'kinds.csv', '--hold-out', '1', '--with-known']).stderr,
    /--with-known: goes with --queries/);
  assert.match(segue(cwd, ['evaluate', 'kinds.csv']).stderr, /one of --hold-out N and --hold-out-last N/);
});
