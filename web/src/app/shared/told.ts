import { RequestError } from '../../worker/client';
import type { Failure } from '../../worker/protocol';
import * as words from './words';

/** Something to tell: a failure with its remedy, or a plain remark. */
export interface Notice {
  tone: 'failure' | 'remark';
  title: string;
  text: string;
  place: string;
  remedy: string;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof RequestError) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, file: '', line: 0, column: 0, fatal: false };
}

export function notice(title: string, error: unknown, remedyForInput = ''): Notice {
  const failure = failureOf(error);
  const remedy = (failure.code === 'bad_input' ? remedyForInput : '') || words.remedies[failure.code];
  return { tone: 'failure', title, text: words.sentence(failure.message), place: words.place(failure), remedy };
}

export function remark(title: string, text: string): Notice {
  return { tone: 'remark', title, text, place: '', remedy: '' };
}
