declare module '#wasm/segue.mjs' {
  /** Emscripten's factory; `overrides` are its documented Module attributes. */
  const factory: (overrides: {
    wasmBinary?: ArrayBuffer;
    locateFile?: (name: string) => string;
    print?: (line: string) => void;
    printErr?: (line: string) => void;
  }) => Promise<unknown>;
  export default factory;
}

declare module '#wasm/segue.wasm?url' {
  const url: string;
  export default url;
}
