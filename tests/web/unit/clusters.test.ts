import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { clustersOf } from '../../../web/src/app/map/clusters.ts';

describe('clusters of a map without genres', () => {
  const artists = ['Queen', 'ABBA', 'queen', 'Björk', 'Queen', 'Can', ''];
  const track = (position: number) => Promise.resolve({ artist: artists[position - 1] ?? '' });

  test('go by their best-known artists, each by others', async () => {
    const { ofTrack, hues } = await clustersOf(Uint8Array.of(1, 1, 1, 1, 2, 2, 3), track);
    expect(hues.map(({ name, songs }) => [name, songs])).toEqual([['Queen, ABBA', 4], ['Can', 2], ['unknown artist', 1]]);
    expect(new Set(hues.map(({ colour }) => colour)).size).toBe(3);
    expect([...ofTrack]).toEqual([1, 1, 1, 1, 2, 2, 3].map((cluster) => hues[cluster - 1]?.colour));
  });

  test('share an artist where there is no other', async () => {
    const { hues } = await clustersOf(Uint8Array.of(1, 2), () => Promise.resolve({ artist: 'Queen' }));
    expect(hues.map(({ name }) => name)).toEqual(['Queen', 'Queen']);
  });
});
