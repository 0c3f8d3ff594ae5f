import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, readSafetensors, segue, smallRows, writePlaylists } from './segue.mjs';

const quick = ['--dim', '16', '--epochs', '2', '--threads', '1'];

/** Runs it in `cwd`, where it succeeds. */
function done(cwd, ...args) {
  const result = segue(cwd, args);
  assert.equal(result.status, 0, result.stderr);
  return result;
}

/** A folder with small playlists of telling names as a.csv, and the model "out" of them. */
function trained(t, ...options) {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'a.csv'), smallRows().map(([playlist, ...track]) => [`Für ${playlist}`, ...track]));
  return { cwd, ...done(cwd, 'train', 'a.csv', '--out', 'out', ...quick, ...options) };
}

const file = (cwd, out = 'out') => join(cwd, out, 'model.safetensors');
const bytes = (path) => readFileSync(path, 'latin1');

/** Writes weights into a model's file, of 0.5 for all parts after the first that count for the question. */
function addWeights(path) {
  const old = readFileSync(path);
  const end = 8 + Number(old.readBigUInt64LE(0));
  const header = JSON.parse(old.toString('utf8', 8, end));
  const of = (first) => Object.fromEntries(['embedding', 'recent', 'far', 'near', 'forward', 'popularity', 'artist']
    .map((part, i) => [part, i === 0 ? first : 0.5]));
  const similar = { ...of(0.5), recent: 0, forward: 0, popularity: 0, artist: 0, near: 0 };
  const weights = { next: of(1), gap: of(-0.125), similar };
  header.__metadata__.answer_weights = JSON.stringify(weights);
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(path, Buffer.concat([length, text, old.subarray(end)]));
  return weights;
}

test('a model carries its playlists in order, with their names', (t) => {
  const { cwd, stderr } = trained(t);
  assert.match(stderr, /wrote out\/model\.safetensors\n {2}carries its playlists; segue export --without-memory leaves them out\n$/);
  const { tensors } = readSafetensors(file(cwd));
  assert.deepEqual([...tensors['playlists.end'].values], Array.from({ length: 10 }, (_, i) => 9 * (i + 1)));
  const tracks = readFileSync(join(cwd, 'out/tracks.tsv'), 'utf8').trimEnd().split('\n').slice(1)
    .map((line) => line.split('\t')[3]);
  assert.deepEqual([...tensors['playlists.track'].values].map((id) => tracks[id]),
    smallRows().map(([, , title]) => title.toLowerCase()));
  const names = Buffer.from(tensors['playlists.names'].values);
  assert.equal(names.toString(), Array.from({ length: 10 }, (_, i) => `Für list ${i}`).join(''));
  assert.deepEqual([...tensors['playlists.name_end'].values], Array.from({ length: 10 }, (_, i) => 11 * (i + 1)));
});

test('without its memory a model is what it is with --memory no, and none of its playlists is in it', (t) => {
  const { cwd } = trained(t);
  const { stderr } = done(cwd, 'train', 'a.csv', '--out', 'no', ...quick, '--memory', 'no');
  assert.doesNotMatch(stderr, /playlists;/);
  assert.match(bytes(file(cwd)), /list 7/);
  addWeights(file(cwd));
  const before = done(cwd, 'similar', 'out', 'artist - song 1').stdout;
  assert.match(done(cwd, 'export', 'out', '--without-memory', '--out', 'given').stderr, /^wrote given\n$/);
  assert.equal(bytes(join(cwd, 'given')), bytes(file(cwd, 'no')));
  assert.doesNotMatch(bytes(join(cwd, 'given')), /list \d|playlists\.|answer_weights/);
  const without = done(cwd, 'similar', 'given', 'artist - song 1').stdout;
  assert.equal(without, done(cwd, 'similar', 'no', 'artist - song 1').stdout);
  assert.notEqual(without, before, 'what is alike goes by the playlists as well, where there are any');
  // Into a pipe, and in its own place.
  const piped = done(cwd, 'export', 'out', '--without-memory', '--out', '-');
  assert.equal(piped.stdout, readFileSync(file(cwd, 'no'), 'utf8'));
  done(cwd, 'export', 'out', '--without-memory', '--out', 'out/model.safetensors');
  assert.equal(bytes(file(cwd)), bytes(file(cwd, 'no')));
});

test('a model is exported in one form or without its memory, and not both', (t) => {
  const { cwd } = trained(t);
  const wrong = (...args) => {
    const result = segue(cwd, ['export', 'out', '--out', 'x', ...args]);
    assert.equal(result.status, 2, result.stderr);
    return result.stderr;
  };
  assert.match(wrong(), /--format or --without-memory is required/);
  assert.match(wrong('--format', 'npy', '--without-memory'), /--(format excludes --without-memory|without-memory excludes --format)/);
});

test('the recipe seed keeps no memory, and is not asked to', (t) => {
  const { cwd } = trained(t);
  const seed = ['train', 'a.csv', '--recipe', 'seed', '--dim', '8', '--epochs', '1', '--out'];
  assert.doesNotMatch(done(cwd, ...seed, 'seed').stderr, /playlists;/);
  assert.doesNotMatch(bytes(file(cwd, 'seed')), /list \d|playlists\./);
  done(cwd, ...seed, 'same', '--memory', 'no');
  assert.equal(bytes(file(cwd, 'same')), bytes(file(cwd, 'seed')));
  const asked = segue(cwd, [...seed, 'no', '--memory', 'yes']);
  assert.equal(asked.status, 2);
  assert.match(asked.stderr, /--memory yes.*does not apply to the recipe seed/);
});

test('a map leaves the memory in the model', (t) => {
  const { cwd } = trained(t);
  const before = readSafetensors(file(cwd)).tensors;
  addWeights(file(cwd));
  done(cwd, 'map', 'out');
  const { tensors, metadata } = readSafetensors(file(cwd));
  assert.deepEqual(tensors.map.shape, [30, 2]);
  for (const name of ['track', 'end', 'name_end', 'names']) {
    assert.deepEqual(tensors[`playlists.${name}`], before[`playlists.${name}`]);
  }
  assert.ok(metadata.answer_weights);
});

test('info tells of the memory and of how much each part of an answer counts', (t) => {
  const { cwd } = trained(t);
  const json = (model) => JSON.parse(done(cwd, 'info', model, '--json').stdout);
  assert.match(done(cwd, 'info', 'out').stdout, /\nmemory {11}10 playlists, 90 entries, with names\n/);
  assert.deepEqual(json('out').memory, { playlists: 10, entries: 90, names: true });
  const weights = addWeights(file(cwd));
  assert.deepEqual(json('out').answers, weights);
  assert.match(done(cwd, 'info', 'out').stdout,
    /\nanswer weights {4}next {4}gap {2}similar\n {2}embedding {7}1\.00 {2}-0\.12 {5}0\.50\n(?: {2}[a-z]+ +0\.50 {3}0\.50 {5}0\.[05]0\n){6}[a-z]/);
  done(cwd, 'export', 'out', '--without-memory', '--out', 'given');
  assert.match(done(cwd, 'info', 'given').stdout, /\nmemory {11}none\n(?!answer)/);
  assert.equal(json('given').memory, null);
  assert.equal(json('given').answers, null);
});
