import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, repository, segue } from './segue.mjs';

const catalogue = join(repository, 'data/catalogue.tsv');

test('the sample has the same bytes for the same seed, to a file or to standard output', (t) => {
  const cwd = folder(t);
  const printed = segue(cwd, ['synthesize', '--catalogue', catalogue]);
  assert.equal(printed.status, 0, printed.stderr);
  assert.equal(segue(cwd, ['synthesize', '--catalogue', catalogue, '--out', 'a.csv']).status, 0);
  assert.equal(readFileSync(join(cwd, 'a.csv'), 'utf8'), printed.stdout);
  assert.notEqual(segue(cwd, ['synthesize', '--catalogue', catalogue, '--seed', '1']).stdout, printed.stdout);
  assert.equal(segue(cwd, ['run', 'x', '--csv_path', 'a.csv', '-e', '1']).status, 0);
});

test('a wrong line of a catalogue is named', (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'c.tsv'), 'artist\ttitle\tyear\tgenre\nQueen\tBohemian Rhapsody\tlong ago\trock\n');
  const result = segue(cwd, ['synthesize', '--catalogue', 'c.tsv']);
  assert.equal(result.status, 1);
  assert.match(result.stderr, /c\.tsv:2/);
  assert.equal(result.stdout, '');
});

test('nonsense playlists of any size, the same for the same seed; one kind at a time', (t) => {
  const cwd = folder(t);
  const args = ['synthesize', '--tracks', '300', '--rows', '5000'];
  assert.equal(segue(cwd, [...args, '--out', 'a.csv']).status, 0);
  const made = readFileSync(join(cwd, 'a.csv'), 'utf8');
  assert.equal(segue(cwd, args).stdout, made);
  assert.notEqual(segue(cwd, [...args, '--seed', '1']).stdout, made);
  assert.equal(made.split('\n').length, 5002);
  const run = segue(cwd, ['run', 'x', '--csv_path', 'a.csv', '-e', '1', '-nr', '0']);
  assert.match(run.stderr, /read 5,000 rows of a\.csv: .* 300 tracks/);
  assert.equal(segue(cwd, ['synthesize']).status, 2);
  assert.equal(segue(cwd, [...args, '--catalogue', catalogue]).status, 2);
  assert.equal(segue(cwd, ['synthesize', '--rows', '0']).status, 2);
  assert.equal(segue(cwd, ['synthesize', '--tracks', '5', '--catalogue', catalogue]).status, 2);
});
