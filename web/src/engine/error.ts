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

/** Runs a call into WASM; a trap inside it (no memory, a bug) leaves the instance unusable. */
export function guard<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof SegueError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    if (/memory|OOM|bad_alloc|Array buffer allocation|Invalid typed array length/i.test(text)) {
      const message = 'The browser has no memory left for this. Read fewer rows or use fewer numbers per song.';
      throw new SegueError({ code: 'out_of_memory', message }, true);
    }
    throw new SegueError({ code: 'internal', message: `Segue's core stopped: ${text}` }, true);
  }
}
