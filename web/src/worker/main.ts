import { SegueError } from '../engine/error';
import type { Engine, Training } from '../engine/engine';
import { loadEngine } from '../engine/load';
import type { Call, Calls, FromWorker, Request, ToWorker } from './protocol';
import { toFailure } from './failure';
import { layOut } from './lay-out';
import { learn } from './learn';
import { download, readSource } from './sources';
import { Tasks } from './tasks';

declare const self: DedicatedWorkerGlobalScope;

const tasks = new Tasks();
let loading: Promise<Engine> | undefined;
/** The training that has ended, until what it learnt is taken. */
let trained: Training | undefined;

/** The core, loaded once; a failed attempt may be tried again. */
function engine(): Promise<Engine> {
  loading ??= loadEngine().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

function send(message: FromWorker): void {
  self.postMessage(message);
}

/** Passes at most about ten reports a second on. */
function seldom<T>(report: (value: T) => void): (value: T) => void {
  let last = -Infinity;
  return (value) => {
    const now = performance.now();
    if (now - last < 90) return;
    last = now;
    report(value);
  };
}

type Handlers = {
  [K in Call]: (
    ask: Calls[K]['ask'], id: number, progress: (value: Calls[K]['progress']) => void,
  ) => Promise<Calls[K]['answer']>;
};

const handlers: Handlers = {
  async start() {
    const core = await engine();
    return { threads: core.threads, recipes: core.recipes() };
  },

  async openModel({ source }) {
    const core = await engine();
    if (!(source instanceof File)) return core.openModel(new Uint8Array(source.bytes), source.name);
    const bytes = await source.arrayBuffer().catch(() => {
      const message = 'The browser cannot read this file any more. Was it moved or changed? Open it again.';
      throw new SegueError({ code: 'io', message, file: source.name });
    });
    return core.openModel(new Uint8Array(bytes), source.name);
  },

  async fetchModel({ url, name }, _id, progress) {
    const [core, bytes] = await Promise.all([engine(), download(url, name, seldom(progress))]);
    return core.openModel(bytes, name);
  },

  async closeModel({ model }) {
    (await engine()).closeModel(model);
    return null;
  },

  async track({ model, position }) {
    return (await engine()).track(model, position);
  },

  async find({ model, text, limit }) {
    return (await engine()).find(model, text, limit);
  },

  async genres({ model }) {
    return (await engine()).genres(model);
  },

  async similar({ model, position, limit }) {
    return (await engine()).similar(model, position, limit);
  },

  async continue({ model, query }) {
    return (await engine()).continue(model, query);
  },

  async map({ model }) {
    return (await engine()).map(model);
  },

  async clusters({ model }) {
    return (await engine()).clusters(model);
  },

  async layOut({ model, seed }, id, progress) {
    const layout = (await engine()).startLayout(model, seed);
    try {
      await layOut(layout, seldom(progress), () => tasks.isCancelled(id));
      return layout.finish();
    } finally {
      layout.release();
    }
  },

  async save({ model, withPlaylists }) {
    return (await engine()).save(model, withPlaylists);
  },

  async areModels({ files }) {
    const core = await engine();
    const startOf = (file: File): Promise<ArrayBuffer> => file.slice(0, 9).arrayBuffer().catch(() => new ArrayBuffer(0));
    return Promise.all(files.map(async (file) => core.isModel(new Uint8Array(await startOf(file)))));
  },

  async read({ source, recipe, maxRows }, id, progress) {
    const reading = (await engine()).startReading(maxRows, recipe);
    try {
      return await readSource(source, reading, seldom(progress), () => tasks.isCancelled(id));
    } finally {
      reading.release();
    }
  },

  async train({ options, sketches }, id, progress) {
    const core = await engine();
    releaseTrained();
    const training = core.startTraining(options);
    try {
      const result = await learn(training, {
        report: seldom(progress),
        show: sketches ? progress : undefined,
        isCancelled: () => tasks.isCancelled(id),
        rest: () => tasks.rest(id),
      });
      trained = training;
      return result;
    } finally {
      if (trained !== training) training.release();
    }
  },

  async takeTrained() {
    try {
      if (!trained) throw new SegueError({ code: 'internal', message: 'Nothing was trained.' });
      return trained.finish();
    } finally {
      releaseTrained();
    }
  },
};

function releaseTrained(): void {
  trained?.release();
  trained = undefined;
}

async function serve<K extends Call>(request: Request & { call: K }): Promise<void> {
  const { call, id } = request;
  tasks.begin(id);
  try {
    const handler = handlers[call] as Handlers[K];
    const value = await handler(request as Calls[K]['ask'], id, (step) => send({ kind: 'progress', id, value: step }));
    send({ kind: 'answer', id, value });
  } catch (error) {
    send({ kind: 'failure', id, failure: toFailure(error) });
  } finally {
    tasks.end(id);
  }
}

// Before anybody asks: the page takes its time to be read. Whoever asks is told of a failure.
engine().catch(() => undefined);

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.call === 'cancel') tasks.cancel(data.id);
  else if (data.call === 'pause') tasks.pause(data.id, data.isPaused);
  else void serve(data);
};
