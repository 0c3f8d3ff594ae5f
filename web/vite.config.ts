import { existsSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const wasmFolder = resolve(here, '../build/wasm/wasm');
const threadsFolder = resolve(here, '../build/wasm-threads/wasm');
const outFolder = resolve(here, 'dist');

/** What the page may do. Everything comes from its own origin; the one addition is compiling WASM. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types segue default',
].join('; ');

/** With these two the page is cross-origin isolated, and may train with threads. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The page needs the compiled core; without it every later message would be about something else. */
function needsWasm(): Plugin {
  return {
    name: 'segue-needs-wasm',
    buildStart() {
      const files = ['segue.mjs', 'segue.wasm'].flatMap((file) => [resolve(wasmFolder, file), resolve(threadsFolder, file)]);
      const missing = [...files, resolve(threadsFolder, 'segue.worker.js')].find((file) => !existsSync(file));
      if (missing) this.error(`${missing} is missing: run ./demo, which builds it first.`);
    },
  };
}

/** Puts the policy into the built page. Not in `vite dev`, whose hot reload writes inline styles. */
function writesPolicy(): Plugin {
  return {
    name: 'segue-writes-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Empties dist but keeps dist/data: the model and the sample that ./demo put there. */
function keepsData(): Plugin {
  return {
    name: 'segue-keeps-data',
    apply: 'build',
    buildStart() {
      if (!existsSync(outFolder)) return;
      for (const entry of readdirSync(outFolder)) {
        if (entry !== 'data') rmSync(resolve(outFolder, entry), { recursive: true });
      }
    },
  };
}

/** Plain hosts know the type of .js, but not of .mjs, and a browser runs no script of another type. */
const rollupOptions = {
  output: {
    assetFileNames: ({ names }: { names: string[] }) =>
      names.some((name) => name.endsWith('.mjs')) ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]',
  },
};

export default defineConfig({
  root: here,
  base: './',
  plugins: [needsWasm(), writesPolicy(), keepsData()],
  resolve: { alias: { '#wasm-threads': threadsFolder, '#wasm': wasmFolder } },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: outFolder,
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rollupOptions,
  },
  worker: { format: 'es', rollupOptions },
  server: { fs: { allow: [here, wasmFolder, threadsFolder] }, headers: isolation },
  preview: {
    host: '127.0.0.1',
    // A worker takes its policy from its own response, never from the page's <meta>.
    headers: { 'Content-Security-Policy': contentSecurityPolicy, ...isolation },
  },
});
