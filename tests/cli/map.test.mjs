// `segue map` lays a model's tracks out and writes the map into the model's file.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary, folder, readSafetensors, segue, smallRun } from './segue.mjs';

test('the map goes into the model, and nothing else changes', (t) => {
  const cwd = folder(t);
  const file = smallRun(cwd);
  const before = readSafetensors(file);
  assert.match(segue(cwd, ['info', 'small']).stdout, /^map +none/m);
  assert.equal(JSON.parse(segue(cwd, ['info', 'small', '--json']).stdout).map, false);
  const result = segue(cwd, ['map', 'small']);
  assert.equal(result.status, 0, result.stderr);
  assert.equal(result.stdout, '');
  assert.match(result.stderr, /laid out 30 tracks in .*\nwrote .*model\.safetensors\n$/);
  assert.match(segue(cwd, ['info', 'small']).stdout, /^map +laid out$/m);
  assert.equal(JSON.parse(segue(cwd, ['info', 'small', '--json']).stdout).map, true);
  const { metadata, tensors: { map, ...others } } = readSafetensors(file);
  assert.deepEqual({ metadata, tensors: others }, before);
  assert.deepEqual(map.shape, [30, 2]);
  assert.equal(Math.max(...map.values.map(Math.abs)), 1);
  assert.deepEqual(readdirSync(join(cwd, 'experiments/small')).sort(),
    ['hyperparameters.json', 'metrics.json', 'model.safetensors', 'tracks.tsv']);

  // The same again, whatever computes it; another one from another seed.
  const first = readFileSync(file);
  for (const options of [[], ['--threads', '1'], ['--threads', '3'], ['--seed', '42']]) {
    assert.equal(segue(cwd, ['map', file, ...options]).status, 0);
    assert.ok(readFileSync(file).equals(first), options.join(' '));
  }
  const sets = segue(cwd, ['info', 'x'], { env: { SEGUE_SIMD: 'none' } }).stderr.match(/choose one of: (.*)\n/)[1].split(', ');
  for (const set of sets) {
    assert.equal(segue(cwd, ['map', file], { env: { SEGUE_SIMD: set } }).status, 0);
    assert.ok(readFileSync(file).equals(first), set);
  }
  assert.equal(segue(cwd, ['map', file, '--seed', '43']).status, 0);
  assert.ok(!readFileSync(file).equals(first));
  assert.equal(segue(cwd, ['similar', 'small', 'artist - song 1']).status, 0);
});

test('a link to a model stays one', (t) => {
  const cwd = folder(t);
  const file = smallRun(cwd);
  symlinkSync(file, join(cwd, 'link.safetensors'));
  assert.equal(segue(cwd, ['map', 'link.safetensors']).status, 0);
  assert.ok(lstatSync(join(cwd, 'link.safetensors')).isSymbolicLink());
  assert.ok('map' in readSafetensors(file).tensors);
});

test('what is wrong is said before any work', (t) => {
  const cwd = folder(t);
  const file = smallRun(cwd);
  assert.equal(segue(cwd, ['map']).status, 2);
  assert.equal(segue(cwd, ['map', 'small', '--threads', '0']).status, 2);
  assert.equal(segue(cwd, ['map', 'small', '--seed', '-1']).status, 2);
  const none = segue(cwd, ['map', 'none']);
  assert.equal(none.status, 1);
  assert.match(none.stderr, /there is no model 'none'/);
  writeFileSync(join(cwd, 'cut.safetensors'), readFileSync(file).subarray(0, 900));
  const cut = segue(cwd, ['map', 'cut.safetensors']);
  assert.equal(cut.status, 1);
  assert.match(cut.stderr, /cut\.safetensors.*cut short/);
});

test('where the system refuses to write, the model is as it was', (t) => {
  const cwd = folder(t);
  const file = smallRun(cwd);
  const before = readFileSync(file);
  const limited = ['-c', `ulimit -f 1; trap '' XFSZ; exec '${binary}' map small`];
  const result = segue(cwd, limited, { program: 'bash' });
  assert.equal(result.status, 1);
  assert.match(result.stderr, /model\.safetensors: cannot be written: File too large/);
  assert.ok(readFileSync(file).equals(before));
  assert.equal(readdirSync(join(cwd, 'experiments/small')).length, 4);
});

test('interrupted or killed, the model is as it was', async (t) => {
  const cwd = folder(t);
  assert.equal(segue(cwd, ['synthesize', '--rows', '150000', '--tracks', '40000', '--out', 'big.csv']).status, 0);
  const trained = segue(cwd, ['train', 'big.csv', '--out', 'big', '--dim', '32', '--epochs', '1']);
  assert.equal(trained.status, 0, trained.stderr);
  const file = join(cwd, 'big/model.safetensors');
  const before = readFileSync(file);
  for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGKILL', null]]) {
    const child = spawn(binary, ['map', 'big'], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
      if (/laying out/.test(said) && !child.killed) child.kill(signal);
    });
    const [code] = await new Promise((resolve) => child.on('close', (...how) => resolve(how)));
    assert.equal(code, status, said);
    if (status) assert.match(said, /interrupted at \d+%; the model is as it was/);
    assert.ok(readFileSync(file).equals(before), signal);
    assert.ok(!readdirSync(join(cwd, 'big')).some((name) => name.includes('partial')), signal);
  }
});
