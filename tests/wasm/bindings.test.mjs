import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { zip } from '../fixtures/zip.mjs';
import { bytes, changed, defaults, header, load, playlistDefaults, read, save, smallPlaylists, train, value } from './module.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const segue = await load();

test('playlists are read from bytes in pieces, with a report', () => {
  const content = bytes(header + 'u,Säkert!,Fredrik,p\nbad\nu,a,"open,p\nu,S\u00e4kert!,Två,p\n');
  const reader = value(segue.createReader(0, 'seed'));
  value(reader.begin('mine.csv', false));
  for (let at = 0; at < content.length; at += 3) {
    assert.equal(value(reader.push(content.subarray(at, at + 3))), true);
  }
  assert.equal(value(reader.end()), true);
  const { corpus, files: [{ columns, ...file }], ...summary } = value(reader.finish());
  assert.ok(Array.isArray(columns));
  assert.deepEqual(file, {
    file: 'mine.csv', format: 'CSV of playlists', kind: 'playlists', rowsRead: 3, rowsSkipped: 1, rowsRepaired: 0,
    encodingGuessed: false, playlists: 1,
    tracks: 3, repeatedPlays: 0, repeatedPlaylists: 0, more: false, passedOver: false, withoutSongs: false,
    problems: [{ line: 3, column: 0, record: '', reason: 'expected 4 fields, found 1' }],
    leftOut: [],
  });
  assert.deepEqual(summary, {
    rows: 3, playlists: 1, tracks: 3, merged: { spellings: 0, examples: [] },
    enough: { readiness: 'little', playlists: 1, sharedTracks: 0 },
  });
  corpus.delete();
  reader.delete();
});

test('a reader says when it needs no more, of a file and of any', () => {
  const reader = value(segue.createReader(2, 'seed'));
  value(reader.begin('mine.csv', false));
  assert.equal(value(reader.push(bytes(header + 'u,a,1,p\n'))), true);
  // By so many bytes it is known what the file is.
  const rest = Array.from({ length: 1000 }, (_, i) => `u,a,${i + 2},p\n`).join('');
  assert.equal(value(reader.push(bytes(rest))), false);
  assert.equal(value(reader.end()), false);
  const { corpus, files: [{ rowsRead, more }] } = value(reader.finish());
  assert.deepEqual([rowsRead, more], [2, true]);
  corpus.delete();
  reader.delete();
});

test('what is packed is unpacked, and a file that cannot be read on keeps what was read', () => {
  const reader = value(segue.createReader(0, 'playlist'));
  const packed = zip({ 'a.txt': 'A - x\nA - y\n', 'b.gz': gzipSync('B - x\n'), 'c.pdf': '%PDF-1.7' });
  value(reader.begin('my.zip', false));
  value(reader.push(packed.subarray(0, 50)));
  value(reader.push(packed.subarray(50)));
  value(reader.end());
  value(reader.begin('moved.txt', false));
  value(reader.push(bytes('C - x\nC - y\nC - z\n')));
  value(reader.fail('it was moved'));
  const { corpus, files, rows } = value(reader.finish());
  assert.equal(rows, 6);
  assert.deepEqual(files.map(({ file, rowsRead, passedOver }) => [file, rowsRead, passedOver]),
    [['my.zip/a.txt', 2, false], ['my.zip/b', 1, false], ['my.zip/c.pdf', 0, true], ['moved.txt', 3, false]]);
  assert.equal(files[3].stopped.reason, 'nothing behind row 3 was read: it was moved');
  assert.equal(files[2].fault.code, 'bad_input');
  corpus.delete();
  reader.delete();
});

test('a model is known by how its file begins', () => {
  const model = train(segue, read(segue, smallPlaylists()).corpus);
  assert.equal(segue.isModel(save(model).subarray(0, 9)), true);
  assert.equal(segue.isModel(bytes(header)), false);
  assert.equal(segue.isModel(bytes('')), false);
  model.delete();
});

test('every fixture is what it is in the terminal, too', () => {
  const folder = join(repository, 'tests/fixtures');
  const names = readdirSync(join(folder, 'playlists'));
  assert.ok(names.length >= 36);
  for (const name of names) {
    const expected = readFileSync(join(folder, 'expected', `${name}.txt`), 'utf8').split('\n');
    const number = (word) => Number(expected.find((line) => line.startsWith(`${word} `))?.slice(word.length) ?? 0);
    const { corpus, report, rows } = read(segue, readFileSync(join(folder, 'playlists', name)), 0, 'playlist', name);
    corpus.delete();
    assert.equal(report.format, expected[0], name);
    assert.deepEqual([report.rowsRead, report.rowsSkipped, rows], [number('read'), number('skipped'), number('read')], name);
  }
});

test('several files become one corpus, a bad one among them', () => {
  const reader = value(segue.createReader(0, 'playlist'));
  const texts = { 'a.txt': 'A - x (feat. B)\nA - y\n', 'b.pdf': '%PDF-1.7', 'c.json': '{"playlists":[{"items":[{"track":{', 'd.txt': 'a - x\na - z\n' };
  for (const [name, text] of Object.entries(texts)) {
    value(reader.begin(name, false));
    value(reader.push(bytes(text)));
    value(reader.end());
  }
  const { corpus, files, rows, playlists, tracks, merged, enough } = value(reader.finish());
  assert.deepEqual(files.map(({ format, fault }) => [format, fault?.code]), [
    ['list of songs', undefined], ['', 'bad_input'], ['Spotify playlists', 'bad_input'], ['list of songs', undefined]]);
  assert.deepEqual(files.map((file) => [file.playlists, file.tracks]), [[1, 2], [0, 0], [0, 0], [1, 1]]);
  assert.match(files[2].fault.message, /cut short/);
  assert.deepEqual([rows, playlists, tracks], [4, 2, 3]);
  assert.deepEqual(merged, { spellings: 1, examples: [{ spelling: 'a - x (feat. b)', track: 'a - x' }] });
  assert.deepEqual(enough, { readiness: 'little', playlists: 2, sharedTracks: 1 });
  corpus.delete();
  reader.delete();
});

test('what a playlist is depends on the recipe, and rare tracks can be left out', () => {
  const content = bytes(header + 'u,a,1,mix\nv,a,1,mix\nv,a,2,mix\n');
  const [original, ours] = ['seed', 'playlist'].map((recipe) => read(segue, content, 0, recipe));
  assert.equal(original.report.playlists, 1);
  assert.equal(ours.report.playlists, 2);
  const frequent = value(ours.corpus.prepared(changed(playlistDefaults, { min_count: 2 })));
  assert.deepEqual([ours.corpus.tracks(), frequent.tracks()], [2, 1]);
  for (const corpus of [original.corpus, ours.corpus, frequent]) corpus.delete();
});

test('errors arrive with their kind, their words and their place', () => {
  const reader = value(segue.createReader(0, 'seed'));
  value(reader.begin('notes.txt', false));
  value(reader.push(bytes('hello\n')));
  value(reader.end());
  const { error } = reader.finish();
  assert.equal(error.code, 'bad_input');
  assert.match(error.message, /not a playlist file/);
  assert.deepEqual([error.file, error.line, error.column], ['notes.txt', 1, 0]);
  reader.delete();

  const { corpus } = read(segue, smallPlaylists());
  for (const [option, wrong] of Object.entries({ window_size: 0, embedding_dim: 2.5, epochs: -1, learning_rate: NaN })) {
    assert.equal(segue.createTrainer(corpus, changed(defaults, { [option]: wrong })).error.code, 'bad_option', option);
  }
  corpus.delete();

  const empty = read(segue, bytes(header)).corpus;
  assert.equal(segue.createTrainer(empty, defaults).error.code, 'nothing_to_learn');
  empty.delete();
  assert.equal(segue.openModel(bytes('user_id'), 'x.safetensors').error.code, 'bad_input');
});

test('training goes in slices, can be looked at on the way, and ends', () => {
  const { corpus } = read(segue, smallPlaylists());
  const trainer = value(segue.createTrainer(corpus, defaults));
  corpus.delete();
  assert.deepEqual(trainer.progress(), {
    epoch: 0, epochs: 2, isOpen: false, share: 0, tokensDone: 0, pairsDone: 0, epochLosses: [], runningLoss: 0, heldOutHits: [],
    finished: false,
  });
  const first = value(trainer.advance(100));
  assert.ok(first.pairsDone >= 100 && first.pairsDone < 200);
  assert.ok(first.runningLoss > 0);
  assert.ok(first.share > 0 && first.share < 0.5);
  const last = value(trainer.advance(1e9));
  assert.equal(last.finished, true);
  assert.equal(last.epochLosses.length, 2);
  assert.equal(last.share, 1);
  trainer.delete();

  const stopped = value(segue.createTrainer(read(segue, smallPlaylists()).corpus, defaults));
  value(stopped.advance(100));
  const early = value(stopped.finish());
  stopped.delete();
  assert.equal(value(early.similar(1, 5)).length, 5);
  early.delete();
});

test('the recipe playlist takes each of its options, and records them', () => {
  const hyperparameters = {
    dim: 12, window: 0, group: 2, negative: 3, ns_exponent: -0.5, sample: 0.25, epochs: 3, lr: 0.125, min_count: 1, seed: 7,
  };
  const options = { recipe: 'playlist', options: { ...hyperparameters, threads: 1 } };
  const { corpus } = read(segue, smallPlaylists());
  const trainer = value(segue.createTrainer(corpus, options));
  const first = value(trainer.advance(10));
  assert.ok(first.tokensDone > 0 && first.pairsDone > 0 && !first.finished);
  while (!value(trainer.advance(1000)).finished);
  assert.equal(trainer.progress().epochLosses.length, 3);
  const model = value(trainer.finish());
  trainer.delete();
  const info = model.info();
  assert.equal(info.recipe, 'playlist');
  assert.deepEqual(info.hyperparameters, hyperparameters);
  model.delete();
  for (const [option, wrong] of Object.entries({ window: 2.5, dim: 0, group: 101, negative: -1, ns_exponent: 11, sample: 2, lr: 0, seed: 0.5, threads: 0 })) {
    const { error } = segue.createTrainer(corpus, changed(options, { [option]: wrong }));
    assert.equal(error.code, 'bad_option', option);
  }
  corpus.delete();
});

/** Playlists that draw from six groups of twenty tracks: what is missing from one can be told. */
function groupedPlaylists() {
  const lists = Array.from({ length: 500 }, (_, list) =>
    Array.from({ length: 8 }, (_, i) => `u,Artist,Song ${(list % 6) * 20 + (list + i * 3) % 20},list ${list}\n`));
  return read(segue, bytes(header + lists.flat().join('')), 0, 'playlist').corpus;
}

test('an open training ends by itself, and its model carries what it found of hidden tracks', () => {
  const corpus = groupedPlaylists();
  const before = segue.memoryLeft();
  const auto = changed(playlistDefaults, { window: 0, epochs: 0, lr: 0.1 });
  const trainer = value(segue.createTrainer(corpus, auto));
  assert.equal(trainer.hidden(), 80);  // one entry in fifty, as they are so few
  assert.ok(trainer.popularHits() < 10);
  const start = trainer.progress();
  assert.deepEqual([start.isOpen, start.epochs, start.heldOutHits], [true, 300, []]);
  let progress = start;
  const ways = [];
  for (; !progress.finished; progress = value(trainer.advance(5000))) ways.push(progress.isOpen);
  // It was open, and then it was not, long before the most passes that there may be.
  assert.deepEqual([...new Set(ways)], [true, false]);
  assert.equal(progress.isOpen, false);
  assert.ok(progress.epochs < 300 && progress.epoch === progress.epochs, String(progress.epochs));
  const last = progress.heldOutHits.at(-1);
  assert.deepEqual([last.epoch, last.queries], [progress.epochs, 80]);
  assert.ok(last.found > trainer.popularHits(), String(last.found));
  const model = value(trainer.finish());
  trainer.delete();
  assert.deepEqual(model.info().heldOutHits, progress.heldOutHits);
  assert.equal(model.info().hyperparameters.epochs, progress.epochs);
  const copy = value(segue.openModel(save(model), 'saved.safetensors'));
  assert.deepEqual(copy.info().heldOutHits, progress.heldOutHits);
  copy.delete();
  model.delete();
  assert.equal(segue.memoryLeft(), before);
  corpus.delete();
});

test('one that is stopped in the middle keeps what it found so far', () => {
  const corpus = groupedPlaylists();
  const trainer = value(segue.createTrainer(corpus, changed(playlistDefaults, { epochs: 1000 })));
  corpus.delete();
  while (trainer.progress().heldOutHits.length < 2 && !value(trainer.advance(5000)).finished);
  const { heldOutHits, isOpen, finished } = trainer.progress();
  assert.deepEqual([isOpen, finished], [false, false]);
  const model = value(trainer.finish());
  trainer.delete();
  assert.deepEqual(model.info().heldOutHits, heldOutHits);
  model.delete();
});

/** What goes with two tracks of it, with scores. */
const answer = (model) => value(model.continue({
  known: [1, 2], unlike: [], popularity: 0, mostPerArtist: 0, leavesOutArtists: false, limit: 10,
})).map(({ position, score }) => [position, score]);

/** The weights of a model's answers, as its file has them; undefined where its vectors alone answer. */
function weightsIn(file) {
  const { __metadata__: about } = JSON.parse(file.toString('utf8', 8, 8 + Number(file.readBigUInt64LE())));
  return about.answer_weights && JSON.parse(about.answer_weights);
}

test('a model carries its playlists and answers by them, and its file does not where they are left out', () => {
  const hostile = '</title><script>alert(1)</script>';
  const content = Buffer.from(smallPlaylists()).toString().replaceAll('list 3', hostile);
  const model = train(segue, read(segue, bytes(content), 0, 'playlist').corpus, playlistDefaults);
  assert.equal(model.info().playlists, 10);
  const [whole, bare] = [true, false].map((withPlaylists) => save(model, withPlaylists));
  assert.ok(save(model).equals(whole));
  for (const name of ['list 2', hostile, 'playlists.track']) assert.deepEqual([whole, bare].map((file) => file.includes(name)), [true, false], name);
  assert.ok(weightsIn(whole).next.far > 0);
  assert.equal(weightsIn(bare), undefined);
  const [copy, vectors] = [whole, bare].map((file) => value(segue.openModel(file, 'saved.safetensors')));
  assert.deepEqual([copy, vectors].map((one) => one.info().playlists), [10, 0]);
  assert.deepEqual(answer(copy), answer(model));
  assert.notDeepEqual(answer(vectors), answer(model));
  assert.ok(save(vectors).equals(bare));
  for (const one of [model, copy, vectors]) one.delete();

  const original = train(segue, read(segue, bytes(content)).corpus);
  assert.equal(original.info().playlists, 0);
  assert.ok(!save(original).includes('list 2'));
  original.delete();
});

test('the answers of a model are weighed by the hidden tracks once all passes are over', () => {
  const corpus = groupedPlaylists();
  const begin = () => value(segue.createTrainer(corpus, changed(playlistDefaults, { window: 0, epochs: 20, lr: 0.1 })));
  const end = (trainer) => {
    const model = value(trainer.finish());
    trainer.delete();
    const weights = weightsIn(save(model));
    assert.equal(model.info().playlists, 500);
    model.delete();
    return weights;
  };
  const isWeighing = ({ epochs, heldOutHits, finished }) => !finished && heldOutHits.at(-1)?.epoch === epochs;
  const stoppedEarly = begin();
  value(stoppedEarly.advance(5000));
  const usual = end(stoppedEarly);
  const stoppedWeighing = begin();
  while (!isWeighing(value(stoppedWeighing.advance(100))));
  assert.equal(value(stoppedWeighing.advance(1)).finished, false);
  const bySome = end(stoppedWeighing);
  const whole = begin();
  while (!value(whole.advance(5000)).finished);
  assert.equal(whole.progress().share, 1);
  const byAll = end(whole);
  // Where nobody could ask, what holds on most sets.
  assert.deepEqual(usual.next, { embedding: 1, recent: 0, far: 0.2, near: 0, forward: 0, popularity: 0.4, artist: 0 });
  assert.notDeepEqual(bySome, usual);
  assert.notDeepEqual(byAll, usual);
  assert.notDeepEqual(byAll, bySome);
  corpus.delete();
});

test('nothing is hidden from the original, nor where there is little', () => {
  for (const options of [defaults, playlistDefaults]) {
    const { corpus } = read(segue, smallPlaylists(), 0, options.recipe);
    const trainer = value(segue.createTrainer(corpus, options));
    corpus.delete();
    assert.deepEqual([trainer.hidden(), trainer.popularHits()], [0, 0]);
    while (!value(trainer.advance(5000)).finished);
    const model = value(trainer.finish());
    trainer.delete();
    assert.deepEqual(model.info().heldOutHits, []);
    model.delete();
  }
});

test('the map of a model in training goes on from its last places', () => {
  const { corpus } = read(segue, smallPlaylists(), 0, 'playlist');
  const before = segue.memoryLeft();
  const trainer = value(segue.createTrainer(corpus, changed(playlistDefaults, { epochs: 400 })));
  const sketch = (start) => {
    const made = value(segue.sketchMap(trainer, start, { epochs: 20, threads: 1 }));
    while (value(made.advance(1000)) < 1);
    const places = value(made.positions());
    assert.equal(made.titles(3).length, 3);
    assert.equal(made.titles(1000).length, 30);
    made.delete();
    return places;
  };
  value(trainer.advance(20_000));
  const first = sketch(null);
  assert.equal(first.length, 60);
  assert.deepEqual(sketch(null), first);
  assert.notDeepEqual(sketch(first), first);
  assert.equal(segue.sketchMap(trainer, new Float32Array(4), { epochs: 20, threads: 1 }).error.code, 'bad_option');
  assert.equal(segue.sketchMap(trainer, null, { epochs: 2.5, threads: 1 }).error.code, 'bad_option');
  // It is no part of the training, which ends as if nobody had looked.
  while (!value(trainer.advance(1000)).finished);
  const model = value(trainer.finish());
  trainer.delete();
  assert.equal(model.map(), null);
  assert.equal(value(model.clusters()).length, 0);
  const alone = train(segue, read(segue, smallPlaylists(), 0, 'playlist').corpus, changed(playlistDefaults, { epochs: 400 }));
  assert.ok(save(alone).equals(save(model)));
  const layout = value(segue.createMapLayout(alone, 42));
  while (value(layout.advance(1e6)) < 1);
  value(layout.finish());
  layout.delete();
  assert.deepEqual(value(alone.clusters()), new Uint8Array(30).fill(1));
  alone.delete();
  model.delete();
  assert.equal(segue.memoryLeft(), before);
  corpus.delete();
});

test('the recipes describe their options, so that a form need not know them', () => {
  const recipes = segue.recipes();
  assert.deepEqual(recipes.map(({ recipe }) => recipe), ['playlist', 'seed']);
  for (const { recipe, options } of recipes) {
    const usual = Object.fromEntries(options.map(({ name, usual: one }) => [name, one]));
    const { corpus } = read(segue, smallPlaylists(), 0, recipe);
    value(segue.createTrainer(corpus, { recipe, options: usual })).delete();
    for (const { name, least, most, isAbove } of options) {
      assert.ok(least < most, name);
      const wrong = { recipe, options: { ...usual, [name]: isAbove ? least : least - 2 } };
      assert.equal(segue.createTrainer(corpus, wrong).error.code, 'bad_option', name);
      const { [name]: _, ...missing } = usual;
      assert.equal(segue.createTrainer(corpus, { recipe, options: missing }).error.code, 'bad_option', name);
    }
    corpus.delete();
  }
  const [window, group, epochs] = ['window', 'group', 'epochs'].map((name) => recipes[0].options.find((one) => one.name === name));
  assert.deepEqual(window.word, { text: 'playlist', value: 0 });
  assert.equal(window.usual, 0);
  assert.equal(group.goesWithWordOf, 'window');
  assert.deepEqual([epochs.word, epochs.usual], [{ text: 'auto', value: 0 }, 0]);
  assert.deepEqual(recipes[0].options.find(({ flag }) => flag === 'ns-exponent'), {
    name: 'ns_exponent', flag: 'ns-exponent', least: -10, most: 10, isWhole: false, isAbove: false, usual: 0.25,
  });
  assert.equal(segue.createReader(0, 'soup').error.code, 'bad_option');
});

test('what a training takes is told beforehand', () => {
  const { corpus } = read(segue, smallPlaylists(), 0, 'playlist');
  const left = segue.memoryLeft();
  assert.ok(left > 3e9 && left <= 2 ** 32);
  const cost = value(corpus.cost(playlistDefaults, left));
  assert.ok(cost.bytes < left);
  assert.equal(cost.largestDim, 20);
  assert.ok(cost.sketchMilliseconds > 0 && cost.sketchMilliseconds < 10);
  assert.equal(cost.hidesTracks, true);
  const tight = value(corpus.cost(changed(defaults, { embedding_dim: 4096 }), 2 ** 27 + 30 * 9 * 64 * 4));
  assert.deepEqual([tight.largestDim, tight.hidesTracks], [64, false]);
  corpus.delete();
});

test('memory that is left is told, and comes back', () => {
  const before = segue.memoryLeft();
  const { corpus } = read(segue, smallPlaylists());
  const trainer = value(segue.createTrainer(corpus, changed(playlistDefaults, { dim: 4000 })));
  assert.ok(before - segue.memoryLeft() >= 2 * 30 * 4000 * 4);
  trainer.delete();
  corpus.delete();
  assert.equal(segue.memoryLeft(), before);
});

test('a model is searched, saved and opened again', () => {
  const model = train(segue, read(segue, smallPlaylists(), 10_000).corpus);
  const info = model.info();
  assert.equal(info.recipe, 'seed');
  assert.equal(info.tracks, 30);
  assert.equal(info.dim, 20);
  assert.deepEqual(info.hyperparameters,
    { num_rows: 10000, window_size: 2, embedding_dim: 20, epochs: 2, learning_rate: 0.001, random_seed: 42 });
  assert.equal(info.epochLosses.length, 2);
  assert.ok(info.epochLosses[1] > 0);
  assert.deepEqual(value(model.track(1)), { position: 1, artist: 'Artist', title: 'Song 10', count: 4 });
  for (const position of [0, 31, -1, 1.5, NaN, 2 ** 32]) {
    assert.equal(model.track(position).error.code, 'unknown_track', String(position));
  }
  assert.equal(value(model.find('sogn 17', 3))[0].title, 'Song 17');
  assert.equal(value(model.find('', 4)).length, 4);
  const neighbours = value(model.similar(3, 10));
  assert.equal(neighbours.length, 10);
  for (let i = 1; i < 10; ++i) assert.ok(neighbours[i - 1].similarity >= neighbours[i].similarity);
  assert.ok(neighbours.every(({ position }) => position !== 3));

  const saved = save(model);
  model.delete();
  const copy = value(segue.openModel(saved, 'saved.safetensors'));
  assert.deepEqual(value(copy.similar(3, 10)), neighbours);
  assert.ok(save(copy).equals(saved));
  copy.delete();
});

test('what goes with some tracks: as asked, and as the command line says', (t) => {
  const program = join(repository, 'build/release/segue');
  if (!existsSync(program)) return t.skip('needs the native build: ./check makes it');
  const cwd = mkdtempSync(join(tmpdir(), 'segue-'));
  t.after(() => rmSync(cwd, { recursive: true }));
  const artists = Buffer.from(smallPlaylists()).toString().replace(/Artist,Song (\d+)/g, (_, song) => `Artist ${song % 6},Song ${song}`);
  const model = train(segue, read(segue, bytes(artists), 0, 'playlist').corpus, playlistDefaults);
  writeFileSync(join(cwd, 'model.safetensors'), save(model));
  const query = { known: [1, 2], unlike: [], popularity: 0, mostPerArtist: 0, leavesOutArtists: false, limit: 10 };
  const names = (more) => value(model.continue({ ...query, ...more })).map(({ artist, title }) => `${artist} - ${title}`.toLowerCase());
  const key = (position) => `${value(model.track(position)).artist} - ${value(model.track(position)).title}`.toLowerCase();
  const inTerminal = (...options) => {
    const run = spawnSync(program, ['continue', 'model.safetensors', key(1), key(2), '--json', ...options], { cwd, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout).neighbours.map(({ track }) => track.toLowerCase());
  };
  assert.deepEqual(names({}), inTerminal());
  assert.deepEqual(names({ unlike: [3, 4] }), inTerminal('--unlike', key(3), key(4)));
  assert.deepEqual(names({ popularity: -0.75 }), inTerminal('--popularity', '-0.75'));
  assert.deepEqual(names({ mostPerArtist: 1 }), inTerminal('--per-artist', '1'));
  assert.deepEqual(names({ leavesOutArtists: true }), inTerminal('--other-artists'));
  const [first, second] = value(model.continue(query));
  assert.ok(first.score >= second.score);
  assert.deepEqual(names({ limit: 3 }), names({}).slice(0, 3));
  assert.equal(model.continue({ ...query, known: [] }).error.code, 'bad_option');
  assert.equal(model.continue({ ...query, known: [1, 31] }).error.code, 'unknown_track');
  assert.equal(model.continue({ ...query, unlike: [0] }).error.code, 'unknown_track');
  for (const popularity of [1.1, -2, NaN]) assert.equal(model.continue({ ...query, popularity }).error.code, 'bad_option');
  model.delete();
});

test('handles end with delete(), and their memory comes back', () => {
  const round = () => train(segue, read(segue, smallPlaylists()).corpus).delete();
  const model = train(segue, read(segue, smallPlaylists()).corpus);
  model.delete();
  assert.throws(() => model.info(), /deleted object/);
  for (let i = 0; i < 20; ++i) round();
  const before = segue.HEAPU8.length;
  assert.ok(before > 0);
  for (let i = 0; i < 500; ++i) round();
  assert.equal(segue.HEAPU8.length, before);
});

test('too little memory is an error, and the module lives on', () => {
  const rows = Array.from({ length: 250_000 }, (_, i) => `u,a,${i % 1000},p\n`);
  const { corpus } = read(segue, bytes(header + rows.join('')));
  const outcome = segue.createTrainer(corpus, changed(defaults, { window_size: 1000 }));
  corpus.delete();
  assert.equal(outcome.error.code, 'out_of_memory');
  train(segue, read(segue, smallPlaylists()).corpus).delete();
});

test('the model is the same, bit for bit, as the command line gives', (t) => {
  const program = join(repository, 'build/release/segue');
  const sample = join(repository, 'data/sample.csv');
  if (!existsSync(program) || !existsSync(sample)) return t.skip('needs the native build: ./check makes it');
  const cwd = mkdtempSync(join(tmpdir(), 'segue-'));
  t.after(() => rmSync(cwd, { recursive: true }));
  const run = spawnSync(program, ['run', 'x', '--csv_path', sample, '-e', '3', '-emb', '100'], { cwd, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  const native = readFileSync(join(cwd, 'experiments/x/model.safetensors'));
  const model = train(segue, read(segue, readFileSync(sample), 10_000).corpus, changed(defaults, { epochs: 3, embedding_dim: 100 }));
  assert.ok(save(model).equals(native));
  // A model of the command line opens here, too.
  const opened = value(segue.openModel(native, 'model.safetensors'));
  assert.deepEqual(value(opened.similar(1, 10)), value(model.similar(1, 10)));
  opened.delete();
  model.delete();
});

test('a track shows its genre, year and country where the model has them, also when saved again', (t) => {
  const program = join(repository, 'build/release/segue');
  if (!existsSync(program)) return t.skip('needs the native build: ./check makes it');
  const cwd = mkdtempSync(join(tmpdir(), 'segue-'));
  t.after(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'a.csv'), smallPlaylists());
  writeFileSync(join(cwd, 'c.tsv'),
    'artist\ttitle\tyear\tgenre\tcountry\tcover_of\nArtist\tSong 10\t1989\trock\tSuède\t\nArtist\tSong 11\t2001\tjazz\t\t\n');
  const run = spawnSync(program, ['train', 'a.csv', '--out', 'm', '--dim', '8', '--catalogue', 'c.tsv'], { cwd, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  const native = readFileSync(join(cwd, 'm/model.safetensors'));
  const opened = value(segue.openModel(native, 'model.safetensors'));
  const again = value(segue.openModel(save(opened), 'again.safetensors'));
  for (const model of [opened, again]) {
    const facts = (title) => {
      const { genre, year, country } = value(model.find(title, 1))[0];
      return { genre, year, country };
    };
    assert.deepEqual(facts('Song 10'), { genre: 'rock', year: 1989, country: 'Suède' });
    assert.deepEqual(facts('Song 11'), { genre: 'jazz', year: 2001, country: undefined });
    assert.deepEqual(facts('Song 12'), { genre: undefined, year: undefined, country: undefined });
    assert.ok(value(model.similar(1, 29)).some(({ genre }) => genre !== undefined));
    const { names, of } = value(model.genres());
    assert.deepEqual([...names].sort(), ['jazz', 'rock']);
    assert.equal(of.length, 30);
    assert.equal(names[of[value(model.find('Song 10', 1))[0].position - 1] - 1], 'rock');
    assert.equal(of.filter((number) => number === 0).length, 28);
    model.delete();
  }
});

/** The map of a model, made in slices: { map, shares }. */
function layOut(model, seed, slice = 5000) {
  const layout = value(segue.createMapLayout(model, seed));
  try {
    const shares = [layout.progress()];
    while (shares.at(-1) < 1) shares.push(value(layout.advance(slice)));
    return { map: value(layout.finish()), shares };
  } finally {
    layout.delete();
  }
}

test('a map is made in slices, goes into its model, and is saved with it', () => {
  const model = train(segue, read(segue, smallPlaylists()).corpus);
  assert.equal(model.map(), null);
  const { map, shares } = layOut(model, 42);
  assert.ok(shares.length > 10 && shares[0] === 0);
  for (let i = 1; i < shares.length; ++i) assert.ok(shares[i] > shares[i - 1]);
  assert.equal(map.length, 2 * 30);
  assert.ok(map.every((place) => Math.abs(place) <= 1));
  assert.ok(new Set(map).size > 50);
  assert.deepEqual(model.map(), map);
  assert.deepEqual(layOut(model, 42, 77).map, map);
  assert.notDeepEqual(layOut(model, 43).map, map);
  layOut(model, 42);

  const copy = value(segue.openModel(save(model), 'saved.safetensors'));
  model.delete();
  assert.deepEqual(copy.map(), map);
  copy.delete();
});

test('a map that is called off leaves the model as it was, and a model may close under its map', () => {
  const before = segue.memoryLeft();
  const model = train(segue, read(segue, smallPlaylists()).corpus);
  const dropped = value(segue.createMapLayout(model, 1));
  value(dropped.advance(1000));
  dropped.delete();
  assert.equal(model.map(), null);
  for (const seed of [-1, 0.5, NaN, 2 ** 60]) {
    assert.equal(segue.createMapLayout(model, seed).error.code, 'bad_option', String(seed));
  }
  const layout = value(segue.createMapLayout(model, 1));
  model.delete();
  while (value(layout.advance(10_000)) < 1);
  assert.equal(value(layout.finish()).length, 60);
  layout.delete();
  assert.equal(segue.memoryLeft(), before);
});

test('the map is the same, bit for bit, as the command line gives', (t) => {
  const program = join(repository, 'build/release/segue');
  if (!existsSync(program)) return t.skip('needs the native build: ./check makes it');
  const cwd = mkdtempSync(join(tmpdir(), 'segue-'));
  t.after(() => rmSync(cwd, { recursive: true }));
  const file = join(cwd, 'model.safetensors');
  for (const options of [defaults, playlistDefaults]) {
    const model = train(segue, read(segue, smallPlaylists(), 10_000, options.recipe).corpus, options);
    writeFileSync(file, save(model));
    const { map } = layOut(model, 7);
    const run = spawnSync(program, ['map', file, '--seed', '7'], { cwd, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    assert.ok(save(model).equals(readFileSync(file)), options.recipe);
    const opened = value(segue.openModel(readFileSync(file), 'model.safetensors'));
    assert.deepEqual(opened.map(), map);
    opened.delete();
    model.delete();
  }
});
