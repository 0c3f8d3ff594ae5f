// Reads made-up slices in the form of the Million Playlist Dataset: one of 33 MB natively and as
// WebAssembly under Node, and a folder of them, 5.4 GB, natively. Prints seconds and peak memory.
//
//   node experiments/benchmarks/slices.mjs [SLICES]     (163 unless given)
//
// It needs what ./check builds, and 5.4 GB under /tmp. The folder holds different slices, as the data
// set does: its names are drawn evenly from some two million, more than any real collection repeats.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, read } from '../../tests/wasm/module.mjs';
import { say, segue, temporaryFolder } from './tools.mjs';

const slices = Number(process.argv[2] ?? 163);
const folder = join(temporaryFolder(), 'mpd');
const tracksOfAll = 2_262_292;
let state = 1;

function below(bound) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * bound);
}

function track(pos) {
  const id = below(tracksOfAll);
  const artist = id % 295_860;
  return {
    pos, artist_name: `Artist number ${artist}`, track_uri: `spotify:track:${String(id).padStart(22, '0')}`,
    artist_uri: `spotify:artist:${String(artist).padStart(22, '0')}`, track_name: `The song of number ${id}`,
    album_uri: `spotify:album:${String(id % 734_684).padStart(22, '0')}`, duration_ms: 180_000 + (id % 90_000),
    album_name: `Album number ${id % 734_684}`,
  };
}

function slice(number) {
  const playlists = Array.from({ length: 1000 }, (_, i) => ({
    name: `Playlist ${i % 92}`, collaborative: 'false', pid: 1000 * number + i, modified_at: 1_493_424_000, num_tracks: 66,
    num_albums: 60, num_followers: 1, tracks: Array.from({ length: 40 + below(53) }, (_, pos) => track(pos)),
    num_edits: 6, duration_ms: 11_532_414, num_artists: 37,
  }));
  const info = { generated_on: '2017-12-03 08:41:42.057563', slice: `${1000 * number}-${1000 * number + 999}`, version: 'v1' };
  return JSON.stringify({ info, playlists }, null, 4);
}

/** Runs `segue info`; gives its answer, seconds, and its peak of memory in bytes, looked up now and then. */
function info(path) {
  const start = performance.now();
  const child = spawn(segue, ['info', path, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  let peak = 0;
  const look = () => {
    try {
      peak = 1024 * Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? peak / 1024);
    } catch {
      // it has ended
    }
  };
  const timer = setInterval(look, 20);
  child.stdout.on('data', (piece) => { stdout += piece; });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => {
      clearInterval(timer);
      if (status !== 0) fail(new Error(`segue info ended with ${status}`));
      else done({ json: JSON.parse(stdout), seconds: (performance.now() - start) / 1000, peak });
    });
  });
}

const report = (what, bytes, rows, seconds, peak) =>
  console.log(`${what}: ${(bytes / 1e6).toFixed(0)} MB, ${rows} rows, ${seconds.toFixed(2)} s, ${(bytes / 1e6 / seconds).toFixed(0)} MB/s${peak ? `, ${(peak / 1e6).toFixed(0)} MB of memory` : ''}`);

mkdirSync(folder, { recursive: true });
let bytes = 0;
for (let number = 0; number < slices; ++number) {
  const text = slice(number);
  bytes += text.length;
  writeFileSync(join(folder, `mpd.slice.${1000 * number}-${1000 * number + 999}.json`), text);
  if (number % 20 === 0) say(`made ${number} of ${slices} slices`);
}
const first = join(folder, 'mpd.slice.0-999.json');
const content = readFileSync(first);
const one = await info(first);
report('one slice', content.length, one.json.rows, one.seconds, one.peak);
const module = await load();
for (const round of ['first', 'second']) {
  const start = performance.now();
  const { corpus, rows } = read(module, content, 0, 'playlist', 'mpd.slice.0-999.json');
  report(`as WebAssembly, ${round} time`, content.length, rows, (performance.now() - start) / 1000);
  corpus.delete();
}
const all = await info(folder);
report(`a folder of ${slices}`, bytes, all.json.rows, all.seconds, all.peak);
