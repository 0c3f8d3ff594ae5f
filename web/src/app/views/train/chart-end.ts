import type { Progress } from '../../../worker/protocol';

/** Up to which pass the charts go. While nobody knows the last one, twice as far each time that they are full. */
export function chartEnd({ epoch, epochs, isOpen }: Pick<Progress, 'epoch' | 'epochs' | 'isOpen'>): number {
  if (!isOpen) return epochs;
  return Math.min(epochs, 10 * 2 ** Math.max(0, Math.ceil(Math.log2((epoch + 1) / 10))));
}
