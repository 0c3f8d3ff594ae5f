/** A slice of training aims at this long: Stop is heard after one slice, within a tenth of a second. */
const aimMilliseconds = 30;

/** How much work the next slice should hold, from how long the last one took. */
export function nextSlice(amount: number, milliseconds: number): number {
  // At most fourfold a step: one lucky measurement must not buy a slice of seconds.
  const factor = milliseconds > 0 ? Math.min(4, Math.max(0.1, aimMilliseconds / milliseconds)) : 4;
  return Math.max(32, Math.round(amount * factor));
}
