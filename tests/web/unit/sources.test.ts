import { File } from 'node:buffer';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { SegueError } from '../../../web/src/engine/error.ts';
import type { Reading } from '../../../web/src/engine/engine.ts';
import { readSource } from '../../../web/src/worker/sources.ts';
import { zip } from '../../fixtures/zip.mjs';

/**
 * Stands in for the core. Each line of a file is a row; a file that begins with "?" is none of
 * playlists, one that begins with "!" is one that is broken.
 */
class FakeReading {
  readonly texts: Record<string, string> = {};
  #file = '';
  #left = Infinity;
  readonly #maxRows: number;

  constructor(maxRows = 0) {
    this.#maxRows = maxRows;
  }

  begin(file: string): void {
    if (this.#maxRows > 0) this.#left = this.#maxRows - Object.values(this.texts).join('').split('\n').length + 1;
    this.#file = file;
    this.texts[file] = '';
  }

  push(chunk: Uint8Array): boolean {
    this.texts[this.#file] += new TextDecoder().decode(chunk);
    if (this.#text.startsWith('?')) this.#refuse('This is no playlist.');
    return this.#rows <= this.#left;
  }

  format(): string {
    return this.#text.startsWith('?') ? '' : 'list';
  }

  end() {
    if (this.#text.startsWith('!')) this.#refuse('It is broken.');
    const rowsRead = Math.min(this.#rows, this.#left);
    return {
      format: 'list', rowsRead, rowsSkipped: 1, rowsRepaired: 0, playlists: 1, tracks: 2, more: this.#rows > rowsRead,
      problems: [{ line: 7, column: 0, record: '', reason: 'bad' }], leftOut: [],
    };
  }

  finish() {
    return {
      rows: 0, playlists: 1, tracks: 2, merged: { spellings: 0, examples: [] },
      enough: { readiness: 'little', playlists: 1, sharedTracks: 0 },
    };
  }

  get #text(): string {
    return this.texts[this.#file] ?? '';
  }

  get #rows(): number {
    return this.#text.split('\n').length - 1;
  }

  #refuse(message: string): never {
    throw new SegueError({ code: 'bad_input', message, file: this.#file, line: 1 });
  }
}

type Content = string | Uint8Array;

function read(
  contents: Record<string, Content>, core = new FakeReading(), { maxRows = 0, found = false, cancelled = false } = {},
) {
  const files = Object.entries(contents).map(([path, content]) =>
    ({ file: new File([content], path) as unknown as globalThis.File, path, found }));
  return readSource({ files, own: [] }, core as unknown as Reading, maxRows, () => undefined, () => cancelled);
}

describe('several files', () => {
  test('are read one after another, each with its own report', async () => {
    const core = new FakeReading();
    const report = await read({ 'one.txt': 'a\nb\n', 'two.txt': 'c\n' }, core);
    expect(core.texts).toEqual({ 'one.txt': 'a\nb\n', 'two.txt': 'c\n' });
    expect([report.rowsRead, report.rowsSkipped, report.more]).toEqual([3, 2, false]);
    expect(report.files.map(({ file, rowsRead }) => [file, rowsRead])).toEqual([['one.txt', 2], ['two.txt', 1]]);
    expect(report.problems).toEqual(['one.txt', 'two.txt'].map((file) => ({ file, line: 7, column: 0, record: '', reason: 'bad' })));
  });

  test('of which one is bad lose nothing', async () => {
    const core = new FakeReading();
    const report = await read({ 'one.txt': 'a\n', 'bad.csv': '?', 'broken.json': '!', 'two.txt': 'b\n' }, core);
    expect(report.rowsRead).toBe(2);
    expect(report.files.map(({ format, fault, passedOver }) => [format, fault?.message, passedOver])).toEqual([
      ['list', undefined, false], ['', 'This is no playlist.', false], ['list', 'It is broken.', false], ['list', undefined, false],
    ]);
    expect(report.files[1]?.fault).toMatchObject({ file: 'bad.csv', line: 1 });
  });

  test('of which none is good are a failure', async () => {
    await expect(read({ 'bad.csv': '?' })).rejects.toMatchObject({ code: 'bad_input', file: 'bad.csv', message: 'This is no playlist.' });
    await expect(read({ 'bad.csv': '?', 'worse.csv': '!' })).rejects.toMatchObject({
      code: 'bad_input', message: 'None of the 2 files is a playlist file that Segue can read. The first: bad.csv: This is no playlist.',
    });
  });

  test('that were found in a folder are passed over where they are no playlists', async () => {
    const report = await read({ 'x/photo.png': '?', 'x/a.txt': 'a\n' }, new FakeReading(), { found: true });
    expect(report.files.map(({ passedOver }) => passedOver)).toEqual([true, false]);
  });

  test('say when there was more than was asked for', async () => {
    const more = async (contents: Record<string, Content>, maxRows: number) =>
      (await read(contents, new FakeReading(maxRows), { maxRows })).more;
    expect(await more({ one: 'a\nb\n' }, 1)).toBe(true);
    expect(await more({ one: 'a\n' }, 1)).toBe(false);
    expect(await more({ one: 'a\n', two: 'b\n' }, 1)).toBe(true);
    expect(await more({ one: 'a\n', two: 'b\n' }, 2)).toBe(false);
  });

  test('stop when they are told to', async () => {
    await expect(read({ one: 'a\n' }, new FakeReading(), { cancelled: true })).rejects.toBeInstanceOf(SegueError);
  });
});

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `row ${i} ${Math.sin(i)}\n`).join('');

describe('what is packed', () => {
  test('is unpacked: gzip, zip, and one in the other', async () => {
    const text = lines(20_000);
    const packed: Record<string, [Content, string]> = {
      'a.csv.gz': [gzipSync(text), 'a.csv'],
      'a.zip': [zip({ 'x/': '', '__MACOSX/x/._a.csv': '?', 'x/.DS_Store': '?', 'x/a.csv': text }), 'a.zip/x/a.csv'],
      'stored.zip': [zip({ 'a.csv': text }, { stored: true }), 'stored.zip/a.csv'],
      'nested.zip': [zip({ 'b.zip': zip({ 'a.csv': text }) }), 'nested.zip/b.zip/a.csv'],
      'gz.zip': [zip({ 'a.csv.gz': gzipSync(text) }), 'gz.zip/a.csv'],
    };
    for (const [name, [content, file]] of Object.entries(packed)) {
      const core = new FakeReading();
      await read({ [name]: content }, core);
      expect(core.texts, name).toEqual({ [file]: text });
    }
  });

  test('may hold several members, and what is no playlist among them', async () => {
    const core = new FakeReading();
    const report = await read({ 'my.zip': zip({ 'a.pdf': `?${lines(50_000)}`, 'b.txt': 'a\nb\n', 'c.txt': 'd\n' }) }, core);
    expect(report.files.map(({ file, passedOver }) => [file, passedOver])).toEqual([
      ['my.zip/a.pdf', true], ['my.zip/b.txt', false], ['my.zip/c.txt', false],
    ]);
    expect(report.rowsRead).toBe(3);
    const two = new FakeReading();
    await read({ 'two.gz': Buffer.concat([gzipSync('a\n'), gzipSync('b\n'), Buffer.alloc(500)]) }, two);
    expect(two.texts).toEqual({ two: 'a\nb\n' });
  });

  test('is a clear failure where it is damaged, cut or too deep, and loses no other file', async () => {
    const whole = zip({ 'a.txt': lines(20_000), 'b.txt': lines(10) });
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 60_000, 60_100);
    const gz = gzipSync(lines(20_000));
    const failing: [string, Content, RegExp][] = [
      ['cut.zip', whole.subarray(0, 50_000), /cut short/],
      ['damaged.zip', damaged, /damaged or locked/],
      ['cut.gz', gz.subarray(0, gz.length - 5000), /cut short/],
      ['deep.zip', zip({ 'x.zip': zip({ 'y.zip': zip({ a: 'a\n' }) }) }), /too deep/],
    ];
    for (const [name, content, told] of failing) {
      const report = await read({ [name]: content, 'good.txt': 'a\n' });
      const faults = report.files.flatMap(({ fault }) => (fault ? [fault] : []));
      expect(faults.map(({ message }) => message).join(), name).toMatch(told);
      expect(report.files.at(-1), name).toMatchObject({ file: 'good.txt', rowsRead: 1 });
    }
  });

  test('is told of where there is nothing in it, and not passed over in silence', async () => {
    const fake = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(60, 7)]);
    for (const nothing of [zip({}), zip({ 'folder/': '' }), fake]) {
      const { files } = await read({ 'a.txt': 'a\n', 'empty.zip': nothing, 'b.txt': 'b\n' });
      expect(files.map(({ file, fault }) => [file, fault?.message])).toEqual([
        ['a.txt', undefined], ['empty.zip', 'There is no file in it.'], ['b.txt', undefined],
      ]);
    }
    await expect(read({ 'empty.zip': zip({}) })).rejects.toMatchObject({ file: 'empty.zip', message: 'There is no file in it.' });
  });

  test('is refused where it is a bomb, with little work and in little memory', async () => {
    const zeros = Buffer.alloc(300 * 2 ** 20, '\n');
    const bomb = { packed: deflateRawSync(zeros, { level: 9 }), size: zeros.length, crc: 0 };
    for (const [name, content] of [['bomb.zip', zip({ 'a.csv': bomb, 'b.csv': bomb })], ['bomb.gz', gzipSync(zeros, { level: 9 })]] as const) {
      let pushed = 0;
      /** Keeps nothing of what is large. */
      class Counting extends FakeReading {
        override push(chunk: Uint8Array): boolean {
          pushed += chunk.length;
          return chunk.length > 100 || super.push(chunk);
        }
      }
      const core = new Counting();
      const start = process.cpuUsage();
      const report = await read({ [name]: content, 'good.txt': 'a\n' }, core);
      const { user, system } = process.cpuUsage(start);
      expect((user + system) / 1e6, name).toBeLessThan(2);
      expect(report.files.find(({ file }) => file === name)?.fault?.message, name).toMatch(/more than 200 times/);
      expect(report.files.filter(({ fault }) => !fault).at(-1)?.file).toBe('good.txt');
      expect(pushed).toBeLessThan(64 * 2 ** 20);
    }
  }, 60_000);  // packing it takes a busy machine a while
});
