// How fast slices of the Million Playlist Dataset are read: one of 33 MB, natively and as WebAssembly,
// and 5.4 GB of them by the command line, with the most memory that it takes.
//   node --no-experimental-fetch experiments/benchmarks/slices.mjs
// The data set is not free to pass on: the slice is made here, in its form and size, of names without
// meaning. Needs the builds `release` and `wasm`, and in the first the target read_bench.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, value } from '../../tests/wasm/module.mjs';
import { repository, say, segue, temporaryFolder } from './tools.mjs';

const folder = temporaryFolder();
const slice = join(folder, 'mpd.slice.0-999.json');
const copies = 164;
const rounds = 3;

/** What a track has beside its names, as long as it is there. */
function details(number, album) {
  const id = (kind) => `spotify:${kind}:${String(number).padStart(22, '0')}`;
  return { track_uri: id('track'), artist_uri: id('artist'), album_uri: id('album'), duration_ms: 226863, album_name: album };
}

/** 1,000 playlists of 66 tracks, as the data set's files are laid out. */
function makeSlice() {
  const csv = join(folder, 'names.csv');
  const made = spawnSync(segue, ['synthesize', '--rows', '66000', '--tracks', '34000', '--out', csv], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  const rows = readFileSync(csv, 'utf8').trimEnd().split('\n').slice(1).map((line) => line.slice(1, -1).split('","'));
  const playlists = Array.from({ length: 1000 }, (_, pid) => {
    const tracks = rows.slice(66 * pid, 66 * pid + 66).map(([, artist, title], pos) => {
      const { track_uri, artist_uri, album_uri, duration_ms, album_name } = details(66 * pid + pos, `${title} and others`);
      return { pos, artist_name: artist, track_uri, artist_uri, track_name: title, album_uri, duration_ms, album_name };
    });
    return {
      name: `Playlist ${pid % 300}`, collaborative: 'false', pid, modified_at: 1493424000, num_tracks: tracks.length,
      num_albums: 47, num_followers: 1, tracks, num_edits: 6, duration_ms: 11532414, num_artists: 37,
    };
  });
  const info = { generated_on: '2017-12-03 08:41:42.057563', slice: '0-999', version: 'v1' };
  writeFileSync(slice, JSON.stringify({ info, playlists }, null, 4));
}

async function wasmSeconds() {
  const module = await load();
  const bytes = readFileSync(slice);
  const piece = 1 << 18;
  const seconds = Array.from({ length: rounds }, () => {
    const start = performance.now();
    const reader = value(module.createReader(0, 'playlist'));
    value(reader.begin('slice'));
    for (let at = 0; at < bytes.length; at += piece) value(reader.push(bytes.subarray(at, at + piece)));
    value(reader.end());
    value(reader.finish()).corpus.delete();
    reader.delete();
    return (performance.now() - start) / 1000;
  });
  return { first: seconds[0], best: Math.min(...seconds) };
}

/** Reads 5.4 GB through `info`: seconds, and the most memory, looked up twenty times a second. */
function readAll() {
  const all = join(folder, 'data');
  mkdirSync(all);
  for (let i = 0; i < copies; ++i) symlinkSync(slice, join(all, `mpd.slice.${1000 * i}-${1000 * i + 999}.json`));
  const start = performance.now();
  const child = spawn(segue, ['info', all, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let peak = 0;
  const look = setInterval(() => {
    try {
      peak = Math.max(peak, Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmHWM:\s*(\d+)/)?.[1] ?? 0) * 1024);
    } catch {
      // It has just ended.
    }
  }, 50);
  let output = '';
  child.stdout.on('data', (text) => { output += text; });
  return new Promise((done) => child.on('close', () => {
    clearInterval(look);
    const { rows, playlists, tracks } = JSON.parse(output);
    done({ seconds: (performance.now() - start) / 1000, peak_megabytes: peak / 1e6, rows, playlists, tracks });
  }));
}

makeSlice();
const megabytes = statSync(slice).size / 1e6;
say(`a slice of ${megabytes.toFixed(1)} MB`);
const native = spawnSync(join(repository, 'build/release/experiments/benchmarks/read_bench'), [slice], { encoding: 'utf8' });
for (const line of native.stdout.trimEnd().split('\n')) {
  const { what, threads, megabytes_per_second: speed } = JSON.parse(line);
  console.log(JSON.stringify({ name: 'slice', what, threads, seconds: Number((megabytes / speed).toFixed(3)) }));
}
console.log(JSON.stringify({ name: 'slice', what: 'corpus_folded, WebAssembly under Node', ...await wasmSeconds() }));
console.log(JSON.stringify({ name: 'slices', gigabytes: (copies * megabytes) / 1000, ...await readAll() }));
