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

const header = 'artist\ttitle\tyear\tgenre\tcountry\tcover_of\n';

test('a wrong line of a catalogue or of a table of genres is named', (t) => {
  const cwd = folder(t);
  const fails = (place, ...args) => {
    const result = segue(cwd, ['synthesize', ...args]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, place);
    assert.equal(result.stdout, '');
  };
  writeFileSync(join(cwd, 'c.tsv'), `${header}Queen\tBohemian Rhapsody\tlong ago\trock\t\t\n`);
  fails(/^segue: c\.tsv:2:25: the year/, '--catalogue', 'c.tsv', '--genres', join(repository, 'data/genres.tsv'));
  writeFileSync(join(cwd, 'c.tsv'), `${header}Queen\tBohemian Rhapsody\t1975\trock\t\tQueen - Nothing\n`);
  fails(/^segue: c\.tsv:2:36: the original 'Queen - Nothing' is not in/, '--catalogue', 'c.tsv', '--genres', join(repository, 'data/genres.tsv'));
  writeFileSync(join(cwd, 'genres.tsv'), 'genre\tneighbours\toccasions\nrock\tpop\tparty\n');
  fails(/^segue: .*genres\.tsv:2:6: the neighbour 'pop'/, '--catalogue', catalogue, '--genres', 'genres.tsv');
});

test('the table of genres is the one beside the catalogue, another that is named, or none', (t) => {
  const cwd = folder(t);
  const songs = Array.from({ length: 60 }, (_, i) => `a${i % 9}\ts${i}\t${1970 + i % 50}\t${i % 2 ? 'rock' : 'pop'}\t\t\n`);
  writeFileSync(join(cwd, 'c.tsv'), header + songs.join(''));
  const without = segue(cwd, ['synthesize', '--catalogue', 'c.tsv']);
  assert.equal(without.status, 0, without.stderr);
  assert.match(without.stderr, /^there is no genres\.tsv: no genre is close to another/);
  assert.doesNotMatch(without.stdout, /sauna/i);
  writeFileSync(join(cwd, 'genres.tsv'), 'genre\tneighbours\toccasions\nrock\t\tsauna\npop\t\tsauna\n');
  const beside = segue(cwd, ['synthesize', '--catalogue', 'c.tsv']);
  assert.match(beside.stdout, /sauna/i);
  assert.doesNotMatch(beside.stderr, /there is no/);
  writeFileSync(join(cwd, 'other.tsv'), 'genre\tneighbours\toccasions\nrock\t\tigloo\npop\t\tigloo\n');
  const named = segue(cwd, ['synthesize', '--catalogue', 'c.tsv', '--genres', 'other.tsv']);
  assert.match(named.stdout, /igloo/i);
  assert.doesNotMatch(named.stdout, /sauna/i);
  assert.equal(segue(cwd, ['synthesize', '--catalogue', 'c.tsv', '--genres', 'absent.tsv']).status, 1);
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
  assert.equal(segue(cwd, [...args, '--genres', catalogue]).status, 2);
  assert.equal(segue(cwd, ['synthesize', '--tracks', '5', '--catalogue', catalogue]).status, 2);
});
