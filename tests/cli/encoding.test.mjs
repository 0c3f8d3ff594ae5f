// Lists in the encodings of before UTF-8.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, readTracks, segue } from './segue.mjs';

// "Кино - Группа" and "Кино - Звезда" in Windows-1251.
const list = Buffer.from('cae8edee202d20c3f0f3efefe00acae8edee202d20c7e2e5e7e4e00a', 'hex');

test('a list in an old encoding is read where a person names it, and the refusal says how to', (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'list.txt'), list);
  const refused = segue(cwd, ['info', 'list.txt']);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /--encoding windows-1251/);
  const facts = segue(cwd, ['info', 'list.txt', '--encoding', 'CP1251', '--json']);
  assert.equal(JSON.parse(facts.stdout).rows, 2);
  const trained = segue(cwd, ['train', 'list.txt', '--encoding', 'windows-1251', '--out', 'out', '--dim', '4',
    '--epochs', '1', '--threads', '1']);
  assert.equal(trained.status, 0, trained.stderr);
  assert.deepEqual(readTracks(join(cwd, 'out/tracks.tsv')).map(({ artist, title }) => `${artist} - ${title}`).sort(),
    ['кино - группа', 'кино - звезда']);
});

test('evaluate and sweep take an encoding, and a sweep hands it on', (t) => {
  const cwd = folder(t);
  // Forty lines "Кино - Песня N", in four lists.
  const song = (i) => Buffer.concat([Buffer.from('cae8edee202d20cfe5f1edff20', 'hex'), Buffer.from(`${i}\n`)]);
  const lists = Array.from({ length: 40 }, (_, i) => (i % 10 === 9 ? [song(i % 8), Buffer.from('\n')] : [song(i % 8)])).flat();
  writeFileSync(join(cwd, 'list.txt'), Buffer.concat(lists));
  writeFileSync(join(cwd, 'c.json'),
    JSON.stringify({ inputs: ['list.txt'], hold_out: 1, options: { dim: 4, epochs: 1, min_count: 1 } }));
  const training = ['--hold-out', '1', '--dim', '4', '--epochs', '1', '--min-count', '1'];
  assert.match(segue(cwd, ['evaluate', 'list.txt', ...training]).stderr, /--encoding windows-1251/);
  const evaluated = segue(cwd, ['evaluate', 'list.txt', ...training, '--encoding', 'windows-1251', '--json']);
  assert.equal(evaluated.status, 0, evaluated.stderr);
  assert.equal(segue(cwd, ['sweep', 'c.json']).status, 1);
  const swept = segue(cwd, ['sweep', 'c.json', '--encoding', 'windows-1251']);
  assert.equal(swept.status, 0, swept.stderr);
  assert.match(swept.stderr, /segue evaluate list\.txt --encoding windows-1251 --hold-out 1/);
});

test('that Windows-1252 is a guess is said, with what to do', (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'list.txt'), Buffer.from('Die \u00c4rzte - Westerland\n', 'latin1'));
  const guess = /read list\.txt as Windows-1252, which is a guess: name its encoding with --encoding if names look wrong/;
  assert.match(segue(cwd, ['info', 'list.txt']).stdout, guess);
  assert.equal(JSON.parse(segue(cwd, ['info', 'list.txt', '--json']).stdout).files[0].encoding_guessed, true);
  assert.doesNotMatch(segue(cwd, ['info', 'list.txt', '--encoding', 'latin1']).stdout, guess);
});

test('an encoding that is not known is wrong usage, and the known ones are named', (t) => {
  const { status, stderr } = segue(folder(t), ['info', 'x.txt', '--encoding', 'klingon']);
  assert.equal(status, 2);
  assert.match(stderr, /'klingon' is no encoding that Segue knows: it knows windows-1250/);
});
