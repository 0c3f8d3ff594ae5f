import { existsSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const wasmFolder = resolve(here, '../build/wasm/wasm');
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
  'trusted-types segue',
].join('; ');

/** The page needs the compiled core; without it every later message would be about something else. */
function needsWasm(): Plugin {
  return {
    name: 'segue-needs-wasm',
    buildStart() {
      for (const file of ['segue.mjs', 'segue.wasm']) {
        if (!existsSync(resolve(wasmFolder, file))) {
          this.error(`build/wasm/wasm/${file} is missing: run ./demo, which builds it first.`);
        }
      }
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

export default defineConfig({
  root: here,
  base: './',
  plugins: [needsWasm(), writesPolicy(), keepsData()],
  resolve: { alias: { '#wasm': wasmFolder } },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: outFolder,
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  worker: { format: 'es' },
  server: { fs: { allow: [here, wasmFolder] } },
  preview: {
    host: '127.0.0.1',
    // A worker takes its policy from its own response, never from the page's <meta>.
    headers: { 'Content-Security-Policy': contentSecurityPolicy },
  },
});
