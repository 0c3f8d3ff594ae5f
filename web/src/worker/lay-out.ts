import { SegueError } from '../engine/error';
import type { Layout } from '../engine/engine';
import { nextSlice } from './slice';
import { yieldToMessages } from './tasks';

/** Brings a map to its end, slice by slice. Throws where it was called off. */
export async function layOut(
  layout: Pick<Layout, 'progress' | 'advance'>, progress: (share: number) => void, isCancelled: () => boolean,
): Promise<void> {
  let share = layout.progress();
  progress(share);
  for (let amount = 256; share < 1; await yieldToMessages()) {
    if (isCancelled()) throw new SegueError({ code: 'io', message: 'The map was stopped.' });
    const start = performance.now();
    share = layout.advance(amount);
    amount = nextSlice(amount, performance.now() - start);
    progress(share);
  }
}
