import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
/** SEGUE_WASM=build/wasm-debug takes the build that a debugger understands. */
const wasmFolder = resolve(here, '..', process.env.SEGUE_WASM ?? 'build/wasm', 'wasm');
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
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types segue segue-offline default',
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

/** Has the page's own code fetched beside the first script, which starts the worker and then imports it. */
function preloadsPage(): Plugin {
  return {
    name: 'segue-preloads-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const page = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId === resolve(here, 'src/app/main.tsx'));
        if (!page) throw new Error('the page’s own code is not in a chunk of its own');
        return [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${page.fileName}` }, injectTo: 'head' }];
      },
    },
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

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = resolve(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** Tells the service worker which files the page has, and gives just these a name. */
function fillsPrecache(): Plugin {
  const worker = resolve(outFolder, 'service-worker.js');
  return {
    name: 'segue-fills-precache',
    apply: 'build',
    closeBundle() {
      const paths = filesIn(outFolder).filter((path) => path !== worker && !path.startsWith(resolve(outFolder, 'data'))).sort();
      const hash = createHash('sha256');
      for (const path of paths) hash.update(relative(outFolder, path)).update(readFileSync(path));
      const files = paths.map((path) => relative(outFolder, path).replaceAll('\\', '/')).map((file) => (file === 'index.html' ? './' : file));
      const code = readFileSync(worker, 'utf8');
      const filled = code.replace(/(["'`])__PRECACHE__\1/, JSON.stringify({ version: hash.digest('hex').slice(0, 16), files }));
      if (filled === code) this.error('the service worker has no place for the list of files');
      writeFileSync(worker, filled);
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
  plugins: [needsWasm(), writesPolicy(), preloadsPage(), keepsData(), fillsPrecache()],
  resolve: { alias: { '#wasm-threads': threadsFolder, '#wasm': wasmFolder } },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: outFolder,
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,  // see preloadsPage
    cssCodeSplit: false,  // the page's code, which is imported, must not wait for styles
    target: 'es2022',
    rollupOptions: {
      input: { index: resolve(here, 'index.html'), 'service-worker': resolve(here, 'src/service/service-worker.ts') },
      output: {
        ...rollupOptions.output,
        // Its address must stay, and must be the page's own folder.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es', rollupOptions },
  server: { fs: { allow: [here, wasmFolder, threadsFolder] }, headers: isolation },
  preview: {
    host: '127.0.0.1',
    // A worker takes its policy from its own response, never from the page's <meta>.
    headers: { 'Content-Security-Policy': contentSecurityPolicy, ...isolation },
  },
});
