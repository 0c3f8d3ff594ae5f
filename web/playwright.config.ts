import { defineConfig } from '@playwright/test';
import { browser, rootUrl, servers, subPathUrl } from './playwright.shared';

export default defineConfig({
  testDir: '../tests/web',
  testMatch: '*.spec.ts',
  outputDir: '../build/check/browser',
  reporter: [['list'], ['json', { outputFile: '../build/check/browser.json' }]],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 1,
  use: { ...browser },
  projects: [
    { name: 'at the root', use: { baseURL: rootUrl } },
    { name: 'under a sub-path', use: { baseURL: subPathUrl }, grep: /@everywhere/ },
  ],
  webServer: servers,
});
