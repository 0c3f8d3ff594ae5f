import createSingle from '#wasm/segue.mjs';
import singleUrl from '#wasm/segue.wasm?url';
import threadsModuleUrl from '#wasm-threads/segue.mjs?url';
import threadsUrl from '#wasm-threads/segue.wasm?url';
import threadsWorkerUrl from '#wasm-threads/segue.worker.js?url';
import { chooseBuild } from './build';
import { Engine } from './engine';
import { SegueError } from './error';
import type { CreateModule, Module } from './module';

/** Threads that have not started by then will not: a host or a browser forbids them in some way. */
const patienceMilliseconds = 15_000;

const silent = (): void => undefined;

/** Fetches and starts the core: with threads where the page may have them, else the build that needs no headers. */
export async function loadEngine(): Promise<Engine> {
  if (typeof WebAssembly === 'undefined') {
    const message = 'This browser has no WebAssembly, which Segue runs on. Any browser since 2021 has it.';
    throw new SegueError({ code: 'internal', message });
  }
  const build = chooseBuild({
    crossOriginIsolated: globalThis.crossOriginIsolated ?? false,
    sharedMemory: typeof SharedArrayBuffer !== 'undefined',
    hardwareConcurrency: navigator.hardwareConcurrency,
  });
  if (build.module === 'threads') {
    const module = await loadThreads(build.threads).catch(() => undefined);
    if (module) return new Engine(module, build.threads);
  }
  return new Engine(await loadSingle(), 1);
}

async function fetchWasm(url: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(absolute(url));
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.arrayBuffer();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const message = `The program itself did not arrive: ${cause}. Reload the page, or run ./demo again.`;
    throw new SegueError({ code: 'io', message, file: 'segue.wasm' });
  }
}

function absolute(url: string): string {
  return new URL(url, import.meta.url).href;
}

async function loadSingle(): Promise<Module> {
  const wasmBinary = await fetchWasm(singleUrl);
  try {
    return await createSingle({ wasmBinary, print: silent, printErr: silent }) as Module;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new SegueError({ code: 'internal', message: `This browser cannot run Segue's core: ${cause}` });
  }
}

async function loadThreads(threads: number): Promise<Module> {
  const wasmBinary = await fetchWasm(threadsUrl);
  allowThreadWorkers();
  const moduleUrl = absolute(threadsModuleUrl);
  // Only a file of its own can be loaded again by each thread.
  const { default: create } = await import(/* @vite-ignore */ moduleUrl) as { default: CreateModule };
  let giveUp: (reason: Error) => void = silent;
  const failing = new Promise<never>((_, reject) => (giveUp = reject));
  const patience = setTimeout(() => giveUp(new Error('the threads did not start')), patienceMilliseconds);
  // Emscripten throws a thread's failure to load into the void, where it would end this worker.
  const quiet = (event: Event): void => event.preventDefault();
  globalThis.addEventListener('error', quiet);
  try {
    const starting = create({
      wasmBinary, threads, print: silent,
      printErr: (line) => giveUp(new Error(line)),
      mainScriptUrlOrBlob: moduleUrl,
      locateFile: () => absolute(threadsWorkerUrl),
    });
    return await Promise.race([starting, failing]) as Module;
  } finally {
    clearTimeout(patience);
    globalThis.removeEventListener('error', quiet);
  }
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

let allowed = false;

/** The page's policy lets no script be started from text, save by this one rule: the threads' own worker. */
function allowThreadWorkers(): void {
  if (allowed) return;
  allowed = true;
  (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      if (url !== absolute(threadsWorkerUrl)) throw new TypeError('Only the core’s own threads may be started.');
      return url;
    },
  });
}
