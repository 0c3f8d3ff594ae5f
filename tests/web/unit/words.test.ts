import { expect, test } from '../../../web/test-tools/unit.ts';
import * as words from '../../../web/src/app/shared/words.ts';

test('numbers read as people write them', () => {
  expect([999.4, 123_456, 1_234_567].map(words.roughly)).toEqual(['999', '123,000', '1.23 million']);
  expect(words.several(1, 'song')).toBe('1 song');
  expect(words.several(8629, 'song')).toBe('8,629 songs');
  expect(['entry', 'play', 'row'].map((noun) => words.several(2, noun))).toEqual(['2 entries', '2 plays', '2 rows']);
  expect(words.bytes(999)).toBe('999 bytes');
  expect(words.bytes(3_450_000)).toBe('3.5 MB');
  expect(words.duration(0.2)).toBe('less than a second');
  expect(words.duration(12.4)).toBe('12 seconds');
  expect(words.duration(600)).toBe('10 minutes');
  expect(words.similarity(-0.25)).toBe('−0.250');
  expect(words.similarity(-0.0001)).toBe('0.000');
  expect(words.place({ file: 'a.csv', line: 1200, column: 0 })).toBe('a.csv, line 1,200');
});

test('what the core says begins small, and large on the page', () => {
  expect(words.sentence('nothing behind line 3 was read: it was cut short')).toBe('Nothing behind line 3 was read: it was cut short.');
  expect(['table of songs', 'iTunes library', 'a', ''].map(words.capital)).toEqual(['Table of songs', 'iTunes library', 'A', '']);
});

test('a name that is missing is said to be', () => {
  expect(words.songTitle('  ')).toBe('untitled');
  expect(words.artistName('')).toBe('unknown artist');
});

test('so is one of which nothing can be seen', () => {
  for (const name of ['\u200b\u200d', '\u202e\u2066', '\ufeff', '\u00a0\u3000', '\u3164', '\u2800', '\t\n']) {
    expect(words.songTitle(name), escape(name)).toBe('untitled');
    expect(words.artistName(name), escape(name)).toBe('unknown artist');
  }
  for (const name of ['\u200b1', '👩‍👩‍👧', 'ا', '-', '\u0301']) expect(words.songTitle(name)).toBe(name);
});
