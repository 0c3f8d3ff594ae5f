import type { Pending } from '../../worker/client';
import type { Call, Calls, Opened } from '../../worker/protocol';
import type { Core } from '../shared/core';

/** The calls that are about one open model. */
export type ModelCall = { [K in Call]: Calls[K]['ask'] extends { model: number } ? K : never }[Call];

interface Held {
  /** What the worker calls it; rejected where it could not be opened again. */
  number: Promise<number>;
  reopen: () => Promise<Opened>;
}

/**
 * The models that are open, by numbers of the page's own. These stay when another worker takes the place of a
 * dead one, so that whoever has a number need not know of it: what is asked meanwhile waits.
 */
export class OpenModels {
  readonly #core: Core;
  readonly #held = new Map<number, Held>();
  #next = 1;

  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Takes in what the worker has opened.
   *
   * @param reopen has another worker open the same
   * @returns the same under the page's own number, until `close`
   */
  take({ model, info }: Opened, reopen: () => Promise<Opened>): Opened {
    this.#held.set(this.#next, { number: Promise.resolve(model), reopen });
    return { model: this.#next++, info };
  }

  request<K extends ModelCall>(
    call: K, ask: Calls[K]['ask'], progress?: (value: Calls[K]['progress']) => void,
  ): Pick<Pending<K>, 'done' | 'cancel'> {
    let pending: Pending<K> | undefined;
    let isCancelled = false;
    const done = this.ready(ask.model).then((model) => {
      pending = this.#core.request(call, { ...ask, model }, progress);
      if (isCancelled) pending.cancel();
      return pending.done;
    });
    const cancel = (): void => {
      isCancelled = true;
      pending?.cancel();
    };
    return { done, cancel };
  }

  ask<K extends ModelCall>(call: K, ask: Calls[K]['ask']): Promise<Calls[K]['answer']> {
    return this.request(call, ask).done;
  }

  /** Settles once the model can be asked: at once, save after a death. Then rejected where it could not be opened again. */
  async ready(model: number): Promise<number> {
    const held = this.#held.get(model);
    if (!held) throw new Error('That model is closed.');
    return held.number;
  }

  async close(model: number): Promise<void> {
    const closing = this.ready(model);
    this.#held.delete(model);
    await this.#core.ask('closeModel', { model: await closing });
  }

  /** Opens all of them in a worker that has taken the place of a dead one. Settles when each is open, or could not be opened. */
  async restore(): Promise<void> {
    for (const held of this.#held.values()) held.number = held.reopen().then(({ model }) => model);
    await Promise.allSettled([...this.#held.values()].map(({ number }) => number));
  }
}
