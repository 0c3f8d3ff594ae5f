// The rules of the layout: who may see whom, and what the core may not touch.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from './segue.mjs';

function includes(folder) {
  return readdirSync(join(repository, folder), { recursive: true })
    .filter((name) => /\.(h|cpp)$/.test(name))
    .flatMap((name) => readFileSync(join(repository, folder, name), 'utf8').split('\n')
      .flatMap((line) => line.match(/^#include "(.*)"/)?.[1] ?? [])
      .map((included) => ({ file: join(folder, name), included })));
}

test('public headers include public headers only', () => {
  for (const { file, included } of includes('core/include')) assert.match(included, /^segue\/\w+\.h$/, file);
});

test('the library includes nothing of the command line or the page', () => {
  for (const { file, included } of includes('core/src')) assert.doesNotMatch(included, /cli|wasm|web|\.\.\//, file);
});

test('the command line and the bindings see public headers only', () => {
  const own = new Set(readdirSync(join(repository, 'core/cli')));
  for (const { file, included } of includes('core/cli')) {
    assert.ok(own.has(included) || included.startsWith('segue/'), `${file}: ${included}`);
  }
  for (const { file, included } of includes('wasm')) assert.match(included, /^segue\//, file);
});

test('the core prints nothing, reads no clock or environment, lets no thread go', () => {
  const symbols = execFileSync('nm', ['-u', join(repository, 'build/release/core/libsegue.a')], { encoding: 'utf8' });
  assert.match(symbols, /hwy/);  // nm did see the library
  const forbidden = /^ +U (_ZSt4cout|_ZSt4cerr|_ZSt4clog|stdout|stderr|printf|puts|putchar|fopen|getenv|secure_getenv|clock_gettime|gettimeofday|time|pthread_create|pthread_detach|_ZNSt6thread6detachEv|rand|srand|abort)(@|$)/m;
  assert.doesNotMatch(symbols, forbidden);
});
