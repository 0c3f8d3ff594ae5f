// Whether what is no playlist is taken for one: draws files from folders of documentation, settings
// and code, asks `segue info` about each, and prints those in which it read songs.
//
//   node experiments/reading/refuses.mjs COUNT FOLDER...

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomNumbers } from '../quality/random_numbers.mjs';

const [count, ...folders] = process.argv.slice(2);
const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name)));
const random = randomNumbers(7);
const drawn = Array.from({ length: Number(count) }, () => files[Math.floor(random() * files.length)]);

const read = drawn.flatMap((file) => {
  const { status, stdout } = spawnSync('build/release/segue', ['info', '--json', file], { encoding: 'utf8' });
  const rows = status === 0 ? JSON.parse(stdout).rows : 0;
  return rows > 0 ? [{ file, rows }] : [];
});
console.log(JSON.stringify({ files: files.length, drawn: drawn.length, read }));
