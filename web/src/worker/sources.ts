import { SegueError } from '../engine/error';
import type { Reading } from '../engine/engine';
import type { ReadReport, Source, Transfer } from './protocol';

const chunkBytes = 256 * 1024;
const newline = 10;

/** Where each file's lines lie in the one stream that the core reads. */
export class LineMap {
  readonly #files: { name: string; before: number; headerRemoved: boolean }[] = [];
  #lines = 0;
  #filled = 0;
  #last = newline;

  startFile(name: string, headerRemoved: boolean): void {
    this.#files.push({ name, before: this.#lines, headerRemoved });
  }

  count(bytes: Uint8Array): void {
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
      this.#lines++;
      if ((at > 0 ? bytes[at - 1] : this.#last) !== newline) this.#filled++;
    }
    this.#last = bytes.at(-1) ?? this.#last;
  }

  /** Lines so far that are not empty, the last one with or without its end. */
  get filled(): number {
    return this.#filled + (this.#last === newline ? 0 : 1);
  }

  /** The file and line that a line of the whole stream stands for. */
  locate(line: number): { file: string; line: number } {
    if (line === 0) return { file: this.#files.length === 1 ? (this.#files[0]?.name ?? '') : '', line };
    const found = this.#files.findLast(({ before }) => line > before);
    if (!found) return { file: '', line };
    return { file: found.name, line: line - found.before + (found.headerRemoved ? 1 : 0) };
  }
}

interface Stream {
  name: string;
  size: number;
  chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

async function* chunksOfFile(file: File): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.size; at += chunkBytes) {
    try {
      yield new Uint8Array(await file.slice(at, at + chunkBytes).arrayBuffer());
    } catch {
      const message = 'The browser cannot read this file any more. Was it moved or changed? Drop it again.';
      throw new SegueError({ code: 'io', message, file: file.name });
    }
  }
}

/** Fetches a file of the page's own server, or says what to do about it. */
export async function fetchOwn(url: string, name: string): Promise<Response> {
  const response = await fetch(url).catch(() => undefined);
  if (response?.ok) return response;
  const status = response ? ` (the server answered ${response.status})` : '';
  const message = `${name} is not beside this page${status}. Run ./demo, which puts it there, or drop a file of your own.`;
  throw new SegueError({ code: 'io', message, file: name });
}

async function* chunksOfBody(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The length that the server announces, where it is that of the bytes that arrive. */
function announcedLength(response: Response): number {
  if (response.headers.get('Content-Encoding')) return 0;
  return Number(response.headers.get('Content-Length') ?? 0);
}

/** The whole body, with progress on the way. */
export async function download(
  url: string, name: string, progress: (transfer: Transfer) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetchOwn(url, name);
  const total = announcedLength(response);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  for await (const chunk of chunksOfBody(response)) {
    parts.push(chunk);
    done += chunk.length;
    progress({ done, total });
  }
  const whole = new Uint8Array(done);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function streamsOf(source: Source): Promise<Stream[]> {
  if (source.kind === 'files') {
    return source.files.map((file) => ({ name: file.name, size: file.size, chunks: () => chunksOfFile(file) }));
  }
  const response = await fetchOwn(source.url, source.name);
  return [{ name: source.name, size: announcedLength(response), chunks: () => chunksOfBody(response) }];
}

/** A header as the reader understands it, whatever its spaces, quotes and line end. */
function plainHeader(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/^\uFEFF/, '').replace(/["\s]/g, '').toLowerCase();
}

/** What a source is called in messages about the whole of it. */
export function nameOf(source: Source): string {
  if (source.kind === 'url') return source.name;
  return source.files.length === 1 ? (source.files[0]?.name ?? '') : `${source.files.length} files`;
}

/**
 * Feeds a source to the core, chunk by chunk. Several files read as one: from the second on, a header
 * line that repeats the first file's is left out, and every reported line is the file's own again.
 */
export async function readSource(
  source: Source, reading: Reading, progress: (transfer: Transfer) => void, isCancelled: () => boolean,
): Promise<ReadReport> {
  const streams = await streamsOf(source);
  const total = streams.some(({ size }) => size === 0) && streams.length === 1
    ? 0 : streams.reduce((sum, { size }) => sum + size, 0);
  const map = new LineMap();
  let firstHeader: string | undefined;
  let done = 0;
  let enough = false;
  let beyond = false;

  const push = (bytes: Uint8Array): boolean => {
    map.count(bytes);
    return reading.push(bytes);
  };

  const stopIfCancelled = (file: string): void => {
    if (isCancelled()) throw new SegueError({ code: 'io', message: 'Reading was stopped.', file });
  };

  try {
    reading: for (const stream of streams) {
      let first = true;
      let last = newline;
      for await (let chunk of stream.chunks()) {
        stopIfCancelled(stream.name);
        if (enough) {
          beyond = true;
          break reading;
        }
        done += chunk.length;
        if (first) {
          first = false;
          const end = chunk.indexOf(newline);
          const header = plainHeader(chunk.subarray(0, end < 0 ? chunk.length : end));
          if (firstHeader === undefined) {
            firstHeader = header;
            map.startFile(stream.name, false);
          } else {
            if (header !== firstHeader) {
              const name = streams[0]?.name ?? '';
              const message = `Its first line is not that of ${name}. Files dropped together need the same columns in the same order.`;
              throw new SegueError({ code: 'bad_input', message, file: stream.name, line: 1 });
            }
            map.startFile(stream.name, true);
            chunk = end < 0 ? chunk.subarray(chunk.length) : chunk.subarray(end + 1);
          }
        }
        if (chunk.length === 0) continue;
        last = chunk[chunk.length - 1] ?? newline;
        enough = !push(chunk);
        progress({ done, total });
      }
      if (!enough && last !== newline && stream !== streams.at(-1)) push(Uint8Array.of(newline));
    }
    // Two reads may overlap by a moment; the one that was called off must not win.
    stopIfCancelled(nameOf(source));
    const report = reading.finish();
    return {
      ...report,
      more: enough && (beyond || map.filled > report.rowsRead + report.rowsSkipped + 1),
      problems: report.problems.map(({ line, column, reason }) => ({ ...map.locate(line), column, reason })),
    };
  } catch (error) {
    if (error instanceof SegueError && streams.length > 1 && error.line > 0 && error.file === nameOf(source)) {
      throw new SegueError({ ...map.locate(error.line), code: error.code, message: error.message, column: error.column }, error.fatal);
    }
    throw error;
  }
}
