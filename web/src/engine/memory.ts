import type { PlaylistOptions, TrainerOptions } from './module';

/** WebAssembly's addresses have 32 bits. */
export const heapLimit = 2 ** 32;

/** What the playlists, their copy in the trainer and its buffers may add to the tables. */
const slack = 128 * 2 ** 20;

/**
 * Tables of one vector a song that stand side by side at the peak. `playlist`: input and output, and
 * the copy that is searched. `seed`: both with Adam's two moments, the model's two and the copy.
 */
const tablesAtPeak = { playlist: 3, seed: 9 };

/** Bytes that training takes at its peak, beside what is in use already. */
export function bytesNeeded(recipe: TrainerOptions['recipe'], songs: number, dim: number): number {
  const padded = Math.ceil(dim / 16) * 16;
  return tablesAtPeak[recipe] * songs * padded * Float32Array.BYTES_PER_ELEMENT + slack;
}

/** Whether there is room for a copy of both tables beside a training, to be asked while it goes on. */
export function hasRoomToLook(options: PlaylistOptions, songs: number, inUse: number): boolean {
  const copies = 2 + tablesAtPeak.playlist;
  return (bytesNeeded('playlist', songs, options.dim) * copies) / tablesAtPeak.playlist <= heapLimit - inUse;
}

/** The most numbers per song, at most `dim`, that fit into so many bytes; 0 where none does. */
export function largestDim(recipe: TrainerOptions['recipe'], songs: number, dim: number, bytes: number): number {
  if (bytesNeeded(recipe, songs, dim) <= bytes) return dim;
  const perUnit = bytesNeeded(recipe, songs, 16) - slack;
  return Math.max(0, Math.floor((bytes - slack) / perUnit)) * 16;
}

const size = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** Why this training cannot fit, and the nearest that does; undefined where it can. */
export function memoryComplaint(options: TrainerOptions, songs: number, inUse: number): string | undefined {
  const dim = options.recipe === 'seed' ? options.embeddingDim : options.dim;
  const room = heapLimit - inUse;
  const fits = largestDim(options.recipe, songs, dim, room);
  if (fits === dim) return undefined;
  const need = `This needs about ${size(bytesNeeded(options.recipe, songs, dim))} of memory, and a page has ${size(room)} left.`;
  return fits > 0
    ? `${need} Up to ${fits} numbers per song fit.`
    : `${need} There are too many songs for a page: ${
      options.recipe === 'seed' ? 'read fewer rows' : 'leave out more of the rare ones'}.`;
}
