// Loads the page's WebAssembly modules under Node.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The module of a build: `wasm`, or `wasm-threads` with so many threads. Emscripten 3.1.6 writes ES
 * modules that ask Node for what only CommonJS has.
 */
export async function load(build = 'wasm', threads = 0) {
  const folder = new URL(`../../build/${build}/wasm/`, import.meta.url);
  const file = fileURLToPath(new URL('segue.mjs', folder));
  if (!existsSync(file)) throw new Error(`${file} is missing: ./check builds it`);
  Object.assign(globalThis, { require: createRequire(file), __filename: file, __dirname: dirname(file) });
  const { default: create } = await import(file);
  return create({ wasmBinary: readFileSync(new URL('segue.wasm', folder)), threads });
}

/** The value of an outcome; throws where it is an error. */
export function value(outcome) {
  if ('error' in outcome) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}

export const bytes = (text) => new TextEncoder().encode(text);
export const header = '"user_id", "artistname", "trackname", "playlistname"\n';
export const defaults = {
  recipe: 'seed',
  options: { num_rows: 10_000, window_size: 2, embedding_dim: 20, epochs: 2, learning_rate: 0.001, random_seed: 42 },
};

export const playlistDefaults = {
  recipe: 'playlist',
  options: {
    dim: 20, window: 5, group: 1, negative: 5, ns_exponent: 0.75, sample: 0, epochs: 2, lr: 0.025, min_count: 1, threads: 1, seed: 42,
  },
};

/** The same with other values of some options. */
export const changed = ({ recipe, options }, others) => ({ recipe, options: { ...options, ...others } });

/** A model's file, with its playlists unless they are to be left out. */
export const save = (model, withPlaylists = true) => Buffer.concat(value(model.save(withPlaylists)));

/** Reads a file of playlists from bytes in one piece: { corpus, report, ... }. */
export function read(segue, content, maxRows = 0, recipe = 'seed', file = 'test.csv') {
  const reader = value(segue.createReader(maxRows, recipe));
  try {
    value(reader.begin(file, false));
    value(reader.push(content));
    value(reader.end());
    const { files: [report], ...result } = value(reader.finish());
    return { ...result, report };
  } finally {
    reader.delete();
  }
}

/** A model trained on the corpus, which is deleted. */
export function train(segue, corpus, options = defaults) {
  const trainer = value(segue.createTrainer(corpus, options));
  corpus.delete();
  try {
    while (!value(trainer.advance(5000)).finished);
    return value(trainer.finish());
  } finally {
    trainer.delete();
  }
}

/** Thirty tracks in ten playlists. */
export function smallPlaylists() {
  let text = header;
  for (let list = 0; list < 10; ++list) {
    for (let i = 0; i < 9; ++i) text += `u,Artist,Song ${(list * 5 + i * 2) % 30},list ${list}\n`;
  }
  return bytes(text);
}
