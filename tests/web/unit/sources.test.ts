import { File } from 'node:buffer';
import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { SegueError } from '../../../web/src/engine/error.ts';
import type { Reading } from '../../../web/src/engine/engine.ts';
import { LineMap, readSource } from '../../../web/src/worker/sources.ts';

const header = '"user_id", "artistname", "trackname", "playlistname"\n';

/** Stands in for the core: keeps the text, and reports a problem on each of the given lines. */
function reading(problemLines: number[] = [], enoughAfter = Infinity, rowsRead = 0): Reading & { text: string } {
  let chunks = 0;
  const fake = {
    text: '',
    push(chunk: Uint8Array) {
      fake.text += new TextDecoder().decode(chunk);
      return ++chunks < enoughAfter;
    },
    finish: () => ({
      rowsRead, rowsSkipped: 0, rowsRepaired: 0, playlists: 0, tracks: 0,
      problems: problemLines.map((line) => ({ line, column: 4, reason: 'bad' })),
    }),
    release: () => undefined,
  };
  return fake as unknown as Reading & { text: string };
}

const read = (files: File[], core: Reading, cancelled = () => false) =>
  readSource({ kind: 'files', files: files as unknown as globalThis.File[] }, core, () => undefined, cancelled);

describe('several files as one', () => {
  test('keeps one header and places problems in their own files', async () => {
    const core = reading([2, 3, 4]);
    const report = await read([
      new File([`${header}a\nb`], 'one.csv'),
      new File([`\uFEFF${header.replaceAll(' ', '').toUpperCase().replace('\n', '\r\n')}c\nd\n`], 'two.csv'),
    ], core);
    expect(core.text).toBe(`${header}a\nb\nc\nd\n`);
    expect(report.problems.map(({ file, line }) => [file, line])).toEqual([['one.csv', 2], ['one.csv', 3], ['two.csv', 2]]);
    expect(report.more).toBe(false);
  });

  test('refuses a second file with other columns', async () => {
    const files = [new File([header], 'one.csv'), new File(['a,b,c,d\n'], 'two.csv')];
    await expect(read(files, reading())).rejects.toMatchObject({ code: 'bad_input', file: 'two.csv', line: 1 });
  });

  test('says when there was more than was asked for', async () => {
    const [one, two] = [new File([header, 'a\n'], 'one.csv'), new File([header, 'b\n'], 'two.csv')];
    expect((await read([one], reading([], 1, 0))).more).toBe(true);
    expect((await read([one], reading([], 1, 1))).more).toBe(false);
    expect((await read([one, two], reading([], 1, 1))).more).toBe(true);
  });

  test('stops when it is told to', async () => {
    await expect(read([new File([header], 'one.csv')], reading(), () => true)).rejects.toBeInstanceOf(SegueError);
  });
});

test('lines of a single file are its own', () => {
  const map = new LineMap();
  map.startFile('a.csv', false);
  map.count(new TextEncoder().encode('1\n2\n3\n'));
  expect(map.locate(2)).toEqual({ file: 'a.csv', line: 2 });
  expect(map.locate(0)).toEqual({ file: 'a.csv', line: 0 });
});
