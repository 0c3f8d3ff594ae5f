import { SegueError } from '../engine/error';
import type { Reading } from '../engine/engine';
import type { FileReport, ReadReport, Source, Transfer } from './protocol';

const chunkBytes = 256 * 1024;

interface Stream {
  name: string;
  /** 0 = unknown */
  size: number;
  found: boolean;
  chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

async function* chunksOfFile(file: File, path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.size; at += chunkBytes) {
    try {
      yield new Uint8Array(await file.slice(at, at + chunkBytes).arrayBuffer());
    } catch {
      const message = 'The browser cannot read this file any more. Was it moved or changed? Drop it again.';
      throw new SegueError({ code: 'io', message, file: path });
    }
  }
}

/** Fetches a file of the page's own server, or says what to do about it. */
export async function fetchOwn(url: string, name: string): Promise<Response> {
  const response = await fetch(url).catch(() => undefined);
  if (response?.ok) return response;
  const status = response ? ` (the server answered ${response.status})` : '';
  const message = `It is not beside this page${status}. Run ./demo, which puts it there, or drop a file of your own.`;
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

async function streamsOf({ files, own }: Source): Promise<Stream[]> {
  const chosen = files.map(({ file, path, found }) => ({ name: path, size: file.size, found, chunks: () => chunksOfFile(file, path) }));
  const fetched = await Promise.all(own.map(async ({ url, name }) => {
    const response = await fetchOwn(url, name);
    return { name, size: announcedLength(response), found: false, chunks: () => chunksOfBody(response) };
  }));
  return [...chosen, ...fetched];
}

/** Hands a file to the core chunk by chunk. @returns whether another one may begin */
async function readStream(
  { name, found, chunks }: Stream, reading: Reading, advance: (bytes: number) => void, stopIfCancelled: () => void,
): Promise<boolean> {
  reading.begin(name, found);
  try {
    for await (const chunk of chunks()) {
      stopIfCancelled();
      advance(chunk.length);
      if (!reading.push(chunk)) break;
    }
  } catch (error) {
    // Two reads may overlap by a moment; the one that was called off must not win.
    stopIfCancelled();
    if (!(error instanceof SegueError) || error.code !== 'io') throw error;
    reading.fail(error.message);
    return true;
  }
  return reading.end();
}

/** Feeds a source to the core. A file that cannot be read keeps no other from being read. */
export async function readSource(
  source: Source, reading: Reading, progress: (transfer: Transfer) => void, isCancelled: () => boolean,
): Promise<ReadReport> {
  const streams = await streamsOf(source);
  const total = streams.some(({ size }) => size === 0) && streams.length === 1
    ? 0 : streams.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const stream of streams) {
    const advance = (bytes: number): void => progress({ done: (done += bytes), total });
    const stopIfCancelled = (): void => {
      if (isCancelled()) throw new SegueError({ code: 'io', message: 'Reading was stopped.', file: stream.name });
    };
    const goesOn = await readStream(stream, reading, advance, stopIfCancelled);
    stopIfCancelled();
    if (!goesOn) break;
  }
  const summary = reading.finish();
  const { files } = summary;
  const sum = (of: (file: FileReport) => number): number => files.reduce((all, file) => all + of(file), 0);
  return {
    ...summary,
    rowsRead: summary.rows,
    rowsSkipped: sum(({ rowsSkipped }) => rowsSkipped),
    rowsRepaired: sum(({ rowsRepaired }) => rowsRepaired),
    problems: files.flatMap(({ file, problems }) => problems.map((problem) => ({ ...problem, file }))),
    more: files.some(({ more }) => more),
  };
}
