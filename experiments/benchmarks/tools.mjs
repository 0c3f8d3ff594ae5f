// What the drivers of the benchmarks share.

import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
export const segue = join(repository, 'build/release/segue');

export const say = (text) => process.stderr.write(`${text}\n`);

/** A folder that goes when the program ends, also on Ctrl-C. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'segue-benchmark-'));
  process.on('exit', () => rmSync(path, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  return path;
}

/** Playlists that people made: SEGUE_REAL_DATA is a CSV, or the folder in which the tests look. */
export function realPlaylists() {
  const path = process.env.SEGUE_REAL_DATA;
  if (!path || !existsSync(path)) return undefined;
  const file = statSync(path).isDirectory() ? join(path, 'playlists-83k.csv') : path;
  return existsSync(file) ? file : undefined;
}

export const mean = (values) => values.reduce((sum, x) => sum + x, 0) / values.length;

/** The standard deviation that a sample lets expect of the whole. */
export function deviation(values) {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (values.length - 1));
}

/** A table in Markdown, aligned; columns of numbers to the right. */
export function table(header, rows) {
  const cells = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, i) => Math.max(3, ...cells.map((row) => [...row[i]].length)));
  const isNumber = header.map((_, i) => cells.slice(1).every((row) => /^([-–]|[\d.,]+( .{1,9})?)$/.test(row[i])));
  const line = (row) => `| ${row.map((cell, i) => {
    const space = ' '.repeat(widths[i] - [...cell].length);
    return isNumber[i] ? space + cell : cell + space;
  }).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (isNumber[i] ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}
