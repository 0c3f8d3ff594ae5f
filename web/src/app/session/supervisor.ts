import { RequestError, type Client, type Pending } from '../../worker/client';
import type { Call, Calls, Failure } from '../../worker/protocol';
import type { Core } from '../shared/core';

/** What a worker died of: the request that it died at, where one was under way. */
export interface Death {
  call: Call | undefined;
  failure: Failure;
}

/** What the supervisor needs of the world. */
export interface SupervisorSurroundings {
  start(): Client;
  /** Opens and reads anew what the dead worker held. It must see to it at once that no request goes to the new one with what only the old one knew. */
  restore(death: Death): Promise<unknown>;
  /** Called instead where that has led to another death time and again. */
  giveUp(death: Death): void;
}

/** Deaths in a row, none of which could be made good, after which one more worker would not help. */
const mostDeaths = 3;

/**
 * Stands before the worker's client. Whenever a worker dies, of a trap in the core or by itself, another one
 * takes its place and is given what was open. What was under way fails with a message; nobody waits for ever.
 */
export class Supervisor implements Core {
  readonly #world: SupervisorSurroundings;
  #client: Client;
  /** A worker that has never answered anything would not the next time. */
  #hasAnswered = false;
  /** Since everything was last as it should be. */
  #deaths = 0;
  #over: Failure | undefined;

  constructor(client: Client, world: SupervisorSurroundings) {
    this.#world = world;
    this.#client = client;
    this.#watch(client);
  }

  /** There is no worker any more, and there will be none. */
  get isOver(): boolean {
    return this.#over !== undefined;
  }

  request<K extends Call>(
    call: K, ask: Calls[K]['ask'], progress?: (value: Calls[K]['progress']) => void, transfer?: Transferable[],
  ): Pending<K> {
    const client = this.#client;
    const pending = client.request(call, ask, progress, transfer);
    const done = pending.done.then(
      (answer) => {
        this.#hasAnswered = true;
        return answer;
      },
      (error: unknown) => {
        throw this.#explained(client, call, error);
      },
    );
    return { ...pending, done };
  }

  ask<K extends Call>(call: K, ask: Calls[K]['ask'], transfer?: Transferable[]): Promise<Calls[K]['answer']> {
    return this.request(call, ask, undefined, transfer).done;
  }

  #explained(client: Client, call: Call, error: unknown): unknown {
    if (!(error instanceof RequestError)) return error;
    if (!error.failure.fatal) {
      this.#hasAnswered = true;
      return error;
    }
    if (this.#over) return new RequestError(this.#over);
    if (client === this.#client) {
      this.#replace({ call, failure: error.failure });
      return error;
    }
    return new RequestError({ ...error.failure, code: 'internal', message: 'Segue had to start anew while it was at this. Please try it once more.' });
  }

  /** A worker may die with nobody waiting for it. */
  #watch(client: Client): void {
    void client.ended.then((failure) => {
      if (client === this.#client && !this.#over) this.#replace({ call: undefined, failure });
    });
  }

  #replace(death: Death): void {
    const dead = this.#client;
    this.#deaths++;
    if (!this.#hasAnswered || this.#deaths > mostDeaths) {
      this.#over = death.failure;
      dead.terminate();
      if (this.#hasAnswered) this.#world.giveUp(death);
      return;
    }
    // First of all its memory, which the next one may need.
    dead.terminate();
    const next = this.#world.start();
    this.#client = next;
    this.#watch(next);
    const restored = (): void => {
      if (next === this.#client) this.#deaths = 0;
    };
    void this.#world.restore(death).then(restored, () => undefined);
  }
}
