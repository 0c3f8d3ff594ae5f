import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, readSafetensors, readTracks, segue, smallRun } from './segue.mjs';

/** A small run in a folder of its own, exported in `format` to `name`. */
function exported(t, format, name) {
  const cwd = folder(t);
  const model = readSafetensors(smallRun(cwd));
  const result = segue(cwd, ['export', 'small', '--format', format, '--out', name]);
  assert.equal(result.status, 0, result.stderr);
  const names = readTracks(join(cwd, 'experiments/small/tracks.tsv'));
  return { cwd, file: join(cwd, name), vectors: model.tensors.input, names };
}

const word = ({ artist, title }) => `${artist} - ${title}`.replaceAll(' ', '_');

test('word2vec: a line as gensim splits it, at single spaces, is one word and its numbers', (t) => {
  const { file, vectors, names } = exported(t, 'word2vec', 'v.txt');
  const [first, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  assert.equal(first, '30 20');
  assert.equal(lines.length, 30);
  lines.forEach((line, i) => {
    const [name, ...numbers] = line.split(' ');
    assert.equal(name, word(names[i]));
    assert.deepEqual(numbers.map((n) => Math.fround(Number(n))), Array.from(vectors.values.subarray(i * 20, i * 20 + 20)));
  });
});

test('word2vec-binary: word, space, float32 values, line end', (t) => {
  const { file, vectors, names } = exported(t, 'word2vec-binary', 'v.bin');
  const bytes = readFileSync(file);
  let at = bytes.indexOf('\n') + 1;
  for (let i = 0; i < 30; ++i) {
    const space = bytes.indexOf(' ', at);
    assert.equal(bytes.toString('utf8', at, space), word(names[i]));
    for (let j = 0; j < 20; ++j) assert.equal(bytes.readFloatLE(space + 1 + 4 * j), vectors.values[i * 20 + j]);
    at = space + 1 + 80;
    assert.equal(bytes[at++], 10);
  }
  assert.equal(at, bytes.length);
});

test('tsv: vectors and, beside them, the tracks', (t) => {
  const { cwd, file, vectors, names } = exported(t, 'tsv', 'v.tsv');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  assert.equal(lines.length, 30);
  assert.equal(Math.fround(Number(lines[3].split('\t')[2])), vectors.values[3 * 20 + 2]);
  assert.deepEqual(readTracks(join(cwd, 'v.tracks.tsv')), names);
});

test('npy: a header that Python evaluates, then the table', (t) => {
  const { file, vectors } = exported(t, 'npy', 'v.npy');
  const bytes = readFileSync(file);
  const start = 10 + bytes.readUInt16LE(8);
  assert.equal(start % 64, 0);
  assert.match(bytes.toString('latin1', 10, start), /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(30, 20\), \} *\n$/);
  assert.deepEqual(new Float32Array(Uint8Array.from(bytes.subarray(start)).buffer), vectors.values);
});

test('a failed export leaves no part of a file', (t) => {
  const cwd = folder(t);
  smallRun(cwd);
  const absent = segue(cwd, ['export', 'small', '--format', 'npy', '--out', 'no/such/folder/v.npy']);
  assert.equal(absent.status, 1);
  assert.match(absent.stderr, /no\/such\/folder\/v\.npy: cannot be written: No such file/);
  assert.equal(segue(cwd, ['export', 'small', '--format', 'gif', '--out', 'v']).status, 2);
  assert.deepEqual(readdirSync(cwd).sort(), ['experiments', 'small.csv']);
});
