import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { nextSlice } from '../../../web/src/worker/slice.ts';

describe('a slice of training', () => {
  test('comes to take 30 ms, whatever the speed', () => {
    for (const perMillisecond of [1, 20, 700]) {
      let amount = 256;
      for (let i = 0; i < 20; i++) amount = nextSlice(amount, amount / perMillisecond);
      expect(amount / perMillisecond).toBeGreaterThan(25);
      expect(amount / perMillisecond).toBeLessThan(35);
    }
  });

  test('grows at most fourfold, and shrinks at once', () => {
    expect(nextSlice(1000, 0)).toBe(4000);
    expect(nextSlice(1000, 0.001)).toBe(4000);
    expect(nextSlice(1000, 300)).toBe(100);
    expect(nextSlice(40, 3000)).toBe(32);
  });
});
