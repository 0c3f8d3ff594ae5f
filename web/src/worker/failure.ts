import { isOutOfMemory, outOfMemory, SegueError, textOf } from '../engine/error';
import type { Failure } from './protocol';

/** Whatever was thrown, as the page is told of it. */
export function toFailure(error: unknown): Failure {
  const { code, message, file, line, column, fatal } = told(error);
  return { code, message, file, line, column, fatal };
}

function told(error: unknown): SegueError {
  if (error instanceof SegueError) return error;
  if (isOutOfMemory(error)) return outOfMemory(false);
  return new SegueError({ code: 'internal', message: `Something unforeseen happened: ${textOf(error)}` });
}
