/** Cancelled requests, by id, for as long as they are under way. */
export class Tasks {
  readonly #cancelled = new Map<number, boolean>();

  begin(id: number): void {
    this.#cancelled.set(id, false);
  }

  cancel(id: number): void {
    if (this.#cancelled.has(id)) this.#cancelled.set(id, true);
  }

  isCancelled(id: number): boolean {
    return this.#cancelled.get(id) ?? false;
  }

  end(id: number): void {
    this.#cancelled.delete(id);
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
