import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, segue, smallRows, smallRun, writePlaylists } from './segue.mjs';

/** A run of the seed recipe, "small", and two models that share half of its songs: a and b. */
function threeModels(t) {
  const cwd = folder(t);
  smallRun(cwd);
  const rows = smallRows().map(([list, artist, song], i) => [list, artist, i % 2 ? song : `${song} again`]);
  writePlaylists(join(cwd, 'a.csv'), rows);
  for (const [name, lr] of [['a', '0.05'], ['b', '0.025']]) {
    const result = segue(cwd, ['train', 'a.csv', '--out', name, '--dim', '8', '--epochs', '3', '--threads', '1', '--lr', lr]);
    assert.equal(result.status, 0, result.stderr);
  }
  return cwd;
}

test('what differs between models stands side by side', (t) => {
  const cwd = threeModels(t);
  writeFileSync(join(cwd, 'q.jsonl'), '{"known": ["artist - song 1"], "held_out": ["artist - song 3"]}\n');
  const run = segue(cwd, ['compare', 'a', 'b', 'small', '--queries', 'q.jsonl', '--json']);
  assert.equal(run.status, 0, run.stderr);
  const { models, settings, results, overlap } = JSON.parse(run.stdout);
  assert.deepEqual(models, ['a', 'b', 'small']);
  assert.deepEqual(settings.lr, [0.05, 0.025, null]);
  assert.deepEqual(settings.embedding_dim, [null, null, 20]);
  assert.deepEqual(settings.recipe, ['playlist', 'playlist', 'seed']);
  assert.equal(results.tracks[2], 30);
  assert.equal(results.playlists[0], 10);
  for (const name of ['seconds', 'final_loss', 'hit_rate@10', 'ndcg@10']) {
    assert.equal(results[name].length, 3);
    for (const figure of results[name]) assert.ok(figure >= 0, name);
  }
  assert.deepEqual(overlap.map(({ models: pair }) => pair), [['a', 'b'], ['a', 'small'], ['b', 'small']]);
  assert.equal(overlap[0].tracks, results.tracks[0]);
  assert.ok(overlap[1].tracks > 0 && overlap[1].tracks < 30);
  for (const { shared } of overlap) assert.ok(shared > 0 && shared <= 10);
  const two = segue(cwd, ['compare', 'a', 'b']).stdout;
  assert.match(two, /^ +a +b\nsettings that differ\n {2}lr +0\.05 +0\.025\nresults\n/);
  assert.match(two, /\nof ten similar tracks, both name\n {2}\d+\.\d\d {2}a and b, which share \d+ tracks\n$/);
});

test('a model agrees with itself, and one without a run beside it is compared, too', (t) => {
  const cwd = threeModels(t);
  rmSync(join(cwd, 'a/metrics.json'));
  const { settings, results, overlap } = JSON.parse(segue(cwd, ['compare', 'a', 'a/model.safetensors', '--json']).stdout);
  assert.deepEqual(settings, {});
  assert.equal(overlap[0].shared, 10);
  assert.equal(results.seconds, undefined);
  assert.match(segue(cwd, ['compare', 'a', 'a']).stdout, /settings: all the same\n/);
  writeFileSync(join(cwd, 'b/metrics.json'), '{"seconds": ');
  assert.equal(segue(cwd, ['compare', 'a', 'b']).status, 0);
});

test('what cannot be compared is an error', (t) => {
  const cwd = threeModels(t);
  const one = segue(cwd, ['compare', 'a']);
  assert.equal(one.status, 2);
  assert.match(one.stderr, /two models or more/);
  assert.match(segue(cwd, ['compare', 'a', 'absent']).stderr, /no model 'absent'/);
  assert.match(segue(cwd, ['compare', 'a', 'b', '--queries', 'none.jsonl']).stderr, /none\.jsonl: cannot be opened/);
});
