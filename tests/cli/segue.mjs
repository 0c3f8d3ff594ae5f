// What the tests of the command line share: running it in a folder of its own, and reading what it
// wrote without any of its own code.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
export const binary = resolve(repository, process.env.SEGUE ?? 'build/release/segue');
export const header = '"user_id", "artistname", "trackname", "playlistname"\n';

/** A temporary folder that goes when the test ends. */
export function folder(test) {
  const path = mkdtempSync(join(tmpdir(), 'segue-'));
  test.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Runs the command line in `cwd`; gives { status, stdout, stderr }. */
export function segue(cwd, args, { input, env, program = binary } = {}) {
  const result = spawnSync(program, args, {
    cwd, input, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...env },
  });
  if (result.error) throw result.error;
  return result;
}

/** A CSV of the Zenodo form of [playlist, artist, title] rows, written to `path`. */
export function writePlaylists(path, rows) {
  const quote = (text) => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map(([playlist, artist, title]) =>
    [quote('u'), quote(artist), quote(title), quote(playlist)].join(','));
  writeFileSync(path, header + lines.join('\n') + '\n');
}

/** Thirty tracks in some playlists: enough to train on in an instant. */
export function smallRows() {
  const rows = [];
  for (let list = 0; list < 10; ++list) {
    for (let i = 0; i < 9; ++i) rows.push([`list ${list}`, 'Artist', `Song ${(list * 5 + i * 2) % 30}`]);
  }
  return rows;
}

/** A small run named "small" in `cwd`. */
export function smallRun(cwd, rows = smallRows()) {
  writePlaylists(join(cwd, 'small.csv'), rows);
  const result = segue(cwd, ['run', 'small', '--csv_path', 'small.csv', '-emb', '20', '-e', '2']);
  if (result.status !== 0) throw new Error(result.stderr);
  return join(cwd, 'experiments/small/model.safetensors');
}

/** A safetensors file as { metadata, tensors: { name: { shape, values } } }. */
export function readSafetensors(path) {
  const bytes = readFileSync(path);
  const length = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata, ...entries } = JSON.parse(bytes.toString('utf8', 8, 8 + length));
  const tensors = {};
  for (const [name, { dtype, shape, data_offsets: [begin, end] }] of Object.entries(entries)) {
    const copy = Uint8Array.from(bytes.subarray(8 + length + begin, 8 + length + end)).buffer;
    const values = { F32: Float32Array, I32: Int32Array, I64: BigInt64Array, U8: Uint8Array }[dtype];
    tensors[name] = { shape, values: new values(copy) };
  }
  return { metadata, tensors };
}

/** tracks.tsv of a run as objects. */
export function readTracks(path) {
  const [names, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => line.split('\t'));
  return lines.map((line) => Object.fromEntries(line.map((value, i) => [names[i], value])));
}

/**
 * The real data that some tests measure on, or null after saying loudly why the test is skipped:
 * it may not be copied into the repository, so it lies beside a developer's checkout or nowhere.
 */
export function realData(test, name) {
  const path = join(process.env.SEGUE_REAL_DATA ?? resolve(repository, '../shared/data'), name);
  if (existsSync(path)) return path;
  test.skip(`needs ${name} in the folder SEGUE_REAL_DATA`);
  return null;
}
