// --why, which says of each answer which playlists led to it, and --order.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { randomNumbers } from '../../experiments/quality/random_numbers.mjs';
import { folder, header, segue, smallRun, writePlaylists } from './segue.mjs';

const quick = ['--dim', '8', '--epochs', '3', '--threads', '1'];

/** What it prints in `cwd`, where it succeeds. */
function said(cwd, ...args) {
  const result = segue(cwd, args);
  assert.equal(result.status, 0, result.stderr);
  return result.stdout;
}

const asked = (cwd, ...args) => JSON.parse(said(cwd, ...args, '--json'));

/** A folder with the model "m" of playlists of titles, all by the artist A; of the names, each has one. */
function trained(t, playlists, { names = [], options = [] } = {}) {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'a.csv'), playlists.flatMap((titles, list) =>
    titles.map((title) => [names[list] ?? `list ${list}`, 'A', title])));
  said(cwd, 'train', 'a.csv', '--out', 'm', ...quick, ...options);
  return cwd;
}

/** The lines below the answer with this title, without their indent. */
function linesBelow(text, title) {
  const lines = text.trimEnd().split('\n');
  const at = lines.findIndex((line) => line.startsWith('- (') && line.includes(`'a - ${title}'`));
  assert.notEqual(at, -1, text);
  const end = lines.findIndex((line, i) => i > at && line.startsWith('- ('));
  return lines.slice(at + 1, end === -1 ? undefined : end).map((line) => {
    assert.match(line, /^ {4}\S/);
    return line.slice(4);
  });
}

/** Runs of six songs along a ring of sixty. */
const runs = () => Array.from({ length: 800 }, (_, list) => Array.from({ length: 6 }, (_, i) => `${(list * 7 + i) % 60}`));

test('the tracks are taken in order, or in none', (t) => {
  const cwd = trained(t, runs());
  const answer = (...args) => said(cwd, 'continue', 'm', 'a - 10', 'a - 11', 'a - 12', '-n', '2', ...args)
    .match(/'a - \d+'/g);
  assert.equal(answer('--order', 'yes')[0], "'a - 13'");
  assert.deepEqual(answer('--order', 'no').sort(), ["'a - 13'", "'a - 9'"]);
  assert.notDeepEqual(answer('--order', 'yes'), answer('--order', 'no'));
  assert.deepEqual(answer(), answer('--order', 'yes'));
  const wrong = segue(cwd, ['continue', 'm', 'a - 10', '--order', 'perhaps']);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /--order/);
});

test('a model without its playlists answers alike in any order, and cannot say why', (t) => {
  const cwd = trained(t, runs(), { options: ['--memory', 'no'] });
  const answer = (order) => said(cwd, 'continue', 'm', 'a - 10', 'a - 11', '--order', order);
  assert.equal(answer('yes'), answer('no'));
  for (const args of [['continue', 'm', 'a - 10', '--why'], ['similar', 'm', 'a - 10', '--why', '--json']]) {
    const { status, stdout, stderr } = segue(cwd, args);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^segue: --why needs the playlists .* this one carries none: .*`segue train` without --memory no makes one/);
  }
  smallRun(cwd);
  assert.match(segue(cwd, ['similar', 'small', 'artist - song 1', '--why']).stderr, /the recipe seed/);
});

test('lines say which playlists hold both, and what stands between', (t) => {
  const cwd = trained(t, [
    ['x', 'y', 'both', 'z'],
    ['x', 'both', 'y'],
    ['p', 'q', 'r', 'y', 'near', 's', 'far'],
    ['far', 'beyond'],
    ['beyond', 'lost'],
    ['alone', 'other'],
  ], { names: ['Road trip', '90s', 'Mix', 'Bridge', 'End', 'Island'] });
  const one = said(cwd, 'similar', 'm', 'a - y', '-n', '99', '--why');
  assert.match(one, /^top \d+ tracks most similar to 'a - y' /);
  assert.deepEqual(linesBelow(one, 'both'), [`in 2 playlists with 'a - y': "90s", "Road trip"`, `right after 'a - y' in 1 playlist`]);
  assert.deepEqual(linesBelow(one, 'near'), [`in 1 playlist with 'a - y': "Mix"`, `right after 'a - y' in 1 playlist`]);
  assert.deepEqual(linesBelow(one, 'r'), [`in 1 playlist with 'a - y': "Mix"`, `within three places of 'a - y' in 1 playlist`]);
  assert.deepEqual(linesBelow(one, 'beyond'), [`no playlist holds both; 'a - far' stands between them`]);
  assert.deepEqual(linesBelow(one, 'lost'), ['the vectors alone say so']);
  const two = said(cwd, 'continue', 'm', 'a - x', 'a - y', '-n', '99', '--why');
  assert.deepEqual(linesBelow(two, 'both'), [`in 2 playlists with 'a - x' and 'a - y': "90s", "Road trip"`, `right after 'a - x' in 1 playlist`]);
  assert.deepEqual(linesBelow(two, 'beyond'), [`no playlist holds it with any of these; 'a - far' stands between it and 'a - y'`]);
  const three = said(cwd, 'continue', 'm', 'a - x', 'a - y', 'a - z', '-n', '99', '--why');
  assert.equal(linesBelow(three, 'both')[0], `in 2 playlists with 'a - x' or 2 others: "Road trip", "90s"`);
  const sum = said(cwd, 'similar', 'm', 'a - p', '--plus', 'a - x', '-n', '99', '--why');
  assert.equal(linesBelow(sum, 'y')[0], `in 3 playlists with 'a - x' or 'a - p': "90s", "Road trip", "Mix"`);
  assert.doesNotMatch(said(cwd, 'similar', 'm', 'a - y'), /^ /m);
});

test('three playlists are named at most, each name once, and those that have none are counted', (t) => {
  const cwd = folder(t);
  const first = (...names) => {  // of one playlist of each of some people
    const rows = names.flatMap((name, user) => ['x', 'y'].map((title) => `"${user}","A","${title}","${name}"\n`));
    writeFileSync(join(cwd, 'a.csv'), header + rows.join(''));
    said(cwd, 'train', 'a.csv', '--out', 'm', ...quick);
    return linesBelow(said(cwd, 'similar', 'm', 'a - x', '--why'), 'y')[0];
  };
  assert.equal(first('A', 'B', 'C', 'D', 'E'), `in 5 playlists with 'a - x': "A", "B", "C", ...`);
  assert.equal(first('A', 'B', 'C'), `in 3 playlists with 'a - x': "A", "B", "C"`);
  assert.equal(first('A', 'A', 'B'), `in 3 playlists with 'a - x': "A", "B", ...`);
  assert.equal(first('', 'A', ''), `in 3 playlists with 'a - x': "A", ...`);
  assert.equal(first('', ''), `in 2 playlists with 'a - x'`);
});

test('hostile names of playlists and tracks stay on their line and are cut', (t) => {
  const evil = '\u001b[2J\u0007\u202e\u009b\n- (score 9.999): fake';
  const names = [`${evil}`, 'w'.repeat(500), 'Ы'.repeat(100), 'long'];
  const cwd = trained(t, [['x', `y${evil}`], ['x', `y${evil}`, '1'], ['x', `y${evil}`, '2', '3'], ['z'.repeat(300), '4']], { names });
  for (const args of [['similar', 'm', 'a - x'], ['continue', 'm', 'a - x', 'a - 1'], ['continue', 'm', `a - y${evil}`]]) {
    const text = said(cwd, ...args, '-n', '9', '--why');
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    const lines = text.split('\n').filter((line) => line.startsWith('    '));
    assert.ok(lines.length >= 3, text);
    assert.ok(lines.some((line) => line.includes(`"${'w'.repeat(37)}..."`)), text);
    assert.ok(lines.some((line) => line.includes(`"${'Ы'.repeat(18)}..."`)), text);
    assert.ok(lines.some((line) => /"\ufffd\[2J\ufffd+ - \(score 9\.999\): fake"/.test(line)), text);
  }
  const long = `a - ${'z'.repeat(300)}`;
  assert.match(said(cwd, 'similar', 'm', long, '--why'), new RegExp(`^ {4}in 1 playlist with '${long.slice(0, 77)}\\.\\.\\.': "long"$`, 'm'));
  const { neighbours } = asked(cwd, 'similar', 'm', 'a - x', '--why');  // as they are, escaped
  const { why } = neighbours.find(({ track }) => track.includes('fake'));
  assert.deepEqual(why.best.map(({ name }) => name), names.slice(0, 3));
});

test('JSON has the counts that the playlists have', (t) => {
  const random = randomNumbers(7);
  const lists = Array.from({ length: 60 }, () => Array.from({ length: 3 + Math.floor(random() * 9) }, () => `${Math.floor(random() * random() * 90)}`));
  const cwd = trained(t, lists);
  const known = ['3', '40', '7', '70'].filter((title) => lists.flat().includes(title));
  const keys = known.map((title) => `a - ${title}`);
  const holding = (...titles) => lists.filter((list) => titles.every((title) => list.includes(title)));
  const cosine = (a, b) => holding(a, b).length / Math.sqrt(holding(a).length * holding(b).length);
  const distances = (list, from, to) => list.flatMap((a, i) => list.flatMap((b, j) => (a === from && b === to ? [j - i] : [])));
  const { neighbours } = asked(cwd, 'continue', 'm', ...keys, '-n', '99', '--why');
  const kinds = { tied: 0, bridged: 0 };
  for (const { track, why } of neighbours) {
    const title = track.slice('a - '.length);
    const shared = lists.flatMap((list, i) => {
      const held = known.filter((one) => list.includes(one)).length;
      return list.includes(title) && held > 0 ? [{ playlist: i + 1, name: `list ${i}`, known: held, tracks: new Set(list).size }] : [];
    });
    assert.deepEqual(Object.keys(why), ['playlists', 'best', 'known', 'between']);
    assert.equal(why.playlists, shared.length);
    shared.sort((a, b) => b.known - a.known || a.tracks - b.tracks || a.playlist - b.playlist);
    assert.deepEqual(why.best, shared.slice(0, 3));
    const ties = known.filter((one) => holding(one, title).length > 0)
      .sort((a, b) => cosine(b, title) - cosine(a, title));
    assert.deepEqual(why.known.map((tie) => ({ ...tie, position: 0, cosine: tie.cosine.toFixed(5) })), ties.map((one) => ({
      track: `a - ${one}`,
      position: 0,
      playlists: holding(one, title).length,
      right_after: lists.filter((list) => distances(list, one, title).includes(1)).length,
      near: lists.filter((list) => distances(list, one, title).some((distance) => Math.abs(distance) <= 3)).length,
      cosine: cosine(one, title).toFixed(5),
    })));
    if (shared.length > 0) {
      assert.equal(why.between, null);
      kinds.tied++;
      continue;
    }
    const through = (one, from) => cosine(from, one) * cosine(one, title);
    const best = Math.max(...lists.flat().flatMap((one) => known.map((from) => through(one, from))));
    if (best === 0) {
      assert.equal(why.between, null);
      continue;
    }
    const [from, between] = [why.between.known, why.between.track].map((key) => key.slice('a - '.length));
    assert.ok(Math.abs(through(between, from) - best) < 1e-9);
    assert.equal(why.between.with_known, holding(from, between).length);
    assert.equal(why.between.with_answer, holding(between, title).length);
    assert.ok(Math.abs(why.between.cosine - best) < 1e-6);
    kinds.bridged++;
  }
  assert.ok(kinds.tied > 5 && kinds.bridged > 2, JSON.stringify(kinds));
  assert.equal('why' in asked(cwd, 'continue', 'm', ...keys).neighbours[0], false);
  assert.ok(asked(cwd, 'similar', 'm', keys[0], '--why').neighbours[0].why.known.length <= 1);
});
