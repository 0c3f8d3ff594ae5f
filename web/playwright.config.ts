import { defineConfig } from '@playwright/test';
import { browser, rootUrl, servers, subPathUrl } from './playwright.shared';

/** Tests that measure the page, and so want the machine for themselves. */
const measuring = ['budget.spec.ts', 'stop.spec.ts'];
const everywhere = /@everywhere/;

export default defineConfig({
  testDir: '../tests/web',
  testMatch: '*.spec.ts',
  outputDir: '../build/check/browser',
  reporter: [['list'], ['json', { outputFile: '../build/check/browser.json' }]],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,  // on two cores; more make tests miss moments
  fullyParallel: true,
  forbidOnly: true,
  retries: 1,
  use: { ...browser },
  // A project that depends on others runs when they have ended, and not at all where one of their tests
  // failed; --no-deps runs it by itself.
  projects: [
    { name: 'at the root', use: { baseURL: rootUrl }, testIgnore: measuring },
    { name: 'under a sub-path', use: { baseURL: subPathUrl }, testIgnore: measuring, grep: everywhere },
    {
      name: 'alone, at the root', use: { baseURL: rootUrl }, testMatch: measuring, workers: 1,
      dependencies: ['at the root', 'under a sub-path'],
    },
    {
      name: 'alone, under a sub-path', use: { baseURL: subPathUrl }, testMatch: measuring, grep: everywhere, workers: 1,
      dependencies: ['alone, at the root'],
    },
  ],
  webServer: servers,
});
