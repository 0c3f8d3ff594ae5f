import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { layOut } from '../../../web/src/worker/lay-out.ts';

/** Work that is done after so many steps. */
function fakeLayout(total: number) {
  const slices: number[] = [];
  let done = 0;
  return {
    slices,
    progress: () => done / total,
    advance(amount: number): number {
      slices.push(amount);
      done = Math.min(total, done + amount);
      return done / total;
    },
  };
}

describe('laying a map out', () => {
  test('goes on to the end in growing slices, and tells how far it is', async () => {
    const layout = fakeLayout(10_000);
    const shares: number[] = [];
    await layOut(layout, (share) => shares.push(share), () => false);
    expect(layout.progress()).toBe(1);
    expect(layout.slices.length).toBeGreaterThan(2);
    expect(layout.slices[1]).toBeGreaterThan(256);
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test('lets messages in between slices, and stops at the next one when called off', async () => {
    let slices = 0;
    const endless = { progress: () => 0, advance: () => ++slices * Number.MIN_VALUE };
    let isCancelled = false;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => (isCancelled = true);
    channel.port2.postMessage(null);
    await expect(layOut(endless, () => undefined, () => isCancelled)).rejects.toMatchObject({ code: 'io', message: 'The map was stopped.' });
    expect(slices).toBeGreaterThan(0);
    channel.port1.close();
  });

  test('of a finished map does nothing', async () => {
    const layout = fakeLayout(0.5);
    layout.advance(1);
    await layOut(layout, () => undefined, () => true);
    expect(layout.slices).toEqual([1]);
  });

  test('passes a fault on', async () => {
    const layout = { progress: () => 0, advance: (): number => { throw new Error('no memory'); } };
    await expect(layOut(layout, () => undefined, () => false)).rejects.toThrow('no memory');
  });
});
