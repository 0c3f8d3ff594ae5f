import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { memoryComplaint } from '../../../web/src/engine/memory.ts';

const ours = { recipe: 'playlist', options: { dim: 4096, min_count: 1 } } as const;
const original = { recipe: 'seed', options: { embedding_dim: 4096, num_rows: 0 } } as const;

describe('memory', () => {
  test('is no matter where it suffices', () => {
    expect(memoryComplaint({ bytes: 3.7e9, largestDim: 4096 }, 3.7e9, ours)).toBeUndefined();
  });

  test('that does not suffice names the largest size that does', () => {
    expect(memoryComplaint({ bytes: 5.04e9, largestDim: 3152 }, 3.99e9, ours)).toBe(
      'This needs about 5.0 GB of memory, and a page has 4.0 GB left. Up to 3152 numbers per song fit.');
  });

  test('that suffices for no size at all says what else to lower', () => {
    expect(memoryComplaint({ bytes: 4e10, largestDim: 0 }, 4e9, ours)).toContain('leave out more of the rare ones');
    expect(memoryComplaint({ bytes: 4e10, largestDim: 0 }, 4e9, original)).toContain('read fewer rows');
  });
});
