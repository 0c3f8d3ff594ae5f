declare module '#wasm/segue.mjs' {
  const factory: import('./module').CreateModule;
  export default factory;
}

declare module '#wasm*?url' {
  const url: string;
  export default url;
}
