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
