/** How fast something goes, and how long it will still take. */
export interface Pace {
  perSecond: number;
  secondsLeft: number;
}

/**
 * The pace of the last few seconds: an average since the start would go on quoting the slow first
 * moment, before the browser has compiled the code well.
 */
export class Estimate {
  readonly #marks: { time: number; share: number; done: number }[] = [];

  /**
   * @param time milliseconds
   * @param share of all the work, 0..1
   * @param done what is counted, so far
   * @returns undefined while it is too early to say
   */
  add(time: number, share: number, done: number): Pace | undefined {
    this.#marks.push({ time, share, done });
    while (this.#marks.length > 2 && time - (this.#marks[0]?.time ?? time) > 8000) this.#marks.shift();
    const first = this.#marks[0];
    if (!first || time - first.time < 400 || share <= first.share) return undefined;
    const seconds = (time - first.time) / 1000;
    return {
      perSecond: (done - first.done) / seconds,
      secondsLeft: ((1 - share) * seconds) / (share - first.share),
    };
  }
}
