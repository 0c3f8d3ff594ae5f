import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary, folder, header, readSafetensors, readTracks, repository, segue, smallRows, writePlaylists } from './segue.mjs';

const runFiles = ['hyperparameters.json', 'metrics.json', 'model.safetensors', 'tracks.tsv'];
const quick = ['--dim', '16', '--epochs', '2', '--threads', '1'];
// Some seconds of work with several checkpoints each second.
const slow = ['--dim', '64', '--threads', '1', '--epochs', '100', '--checkpoint-minutes', '0.0005'];
const endless = ['--dim', '64', '--threads', '1', '--epochs', '100000'];

/** A folder with the small playlists as a.csv. */
function small(t) {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'a.csv'), smallRows());
  return cwd;
}

/** A folder with playlists to train on for a while as a.csv. */
function large(t) {
  const cwd = folder(t);
  assert.equal(segue(cwd, ['synthesize', '--rows', '50000', '--tracks', '3000', '--out', 'a.csv']).status, 0);
  return cwd;
}

function train(cwd, args, run) {
  const result = segue(cwd, ['train', ...args], run);
  assert.equal(result.status, 0, result.stderr);
  return result;
}

const model = (cwd, out = 'out') => readFileSync(join(cwd, out, 'model.safetensors'));
const metrics = (cwd, out = 'out') => JSON.parse(readFileSync(join(cwd, out, 'metrics.json')));
const checkpoint = (cwd) => join(cwd, 'out/checkpoint.safetensors');
const delay = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** A training that goes on while the test does something: { child, stderr(), ended }. */
function start(t, cwd, args) {
  const child = spawn(binary, ['train', ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (piece) => { stderr += piece; });
  const ended = new Promise((done) => child.on('close', (status, signal) => done({ status, signal, stderr })));
  return { child, stderr: () => stderr, ended };
}

/** Waits until `condition` holds; fails where the training ends before. */
async function until(training, condition) {
  while (!condition()) {
    assert.equal(training.child.exitCode, null, training.stderr());
    await delay(5);
  }
}

const isTraining = (training) => () => /%  epoch.* left\n/.test(training.stderr());

test('a training leaves a run\'s folder, which the other commands take', (t) => {
  const cwd = small(t);
  const result = train(cwd, ['a.csv', '--out', 'out', ...quick]);
  assert.match(result.stderr, /read 90 rows of a\.csv: 10 playlists, 30 tracks/);
  assert.match(result.stderr, /trained 2 epochs in less than a second, loss \d\.\d{4} to \d\.\d{4}\nwrote out\/model/);
  assert.equal(result.stdout, '');
  assert.deepEqual(readdirSync(cwd).sort(), ['a.csv', 'out']);
  assert.deepEqual(readdirSync(join(cwd, 'out')).sort(), runFiles);
  assert.deepEqual(JSON.parse(readFileSync(join(cwd, 'out/hyperparameters.json'))), {
    dim: 16, window: 0, group: 5, negative: 35, ns_exponent: 0.25, sample: 0, epochs: 2, lr: 0.03, min_count: 1, seed: 42,
  });
  const { metadata, tensors } = readSafetensors(join(cwd, 'out/model.safetensors'));
  assert.equal(metadata.recipe, 'playlist');
  assert.deepEqual(tensors.input.shape, [30, 16]);
  const figures = metrics(cwd);
  assert.equal(figures.rows_read, 90);
  assert.equal(figures.rows_skipped, 0);
  assert.equal(figures.playlists, 10);
  assert.equal(figures.tracks, 30);
  assert.equal(figures.tokens_trained, 180);
  assert.equal(figures.threads, 1);
  assert.equal(figures.epoch_losses.length, 2);
  for (const name of ['pairs_trained', 'seconds', 'tokens_per_second', 'pairs_per_second', 'peak_memory_bytes']) {
    assert.ok(figures[name] > 0, name);
  }
  assert.equal(readTracks(join(cwd, 'out/tracks.tsv')).length, 30);
  assert.match(segue(cwd, ['similar', 'out', 'artist - song 1']).stdout, /^top 10 tracks most similar to 'artist - song 1' \(pos\. \d+\):\n(- \(sim\. -?\d\.\d{3}\): .*\n){10}$/);
  assert.match(segue(cwd, ['find', 'out', 'song 12']).stdout, /artist - song 12/);
  assert.match(segue(cwd, ['info', 'out/']).stdout, /recipe +playlist\n/);
  assert.equal(segue(cwd, ['export', 'out', '--format', 'npy', '--out', 'v.npy']).status, 0);
});

test('one thread gives the same model again; several train as well', (t) => {
  const cwd = small(t);
  for (const out of ['one', 'two']) train(cwd, ['a.csv', '--out', out, ...quick]);
  assert.ok(model(cwd, 'one').equals(model(cwd, 'two')));
  train(cwd, ['a.csv', '--out', 'other', ...quick, '--seed', '1']);
  assert.ok(!model(cwd, 'one').equals(model(cwd, 'other')));
  train(cwd, ['a.csv', '--out', 'many', '--threads', '3', '--epochs', '2']);
  assert.equal(metrics(cwd, 'many').threads, 3);
  assert.match(segue(cwd, ['train', '--help']).stdout, /more than one do not repeat a result\s+exactly/);
});

test('unless it is told how long, a training goes on until it finds no more of what it hides from itself', async (t) => {
  const cwd = folder(t);
  const input = join(repository, 'data/sample.csv');
  const open = [input, '--dim', '16', '--threads', '1'];
  const { stderr } = train(cwd, [...open, '--out', 'whole']);
  const [, hidden, found, popular] = stderr.match(
    /\nof (\d+) tracks hidden from it, it finds (\d+) among its first ten; naming the ten most frequent would find (\d+)\n/);
  assert.equal(hidden, '660');  // one in a hundred of 66,000
  assert.ok(Number(found) > 3 * Number(popular), stderr);
  assert.doesNotMatch(stderr, /hardly a track in common/);
  const { epochs } = JSON.parse(readFileSync(join(cwd, 'whole/hyperparameters.json')));
  assert.ok(epochs >= 21 && epochs < 200, String(epochs));
  assert.match(stderr, new RegExp(`trained ${epochs} epochs `));
  assert.match(segue(cwd, ['info', 'whole']).stdout, /\nfinds +\d+ of 660 hidden tracks in its first ten\n/);
  const { held_out_hits: hits } = JSON.parse(segue(cwd, ['info', 'whole', '--json']).stdout);
  assert.deepEqual([hits.at(-1)[0], hits.at(-1)[2]], [epochs, 660]);
  // What was hidden from it stands in the playlists that it carries.
  const { tensors } = readSafetensors(join(cwd, 'whole/model.safetensors'));
  assert.equal(tensors['playlists.track'].values.length, metrics(cwd, 'whole').rows_read);

  const broken = start(t, cwd, [...open, '--out', 'out', '--epochs', 'auto', '--checkpoint-minutes', '0.001']);
  await until(broken, () => existsSync(checkpoint(cwd)));
  broken.child.kill('SIGINT');
  assert.match((await broken.ended).stderr, /interrupted at (epoch \d+|\d+%); to go on:/);
  assert.match(train(cwd, [...open, '--out', 'out', '--resume']).stderr, /going on at (epoch \d+|\d+%)\n/);
  assert.ok(model(cwd).equals(model(cwd, 'whole')));
});

test('what has nothing in common is not learnt for long, and that is said', (t) => {
  const cwd = large(t);
  const { stderr } = train(cwd, ['a.csv', '--out', 'out', '--dim', '16']);
  assert.match(stderr, /hardly a track in common/);
  assert.ok(JSON.parse(readFileSync(join(cwd, 'out/hyperparameters.json'))).epochs <= 60);
});

test('minutes bound a training', (t) => {
  const cwd = folder(t);
  assert.equal(segue(cwd, ['synthesize', '--rows', '500000', '--tracks', '300000', '--out', 'a.csv']).status, 0);
  const { stderr } = train(cwd, ['a.csv', '--out', 'out', '--dim', '64', '--minutes', '0.001']);
  assert.match(stderr, /trained 2 epochs /);  // the least
});

test('several inputs, one of them standard input, are read as one', (t) => {
  const cwd = small(t);
  train(cwd, ['a.csv', '--out', 'whole', ...quick]);
  const [, ...rows] = readFileSync(join(cwd, 'a.csv'), 'utf8').trimEnd().split('\n');
  writeFileSync(join(cwd, 'first.csv'), header + rows.slice(0, 40).join('\n') + '\nbad\n');
  const rest = header + rows.slice(40).join('\n');
  const { stderr } = train(cwd, ['first.csv', '-', '--out', 'parts', ...quick], { input: rest });
  assert.match(stderr, /read 90 rows of 2 files: 10 playlists, 30 tracks\n  skipped 1 malformed row of first\.csv\n  line 42: /);
  assert.ok(model(cwd, 'parts').equals(model(cwd, 'whole')));
  assert.equal(metrics(cwd, 'parts').rows_skipped, 1);
  const absent = segue(cwd, ['train', 'a.csv', 'absent.csv', '--out', 'none']);
  assert.equal(absent.status, 1);
  assert.match(absent.stderr, /^segue: absent\.csv: cannot be opened: No such file or directory\n$/);
  assert.ok(!existsSync(join(cwd, 'none')));
});

test('the window may be the whole playlist', (t) => {
  const cwd = small(t);
  train(cwd, ['a.csv', '--out', 'out', ...quick, '--window', 'playlist']);
  assert.equal(JSON.parse(readFileSync(join(cwd, 'out/hyperparameters.json'))).window, 0);
  assert.match(segue(cwd, ['info', 'out']).stdout, /window = playlist\n/);
  assert.match(segue(cwd, ['info', 'out']).stdout, /group = 5\n/);
  train(cwd, ['a.csv', '--out', 'narrow', ...quick, '--window', '5']);
  assert.match(segue(cwd, ['info', 'narrow']).stdout, /group = 1\n/);
  assert.ok(!model(cwd).equals(model(cwd, 'narrow')));
});

test('a catalogue puts genre, year and country into the model', (t) => {
  const cwd = small(t);
  const columns = 'artist\ttitle\tyear\tgenre\tcountry\tcover_of\n';
  writeFileSync(join(cwd, 'c.tsv'),
    `${columns}artist\tSONG 1\t1989\trock\tSweden\t\nArtist\tSong 2\t2001\tjazz\t\tartist - SONG 1\nX\tElsewhere\t1999\tpop\t\t\n`);
  for (const recipe of ['playlist', 'seed']) {
    const options = recipe === 'seed' ? ['--recipe', 'seed', '--epochs', '1'] : quick;
    const { stderr } = train(cwd, ['a.csv', '--out', recipe, ...options, '--catalogue', 'c.tsv']);
    assert.match(stderr, /\nfound 2 of 30 tracks in the catalogue\n/);
    const { tensors } = readSafetensors(join(cwd, recipe, 'model.safetensors'));
    const text = new TextDecoder().decode(tensors['tracks.facts'].values);
    const ends = [0, ...Array.from(tensors['tracks.fact_end'].values, Number)];
    const facts = readTracks(join(cwd, recipe, 'tracks.tsv')).map(({ title }, i) =>
      [title, Number(tensors['tracks.year'].values[i]), text.slice(ends[2 * i], ends[2 * i + 1]), text.slice(ends[2 * i + 1], ends[2 * i + 2])]);
    assert.deepEqual(facts.filter(([title]) => ['song 1', 'song 2', 'song 3'].includes(title)).sort(),
      [['song 1', 1989, 'rock', 'Sweden'], ['song 2', 2001, 'jazz', ''], ['song 3', 0, '', '']]);
  }
  assert.equal(segue(cwd, ['similar', 'playlist', 'artist - song 1']).status, 0);
  writeFileSync(join(cwd, 'wrong.tsv'), `${columns}X\tElsewhere\tlong ago\tpop\t\t\n`);
  const wrong = segue(cwd, ['train', 'a.csv', '--out', 'none', ...quick, '--catalogue', 'wrong.tsv']);
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /^segue: wrong\.tsv:2:13: the year 'long ago'/);
  assert.ok(!existsSync(join(cwd, 'none')));
});

test('rare tracks are left out, and playlists of one name are told apart by who made them', (t) => {
  const cwd = folder(t);
  const row = (user, title) => `"${user}","a","${title}","Rock"\n`;
  writeFileSync(join(cwd, 'a.csv'), header + row('u', 'one') + row('v', 'two') + row('v', 'one') + row('u', 'rare') + row('u', 'two'));
  const { stderr } = train(cwd, ['a.csv', '--out', 'out', ...quick, '--min-count', '2']);
  assert.match(stderr, /2 playlists, 2 tracks\n  left out 1 track that occurs less than 2 times\n/);
  assert.deepEqual(readTracks(join(cwd, 'out/tracks.tsv')).map(({ title }) => title), ['one', 'two']);
  assert.equal(JSON.parse(readFileSync(join(cwd, 'out/hyperparameters.json'))).min_count, 2);
  assert.equal(metrics(cwd).tracks, 2);
  assert.match(train(cwd, ['a.csv', '--out', 'seed', '--recipe', 'seed', '--epochs', '1']).stderr, /1 playlist, 3 tracks/);
  const none = segue(cwd, ['train', 'a.csv', '--out', 'none', '--min-count', '9']);
  assert.equal(none.status, 1);
  assert.match(none.stderr, /there is nothing to learn from/);
});

test('the recipe seed gives what `segue run` gives', (t) => {
  const cwd = small(t);
  train(cwd, ['a.csv', '--recipe', 'seed', '--out', 'out', '--dim', '12', '--window', '3', '--epochs', '2', '--lr',
    '0.01', '--seed', '7']);
  const same = ['run', 'same', '--csv_path', 'a.csv', '-nr', '0', '-emb', '12', '-wsz', '3', '-e', '2', '-lr', '0.01',
    '-rs', '7'];
  assert.equal(segue(cwd, same).status, 0);
  assert.ok(model(cwd).equals(model(cwd, 'experiments/same')));
  train(cwd, ['a.csv', '--recipe', 'seed', '--out', 'defaults', '--epochs', '1']);
  assert.equal(segue(cwd, ['run', 'defaults', '--csv_path', 'a.csv', '-nr', '0', '-e', '1']).status, 0);
  assert.ok(model(cwd, 'defaults').equals(model(cwd, 'experiments/defaults')));
});

test('the instruction set that computed is recorded', (t) => {
  const cwd = small(t);
  const sets = segue(cwd, ['info', 'x'], { env: { SEGUE_SIMD: 'none' } }).stderr.match(/choose one of: (.*)\n/)[1];
  for (const set of sets.split(', ')) {
    train(cwd, ['a.csv', '--out', set, ...quick], { env: { SEGUE_SIMD: set } });
    assert.equal(metrics(cwd, set).instruction_set, set);
  }
});

test('wrong options exit with 2, say what is right, and touch nothing', (t) => {
  const cwd = small(t);
  const wrong = {
    '--dim 0': /dim must be a whole number from 1 to 4096/, '--dim 5000': /dim must/, '--dim -1': /--dim/,
    '--dim x': /--dim/, '--window 0': /--window.*1 to 1000, or playlist/, '--window 1001': /window must/,
    '--window all': /--window.*1 to 1000, or playlist/, '--window -1': /--window/, '--negative 0': /negative must/,
    '--negative 1.5': /--negative/, '--group 0': /group must/, '--group 101': /group must/, '--window 5 --group 2': /group must be 1 unless/, '--ns-exponent nan': /ns-exponent must/, '--ns-exponent 11': /ns-exponent must/,
    '--sample -0.1': /sample must/, '--sample 2': /sample must/, '--epochs 0': /epochs must/, '--lr 0': /lr must/,
    '--lr nan': /lr must/, '--lr 11': /lr must/, '--min-count 0': /min-count must/, '--threads 0': /threads must/,
    '--threads 2000': /threads must/, '--seed -1': /seed must/, '--seed 9007199254740993': /seed must/,
    '--checkpoint-minutes -1': /--checkpoint-minutes/, '--checkpoint-minutes nan': /--checkpoint-minutes/,
    '--recipe word2vec': /--recipe/, '--memory perhaps': /--memory/, '--epoks 3': /--epoks/, '--epochs all': /epochs must be a whole number from 1 to 1000000, or auto/,
    '--minutes 0': /--minutes.*above 0/, '--minutes -1': /--minutes/, '--minutes 5 --epochs 3': /--minutes.*leave --epochs out/,
    '--minutes 5 --recipe seed': /--minutes.*recipe playlist/,
  };
  for (const option of ['--negative 5', '--ns-exponent 1', '--sample 0', '--min-count 1', '--threads 1',
    '--checkpoint-minutes 1', '--resume', '--memory yes']) {
    wrong[`--recipe seed ${option}`] = new RegExp(`${option.split(' ')[0]}.*does not apply to the recipe seed`);
  }
  wrong['--recipe seed --window playlist'] = /--window must be a whole number from 1 to 1000 under the recipe seed/;
  wrong['--recipe seed --dim 0'] = /dim must be a whole number from 1 to 4096/;
  for (const [options, message] of Object.entries(wrong)) {
    const result = segue(cwd, ['train', 'a.csv', '--out', 'out', ...options.split(' ')]);
    assert.equal(result.status, 2, options + result.stderr);
    assert.match(result.stderr, message);
  }
  assert.match(segue(cwd, ['train', 'a.csv']).stderr, /--out is required/);
  assert.match(segue(cwd, ['train', '--out', 'out']).stderr, /INPUT is required/);
  assert.equal(segue(cwd, ['train', 'a.csv', '--out', '']).status, 2);
  assert.deepEqual(readdirSync(cwd), ['a.csv']);
});

test('a folder that is not a run\'s, or cannot be written, is refused before anything is read', (t) => {
  const cwd = small(t);
  mkdirSync(join(cwd, 'mine/deep'), { recursive: true });
  writeFileSync(join(cwd, 'mine/notes.txt'), 'years of work');
  const refused = {
    'mine': /mine: holds (deep|notes\.txt), which no training has made/, '.': /holds (a\.csv|mine)/,
    'a.csv': /a\.csv: cannot be written: Not a directory/, 'a.csv/out': /a\.csv\/out: cannot be written: Not a directory/,
    '/proc/none': /\/proc\/none: cannot be written/, '/': /\/: /, '/proc': /\/proc: /,
  };
  for (const [out, message] of Object.entries(refused)) {
    const result = segue(cwd, ['train', 'a.csv', '--out', out, ...quick]);
    assert.equal(result.status, 1, out);
    assert.match(result.stderr, message);
    assert.doesNotMatch(result.stderr, /rows/);
  }
  assert.equal(readFileSync(join(cwd, 'mine/notes.txt'), 'utf8'), 'years of work');
  assert.deepEqual(readdirSync(cwd).sort(), ['a.csv', 'mine']);
});

test('a folder that is empty, linked to, or to be made is written', (t) => {
  const cwd = small(t);
  mkdirSync(join(cwd, 'empty'));
  mkdirSync(join(cwd, 'disk/model'), { recursive: true });
  symlinkSync('disk/model', join(cwd, 'link'));
  for (const out of ['empty', 'link', 'new/deep/', 'new/deep']) train(cwd, ['a.csv', '--out', out, ...quick]);
  assert.deepEqual(readdirSync(join(cwd, 'disk/model')).sort(), runFiles);
  assert.deepEqual(readdirSync(cwd).sort(), ['a.csv', 'disk', 'empty', 'link', 'new']);
  assert.deepEqual(readdirSync(join(cwd, 'new')), ['deep']);
});

test('input that cannot be learnt from leaves the old model and no new folder', (t) => {
  const cwd = small(t);
  train(cwd, ['a.csv', '--out', 'out', ...quick]);
  const before = model(cwd);
  writeFileSync(join(cwd, 'single.csv'), header + 'u,a,one,p\nu,a,two,q\n');
  writeFileSync(join(cwd, 'text.csv'), 'hello\n');
  for (const [file, message] of [['single.csv', /no playlist has two/], ['text.csv', /not a playlist file/]]) {
    for (const out of ['out', 'new']) {
      const result = segue(cwd, ['train', file, '--out', out]);
      assert.equal(result.status, 1);
      assert.match(result.stderr, message);
    }
  }
  assert.ok(model(cwd).equals(before));
  assert.ok(!existsSync(join(cwd, 'new')));
});

test('a training that diverges says what to change, and leaves the old model and no checkpoint', (t) => {
  const cwd = large(t);
  train(cwd, ['a.csv', '--out', 'out', ...quick]);
  const before = model(cwd);
  const diverged = segue(cwd, ['train', 'a.csv', '--out', 'out', ...slow, '--lr', '10']);
  assert.equal(diverged.status, 1);
  assert.match(diverged.stderr, /training diverged in epoch \d+: lower the learning rate\n$/);
  assert.ok(model(cwd).equals(before));
  assert.deepEqual(readdirSync(join(cwd, 'out')).sort(), runFiles);
});

test('killed at any moment and resumed, a training gives the same model; the old one stays whole', async (t) => {
  const cwd = large(t);
  train(cwd, ['a.csv', '--out', 'unbroken', ...slow]);
  train(cwd, ['a.csv', '--out', 'out', ...quick]);
  const old = model(cwd);
  for (let kills = 0; kills < 3; ++kills) {
    const before = existsSync(checkpoint(cwd)) ? readFileSync(checkpoint(cwd)) : Buffer.alloc(0);
    const training = start(t, cwd, ['a.csv', '--out', 'out', ...slow, ...(kills === 0 ? [] : ['--resume'])]);
    await until(training, () => existsSync(checkpoint(cwd)) && !readFileSync(checkpoint(cwd)).equals(before));
    await delay(Math.random() * 150);
    training.child.kill('SIGKILL');
    assert.equal((await training.ended).signal, 'SIGKILL', training.stderr());
    assert.ok(model(cwd).equals(old));
  }
  const { stderr } = train(cwd, ['a.csv', '--out', 'out', ...slow, '--resume']);
  assert.match(stderr, /going on at \d+%\n/);
  assert.ok(model(cwd).equals(model(cwd, 'unbroken')));
  assert.ok(metrics(cwd).resumed_at > 0);
  assert.deepEqual(readdirSync(join(cwd, 'out')).sort(), runFiles);
  assert.deepEqual(readdirSync(cwd).sort(), ['a.csv', 'out', 'unbroken']);
});

test('Ctrl-C writes a checkpoint and the command that goes on from it', async (t) => {
  const cwd = large(t);
  train(cwd, ['a.csv', '--out', 'unbroken', ...slow]);
  const args = ["it's a.csv", '--out', 'out', ...slow];
  writeFileSync(join(cwd, "it's a.csv"), readFileSync(join(cwd, 'a.csv')));
  const training = start(t, cwd, args);
  await until(training, () => existsSync(checkpoint(cwd)));
  const second = segue(cwd, ['train', ...args]);
  assert.equal(second.status, 1);
  assert.match(second.stderr, /another `segue train` is at work there/);
  training.child.kill('SIGINT');
  const { status, stderr } = await training.ended;
  assert.equal(status, 130, stderr);
  const [, command] = stderr.match(/interrupted at \d+%; to go on:\n(.*)\n$/);
  const resumed = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
  assert.equal(resumed.status, 0, resumed.stderr);
  assert.ok(model(cwd).equals(model(cwd, 'unbroken')));
});

test('a checkpoint is neither overwritten nor resumed with anything else', async (t) => {
  const cwd = large(t);
  const args = ['--out', 'out', ...endless, '--checkpoint-minutes', '0'];
  const nothing = segue(cwd, ['train', 'a.csv', ...args, '--resume']);
  assert.equal(nothing.status, 1);
  assert.match(nothing.stderr, /checkpoint\.safetensors: there is no training to go on with: leave --resume out/);
  const training = start(t, cwd, ['a.csv', ...args]);
  await until(training, isTraining(training));
  assert.ok(!existsSync(checkpoint(cwd)));
  training.child.kill('SIGTERM');
  assert.equal((await training.ended).status, 143);
  const kept = readFileSync(checkpoint(cwd));

  writePlaylists(join(cwd, 'b.csv'), smallRows());
  const refused = [
    [['a.csv', ...args], /broken off here: add --resume to go on with it, or delete this file/],
    [['a.csv', '--out', 'out', '--recipe', 'seed'], /broken off here/],
    [['a.csv', ...args, '--resume', '--lr', '0.1'], /had lr .*, not /],
    [['a.csv', ...args, '--resume', '--window', '5'], /had group 5, not 1/],
    [['b.csv', ...args, '--resume'], /read other playlists/],
  ];
  for (const [line, message] of refused) {
    const result = segue(cwd, ['train', ...line]);
    assert.equal(result.status, 1, result.stderr);
    assert.match(result.stderr, message);
    assert.ok(readFileSync(checkpoint(cwd)).equals(kept));
  }
  assert.match(segue(cwd, ['info', 'out']).stderr, /the training in 'out' is not finished/);
  writeFileSync(checkpoint(cwd), kept.subarray(0, 1000));
  const cut = segue(cwd, ['train', 'a.csv', ...args, '--resume']);
  assert.equal(cut.status, 1);
  assert.match(cut.stderr, /checkpoint\.safetensors: /);
});

test('a second signal quits at once', async (t) => {
  const cwd = large(t);
  const training = start(t, cwd, ['a.csv', '--out', 'out', ...endless]);
  await until(training, isTraining(training));
  training.child.kill('SIGINT');
  training.child.kill('SIGTERM');
  const { status, stderr } = await training.ended;
  assert.ok([130, 143].includes(status));
  assert.doesNotMatch(stderr, /to go on/);
});

test('a signal that comes to the process and to its group is one request', async (t) => {
  const cwd = large(t);
  const training = start(t, cwd, ['a.csv', '--out', 'out', ...endless]);
  await until(training, isTraining(training));
  training.child.kill('SIGTERM');
  // Not at once: two that wait together are handled as one.
  const soon = performance.now() + 2;
  while (performance.now() < soon);
  training.child.kill('SIGTERM');
  const { status, stderr } = await training.ended;
  assert.equal(status, 143);
  assert.match(stderr, /segue: interrupted at 0%; to go on:/);
});

test('where the disk is full training goes on, and what there was stays whole', async (t) => {
  const cwd = large(t);
  train(cwd, ['a.csv', '--out', 'unbroken', ...slow]);
  const limited = (args) => spawnSync('bash', ['-c', `trap '' XFSZ; ulimit -f 100; exec "$0" train "$@"`, binary, ...args],
    { cwd, encoding: 'utf8' });
  const lost = limited(['a.csv', '--out', 'new', ...slow]);
  assert.equal(lost.status, 1, lost.stderr);
  assert.match(lost.stderr, /new: cannot be written: File too large; the training is lost\n$/);
  assert.deepEqual(readdirSync(cwd).sort(), ['a.csv', 'unbroken']);

  train(cwd, ['a.csv', '--out', 'out', ...quick]);
  const old = model(cwd);
  const training = start(t, cwd, ['a.csv', '--out', 'out', ...slow]);
  await until(training, () => existsSync(checkpoint(cwd)));
  training.child.kill('SIGINT');
  assert.equal((await training.ended).status, 130);
  const kept = readFileSync(checkpoint(cwd));
  const full = limited(['a.csv', '--out', 'out', ...slow, '--resume']);
  assert.equal(full.status, 1);
  assert.match(full.stderr, /checkpoint\.safetensors: cannot be written: File too large; training goes on/);
  assert.match(full.stderr, /out: cannot be written: File too large; .*go on from the last checkpoint:\n.* --resume\n$/);
  assert.ok(model(cwd).equals(old));
  assert.ok(readFileSync(checkpoint(cwd)).equals(kept));
  assert.deepEqual(readdirSync(join(cwd, 'out')).sort(), ['checkpoint.safetensors', ...runFiles]);
  assert.deepEqual(readdirSync(cwd).sort(), ['a.csv', 'out', 'unbroken']);
  train(cwd, ['a.csv', '--out', 'out', ...slow, '--resume']);
  assert.ok(model(cwd).equals(model(cwd, 'unbroken')));
});

test('a terminal sees a bar, a log lines', async (t) => {
  const cwd = large(t);
  const training = start(t, cwd, ['a.csv', '--out', 'out', ...endless]);
  await until(training, isTraining(training));
  training.child.kill('SIGKILL');
  assert.match(training.stderr(), /\n0%  epoch \d+ of 100000  (finds \d+ of 500 hidden tracks  )?loss \d\.\d{4}  [\d,]+ tracks\/s  .* left\n$/);
  // The terminal stays open until all of it was read: `script` loses what is left when its command ends.
  const line = `timeout 2 ${binary} train a.csv --out shown ${endless.join(' ')}; cat`;
  const terminal = spawn('script', ['-qec', line, '/dev/null'], { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  t.after(() => terminal.kill('SIGKILL'));
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (piece) => { shown += piece; });
  for (let tries = 0; tries < 1000 && !shown.includes('to go on:'); tries++) await delay(20);
  terminal.stdin.end();
  assert.match(shown, /\r\x1b\[K\[\.{24}\] 0%  epoch \d+ of 100000  (finds \d+ of 500 hidden tracks  )?loss \d\.\d{4}  [\d,]+ tracks\/s  .* left/);
  assert.match(shown, /\r\x1b\[Ksegue: interrupted at 0%; to go on:/);
});
