import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { bytesNeeded, hasRoomToLook, heapLimit, largestDim, memoryComplaint } from '../../../web/src/engine/memory.ts';

const playlist = {
  recipe: 'playlist', dim: 100, window: 5, group: 1, negative: 5, nsExponent: 0.75, sample: 0, epochs: 5, lr: 0.025,
  minCount: 1, threads: 1, seed: 42,
} as const;
const seed = { recipe: 'seed', windowSize: 2, embeddingDim: 100, epochs: 20, learningRate: 0.001, randomSeed: 42 } as const;

describe('memory', () => {
  test('is three padded tables for ours, nine for the original', () => {
    const none = bytesNeeded('playlist', 0, 100);
    expect(bytesNeeded('playlist', 1000, 100) - none).toBe(3 * 1000 * 112 * 4);
    expect(bytesNeeded('seed', 1000, 100) - none).toBe(9 * 1000 * 112 * 4);
  });

  test('is no matter where it suffices', () => {
    expect(memoryComplaint(playlist, 1_000_000, 200e6)).toBeUndefined();
    expect(memoryComplaint({ ...playlist, dim: 4096 }, 50_000, 0)).toBeUndefined();
    expect(memoryComplaint(seed, 100_000, 0)).toBeUndefined();
  });

  test('that does not suffice names the largest size that does', () => {
    const complaint = memoryComplaint({ ...playlist, dim: 4096 }, 100_000, 300e6) ?? '';
    expect(complaint).toMatch(/^This needs about 5\.0 GB of memory, and a page has 4\.0 GB left\. Up to \d+ numbers/);
    const fits = Number(/Up to (\d+)/.exec(complaint)?.[1]);
    const room = heapLimit - 300e6;
    expect(bytesNeeded('playlist', 100_000, fits)).toBeLessThanOrEqual(room);
    expect(bytesNeeded('playlist', 100_000, fits + 1)).toBeGreaterThan(room);
    expect(memoryComplaint({ ...playlist, dim: fits }, 100_000, 300e6)).toBeUndefined();
    expect(largestDim('playlist', 100_000, 50, room)).toBe(50);
  });

  test('that suffices for no size at all says what else to lower', () => {
    expect(memoryComplaint(playlist, 30_000_000, 0)).toContain('leave out more of the rare ones');
    expect(memoryComplaint(seed, 30_000_000, 0)).toContain('read fewer rows');
  });

  test('for a look at what is learnt is two tables more than for learning it', () => {
    const options = { ...playlist, dim: 4096 };
    const left = heapLimit - bytesNeeded('playlist', 50_000, 4096);
    expect(memoryComplaint(options, 50_000, left)).toBeUndefined();
    expect(hasRoomToLook(options, 50_000, left)).toBe(false);
    expect(hasRoomToLook(options, 40_000, 0)).toBe(true);
    expect(hasRoomToLook(playlist, 100_000, 200e6)).toBe(true);
  });
});
