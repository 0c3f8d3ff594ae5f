// What the model that the page ships has to show. data/README.md has the figures of all songs.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { keyOf, measure, readTable, similarTo } from '../../data/neighbours.mjs';
import { binary, readSafetensors, readTracks, repository, segue } from './segue.mjs';

const cwd = mkdtempSync(join(tmpdir(), 'segue-'));
const model = join(cwd, 'sample');
const songs = readTable('catalogue.tsv');

before(() => {
  const [csv, catalogue] = ['sample.csv', 'catalogue.tsv'].map((name) => join(repository, 'data', name));
  const result = segue(cwd, ['train', csv, '--out', model, '--dim', '64', '--threads', '1', '--catalogue', catalogue]);
  assert.equal(result.status, 0, result.stderr);
  const mapped = segue(cwd, ['map', model]);
  assert.equal(mapped.status, 0, mapped.stderr);
});
after(() => rmSync(cwd, { recursive: true }));

test('songs are close to songs of their genre or a neighbouring one', async () => {
  const some = songs.filter((_, i) => i % 6 === 0);  // asking for all of them takes a minute
  const { kin, kinByChance } = measure(songs, await similarTo(some, model, binary));
  assert.ok(kinByChance < 0.2, `the neighbouring genres are too many: ${kinByChance}`);
  assert.ok(kin >= 0.7, `${kin} of the ten most similar`);
});

test('covers find their originals, and originals their covers', async () => {
  const originals = new Set(songs.map(({ cover_of }) => cover_of));
  const some = songs.filter(({ artist, title, cover_of }) => cover_of || originals.has(`${artist} - ${title}`));
  const { covers, pairs } = measure(songs, await similarTo(some, model, binary));
  assert.ok(pairs >= 80, `${pairs} pairs`);
  assert.ok(covers >= 0.5, `${covers} of the pairs`);
});

test('the model is small, has a map, and knows genre, year and country of every track', () => {
  const file = join(model, 'model.safetensors');
  const size = gzipSync(readFileSync(file), { level: 9 }).length;
  assert.ok(size <= 1_600_000, `${size} bytes compressed`);
  const { tensors } = readSafetensors(file);
  assert.deepEqual(tensors.map.shape, [songs.length, 2]);
  const ends = [0n, ...tensors['tracks.fact_end'].values];
  const text = tensors['tracks.facts'].values;
  const fact = (i) => new TextDecoder().decode(text.subarray(Number(ends[i]), Number(ends[i + 1])));
  const facts = readTracks(join(model, 'tracks.tsv')).map((track, i) =>
    [`${track.artist} - ${track.title}`, String(tensors['tracks.year'].values[i]), fact(2 * i), fact(2 * i + 1)].join('\t'));
  const expected = songs.map((song) => [keyOf(song), song.year, song.genre, song.country].join('\t'));
  assert.deepEqual(facts.sort(), expected.sort());
});
