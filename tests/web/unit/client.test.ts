import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { Client, RequestError } from '../../../web/src/worker/client.ts';
import { FakePort } from './fake-port.ts';

function setUp(): { port: FakePort; client: Client } {
  const port = new FakePort();
  return { port, client: new Client(port) };
}

describe('the client', () => {
  test('gives each answer to the request that it belongs to', async () => {
    const { port, client } = setUp();
    const first = client.ask('find', { model: 1, text: 'a', limit: 1 });
    const second = client.ask('find', { model: 1, text: 'b', limit: 1 });
    const [one, two] = port.sent;
    const track = { position: 1, artist: 'x', title: 'y', count: 1 };
    port.answer({ kind: 'answer', id: two?.id ?? 0, value: [track] });
    port.answer({ kind: 'answer', id: one?.id ?? 0, value: [] });
    expect(await first).toEqual([]);
    expect(await second).toEqual([track]);
  });

  test('rejects with the worker’s failure', async () => {
    const { port, client } = setUp();
    const asked = client.ask('start', {});
    const failure = { code: 'bad_input', message: 'no', file: 'a.csv', line: 3, column: 2, fatal: false } as const;
    port.answer({ kind: 'failure', id: port.sent[0]?.id ?? 0, failure });
    await expect(asked).rejects.toMatchObject({ failure });
  });

  test('passes progress on, and cancels only what is under way', async () => {
    const { port, client } = setUp();
    const seen: unknown[] = [];
    const pending = client.request('read', { source: { files: [], own: [] }, recipe: 'seed', maxRows: 0 }, (step) => seen.push(step));
    const id = port.sent[0]?.id ?? 0;
    port.answer({ kind: 'progress', id, value: { done: 1, total: 2 } });
    pending.cancel();
    expect(port.sent[1]).toEqual({ call: 'cancel', id });
    port.answer({ kind: 'failure', id, failure: { code: 'io', message: 'stopped', file: '', line: 0, column: 0, fatal: false } });
    await expect(pending.done).rejects.toBeInstanceOf(RequestError);
    pending.cancel();
    expect(port.sent).toHaveLength(2);
    expect(seen).toEqual([{ done: 1, total: 2 }]);
  });

  test('leaves nobody waiting when the worker fails or is ended', async () => {
    for (const end of [
      (port: FakePort) => port.onerror?.({ message: 'boom', preventDefault: () => undefined } as ErrorEvent),
      (port: FakePort) => port.onmessageerror?.({} as MessageEvent),
      (_port: FakePort, client: Client) => client.terminate(),
    ]) {
      const { port, client } = setUp();
      const told: string[] = [];
      const asked = client.ask('start', {});
      void asked.catch(() => told.push('who waited'));
      void client.ended.then(() => told.push('who watches'));
      end(port, client);
      await expect(client.ended).resolves.toMatchObject({ code: 'internal', fatal: true });
      expect(told).toEqual(['who waited', 'who watches']);
      await expect(asked).rejects.toMatchObject({ failure: { code: 'internal', fatal: true } });
      await expect(client.ask('start', {})).rejects.toBeInstanceOf(RequestError);
      expect(client.isOver).toBe(true);
    }
  });
});
