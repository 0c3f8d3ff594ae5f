// The seed recipe gives the same model, bit for bit, whatever computes it. The browser is compared
// in tests/web, the WebAssembly build in tests/wasm.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, repository, segue } from './segue.mjs';

const sample = join(repository, 'data/sample.csv');
const options = ['--csv_path', sample, '-e', '3'];

function model(cwd, name, run) {
  const result = segue(cwd, ['run', name, ...options], run);
  assert.equal(result.status, 0, result.stderr);
  const { instruction_set: used } = JSON.parse(readFileSync(join(cwd, `experiments/${name}/metrics.json`)));
  return { used, bytes: readFileSync(join(cwd, `experiments/${name}/model.safetensors`)) };
}

test('each instruction set of this processor gives the same model', (t) => {
  const cwd = folder(t);
  const refused = segue(cwd, ['info', 'x'], { env: { SEGUE_SIMD: 'none' } });
  assert.equal(refused.status, 2);
  const sets = refused.stderr.match(/choose one of: (.*)\n/)[1].split(', ');
  assert.ok(sets.length > 1, sets.join());
  const best = model(cwd, 'best');
  assert.equal(best.used, sets[0]);
  for (const set of sets) {
    const forced = model(cwd, set, { env: { SEGUE_SIMD: set } });
    assert.equal(forced.used, set);
    assert.ok(forced.bytes.equals(best.bytes), set);
  }
});

test('the build with sanitizers gives the same model', (t) => {
  const program = join(repository, 'build/sanitize/segue');
  if (!existsSync(program)) return t.skip('needs the build with sanitizers: ./check makes it');
  const cwd = folder(t);
  assert.ok(model(cwd, 'checked', { program }).bytes.equals(model(cwd, 'plain').bytes));
});
