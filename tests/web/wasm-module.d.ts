/** What these tests use of the WASM tests' helpers, which are plain JavaScript. */
declare module '*/wasm/module.mjs' {
  type Model = import('../../web/src/engine/module.ts').Model;
  type Module = import('../../web/src/engine/module.ts').Module;
  type Corpus = import('../../web/src/engine/module.ts').Corpus;
  type CoreReport = import('../../web/src/engine/module.ts').CoreReport;
  type Outcome<T> = import('../../web/src/engine/module.ts').Outcome<T>;
  type TrainerOptions = import('../../web/src/engine/module.ts').TrainerOptions;

  export function load(build?: string, threads?: number): Promise<Module>;
  export function value<T>(outcome: Outcome<T>): T;
  export function read(
    segue: Module, content: Uint8Array, maxRows?: number, recipe?: string, file?: string,
  ): { corpus: Corpus; report: CoreReport };
  export function train(segue: Module, corpus: Corpus, options?: TrainerOptions): Model;
}
