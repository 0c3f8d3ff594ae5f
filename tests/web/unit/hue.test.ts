import { readFileSync } from 'node:fs';
import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { colourCount } from '../../../web/src/app/map/hue.ts';

const sheet = (path: string): string => readFileSync(new URL(`../../../web/src/app/${path}`, import.meta.url), 'utf8');
const numbers = (text: string, pattern: RegExp): number[] => [...text.matchAll(pattern)].map((match) => Number(match[1]));

describe('the hues of the map', () => {
  const all = Array.from({ length: colourCount }, (_, colour) => colour);

  test('have each a colour on the page, light and dark, and a spot in the legend', () => {
    expect(numbers(sheet('shared/tokens.css'), /--map-(\d+):/g)).toEqual([...all, ...all]);
    expect(numbers(sheet('views/map/map.css'), /\.hue-(\d+) \{ background: var\(--map-\1\); \}/g)).toEqual(all);
  });
});
