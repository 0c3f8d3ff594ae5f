// What "not like this" does to the songs that `segue continue` finds: for each query a listener refuses
// the first song found that is not among the missing ones, and is asked again with `--unlike`.
//
//   node experiments/quality/unlike.mjs MODEL queries.jsonl [QUERIES]
//
// takes a model and queries of the form that short_playlists.mjs writes (500 of them unless told
// otherwise, three known tracks each), and prints before and after: how often a missing song is among
// ten, how many of them are by the refused song's artist, and how many of the first nine stayed.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const binary = fileURLToPath(new URL('../../build/release/segue', import.meta.url));
const knownTracks = 3;

const [, , model, file, count = '500'] = process.argv;
if (file === undefined || !(Number(count) > 0)) {
  console.error('usage: node experiments/quality/unlike.mjs MODEL queries.jsonl [QUERIES]');
  process.exit(2);
}

function goesWith(known, ...options) {
  const { status, stdout, stderr } =
    spawnSync(binary, ['continue', model, ...known, '--json', ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim());
  return JSON.parse(stdout).neighbours.map(({ track }) => track);
}

const artist = (track) => track.split(' - ')[0];
const share = (number, of) => `${(100 * number / of).toFixed(1)}%`;

const sum = { before: { hits: 0, artist: 0 }, after: { hits: 0, artist: 0 }, stayed: 0, asked: 0 };
for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(0, Number(count))) {
  const query = JSON.parse(line);
  const known = query.known.slice(0, knownTracks);
  // What else the playlist is known to hold is no answer, missed or found.
  const others = new Set(query.known.slice(knownTracks));
  const ten = (...options) => goesWith(known, '-n', String(10 + others.size), ...options)
    .filter((track) => !others.has(track)).slice(0, 10);
  const before = ten();
  const refused = before.find((track) => !query.held_out.includes(track));
  const after = ten('--unlike', refused);
  const note = (found, into) => {
    into.hits += found.some((track) => query.held_out.includes(track));
    into.artist += found.filter((track) => track !== refused && artist(track) === artist(refused)).length;
  };
  note(before, sum.before);
  note(after, sum.after);
  sum.stayed += after.filter((track) => before.includes(track)).length;
  ++sum.asked;
}
console.log(`| ${sum.asked} queries | a missing song among ten | of ten by the refused song's artist | stayed of nine |`);
console.log('|---|---|---|---|');
const row = (name, { hits, artist: same }, stayed) =>
  `| ${name} | ${share(hits, sum.asked)} | ${(same / sum.asked).toFixed(2)} | ${stayed} |`;
console.log(row('before', sum.before, '9.0'));
console.log(row('with `--unlike`', sum.after, (sum.stayed / sum.asked).toFixed(1)));
