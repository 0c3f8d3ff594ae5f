/**
 * Time left, from the speed of the last few seconds: an average since the start would go on quoting
 * the slow first moment, before the browser has compiled the code well.
 */
export class Estimate {
  readonly #marks: { time: number; done: number }[] = [];

  /** @param time milliseconds @returns seconds left; undefined while it is too early to say */
  add(time: number, done: number, total: number): number | undefined {
    this.#marks.push({ time, done });
    while (this.#marks.length > 2 && time - (this.#marks[0]?.time ?? time) > 8000) this.#marks.shift();
    const first = this.#marks[0];
    if (!first || time - first.time < 400 || done <= first.done) return undefined;
    return ((total - done) * (time - first.time)) / (done - first.done) / 1000;
  }
}
