// Loads the page's WebAssembly module under Node.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../build/wasm/wasm/', import.meta.url);

/** The module. Emscripten 3.1.6 writes ES modules that ask Node for what only CommonJS has. */
export async function load() {
  const file = fileURLToPath(new URL('segue.mjs', folder));
  if (!existsSync(file)) throw new Error('build/wasm/wasm/segue.mjs is missing: ./check builds it');
  Object.assign(globalThis, { require: createRequire(file), __filename: file, __dirname: dirname(file) });
  const { default: create } = await import(file);
  return create({ wasmBinary: readFileSync(new URL('segue.wasm', folder)) });
}

/** The value of an outcome; throws where it is an error. */
export function value(outcome) {
  if ('error' in outcome) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}

export const bytes = (text) => new TextEncoder().encode(text);
export const header = '"user_id", "artistname", "trackname", "playlistname"\n';
export const defaults = { windowSize: 2, embeddingDim: 20, epochs: 2, learningRate: 0.001, randomSeed: 42 };

/** Reads playlists from bytes in one piece: { corpus, report }. */
export function read(segue, content, maxRows = 0) {
  const reader = value(segue.createReader('test.csv', maxRows));
  try {
    value(reader.push(content));
    return value(reader.finish());
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
    return value(trainer.model());
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
