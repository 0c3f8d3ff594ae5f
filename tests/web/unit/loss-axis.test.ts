import { expect, test } from '../../../web/test-tools/unit.ts';
import { lossAxis } from '../../../web/src/app/views/common/loss-axis.ts';

test('no figure beside a loss chart is rounded, whatever the step', () => {
  for (const step of lossAxis.incrs) {
    const ticks = Array.from({ length: 12 }, (_, index) => step * index);
    const read = lossAxis.values(undefined, ticks, undefined, undefined, step).map(Number);
    ticks.forEach((tick, at) => expect(read[at]).toBeCloseTo(tick, 9));
  }
});
