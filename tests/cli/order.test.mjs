// What playlists' order of titles does: it is said, and the recipe `playlist` does not learn it.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { randomNumbers } from '../../experiments/quality/random_numbers.mjs';
import { folder, header, realData, repository, segue, writePlaylists } from './segue.mjs';

/** The sample's lines by playlist. */
function samplePlaylists() {
  const playlists = new Map();
  for (const line of readFileSync(join(repository, 'data/sample.csv'), 'utf8').trimEnd().split('\n').slice(1)) {
    const [user, , , name] = line.split('","');
    const key = user + name;
    playlists.set(key, [...(playlists.get(key) ?? []), line]);
  }
  return [...playlists.values()];
}

const titleOf = (line) => line.split('","')[2].toLowerCase();

function hitRate(cwd, file, options) {
  const args = ['evaluate', file, '--hold-out', '0.1', '--dim', '32', '--epochs', '20', '--threads', '1', '--json', ...options];
  const result = segue(cwd, args);
  assert.equal(result.status, 0, result.stderr);
  return JSON.parse(result.stdout)['hit_rate@10'];
}

// What is learnt: a memory answers by the order, too.
test('the recipe learns as much of shuffled playlists as of sorted ones, a window does not', (t) => {
  const cwd = folder(t);
  const random = randomNumbers(1);
  const write = (file, arrange) => writeFileSync(join(cwd, file), header + samplePlaylists().flatMap(arrange).join('\n'));
  write('sorted.csv', (lines) => [...lines].sort((a, b) => (titleOf(a) < titleOf(b) ? -1 : 1)));
  write('shuffled.csv', (lines) => lines.map((line) => [random(), line]).sort(([a], [b]) => a - b).map(([, line]) => line));
  const [sorted, shuffled] = ['sorted.csv', 'shuffled.csv'].map((file) => hitRate(cwd, file, ['--memory', 'no']));
  assert.ok(sorted > 0.4, `${sorted}`);
  assert.ok(Math.abs(sorted - shuffled) < 0.03, `sorted ${sorted}, shuffled ${shuffled}`);
  const [learnt, free] = ['sorted.csv', 'shuffled.csv'].map((file) => hitRate(cwd, file, ['--memory', 'no', '--window', '1']));
  assert.ok(free > learnt + 0.05, `window 1: sorted ${learnt}, shuffled ${free}`);
});

test('playlists in order of title are counted after reading', (t) => {
  const cwd = folder(t);
  const songs = ['Alpha', 'bravo', 'Charlie', 'delta', 'Echo'];
  const rows = [
    ...songs.map((song, i) => ['by title', `artist ${9 - i}`, song]),
    ...songs.map((song, i) => ['by artist', `artist ${i}`, songs[(i * 3) % 5]]),
    ...songs.map((song, i) => ['in none', `artist ${(i * 2) % 5}`, songs[(i * 3) % 5]]),
  ];
  writePlaylists(join(cwd, 'a.csv'), rows);
  const said = /1 of 3 playlists stands in order of title, 1 in order of artist:\n.* the recipe playlist looks at none\n/;
  assert.match(segue(cwd, ['info', 'a.csv']).stdout, said);
  assert.match(segue(cwd, ['train', 'a.csv', '--out', 'm', '--epochs', '1']).stderr, said);
  assert.deepEqual(JSON.parse(segue(cwd, ['info', 'a.csv', '--json']).stdout).orders,
    { by_title: 1, nearly_by_title: 0, by_artist: 1, nearly_by_artist: 0 });
  writePlaylists(join(cwd, 'a.csv'), rows.slice(10));
  assert.doesNotMatch(segue(cwd, ['info', 'a.csv']).stdout, /in order/);
});

test('too few playlists are said to be, before training', (t) => {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'few.csv'), [['list', 'a', 'one'], ['list', 'a', 'two']]);
  const few = segue(cwd, ['train', 'few.csv', '--out', 'm', '--epochs', '1']);
  assert.equal(few.status, 0);
  assert.match(few.stderr, /little to learn from: 1 playlist .* Add more files, or the sample/s);
  const sample = segue(cwd, ['train', join(repository, 'data/sample.csv'), '--out', 'm', '--epochs', '1', '--dim', '4']);
  assert.doesNotMatch(sample.stderr, /little to learn from/);
});

test("half of the original's playlists stand in order of title", (t) => {
  const path = realData(t, 'zenodo-10k.csv');
  if (!path) return;
  const { orders } = JSON.parse(segue(folder(t), ['info', path, '--json']).stdout);
  assert.equal(orders.by_title, 21);
  assert.match(segue(folder(t), ['info', path]).stdout, / of 40 playlists stand in order of title \(\d+ of them nearly\)/);
});
