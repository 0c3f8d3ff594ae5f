// The build with threads: what differs from the other, and that its errors are caught as well.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { bytes, changed, defaults, header, load, playlistDefaults, read, save, smallPlaylists, train, value } from './module.mjs';

const single = await load();
const threads = await load('wasm-threads', 2);
after(() => threads.PThread.terminateAllThreads());

test('two threads train, slice after slice', () => {
  const trainer = value(threads.createTrainer(read(threads, smallPlaylists()).corpus, changed(playlistDefaults, { epochs: 400, threads: 2 })));
  let slices = 0;
  for (; !value(trainer.advance(700)).finished; ++slices);
  assert.ok(slices > 40);
  const { tokensDone, epochLosses } = trainer.progress();
  assert.equal(tokensDone, 400 * 90);
  assert.ok(epochLosses.at(-1) < epochLosses[0]);
  const model = value(trainer.finish());
  trainer.delete();
  assert.equal(value(model.similar(1, 10)).length, 10);
  model.delete();
});

test('one thread gives the very model of the other build, with each recipe', () => {
  for (const options of [playlistDefaults, defaults]) {
    const [one, other] = [single, threads].map((segue) => {
      const model = train(segue, read(segue, smallPlaylists()).corpus, options);
      const file = save(model);
      model.delete();
      return file;
    });
    assert.ok(one.equals(other), options.recipe);
  }
});

test('errors are caught in this build, too', () => {
  assert.equal(threads.openModel(bytes('user_id'), 'x.safetensors').error.code, 'bad_input');
  const { corpus } = read(threads, smallPlaylists());
  assert.equal(threads.createTrainer(corpus, changed(playlistDefaults, { dim: 0 })).error.code, 'bad_option');
  corpus.delete();
  const rows = Array.from({ length: 250_000 }, (_, i) => `u,a,${i % 1000},p\n`);
  const big = read(threads, bytes(header + rows.join(''))).corpus;
  assert.equal(threads.createTrainer(big, changed(defaults, { window_size: 1000 })).error.code, 'out_of_memory');
  big.delete();
  train(threads, read(threads, smallPlaylists()).corpus, playlistDefaults).delete();
});
