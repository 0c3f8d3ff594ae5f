import { defineConfig } from '@playwright/test';
import { browser, rootUrl, servers } from './playwright.shared';

/** Makes readme/page.png from the real page. */
export default defineConfig({
  testDir: '../tests/web',
  testMatch: 'screenshot.ts',
  outputDir: '../build/check/screenshot',
  reporter: 'line',
  use: { ...browser, baseURL: rootUrl, viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  webServer: servers,
});
