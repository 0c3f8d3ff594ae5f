import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary, folder, segue, smallRun, writePlaylists } from './segue.mjs';

test('what is written to a pipe or a link goes there, and does not take its place', (t) => {
  const cwd = folder(t);
  smallRun(cwd);
  const format = ['export', 'small', '--format', 'word2vec', '--out'];
  assert.equal(segue(cwd, [...format, 'v.txt']).status, 0);
  const vectors = readFileSync(join(cwd, 'v.txt'), 'utf8');

  const piped = spawnSync('sh', ['-c', `mkfifo pipe && { timeout 60 cat pipe & "$0" "$@"; wait; }`, binary, ...format, 'pipe'],
    { cwd, encoding: 'utf8' });
  assert.equal(piped.stdout, vectors);
  assert.ok(lstatSync(join(cwd, 'pipe')).isFIFO());

  mkdirSync(join(cwd, 'disk'));
  writeFileSync(join(cwd, 'disk/old.txt'), 'old');
  symlinkSync('disk/old.txt', join(cwd, 'link'));
  symlinkSync('disk/new.txt', join(cwd, 'ahead'));
  for (const link of ['link', 'ahead']) {
    assert.equal(segue(cwd, [...format, link]).status, 0);
    assert.ok(lstatSync(join(cwd, link)).isSymbolicLink());
    assert.equal(readFileSync(join(cwd, link), 'utf8'), vectors);
  }

  assert.equal(segue(cwd, [...format, '-']).stdout, vectors);
  const two = segue(cwd, ['export', 'small', '--format', 'tsv', '--out', '-']);
  assert.equal(two.status, 2);
  assert.match(two.stderr, /two files/);
});

test('numbers in JSON are written as people write them', (t) => {
  const cwd = folder(t);
  smallRun(cwd);
  assert.match(readFileSync(join(cwd, 'experiments/small/hyperparameters.json'), 'utf8'), /"learning_rate":0\.001,/);
  assert.match(segue(cwd, ['info', 'small', '--json']).stdout, /"learning_rate":0\.001,.*"epoch_losses":\[0\.\d+,0\.\d+\]/);
  assert.match(segue(cwd, ['info', 'small']).stdout, /\n {2}learning_rate = 0\.001\n/);
});

test('JSON is UTF-8 whatever a file is called', (t) => {
  const cwd = folder(t);
  smallRun(cwd);
  const { stdout } = spawnSync('sh', ['-c', `odd=$(printf 'odd\\377'); cp -r experiments/small "$odd"; "$0" compare small "$odd" --json`, binary], { cwd });
  const text = new TextDecoder('utf-8', { fatal: true }).decode(stdout);
  assert.match(JSON.stringify(JSON.parse(text)), /"odd\ufffd"/);
});

test('the line of a narrow terminal never goes on in the next row', (t) => {
  const cwd = folder(t);
  const rows = [];
  for (let i = 0; i < 8000; ++i) rows.push([`list ${i % 20}`, 'A', `Song ${(i * 7) % 3000}`]);
  writePlaylists(join(cwd, 'a.csv'), rows);
  for (const columns of [20, 44, 79]) {
    const { stdout } = spawnSync('script',
      ['-qec', `stty cols ${columns}; ${binary} run x --csv_path a.csv -e 60`, '/dev/null'], { cwd, encoding: 'utf8' });
    const lines = stdout.split(/\r\x1b\[K|\r?\n/).filter((line) => /^(\[[#.]+\] )?\d+%/.test(line));
    assert.ok(lines.length > 1, stdout);
    for (const line of lines) assert.ok(line.length < columns, line);
    assert.ok(lines.some((line) => line.includes('left')), stdout);
  }
});

test('wrong usage is one line that says where there is more', (t) => {
  const cwd = folder(t);
  const lacking = segue(cwd, ['similar', 'small']);
  assert.equal(lacking.status, 2);
  assert.equal(lacking.stderr, 'segue: TRACK is required; `segue similar --help` says more\n');
  const none = segue(cwd, []);
  assert.equal(none.status, 2);
  assert.match(none.stderr, /^segue: .*`segue --help` says more\n$/);
});
