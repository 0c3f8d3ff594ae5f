import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { chooseBuild, mostThreads } from '../../../web/src/engine/build.ts';

const isolated = { crossOriginIsolated: true, sharedMemory: true, hardwareConcurrency: 4 };

describe('the build of the core', () => {
  test('has a thread for each core where the page is isolated, up to a bound', () => {
    expect(chooseBuild(isolated)).toEqual({ module: 'threads', threads: 4 });
    expect(chooseBuild({ ...isolated, hardwareConcurrency: 2 })).toEqual({ module: 'threads', threads: 2 });
    expect(chooseBuild({ ...isolated, hardwareConcurrency: 64 })).toEqual({ module: 'threads', threads: mostThreads });
  });

  test('is the one that runs anywhere for everybody else', () => {
    for (const less of [
      { crossOriginIsolated: false }, { sharedMemory: false }, { hardwareConcurrency: 1 },
      { hardwareConcurrency: 0 }, { hardwareConcurrency: undefined }, { hardwareConcurrency: Number.NaN },
    ]) {
      expect(chooseBuild({ ...isolated, ...less }), JSON.stringify(less)).toEqual({ module: 'single', threads: 1 });
    }
  });
});
