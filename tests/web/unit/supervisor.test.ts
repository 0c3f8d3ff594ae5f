import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import { OpenModels } from '../../../web/src/app/models/open-models.ts';
import { Supervisor, type SupervisorSurroundings } from '../../../web/src/app/session/supervisor.ts';
import { Client } from '../../../web/src/worker/client.ts';
import type { Call, ToWorker } from '../../../web/src/worker/protocol.ts';
import { FakePort, trap } from './fake-port.ts';

const bad = { code: 'bad_input', message: 'no', file: '', line: 0, column: 0, fatal: false } as const;
const info = { recipe: 'playlist', tracks: 3, dim: 2, playlists: 0, hyperparameters: {}, epochLosses: [], heldOutHits: [] };
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** The last request of a kind that a worker was asked. */
const asked = (port: FakePort, call: Call): ToWorker & { id: number } => {
  const found = port.sent.findLast((one) => one.call === call);
  if (!found) throw new Error(`nobody asked for ${call}`);
  return found;
};
const answer = (port: FakePort, call: Call, value: unknown): void =>
  port.answer({ kind: 'answer', id: asked(port, call).id, value: value as null });
const fail = (port: FakePort, call: Call, failure: typeof trap | typeof bad = trap): void =>
  port.answer({ kind: 'failure', id: asked(port, call).id, failure });

async function setUp() {
  const ports = [new FakePort()];
  const world = {
    start: vi.fn(() => {
      ports.push(new FakePort());
      return new Client(ports.at(-1) as FakePort);
    }),
    restore: vi.fn<SupervisorSurroundings['restore']>(async () => undefined),
    giveUp: vi.fn<SupervisorSurroundings['giveUp']>(),
  };
  const core = new Supervisor(new Client(ports[0] as FakePort), world);
  const started = core.ask('start', {});
  answer(ports[0] as FakePort, 'start', { threads: 2 });
  await started;
  return { core, world, ports, port: (number: number) => ports[number] as FakePort };
}

describe('the supervisor', () => {
  test('replaces a worker whose core has trapped, whatever it was asked, and has everything restored', async () => {
    for (const call of ['find', 'train', 'layOut', 'read', 'similar'] as const) {
      const { core, world, port } = await setUp();
      const pending = core.ask(call, { model: 1 } as never);
      fail(port(0), call);
      await expect(pending).rejects.toMatchObject({ failure: trap });
      expect(port(0).terminated).toBe(true);
      expect(world.restore.mock.calls).toEqual([[{ call, failure: trap }]]);
      const again = core.ask('start', {});
      answer(port(1), 'start', { threads: 2 });
      expect(await again).toEqual({ threads: 2 });
    }
  });

  test('says to whoever waited beside it that it has to be asked again, and to nobody that there is nothing', async () => {
    const { core, world, port } = await setUp();
    const search = core.ask('find', { model: 1, text: 'a', limit: 1 });
    const training = core.request('train', {} as never);
    fail(port(0), 'train');
    await expect(training.done).rejects.toMatchObject({ failure: trap });
    await expect(search).rejects.toMatchObject({ message: expect.stringContaining('try it once more') as string, failure: { fatal: true } });
    expect(world.restore).toHaveBeenCalledTimes(1);
    training.cancel();
    expect(port(1).sent).toEqual([]);
  });

  test('notices a worker that ends with an error of its own, also where nobody waits', async () => {
    const { core, world, port } = await setUp();
    port(0).onerror?.({ message: 'boom', preventDefault: () => undefined } as ErrorEvent);
    await settled();
    expect(world.restore.mock.calls).toMatchObject([[{ call: undefined, failure: { message: 'The worker failed: boom' } }]]);
    const search = core.ask('find', { model: 1, text: 'a', limit: 1 });
    port(1).onmessageerror?.({} as MessageEvent);
    await expect(search).rejects.toMatchObject({ failure: { fatal: true } });
    expect(world.restore.mock.calls[1]).toMatchObject([{ call: 'find' }]);
  });

  test('lets a failure of another kind be', async () => {
    const { core, world, port } = await setUp();
    const pending = core.ask('find', { model: 1, text: 'a', limit: 1 });
    fail(port(0), 'find', bad);
    await expect(pending).rejects.toMatchObject({ failure: bad });
    expect(world.start).not.toHaveBeenCalled();
  });

  test('gives up where restoring kills the next worker time and again, and not where it has worked in between', async () => {
    const { core, world, ports } = await setUp();
    const die = async (): Promise<void> => {
      const pending = core.ask('find', { model: 1, text: 'a', limit: 1 });
      fail(ports.at(-1) as FakePort, 'find');
      await expect(pending).rejects.toThrow();
      await settled();
    };
    for (let time = 0; time < 5; time++) await die();
    expect([world.restore.mock.calls.length, world.giveUp.mock.calls.length]).toEqual([5, 0]);

    world.restore.mockImplementation(() => die());
    const last = core.ask('find', { model: 1, text: 'a', limit: 1 });
    fail(ports.at(-1) as FakePort, 'find');
    await expect(last).rejects.toThrow();
    await settled();
    expect([world.restore.mock.calls.length, world.giveUp.mock.calls.length]).toEqual([8, 1]);
    expect(core.isOver).toBe(true);
    await expect(core.ask('start', {})).rejects.toMatchObject({ failure: trap });
  });

  test('starts no other worker where the first could never be loaded', async () => {
    const port = new FakePort();
    const world = { start: vi.fn(), restore: vi.fn(), giveUp: vi.fn() };
    const core = new Supervisor(new Client(port), world as never);
    const pending = core.ask('start', {});
    port.onerror?.({ message: '', preventDefault: () => undefined } as ErrorEvent);
    await expect(pending).rejects.toMatchObject({ message: 'The worker could not be loaded.' });
    await settled();
    expect([world.start.mock.calls, world.restore.mock.calls, world.giveUp.mock.calls]).toEqual([[], [], []]);
    expect(core.isOver).toBe(true);
  });
});

describe('open models', () => {
  test('keep their numbers in another worker, and who asks meanwhile waits', async () => {
    const { core, world, port } = await setUp();
    const models = new OpenModels(core);
    world.restore.mockImplementation(() => models.restore());
    const open = () => core.ask('fetchModel', { url: 'a', name: 'a' });
    models.take({ model: 7, info }, open);
    const { model } = models.take({ model: 8, info }, open);
    const search = models.ask('find', { model, text: 'a', limit: 1 });
    await settled();
    expect(asked(port(0), 'find')).toMatchObject({ model: 8 });
    fail(port(0), 'find');
    await expect(search).rejects.toMatchObject({ failure: trap });

    const next = models.ask('find', { model, text: 'b', limit: 1 });
    await settled();
    const [first, second] = port(1).sent;
    expect(port(1).sent.map(({ call }) => call)).toEqual(['fetchModel', 'fetchModel']);
    port(1).answer({ kind: 'answer', id: second?.id ?? 0, value: { model: 3, info } });
    port(1).answer({ kind: 'answer', id: first?.id ?? 0, value: { model: 4, info } });
    await settled();
    expect(asked(port(1), 'find')).toMatchObject({ model: 3, text: 'b' });
    answer(port(1), 'find', []);
    expect(await next).toEqual([]);
  });

  test('that cannot be opened again say why, and so do closed ones', async () => {
    const { core, world, port } = await setUp();
    const models = new OpenModels(core);
    world.restore.mockImplementation(() => models.restore());
    const { model } = models.take({ model: 1, info }, async () => {
      throw new Error('The browser has cleared it away.');
    });
    const dying = models.ask('genres', { model });
    await settled();
    fail(port(0), 'genres');
    await expect(dying).rejects.toMatchObject({ failure: trap });
    await expect(models.ask('genres', { model })).rejects.toThrow('The browser has cleared it away.');
    await expect(models.close(model)).rejects.toThrow('The browser has cleared it away.');
    await expect(models.ask('genres', { model })).rejects.toThrow('That model is closed.');
  });

  test('a long request can be cancelled, also before the worker has it', async () => {
    const { core, port } = await setUp();
    const models = new OpenModels(core);
    const { model } = models.take({ model: 5, info }, async () => ({ model: 6, info }));
    const pending = models.request('layOut', { model, seed: 42 });
    pending.cancel();
    await settled();
    const { id } = asked(port(0), 'layOut');
    expect(port(0).sent.slice(-2)).toEqual([{ call: 'layOut', id, model: 5, seed: 42 }, { call: 'cancel', id }]);
    answer(port(0), 'layOut', new Float32Array());
    expect(await pending.done).toEqual(new Float32Array());
  });
});
