import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { Tasks } from '../../../web/src/worker/tasks.ts';

const isWaiting = async (rest: Promise<void> | undefined): Promise<boolean> => {
  let over = false;
  void rest?.then(() => (over = true));
  await new Promise((resolve) => setTimeout(resolve, 5));
  return rest !== undefined && !over;
};

describe('a task', () => {
  test('rests until it is to go on', async () => {
    const tasks = new Tasks();
    tasks.begin(1);
    expect(tasks.rest(1)).toBeUndefined();
    tasks.pause(1, true);
    const rest = tasks.rest(1);
    expect(await isWaiting(rest)).toBe(true);
    tasks.pause(1, true);
    expect(tasks.rest(1)).toBe(rest);
    tasks.pause(1, false);
    expect(await isWaiting(rest)).toBe(false);
    expect(tasks.rest(1)).toBeUndefined();
  });

  test('at rest wakes when it is cancelled, and does not rest any more', async () => {
    const tasks = new Tasks();
    tasks.begin(1);
    tasks.pause(1, true);
    const rest = tasks.rest(1);
    tasks.cancel(1);
    expect(await isWaiting(rest)).toBe(false);
    expect(tasks.isCancelled(1)).toBe(true);
    tasks.pause(1, true);
    expect(tasks.rest(1)).toBeUndefined();
  });

  test('that is over cannot be paused or cancelled', () => {
    const tasks = new Tasks();
    tasks.pause(7, true);
    tasks.cancel(7);
    expect([tasks.rest(7), tasks.isCancelled(7)]).toEqual([undefined, false]);
  });
});
