/** Something that is done now and then beside the real work, and may take a share of the time and no more. */
export class Ration {
  readonly #share: number;
  #cost: number;
  #worked = 0;

  /**
   * @param share of all the time, 0..1
   * @param cost milliseconds that it takes once, at a guess
   */
  constructor(share: number, cost: number) {
    this.#share = share;
    this.#cost = cost;
  }

  /** So many milliseconds of real work were done. */
  worked(milliseconds: number): void {
    this.#worked += milliseconds;
  }

  /** Whether there has been work enough to pay for it. */
  isDue(): boolean {
    return this.#worked * this.#share >= this.#cost * (1 - this.#share);
  }

  /** It was done, and took so many milliseconds: as many as the next time, for all one knows. */
  spent(milliseconds: number): void {
    this.#cost = Math.max(milliseconds, leastCost);
    this.#worked = 0;
  }
}

/** So that what costs nothing is not done all the time. */
const leastCost = 10;
