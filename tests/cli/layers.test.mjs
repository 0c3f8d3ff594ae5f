// The rules of the layout: who may see whom, and what the core may not touch. The page's rooms have
// their own table, in tests/web/unit/layers.test.ts.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from './segue.mjs';

/** The core's rooms, the stages of the flow in their order, and the rooms that each sees. */
const core = {
  util: '',
  unicode: 'util',
  kernels: 'util',
  track: 'util unicode',
  read: 'util unicode track',
  corpus: 'util unicode track read',
  model: 'util unicode track',
  train: 'util kernels track corpus model',
  query: 'util unicode kernels track model',
  evaluate: 'util unicode kernels track corpus model query',
  learn: 'util track corpus model train query evaluate',
  map: 'util kernels model query',
  catalogue: 'util unicode track model',
  sample: 'util unicode catalogue',
};

/** The command line's, lower first; each sees those above it here. Of the core they see the public headers. */
const commandLine = ['system', 'output', 'input', 'runs', 'training', 'evaluation', 'commands'];

/** What stands in quotation marks behind #include; of the tables that are made there is no file. */
const includesOf = (text) =>
  [...text.matchAll(/^#include "(.*)"/gm)].map(([, included]) => included).filter((name) => !name.endsWith('.inc'));

const roomOf = (path) => (path.includes('/') ? path.split('/', 1)[0] : '');

/** Whether a file may include another, both named as in an #include: "corpus/spellings.h", "segue/corpus/corpus.h". */
const rules = [
  {
    folder: 'core/include',
    may: (file, included) => included.startsWith('segue/') && sees(file.slice('segue/'.length), included.slice('segue/'.length)),
  },
  {
    folder: 'core/src',
    may: (file, included) => sees(file, included.replace(/^segue\//, '')) || (roomOf(file) === 'kernels' && included.startsWith('hwy/')),
  },
  {
    folder: 'core/cli',
    may: (file, included) => included.startsWith('segue/') || file === 'main.cpp'
      || (commandLine.includes(roomOf(included)) && commandLine.indexOf(roomOf(included)) <= commandLine.indexOf(roomOf(file))),
  },
  {
    folder: 'wasm',
    may: (file, included) => included.startsWith('segue/') || !included.includes('/'),
  },
];

function sees(file, included) {
  const [from, to] = [roomOf(file), roomOf(included)];
  return from === to || core[from]?.split(' ').includes(to);
}

/** @param files of a folder: [name, text] */
function wrongIncludes({ folder, may }, files) {
  return files.flatMap(([name, text]) => includesOf(text)
    .filter((included) => !may(name, included))
    .map((included) => `${folder}/${name}: ${included}`));
}

const filesOf = (folder) => readdirSync(join(repository, folder), { recursive: true })
  .filter((name) => /\.(h|cpp)$/.test(name))
  .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(repository, folder, name), 'utf8')]);

for (const rule of rules) {
  test(`${rule.folder} includes what it may see`, () => {
    const files = filesOf(rule.folder);
    assert.ok(files.length > 0);
    assert.deepEqual(wrongIncludes(rule, files), []);
  });
}

test('every room of the core stands in the table, and no room that is not there', () => {
  const rooms = new Set([...filesOf('core/src'), ...filesOf('core/include/segue')].map(([name]) => roomOf(name)));
  assert.deepEqual([...rooms].sort(), Object.keys(core).sort());
});

test('a planted include is seen', () => {
  const planted = [
    ['core/include', 'segue/corpus/corpus.h', 'segue/train/skip_gram_trainer.h'],
    ['core/include', 'segue/corpus/corpus.h', 'corpus/spellings.h'],
    ['core/src', 'read/m3u.cpp', 'segue/corpus/corpus.h'],
    ['core/src', 'kernels/kernels.cpp', 'unicode/code_point.h'],
    ['core/src', 'train/song2vec_trainer.cpp', 'query/word_match.h'],
    ['core/src', 'read/m3u.cpp', 'input/unpacker.h'],
    ['core/src', 'read/m3u.cpp', '../cli/input/unpacker.h'],
    ['core/src', 'read/m3u.cpp', 'm3u.h'],
    ['core/cli', 'output/terminal.cpp', 'commands/commands.h'],
    ['core/cli', 'system/files.cpp', 'output/terminal.h'],
    ['core/cli', 'commands/info.cpp', 'model/safetensors.h'],
    ['core/cli', 'commands/info.cpp', '../src/model/safetensors.h'],
    ['wasm', 'model.cpp', 'model/safetensors.h'],
    ['wasm', 'model.cpp', '../core/cli/output/terminal.h'],
  ];
  for (const [folder, name, included] of planted) {
    const rule = rules.find((one) => one.folder === folder);
    assert.deepEqual(wrongIncludes(rule, [[name, `#pragma once\n#include "${included}"\n`]]), [`${folder}/${name}: ${included}`]);
  }
});

test('the core prints nothing, reads no clock or environment, lets no thread go', () => {
  const symbols = execFileSync('nm', ['-u', join(repository, 'build/release/core/libsegue.a')], { encoding: 'utf8' });
  assert.match(symbols, /hwy/);  // nm did see the library
  const forbidden = /^ +U (_ZSt4cout|_ZSt4cerr|_ZSt4clog|stdout|stderr|printf|puts|putchar|fopen|getenv|secure_getenv|clock_gettime|gettimeofday|time|pthread_create|pthread_detach|_ZNSt6thread6detachEv|rand|srand|abort)(@|$)/m;
  assert.doesNotMatch(symbols, forbidden);
});
