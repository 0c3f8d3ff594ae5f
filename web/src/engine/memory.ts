import type { TrainerOptions, TrainingCost } from './module';

const size = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** Why a training does not fit into what is left, and the nearest that does; undefined where it fits. */
export function memoryComplaint(
  { bytes, largestDim }: Pick<TrainingCost, 'bytes' | 'largestDim'>, bytesLeft: number, { options }: TrainerOptions,
): string | undefined {
  if (bytes <= bytesLeft) return undefined;
  const need = `This needs about ${size(bytes)} of memory, and a page has ${size(bytesLeft)} left.`;
  return largestDim > 0
    ? `${need} Up to ${largestDim} numbers per song fit.`
    : `${need} There are too many songs for a page: ${'min_count' in options ? 'leave out more of the rare ones' : 'read fewer rows'}.`;
}
