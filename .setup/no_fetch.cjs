// Emscripten 3.1.6 loads its .wasm with fetch() wherever there is one, and Node's own can't read
// files. Without it the program reads the file itself. Node's option for this, which is
// --no-experimental-fetch, is an error from Node 24 on; this works in all.
delete globalThis.fetch;
