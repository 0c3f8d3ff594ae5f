import type { Track } from '../../worker/protocol';
import type { Colouring, Hue } from './hue';
import * as words from '../shared/words';

/** The colour of each cluster, the largest first: the dark and the pale ones are for the small. */
const colours = [7, 2, 3, 5, 4, 8, 6, 1];

/** The best-known songs of a cluster that are asked for its name. */
const asked = 12;
const artistsNamed = 2;

/**
 * Coloured by clusters, where the model knows no genre: each goes by its best-known artists.
 *
 * @param clusters of each track in order of position the number of its own, from 1
 */
export async function clustersOf(
  clusters: Uint8Array, track: (position: number) => Promise<Pick<Track, 'artist'>>,
): Promise<Colouring> {
  const count = clusters.reduce((most, cluster) => Math.max(most, cluster), 0);
  const known = Array.from({ length: count }, (): number[] => []);
  const songs = new Array<number>(count).fill(0);
  clusters.forEach((cluster, index) => {
    songs[cluster - 1] = (songs[cluster - 1] ?? 0) + 1;
    const positions = known[cluster - 1];
    if (positions && positions.length < asked) positions.push(index + 1);
  });
  const artists = await Promise.all(known.map(async (positions) =>
    (await Promise.all(positions.map(track))).map(({ artist }) => words.artistName(artist))));
  const taken = new Set<string>();
  const hues = artists.map((names, index): Hue => {
    const different = names.filter((name, at) => names.findIndex((one) => sameName(one, name)) === at);
    // Whoever is well known everywhere tells no two clusters apart.
    const own = different.filter((name) => !taken.has(name.toLowerCase()));
    const chosen = (own.length > 0 ? own : different).slice(0, artistsNamed);
    for (const name of chosen) taken.add(name.toLowerCase());
    return { colour: colours[index] ?? 0, name: chosen.join(', '), songs: songs[index] ?? 0 };
  });
  return { ofTrack: clusters.map((cluster) => colours[cluster - 1] ?? 0), hues };
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
