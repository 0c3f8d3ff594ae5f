/** Requests under way, by id: whether they were cancelled, and those that are to rest. */
export class Tasks {
  readonly #cancelled = new Map<number, boolean>();
  readonly #resting = new Map<number, { wait: Promise<void>; end(): void }>();

  begin(id: number): void {
    this.#cancelled.set(id, false);
  }

  /** Whoever rests is woken by it. */
  cancel(id: number): void {
    if (this.#cancelled.has(id)) this.#cancelled.set(id, true);
    this.#wake(id);
  }

  isCancelled(id: number): boolean {
    return this.#cancelled.get(id) ?? false;
  }

  pause(id: number, isPaused: boolean): void {
    if (!isPaused) return this.#wake(id);
    if (!this.#cancelled.has(id) || this.isCancelled(id) || this.#resting.has(id)) return;
    let end = (): void => undefined;
    const wait = new Promise<void>((resolve) => (end = resolve));
    this.#resting.set(id, { wait, end });
  }

  /** Undefined unless the request is to rest: then until it is not. */
  rest(id: number): Promise<void> | undefined {
    return this.#resting.get(id)?.wait;
  }

  end(id: number): void {
    this.#cancelled.delete(id);
    this.#wake(id);
  }

  #wake(id: number): void {
    this.#resting.get(id)?.end();
    this.#resting.delete(id);
  }
}

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Lets the messages that have arrived be handled. (A zero timeout would cost 4 ms each time.) */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
