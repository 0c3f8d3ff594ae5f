import type { Fault, FaultCode, Outcome } from './module';

/** A failure that a person can act on: what is wrong and, for input, which file, line and column. */
export class SegueError extends Error {
  readonly code: FaultCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The WASM instance itself is broken: nothing it holds can be used again. */
  readonly fatal: boolean;

  constructor(fault: Partial<Fault> & Pick<Fault, 'code' | 'message'>, fatal = false) {
    super(fault.message);
    this.name = 'SegueError';
    this.code = fault.code;
    this.file = fault.file ?? '';
    this.line = fault.line ?? 0;
    this.column = fault.column ?? 0;
    this.fatal = fatal;
  }
}

/** The value of an outcome, or its fault thrown. */
export function take<T>(outcome: Outcome<T>): T {
  if ('error' in outcome) throw new SegueError(outcome.error);
  return outcome.value;
}

/**
 * What is said where there is no memory. A trap has words about memory, too ("memory access out of bounds"),
 * and is a bug; so is a view of a few bytes beyond its buffer, where V8 calls the length invalid all the same.
 */
const noMemory = new RegExp([
  'out of memory',  // all browsers, also as the reason why no instance could be made
  'could not allocate memory',  // V8: WebAssembly.Memory()
  'array buffer allocation failed',  // V8
  'invalid typed array length: \\d{9}',  // V8: more than there can be
  'unable to grow instance memory',  // V8: WebAssembly.Memory.grow()
  'failed to grow memory',  // Firefox
  'allocation size overflow',  // Firefox
  'cannot enlarge memory',  // Emscripten
  '\\bOOM\\b',  // Emscripten: Aborted(OOM)
  '\\bbad_alloc\\b',  // C++
].join('|'), 'i');

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function isOutOfMemory(error: unknown): boolean {
  return noMemory.test(textOf(error));
}

export function outOfMemory(fatal: boolean): SegueError {
  const message = 'The browser has no memory left for this. Read fewer rows or use fewer numbers per song.';
  return new SegueError({ code: 'out_of_memory', message }, fatal);
}

/** Runs a call into WASM. */
export type Guard = <T>(call: () => T) => T;

/**
 * The one way into a WASM instance. A trap inside it (no memory, a bug) leaves the instance unusable: whatever is
 * called from then on, to release a handle for one, fails with that first cause and touches the instance no more.
 */
export function createGuard(): Guard {
  let cause: SegueError | undefined;
  return (call) => {
    if (cause) throw cause;
    try {
      return call();
    } catch (error) {
      if (error instanceof SegueError) throw error;
      cause = isOutOfMemory(error)
        ? outOfMemory(true)
        : new SegueError({ code: 'internal', message: `Segue's core stopped: ${textOf(error)}` }, true);
      throw cause;
    }
  };
}
