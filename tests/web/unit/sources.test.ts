import { File } from 'node:buffer';
import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { SegueError } from '../../../web/src/engine/error.ts';
import type { Reading } from '../../../web/src/engine/engine.ts';
import type { FileReport } from '../../../web/src/engine/module.ts';
import { readSource } from '../../../web/src/worker/sources.ts';

/** Stands in for the core, whose own tests say what it makes of files. Each line of a file is a row. */
class FakeReading {
  readonly calls: string[] = [];
  readonly files: FileReport[] = [];
  readonly #most: number;
  #rows = 0;

  /** @param most rows of all files together */
  constructor(most = Infinity) {
    this.#most = most;
  }

  begin(file: string, found: boolean): void {
    this.calls.push(`begin ${file}${found ? ' found' : ''}`);
    this.files.push({
      file, format: 'list', kind: 'playlists', rowsRead: 0, rowsSkipped: 1, rowsRepaired: 0, encodingGuessed: false,
      playlists: 1, tracks: 2, repeatedPlays: 0,
      repeatedPlaylists: 0, more: false, passedOver: false, withoutSongs: false,
      problems: [{ line: 7, column: 0, record: '', reason: 'bad' }], columns: [], leftOut: [],
    });
  }

  push(chunk: Uint8Array): boolean {
    const text = new TextDecoder().decode(chunk);
    this.calls.push(`push ${text.length}`);
    this.#rows += text.split('\n').length - 1;
    return this.#rows <= this.#most;
  }

  end(): boolean {
    this.calls.push('end');
    return this.#rows <= this.#most;
  }

  fail(reason: string): void {
    this.calls.push(`fail ${reason}`);
    const file = this.files.at(-1);
    if (file) file.stopped = { line: 0, column: 0, record: '', reason: `nothing behind row 1 was read: ${reason}` };
  }

  finish() {
    return {
      rows: this.#rows, playlists: 1, tracks: 2, merged: { spellings: 0, examples: [] }, files: this.files,
      enough: { readiness: 'little' as const, playlists: 1, sharedTracks: 0 },
    };
  }
}

/** A file whose bytes cannot be had behind the first chunk. */
class Moved extends File {
  override slice(start?: number, end?: number) {
    if ((start ?? 0) > 0) throw new Error('NotReadableError');
    return super.slice(start, end);
  }
}

function read(files: File[], core: FakeReading, { found = false, isCancelled = (): boolean => false } = {}) {
  const chosen = files.map((file) => ({ file: file as unknown as globalThis.File, path: file.name, found }));
  return readSource({ files: chosen, own: [] }, core as unknown as Reading, () => undefined, isCancelled);
}

describe('files', () => {
  test('are handed to the core one after another, in pieces', async () => {
    const core = new FakeReading();
    const report = await read([new File(['x'.repeat(300 * 1024)], 'one.txt'), new File(['c\n'], 'two.txt')], core, { found: true });
    expect(core.calls).toEqual([
      'begin one.txt found', `push ${256 * 1024}`, `push ${44 * 1024}`, 'end', 'begin two.txt found', 'push 2', 'end',
    ]);
    expect([report.rowsRead, report.rowsSkipped, report.more]).toEqual([1, 2, false]);
    expect(report.problems).toEqual(['one.txt', 'two.txt'].map((file) => ({ file, line: 7, column: 0, record: '', reason: 'bad' })));
  });

  test('of which no more is wanted are read no further, and no other begins', async () => {
    const core = new FakeReading(1);
    await read([new File([`a\nb\n${'x'.repeat(300 * 1024)}`], 'one.txt'), new File(['c\n'], 'two.txt')], core);
    expect(core.calls).toEqual(['begin one.txt', `push ${256 * 1024}`, 'end']);
  });

  test('that the browser cannot read on are told of, with what was read, and lose no other', async () => {
    const core = new FakeReading();
    const report = await read([new Moved([`a\n${'x'.repeat(300 * 1024)}`], 'one.txt'), new File(['c\n'], 'two.txt')], core);
    expect(core.calls.filter((call) => !call.startsWith('push'))).toEqual([
      'begin one.txt', expect.stringMatching(/^fail The browser cannot read this file any more/), 'begin two.txt', 'end',
    ]);
    expect(report.rowsRead).toBe(2);
    expect(report.files.map(({ stopped }) => stopped?.reason)).toEqual([expect.stringMatching(/^nothing behind row 1 was read/), undefined]);
    expect(report.problems.map(({ reason }) => reason)).toEqual(['bad', 'bad']);
  });

  test('stop when they are told to, also between two pieces', async () => {
    const stopped = { code: 'io', message: 'Reading was stopped.' };
    await expect(read([new File(['a\n'], 'one')], new FakeReading(), { isCancelled: () => true })).rejects.toMatchObject(stopped);
    const core = new FakeReading();
    const isCancelled = () => core.calls.length > 1;
    await expect(read([new File(['x'.repeat(600 * 1024)], 'one')], core, { isCancelled })).rejects.toMatchObject(stopped);
    expect(core.calls).toEqual(['begin one', `push ${256 * 1024}`]);
  });

  test('are a failure where the core says so', async () => {
    class Refusing extends FakeReading {
      override finish(): never {
        throw new SegueError({ code: 'bad_input', message: 'this is a PDF, not a playlist', file: 'a.pdf' });
      }
    }
    await expect(read([new File(['x'], 'a.pdf')], new Refusing())).rejects.toMatchObject({ file: 'a.pdf', code: 'bad_input' });
  });
});
