/** What a page may do where it is served from, and on what machine. */
export interface Surroundings {
  /** The host sent the two headers that let threads share memory. */
  crossOriginIsolated: boolean;
  sharedMemory: boolean;
  /** Undefined or 0 where the browser does not tell. */
  hardwareConcurrency: number | undefined;
}

/** Which of the two builds of the core to load, and how many threads it may use at most. */
export interface Build {
  module: 'single' | 'threads';
  threads: number;
}

/** Each thread waits in a worker of its own, and the more write at once, the more they overwrite. */
export const mostThreads = 8;

/** Threads where the page is cross-origin isolated and there is more than one core; else the build that runs anywhere. */
export function chooseBuild({ crossOriginIsolated, sharedMemory, hardwareConcurrency }: Surroundings): Build {
  const threads = Math.min(Math.floor(hardwareConcurrency ?? 1), mostThreads);
  return crossOriginIsolated && sharedMemory && threads > 1
    ? { module: 'threads', threads }
    : { module: 'single', threads: 1 };
}
