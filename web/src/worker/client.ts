import workerUrl from './main.ts?worker&url';
import type { Call, Calls, Failure, FromWorker, ToWorker } from './protocol';

/** A request that failed, with the worker's own account of why. */
export class RequestError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'RequestError';
    this.failure = failure;
  }
}

/** A request under way. `cancel` asks the worker to stop; the promise still settles with its answer. */
export interface Pending<K extends Call> {
  readonly done: Promise<Calls[K]['answer']>;
  cancel(): void;
  /** Lets it rest, or go on, where the worker knows how. */
  pause(isPaused: boolean): void;
}

/** The part of a Worker that is needed here. */
export interface Port {
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: RequestError): void;
  progress: ((value: never) => void) | undefined;
}

/** The page's end of the protocol. Every promise it hands out settles, whatever becomes of the worker. */
export class Client {
  readonly #port: Port;
  readonly #waiting = new Map<number, Waiting>();
  /** Settles when the worker has ended, after all who waited were told: why it has. */
  readonly ended: Promise<Failure>;
  #tellEnd: (why: Failure) => void = () => undefined;
  #nextId = 1;
  #over: Failure | undefined;

  constructor(port: Port) {
    this.#port = port;
    this.ended = new Promise((resolve) => (this.#tellEnd = resolve));
    port.onmessage = (event) => this.#receive(event.data);
    port.onerror = (event) => {
      event.preventDefault();
      this.#end(event.message ? `The worker failed: ${event.message}` : 'The worker could not be loaded.');
    };
    port.onmessageerror = () => this.#end('The worker sent something that could not be read.');
  }

  request<K extends Call>(
    call: K,
    ask: Calls[K]['ask'],
    progress?: (value: Calls[K]['progress']) => void,
    transfer: Transferable[] = [],
  ): Pending<K> {
    const id = this.#nextId++;
    const done = new Promise<Calls[K]['answer']>((resolve, reject) => {
      if (this.#over) {
        reject(new RequestError(this.#over));
        return;
      }
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, progress });
      this.#port.postMessage({ call, id, ...ask } as ToWorker, transfer);
    });
    return {
      done,
      cancel: () => {
        if (this.#waiting.has(id)) this.#port.postMessage({ call: 'cancel', id }, []);
      },
      pause: (isPaused) => {
        if (this.#waiting.has(id)) this.#port.postMessage({ call: 'pause', id, isPaused }, []);
      },
    };
  }

  /** The worker has ended; every request from now on is rejected at once. */
  get isOver(): boolean {
    return this.#over !== undefined;
  }

  /** The short form, for what is quick and cannot be cancelled. */
  ask<K extends Call>(call: K, ask: Calls[K]['ask'], transfer: Transferable[] = []): Promise<Calls[K]['answer']> {
    return this.request(call, ask, undefined, transfer).done;
  }

  /** Ends the worker; whoever still waits is told. */
  terminate(): void {
    this.#port.terminate();
    this.#end('The worker was stopped.');
  }

  #receive(message: FromWorker): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if (message.kind === 'progress') {
      waiting.progress?.(message.value as never);
      return;
    }
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiting.resolve(message.value);
    else waiting.reject(new RequestError(message.failure));
  }

  #end(message: string): void {
    this.#over = { code: 'internal', message, file: '', line: 0, column: 0, fatal: true };
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new RequestError(this.#over));
    this.#tellEnd(this.#over);
  }
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The page's policy lets no script be started from text, save by this one rule: its own worker. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('segue', {
  createScriptURL(url) {
    if (url !== workerUrl) throw new TypeError('Only the page’s own worker may be started.');
    return url;
  },
});

/** The real worker, as a client. */
export function startWorker(): Client {
  const url = policy?.createScriptURL(workerUrl) ?? workerUrl;
  return new Client(new Worker(url, { type: 'module', name: 'segue' }));
}
