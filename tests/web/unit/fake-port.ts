import type { Port } from '../../../web/src/worker/client.ts';
import type { FromWorker, ToWorker } from '../../../web/src/worker/protocol.ts';

/** A worker that answers what it is told to. */
export class FakePort implements Port {
  onmessage: Port['onmessage'] = null;
  onerror: Port['onerror'] = null;
  onmessageerror: Port['onmessageerror'] = null;
  sent: ToWorker[] = [];
  terminated = false;

  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }

  answer(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
}

/** What a request fails with where the core itself is broken. */
export const trap = { code: 'internal', message: 'Segue\'s core stopped: unreachable', file: '', line: 0, column: 0, fatal: true } as const;
