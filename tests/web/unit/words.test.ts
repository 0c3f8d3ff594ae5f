import { expect, test } from '../../../web/test-tools/unit.ts';
import { Estimate } from '../../../web/src/app/estimate.ts';
import { kindOf } from '../../../web/src/app/sniff.ts';
import * as words from '../../../web/src/app/words.ts';
import { nextSlice } from '../../../web/src/worker/slice.ts';

test('numbers read as people write them', () => {
  expect(words.several(1, 'song')).toBe('1 song');
  expect(words.several(8629, 'song')).toBe('8,629 songs');
  expect(words.bytes(999)).toBe('999 bytes');
  expect(words.bytes(3_450_000)).toBe('3.5 MB');
  expect(words.duration(0.2)).toBe('less than a second');
  expect(words.duration(12.4)).toBe('12 seconds');
  expect(words.duration(600)).toBe('10 minutes');
  expect(words.similarity(-0.25)).toBe('−0.250');
  expect(words.similarity(-0.0001)).toBe('0.000');
  expect(words.place({ file: 'a.csv', line: 1200, column: 0 })).toBe('a.csv, line 1,200');
});

test('a name that is missing is said to be', () => {
  expect(words.songTitle('  ')).toBe('untitled');
  expect(words.artistName('')).toBe('unknown artist');
});

test('a model is known by its content', () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  expect(kindOf(bytes('\x40\x01\0\0\0\0\0\0{"'))).toBe('model');
  expect(kindOf(bytes('"user_id"{'))).toBe('playlists');
  expect(kindOf(bytes('\x40\x01\0\0\0\0\0\0'))).toBe('playlists');
  expect(kindOf(bytes('12345678{'))).toBe('playlists');
});

test('time left follows the speed of the last seconds', () => {
  const estimate = new Estimate();
  expect(estimate.add(0, 0, 1000)).toBeUndefined();
  expect(estimate.add(100, 1, 1000)).toBeUndefined();
  expect(estimate.add(1000, 100, 1000)).toBeCloseTo(9);
  let left: number | undefined;
  for (let time = 2000; time <= 20_000; time += 500) left = estimate.add(time, 100 + (time - 1000) * 0.01, 1000);
  expect(left).toBeCloseTo((1000 - 290) / 10, 0);
});

test('slices home in on 40 milliseconds and never leap', () => {
  expect(nextSlice(256, 0)).toBe(1024);
  expect(nextSlice(256, 1)).toBe(1024);
  expect(nextSlice(1000, 40)).toBe(1000);
  expect(nextSlice(1000, 80)).toBe(500);
  expect(nextSlice(1000, 1e6)).toBe(100);
  expect(nextSlice(40, 1e6)).toBe(32);
});
