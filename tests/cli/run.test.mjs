import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary, folder, header, readSafetensors, readTracks, segue, smallRows, smallRun, writePlaylists } from './segue.mjs';

test('a run leaves its four files, and nothing else', (t) => {
  const cwd = folder(t);
  smallRun(cwd);
  const run = join(cwd, 'experiments/small');
  assert.deepEqual(readdirSync(join(cwd, 'experiments')), ['small']);
  assert.deepEqual(readdirSync(run).sort(),
    ['hyperparameters.json', 'metrics.json', 'model.safetensors', 'tracks.tsv']);
  assert.deepEqual(JSON.parse(readFileSync(join(run, 'hyperparameters.json'))), {
    embedding_dim: 20, epochs: 2, learning_rate: 0.001, num_rows: 10000, random_seed: 42, window_size: 2,
  });
  const metrics = JSON.parse(readFileSync(join(run, 'metrics.json')));
  assert.equal(metrics.tracks, 30);
  assert.equal(metrics.playlists, 10);
  assert.equal(metrics.rows_read, 90);
  assert.equal(metrics.rows_skipped, 0);
  assert.equal(metrics.epoch_losses.length, 2);
  assert.ok(metrics.pairs_per_second > 0);
  const tracks = readTracks(join(run, 'tracks.tsv'));
  assert.equal(tracks.length, 30);
  assert.equal(tracks[0].position, '1');
  const model = readSafetensors(join(run, 'model.safetensors'));
  assert.deepEqual(model.tensors.input.shape, [30, 20]);
  assert.equal(model.metadata.recipe, 'seed');
});

test("song2vec's options, long and short, mean the same", (t) => {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'a.csv'), smallRows());
  const short = ['-nr', '80', '-wsz', '3', '-emb', '10', '-e', '1', '-lr', '0.01', '-rs', '7'];
  const long = ['--num_rows', '80', '--window_size=3', '--embedding_dim', '10', '--epochs', '1',
    '--learning_rate', '0.01', '--random_seed', '7'];
  assert.equal(segue(cwd, ['run', 'short', '--csv_path', 'a.csv', ...short]).status, 0);
  assert.equal(segue(cwd, ['run', 'long', '--csv_path', 'a.csv', ...long]).status, 0);
  const model = (name) => readFileSync(join(cwd, `experiments/${name}/model.safetensors`));
  assert.ok(model('short').equals(model('long')));
  assert.equal(JSON.parse(readFileSync(join(cwd, 'experiments/short/metrics.json'))).rows_read, 80);
});

test("song2vec's -1 reads the whole of the data set, as 0 does", (t) => {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'a.csv'), smallRows());
  const calls = { one: ['-nr', '-1'], two: ['--num_rows', '-1'], three: ['--num_rows=-1'], four: ['-nr', '0'] };
  // As song2vec's usage has it: the name comes last.
  assert.equal(segue(cwd, ['run', '--csv_path', 'a.csv', '-nr', '-1', '-wsz', '2', '-emb', '8', '-e', '1', '-lr', '0.001', '-rs', '42', 'last']).status, 0);
  const models = Object.entries(calls).map(([name, rows]) => {
    const run = segue(cwd, ['run', name, '--csv_path', 'a.csv', ...rows, '-e', '1', '-emb', '8']);
    assert.equal(run.status, 0, run.stderr);
    assert.equal(JSON.parse(readFileSync(join(cwd, 'experiments', name, 'metrics.json'))).rows_read, 90);
    return readFileSync(join(cwd, 'experiments', name, 'model.safetensors'));
  });
  models.push(readFileSync(join(cwd, 'experiments/last/model.safetensors')));
  for (const model of models) assert.ok(model.equals(models[0]));
  assert.match(segue(cwd, ['run', 'x', '--csv_path', 'a.csv', '-nr', '-2']).stderr,
    /--num_rows must be a whole number from 0 to 2\^53, or -1/);
});

test('an interrupted run says that nothing was kept, and leaves nothing', async (t) => {
  const cwd = folder(t);
  assert.equal(segue(cwd, ['synthesize', '--rows', '20000', '--tracks', '2000', '--out', 'a.csv']).status, 0);
  const child = spawn(binary, ['run', 'x', '--csv_path', 'a.csv', '-nr', '-1', '-e', '1000'], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (piece) => { stderr += piece; });
  const ended = new Promise((done) => child.on('close', done));
  while (!/epoch/.test(stderr)) {
    assert.equal(child.exitCode, null, stderr);
    await new Promise((done) => setTimeout(done, 5));
  }
  child.kill('SIGINT');
  assert.equal(await ended, 130);
  assert.match(stderr, /interrupted; the recipe seed has no checkpoints, so nothing was kept\n$/);
  assert.deepEqual(readdirSync(join(cwd, 'experiments')), []);
});

test('without --csv_path a run reads the sample, or says where it should be', (t) => {
  const cwd = folder(t);
  const missing = segue(cwd, ['run', 'x']);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /data\/sample\.csv: the sample is not here.*--csv_path/);
  mkdirSync(join(cwd, 'data'));
  writePlaylists(join(cwd, 'data/sample.csv'), smallRows());
  assert.equal(segue(cwd, ['run', 'x', '-e', '1']).status, 0);
});

test('"-" reads standard input', (t) => {
  const cwd = folder(t);
  const input = header + 'u,a,one,p\nu,a,two,p\n';
  const result = segue(cwd, ['run', 'piped', '--csv_path', '-', '-e', '1'], { input });
  assert.equal(result.status, 0, result.stderr);
  assert.match(result.stderr, /2 rows/);
});

test('malformed rows are reported with their lines', (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'a.csv'), header + 'u,a,one,p\nbad\nu,a,two,p\n"u","a","open\n');
  const result = segue(cwd, ['run', 'x', '--csv_path', 'a.csv', '-e', '1']);
  assert.equal(result.status, 0, result.stderr);
  assert.match(result.stderr, /skipped 2 malformed rows/);
  assert.match(result.stderr, /line 3: expected 4 fields, found 1/);
  assert.match(result.stderr, /line 5, column 9: a quote opens here and is never closed/);
  const metrics = JSON.parse(readFileSync(join(cwd, 'experiments/x/metrics.json')));
  assert.equal(metrics.rows_skipped, 2);
});

test('a run that cannot be says why, and leaves the old one whole', (t) => {
  const cwd = folder(t);
  const model = readFileSync(smallRun(cwd));
  const files = {
    'empty.csv': '', 'header.csv': header, 'text.csv': 'hello\n', 'bad.csv': header + 'bad\n',
    'single.csv': header + 'u,a,one,p\nu,a,two,q\n',
  };
  const reasons = {
    'empty.csv': /empty\.csv: the file is empty/,
    'header.csv': /holds no tracks/,
    'text.csv': /text\.csv:1: this is not a playlist file/,
    'bad.csv': /bad\.csv:2: nothing in it could be read: expected 4 fields/,
    'single.csv': /no playlist has two tracks/,
    'absent.csv': /absent\.csv: cannot be opened: No such file/,
    'nothing': /nothing: there is no file in it/,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  mkdirSync(join(cwd, 'nothing'));
  for (const [name, reason] of Object.entries(reasons)) {
    const result = segue(cwd, ['run', 'small', '--csv_path', name]);
    assert.equal(result.status, 1, name);
    assert.match(result.stderr, reason);
    assert.equal(result.stdout, '');
    assert.ok(readFileSync(join(cwd, 'experiments/small/model.safetensors')).equals(model));
  }
  assert.deepEqual(readdirSync(join(cwd, 'experiments')), ['small']);
});

test('a run over an old one takes its place; what a killed run left is swept up', (t) => {
  const cwd = folder(t);
  const before = readFileSync(smallRun(cwd));
  mkdirSync(join(cwd, 'experiments/.small.partial-999999999'));
  writeFileSync(join(cwd, 'experiments/.small.partial-999999999/model.safetensors'), 'half');
  assert.equal(segue(cwd, ['run', 'small', '--csv_path', 'small.csv', '-emb', '20', '-e', '2', '-rs', '1']).status, 0);
  assert.ok(!readFileSync(join(cwd, 'experiments/small/model.safetensors')).equals(before));
  assert.deepEqual(readdirSync(join(cwd, 'experiments')), ['small']);
});

test('where nothing can be written the error names the folder', (t) => {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'a.csv'), smallRows());
  writeFileSync(join(cwd, 'experiments'), 'a file, not a folder');
  const result = segue(cwd, ['run', 'x', '--csv_path', 'a.csv', '-e', '1']);
  assert.equal(result.status, 1);
  assert.match(result.stderr, /experiments\/x: cannot be written: Not a directory/);
});

test('wrong usage exits with 2 and says what is right', (t) => {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'a.csv'), smallRows());
  const usage = {
    'run': [], 'run ../up': [/cannot name a run/], 'run .hidden': [/cannot name a run/],
    'run x -e 0': [/epochs must be a whole number from 1/],
    'run x -lr 0': [/learning_rate must be above 0/], 'run x -lr nan': [/learning_rate/],
    'run x -emb -3': [/--embedding_dim/], 'run x -wsz two': [/--window_size/],
    'run x --epoks 3': [/--epoks/], 'dance': [/dance/], '': [],
  };
  for (const [line, patterns] of Object.entries(usage)) {
    const args = line.split(' ').filter(Boolean);
    const result = segue(cwd, args.length > 1 ? [...args, '--csv_path', 'a.csv'] : args);
    assert.equal(result.status, 2, line);
    for (const pattern of patterns) assert.match(result.stderr, pattern);
  }
  assert.ok(!existsSync(join(cwd, 'experiments')));
  assert.equal(segue(cwd, ['--help']).status, 0);
  assert.match(segue(cwd, ['run', '--help']).stdout, /--num_rows/);
});

test('a terminal sees a bar with the time left; a pipe does not', (t) => {
  const cwd = folder(t);
  const rows = [];
  for (let i = 0; i < 8000; ++i) rows.push([`list ${i % 20}`, 'A', `Song ${(i * 7) % 3000}`]);
  writePlaylists(join(cwd, 'a.csv'), rows);
  const args = ['run', 'x', '--csv_path', 'a.csv', '-e', '100'];
  const terminal = spawnSync('script', ['-qec', [binary, ...args].join(' '), '/dev/null'],
    { cwd, encoding: 'utf8' });
  assert.match(terminal.stdout, /\[#*\.*\] \d+%  epoch \d+ of 100  loss 0\.\d{4}  [\d,]+ pairs\/s  .* left/);
  assert.doesNotMatch(segue(cwd, args).stderr, /\r|\x1b/);
});
