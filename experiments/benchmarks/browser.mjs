/**
 * How fast the browser trains and answers: the page's own modules in a worker of a bare page, in
 * Debian's Chromium. Prints one JSON object a line.
 *
 *   segue synthesize --tracks 100000 --rows 2000000 --out big.csv
 *   node experiments/benchmarks/browser.mjs big.csv [--seconds 5] [--threads 1,2] [--dim 100]
 *   node experiments/benchmarks/browser.mjs mine.csv --whole      the page's own recipe, to its end
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '../../web/node_modules/@playwright/test/index.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '1,2' },
    dim: { type: 'string', default: '100' },
    whole: { type: 'boolean', default: false },
  },
});
const [csv] = positionals;
if (!csv) {
  console.error('usage: browser.mjs FILE.csv [--seconds 5] [--threads 1,2] [--dim 100] [--whole]');
  process.exit(2);
}

/** Runs in the page's worker. */
async function measure({ build, threads, seconds, dim, whole }) {
  const { default: create } = await import(`/${build}/segue.mjs`);
  const segue = await create({ threads, mainScriptUrlOrBlob: `${location.origin}/${build}/segue.mjs` });
  const value = (outcome) => {
    if ('error' in outcome) throw new Error(outcome.error.message);
    return outcome.value;
  };
  const word2vec = { dim, window: 5, group: 1, negative: 5, ns_exponent: 0.75, sample: 0, epochs: 1000, lr: 0.025, min_count: 1, threads, seed: 42 };

  const reader = value(segue.createReader(0, 'playlist'));
  value(reader.begin('benchmark.csv'));
  const body = (await fetch('/benchmark.csv')).body.getReader();
  for (let piece = await body.read(); !piece.done; piece = await body.read()) value(reader.push(piece.value));
  value(reader.end());
  const { corpus } = value(reader.finish());
  const [{ options }] = segue.recipes();
  const usual = Object.fromEntries(options.map(({ name, usual: one }) => [name, one]));
  const own = { ...usual, dim, threads };
  const trainer = value(segue.createTrainer(corpus, { recipe: 'playlist', options: whole ? own : word2vec }));

  // In slices, as the page trains. The first seconds warm V8's compiler up.
  let amount = 256;
  const train = (duration) => {
    const start = performance.now();
    const before = trainer.progress().tokensDone;
    let done = before;
    while (performance.now() - start < duration) {
      const slice = performance.now();
      done = value(trainer.advance(amount)).tokensDone;
      amount = Math.max(32, Math.round(amount * Math.min(4, 30 / (performance.now() - slice))));
    }
    return ((done - before) / (performance.now() - start)) * 1000;
  };
  if (whole) {
    const start = performance.now();
    while (!trainer.progress().finished) train(100);
    return { tracks: corpus.tracks(), passes: trainer.progress().epochs, wholeSeconds: (performance.now() - start) / 1000 };
  }
  train(2000);
  const rounds = Array.from({ length: 3 }, () => train((seconds * 1000) / 3));

  const model = value(trainer.finish());
  const tracks = model.info().tracks;
  const query = (count) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) value(model.similar(1 + ((i * 7919) % tracks), 10));
    return (performance.now() - start) / count;
  };
  query(200);
  const queries = Array.from({ length: 5 }, () => query(100));
  return { tracks, tokensPerSecond: Math.max(...rounds), millisecondsAQuery: Math.min(...queries) };
}

const worker = `onmessage = ({ data }) => (${measure})(data)
  .then((found) => postMessage({ found }), (error) => postMessage({ error: String(error) }));`;
const repository = fileURLToPath(new URL('../../', import.meta.url));
const types = { mjs: 'text/javascript', js: 'text/javascript', wasm: 'application/wasm', csv: 'text/csv' };

const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname;
  const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
  const [, build, name] = /^\/(wasm|wasm-threads)\/(segue\.[a-z.]+)$/.exec(path) ?? [];
  const file = path === '/benchmark.csv' ? csv : build && `${repository}build/${build}/wasm/${name}`;
  if (file && statSync(file, { throwIfNoEntry: false })) {
    response.writeHead(200, { 'Content-Type': types[file.split('.').at(-1)], ...isolation });
    createReadStream(file).pipe(response);
  } else if (path === '/worker.js') {
    response.writeHead(200, { 'Content-Type': 'text/javascript', ...isolation }).end(worker);
  } else {
    response.writeHead(path === '/' ? 200 : 404, { 'Content-Type': 'text/html', ...isolation }).end('<!doctype html>');
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
try {
  const runs = values.threads.split(',').map((threads) => ['wasm-threads', Number(threads)]);
  for (const [build, threads] of [['wasm', 1], ...runs]) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const ask = { build, threads, seconds: Number(values.seconds), dim: Number(values.dim), whole: values.whole };
    const { found, error } = await page.evaluate((wanted) => new Promise((resolve) => {
      const started = new Worker('/worker.js', { type: 'module' });
      started.onmessage = ({ data }) => resolve(data);
      started.onerror = ({ message }) => resolve({ error: message });
      started.postMessage(wanted);
    }), ask);
    await page.close();
    if (error) throw new Error(error);
    const where = { where: 'chromium', build, tracks: found.tracks, dim: ask.dim };
    if (ask.whole) {
      console.log(JSON.stringify({ name: 'whole', ...where, threads, passes: found.passes, seconds: Number(found.wholeSeconds.toFixed(1)) }));
      continue;
    }
    console.log(JSON.stringify({ name: 'train', ...where, threads, tokens_per_second: Math.round(found.tokensPerSecond) }));
    console.log(JSON.stringify({ name: 'query', ...where, ms_per_query: Number(found.millisecondsAQuery.toFixed(3)) }));
  }
} finally {
  await browser.close();
  server.close();
}
