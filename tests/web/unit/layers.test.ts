import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '../../../web/test-tools/unit.ts';

const root = fileURLToPath(new URL('../../../web/src/', import.meta.url));

/** What the page may know of the worker. */
const protocol = ['worker/client', 'worker/protocol'];
/** The rooms of the page, lower first: each sees itself and those before it. */
const rooms = ['shared', 'playlist', 'map', 'training', 'models', 'session', 'views/common'].map((room) => `app/${room}`);
const views = ['search', 'sleeve', 'map', 'playlist', 'train', 'models'].map((view) => `app/views/${view}`);

/** Who may see whom, besides itself: each by its folder, or by a file without its ending. */
const sees: Record<string, string[]> = {
  service: [],
  engine: [],
  worker: ['engine'],
  ...Object.fromEntries(rooms.map((room, place) => [room, [...protocol, ...rooms.slice(0, place)]])),
  ...Object.fromEntries(views.map((view) => [view, [...protocol, ...rooms]])),
  app: [...protocol, ...rooms, ...views],
};

/** Whatever an import, a re-export, an `import()` or an address of a module names. */
const named = /\bfrom\s*(['"])(.*?)\1|\bimport\s*\(?\s*(?:\/\*.*?\*\/\s*)?(['"])(.*?)\3|\bnew URL\(\s*(['"])(.*?)\5/g;

const isWithin = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** The room that a file stands in: the deepest folder of the table. */
function roomOf(path: string): string | undefined {
  return Object.keys(sees).filter((room) => isWithin(dirname(path), room)).sort((one, other) => other.length - one.length)[0];
}

/** What a file sees and may not, each as a line. Paths are below `src`, with slashes. */
function trespasses(path: string, source: string): string[] {
  const room = roomOf(path);
  if (room === undefined) return [`${path} stands in no room of the table`];
  const targets = [...source.matchAll(named)].map((match) => match[2] ?? match[4] ?? match[6] ?? '').filter((target) => target.startsWith('.'));
  return targets
    .map((target) => normalize(join(dirname(path), target)).replaceAll('\\', '/').replace(/\?.*$/, '').replace(/\.(ts|tsx)$/, ''))
    .filter((target) => {
      const to = roomOf(target);
      return to !== room && !(sees[room] ?? []).some((place) => place === to || place === target);
    })
    .map((target) => `${path} sees ${target}`);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name)).flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}

const sources = filesBelow(root).filter((path) => /\.tsx?$/.test(path));

describe('the rooms of the page', () => {
  test('see each other as the table says', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.flatMap((path) => trespasses(relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')))).toEqual([]);
  });

  test('are all in the table, and the table names no others', () => {
    const standing = new Set(sources.map((path) => roomOf(relative(root, path).replaceAll('\\', '/'))));
    expect([...standing].sort()).toEqual(Object.keys(sees).sort());
  });

  test.each([
    ['the engine knows no worker', 'engine/engine.ts', '../worker/protocol'],
    ['the engine knows no page', 'engine/engine.ts', '../app/shared/words'],
    ['the worker knows no page', 'worker/learn.ts', '../app/training/settings'],
    ['the page knows no engine', 'app/training/settings.ts', '../../engine/module'],
    ['nor what stands behind the worker’s protocol', 'app/session/session.ts', '../../worker/learn'],
    ['nor the service worker', 'app/offline.ts', '../service/service-worker'],
    ['the service worker knows nobody', 'service/service-worker.ts', '../app/shared/words'],
    ...rooms.slice(0, -1).map((room, place): [string, string, string] =>
      [`${room} lies below ${rooms[place + 1]}`, `${room}/one.ts`, `${'../'.repeat(room.split('/').length)}${rooms[place + 1]}/other`]),
    ['a view knows no other view', 'app/views/sleeve/sleeve.tsx', '../playlist/rows'],
    ['what views share knows none of them', 'app/views/common/song.tsx', '../search/search'],
    ['no room knows what holds it all together', 'app/views/map/map.tsx', '../../app'],
    ['nor does the lowest', 'app/shared/words.ts', '../main'],
  ])('%s: whoever breaks that is found', (_, path, target) => {
    const file = normalize(join(dirname(path), target)).replaceAll('\\', '/');
    const found = [`${path} sees ${file}`];
    for (const source of [
      `import { one } from '${target}';`,
      `import type { One } from "${target}";`,
      `import '${target}';`,
      `import {\n  one,\n  two,\n} from '${target}';`,
      `export * from '${target}';`,
      `export type { One } from '${target}.ts';`,
      `void import('${target}').then(() => undefined);`,
      `const { one } = await import(/* later */ '${target}');`,
      `type One = import('${target}').One;`,
      `new Worker(new URL('${target}.ts', import.meta.url));`,
      `import url from '${target}.ts?worker&url';`,
    ]) expect(trespasses(path, source)).toEqual(found);
  });

  test('a file that stands in no room is found', () => {
    expect(trespasses('other/one.ts', '')).toEqual(['other/one.ts stands in no room of the table']);
  });

  test('what the table allows is let through', () => {
    expect(trespasses('app/views/map/map.tsx', `
      import { useState } from 'preact/hooks';
      import type { Track } from '../../../worker/protocol';
      import { Icon } from '../common/icon';
      import { Legend } from './legend';
      import { MapDrawing } from '../../map/drawing';
    `)).toEqual([]);
    expect(trespasses('worker/main.ts', "import { loadEngine } from '../engine/load';")).toEqual([]);
    expect(trespasses('app/boot.ts', "void import('./main');")).toEqual([]);
  });
});
