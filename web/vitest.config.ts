import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const repository = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

export default defineConfig({
  root: repository,
  cacheDir: 'web/node_modules/.vite',
  // The folders web/ and tests/web/ stand side by side; both are needed.
  server: { fs: { strict: false } },
  test: {
    include: ['tests/web/unit/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'build/check/web-unit.json' }]],
  },
});
