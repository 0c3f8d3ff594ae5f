import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, readSafetensors, readTracks, segue, smallRows, smallRun } from './segue.mjs';

/** The ten most similar by cosine over the input vectors, computed here. */
function bruteForce(path, position) {
  const { input } = readSafetensors(path).tensors;
  const dim = input.shape[1];
  const row = (i) => Array.from(input.values.subarray(i * dim, (i + 1) * dim));
  const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  const query = row(position - 1);
  return Array.from({ length: input.shape[0] }, (_, i) => {
    const other = row(i);
    return { position: i + 1, similarity: dot(query, other) / Math.sqrt(dot(query, query) * dot(other, other)) };
  }).filter((track) => track.position !== position).sort((a, b) => b.similarity - a.similarity).slice(0, 10);
}

test("similar prints song2vec's lines and finds the exact neighbours", (t) => {
  const cwd = folder(t);
  const path = smallRun(cwd);
  const names = readTracks(join(cwd, 'experiments/small/tracks.tsv'));
  const expected = bruteForce(path, 5);
  const query = `${names[4].artist} - ${names[4].title}`;
  const lines = segue(cwd, ['similar', 'small', query.toUpperCase()]).stdout.trimEnd().split('\n');
  assert.deepEqual(lines, [
    `top 10 tracks most similar to '${query}' (pos. 5):`,
    ...expected.map(({ position, similarity }) =>
      `- (sim. ${similarity.toFixed(3)}): '${names[position - 1].artist} - ${names[position - 1].title}' (pos. ${position})`),
  ]);
  assert.match(segue(cwd, ['similar', 'small', query, '-n', '1']).stdout, /^top 1 track most similar to '.*' \(pos\. 5\):\n- .*\n$/);
  const json = JSON.parse(segue(cwd, ['similar', 'small', query, '-n', '3', '--json']).stdout);
  assert.equal(json.query, query);
  assert.equal(json.neighbours.length, 3);
  json.neighbours.forEach((neighbour, i) => {
    assert.deepEqual(Object.keys(neighbour), ['track', 'position', 'similarity']);
    assert.equal(neighbour.position, expected[i].position);
    assert.ok(Math.abs(neighbour.similarity - expected[i].similarity) < 2e-6);
  });
});

test('a model is a file, a folder or the name of a run', (t) => {
  const cwd = folder(t);
  smallRun(cwd);
  const answers = ['small', 'experiments/small', 'experiments/small/', 'experiments/small/model.safetensors',
    join(cwd, 'experiments/small')].map((model) => segue(cwd, ['info', model]).stdout);
  assert.match(answers[0], /recipe +seed/);
  for (const answer of answers) assert.equal(answer, answers[0]);
  const absent = segue(cwd, ['info', 'nothing']);
  assert.equal(absent.status, 1);
  assert.match(absent.stderr, /no model 'nothing'.*experiments\/nothing\/model\.safetensors/);
});

test('an unknown track gets the closest names and exit code 1', (t) => {
  const cwd = folder(t);
  smallRun(cwd);
  const result = segue(cwd, ['similar', 'small', 'artist - sogn 7']);
  assert.equal(result.status, 1);
  assert.equal(result.stdout, '');
  assert.match(result.stderr, /no track 'artist - sogn 7'; the closest names are:\n {2}artist - song 7\n/);
});

test('find forgives case, accents and slips, and gives one JSON document', (t) => {
  const cwd = folder(t);
  smallRun(cwd, [...smallRows(), ['list 1', 'Beyoncé', 'Halo'], ['list 1', 'Sigur Rós', 'Hoppípolla']]);
  assert.match(segue(cwd, ['find', 'small', 'BEYONCE']).stdout, /^- 'beyoncé - halo' \(pos\. \d+, 1 time\)\n$/);
  const json = JSON.parse(segue(cwd, ['find', 'small', 'hopipolla', '--json']).stdout);
  assert.equal(json.neighbours[0].track, 'sigur rós - hoppípolla');
  assert.equal(JSON.parse(segue(cwd, ['find', 'small', 'zzzz', '--json']).stdout).neighbours.length, 0);
  const nothing = segue(cwd, ['find', 'small', 'zzzz']);
  assert.deepEqual(nothing, { ...nothing, status: 0, stdout: '', stderr: 'no track is called anything like that\n' });
  assert.equal(JSON.parse(segue(cwd, ['find', 'small', 'song', '-n', '4', '--json']).stdout).neighbours.length, 4);
  assert.equal(segue(cwd, ['find', 'small', 'song', '-n', '0']).status, 2);
});

test('info says what a model is', (t) => {
  const cwd = folder(t);
  smallRun(cwd);
  const json = JSON.parse(segue(cwd, ['info', 'small', '--json']).stdout);
  assert.equal(json.recipe, 'seed');
  assert.equal(json.tracks, 30);
  assert.equal(json.embedding_dim, 20);
  assert.equal(json.hyperparameters.learning_rate, 0.001);
  assert.equal(json.epoch_losses.length, 2);
});

test('hostile names reach neither the terminal nor the form of a file', (t) => {
  const cwd = folder(t);
  const evil = '\u001b[2J\u0007\u202e\u009b<img src=x>\ttab\u0000nul';
  smallRun(cwd, [...smallRows(), ['list 1', evil, 'x'], ['list 2', evil, 'x'], ['list 3', 'new\nline', 'x']]);
  const out = segue(cwd, ['find', 'small', 'img']).stdout;
  assert.match(out, /<img src=x>/);
  assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  const error = segue(cwd, ['similar', 'small', evil.replace('\u0000', '')]).stderr;
  assert.doesNotMatch(error, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  // JSON keeps the name as it is, escaped.
  const json = JSON.parse(segue(cwd, ['find', 'small', 'img', '--json']).stdout);
  assert.equal(json.neighbours[0].track, `${evil.toLowerCase()} - x`);
  assert.equal(readTracks(join(cwd, 'experiments/small/tracks.tsv')).length, 32);
});

test('a model of a recipe that only a newer Segue has is refused by its name', (t) => {
  const cwd = folder(t);
  const bytes = readFileSync(smallRun(cwd));
  const at = bytes.indexOf('"recipe":"seed"');
  writeFileSync(join(cwd, 'new.safetensors'), Buffer.concat([bytes.subarray(0, at), Buffer.from('"recipe":"soup"'), bytes.subarray(at + 15)]));
  const result = segue(cwd, ['info', 'new.safetensors']);
  assert.equal(result.status, 1);
  assert.match(result.stderr, /new\.safetensors: .*its recipe "soup" is unknown here: perhaps a newer Segue knows it/);
});

test('broken model files are clear errors', (t) => {
  const cwd = folder(t);
  const bytes = readFileSync(smallRun(cwd));
  const nan = Buffer.from(bytes);
  const { input } = JSON.parse(bytes.toString('utf8', 8, 8 + Number(bytes.readBigUInt64LE(0))));
  nan.writeFloatLE(NaN, 8 + Number(bytes.readBigUInt64LE(0)) + input.data_offsets[0]);
  const files = {
    cut: [bytes.subarray(0, bytes.length - 100), /cut\.safetensors: this is not a whole Segue model.*cut short/],
    empty: [Buffer.alloc(0), /does not begin as a safetensors file/],
    csv: [Buffer.from('user_id,artistname'), /does not begin as a safetensors file/],
    nan: [nan, /holds a number that is not finite/],
  };
  for (const [name, [content, message]] of Object.entries(files)) {
    writeFileSync(join(cwd, `${name}.safetensors`), content);
    const result = segue(cwd, ['similar', `${name}.safetensors`, 'artist - song 1']);
    assert.equal(result.status, 1);
    assert.match(result.stderr, message);
  }
});

/** Two kinds of playlists, of songs by "Odd 0" to "Odd 2" and of those by "Even", as the model two. */
function twoKinds(t) {
  const cwd = folder(t);
  const rows = ['"user_id", "artistname", "trackname", "playlistname"'];
  for (let list = 0; list < 40; list++) {
    for (let i = 0; i < 6; i++) rows.push(`"u","${list % 2 ? 'Odd' : 'Even'} ${i % 3}","song ${i}","list ${list}"`);
  }
  writeFileSync(join(cwd, 'two.csv'), `${rows.join('\n')}\n`);
  assert.equal(segue(cwd, ['train', 'two.csv', '--out', 'two', '--dim', '8', '--threads', '1']).status, 0);
  return cwd;
}

test('song arithmetic and the odd one out', (t) => {
  const cwd = twoKinds(t);
  const ask = (...args) => {
    const result = segue(cwd, [...args, '--json']);
    assert.equal(result.status, 0, result.stderr);
    return JSON.parse(result.stdout);
  };
  const sum = ask('similar', 'two', 'odd 0 - song 0', '--plus', 'odd 1 - song 1', 'ODD 0 - song 0', '--minus', 'even 0 - song 0', '-n', '12');
  assert.deepEqual(sum.plus, ['odd 1 - song 1']);
  const text = segue(cwd, ['similar', 'two', 'odd 0 - song 0', '--plus', 'odd 1 - song 1', '--minus', 'even 0 - song 0', '-n', '2']).stdout;
  assert.match(text, /^top 2 tracks most similar to 'odd 0 - song 0' \(pos\. \d+\) \+ 'odd 1 - song 1' \(pos\. \d+\) - 'even 0 - song 0' \(pos\. \d+\):\n/);
  assert.deepEqual(sum.minus, ['even 0 - song 0']);
  assert.equal(sum.neighbours.length, 12 - 3);
  assert.ok(sum.neighbours.slice(0, 4).every(({ track }) => track.startsWith('odd')), JSON.stringify(sum));
  assert.deepEqual(Object.keys(ask('similar', 'two', 'odd 0 - song 0')), ['query', 'neighbours']);
  const names = ['odd 0 - song 0', 'even 1 - song 1', 'odd 2 - song 5', 'odd 1 - song 4'];
  const odd = ask('odd-one-out', 'two', ...names);
  assert.equal(odd.track, 'even 1 - song 1');
  assert.deepEqual(odd.query, names);
  assert.match(segue(cwd, ['odd-one-out', 'two', ...names]).stdout, /^- 'even 1 - song 1' \(pos\. \d+\)\n$/);
  const two = segue(cwd, ['odd-one-out', 'two', names[0], names[0].toUpperCase(), names[1]]);
  assert.equal(two.status, 2);
  assert.match(two.stderr, /three different tracks/);
  assert.match(segue(cwd, ['similar', 'two', names[0], '--minus', 'odd 0 - song 9']).stderr, /no track 'odd 0 - song 9'/);
});

test('continue suggests what goes with several tracks, and does what it is asked', (t) => {
  const cwd = twoKinds(t);
  const ask = (...args) => {
    const result = segue(cwd, ['continue', 'two', ...args, '--json']);
    assert.equal(result.status, 0, result.stderr);
    return JSON.parse(result.stdout);
  };
  const artists = (answer) => answer.neighbours.map(({ track }) => track.split(' - ')[0]);
  const odd = ask('odd 0 - song 0', 'ODD 1 - song 1', '-n', '4');
  assert.deepEqual(odd.query, ['odd 0 - song 0', 'odd 1 - song 1']);
  assert.deepEqual(Object.keys(odd.neighbours[0]), ['track', 'position', 'score']);
  assert.ok(artists(odd).every((artist) => artist.startsWith('odd')), JSON.stringify(odd));
  for (let i = 1; i < 4; i++) assert.ok(odd.neighbours[i - 1].score >= odd.neighbours[i].score);
  assert.deepEqual(artists(ask('odd 0 - song 0', '--per-artist', '1', '-n', '3')).sort(), ['odd 0', 'odd 1', 'odd 2']);
  assert.ok(!artists(ask('odd 0 - song 0', '--other-artists', '-n', '4')).includes('odd 0'));
  const away = ask('odd 0 - song 0', '--unlike', 'even 0 - song 0', '-n', '12');
  assert.equal(away.neighbours.length, 10);
  const lines = segue(cwd, ['continue', 'two', 'even 0 - song 0', '-n', '2']).stdout.trimEnd().split('\n');
  assert.equal(lines.length, 2);
  for (const line of lines) assert.match(line, /^- \(score -?\d+\.\d{3}\): 'even \d - song \d' \(pos\. \d+\)$/);

  const unknown = segue(cwd, ['continue', 'two', 'odd 0 - song 0', 'odd 0 - song 33']);
  assert.equal(unknown.status, 1);
  assert.match(unknown.stderr, /no track 'odd 0 - song 33'; the closest names are:\n {2}odd 0 - song/);
  assert.equal(segue(cwd, ['continue', 'two']).status, 2);
  assert.equal(segue(cwd, ['continue', 'two', 'odd 0 - song 0', '--popularity', '2']).status, 2);
});
