import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { Estimate } from '../../../web/src/app/training/estimate.ts';

describe('the pace', () => {
  test('is that of the last seconds, and unknown at first', () => {
    const estimate = new Estimate();
    expect(estimate.add(0, 0, 0)).toBeUndefined();
    expect(estimate.add(300, 0.01, 100)).toBeUndefined();
    expect(estimate.add(1000, 0.1, 1000)).toEqual({ perSecond: 1000, secondsLeft: 9 });
    for (let second = 2; second <= 20; second++) estimate.add(second * 1000, 0.1 + second * 0.02, second * 2000);
    const pace = estimate.add(21_000, 0.52, 42_000);
    expect(pace?.perSecond).toBeCloseTo(2000);
    expect(pace?.secondsLeft).toBeCloseTo(24);
  });

  test('says nothing of what does not move', () => {
    const estimate = new Estimate();
    estimate.add(0, 0.5, 10);
    expect(estimate.add(2000, 0.5, 10)).toBeUndefined();
  });
});
