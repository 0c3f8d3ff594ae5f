import createModule from '#wasm/segue.mjs';
import wasmUrl from '#wasm/segue.wasm?url';
import { Engine } from './engine';
import { SegueError } from './error';
import type { Module } from './module';

/** Fetches and starts the core. One SIMD build, one thread: it needs no headers from the host. */
export async function loadEngine(): Promise<Engine> {
  if (typeof WebAssembly === 'undefined') {
    const message = 'This browser has no WebAssembly, which Segue runs on. Any browser since 2021 has it.';
    throw new SegueError({ code: 'internal', message });
  }
  let wasmBinary: ArrayBuffer;
  try {
    const response = await fetch(new URL(wasmUrl, import.meta.url));
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    wasmBinary = await response.arrayBuffer();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const message = `The program itself did not arrive: ${cause}. Reload the page, or run ./demo again.`;
    throw new SegueError({ code: 'io', message, file: 'segue.wasm' });
  }
  const silent = (): void => undefined;
  try {
    return new Engine((await createModule({ wasmBinary, print: silent, printErr: silent })) as Module);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new SegueError({ code: 'internal', message: `This browser cannot run Segue's core: ${cause}` });
  }
}
