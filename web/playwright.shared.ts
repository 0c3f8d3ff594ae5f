import { existsSync } from 'node:fs';
import type { PlaywrightTestConfig } from '@playwright/test';

const rootPort = Number(process.env['SEGUE_TEST_PORT'] ?? 41731);
const subPathPort = rootPort + 1;

export const rootUrl = `http://127.0.0.1:${rootPort}/`;
export const subPathUrl = `http://127.0.0.1:${subPathPort}/music/for/you/`;

for (const file of ['dist/index.html', 'dist/data/model.safetensors', 'dist/data/sample.csv']) {
  if (!existsSync(new URL(file, import.meta.url))) {
    throw new Error(`web/${file} is missing: run ./demo, which builds the page and its data first.`);
  }
}

/** The built page, from Vite's own server at the root and from a plain one under a sub-path. */
export const servers: NonNullable<PlaywrightTestConfig['webServer']> = [
  { command: `node node_modules/vite/bin/vite.js preview --port ${rootPort} --strictPort`, url: rootUrl },
  { command: `node ../tests/web/static-server.mjs ${subPathPort} /music/for/you/`, url: subPathUrl },
];

/** Debian's Chromium, kept from talking to anybody of its own accord. */
export const browser: PlaywrightTestConfig['use'] = {
  browserName: 'chromium',
  locale: 'en-GB',
  // It would answer for the files that tests take away; tests/web/offline.spec.ts lets it.
  serviceWorkers: 'block',
  launchOptions: {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  },
};
