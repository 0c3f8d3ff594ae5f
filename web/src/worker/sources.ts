import { SegueError } from '../engine/error';
import type { Reading } from '../engine/engine';
import type { Fault } from '../engine/module';
import type { FileReport, ReadReport, Source, Transfer } from './protocol';
import { UnpackLimit, Unpacker, type FileTaker } from './unpack';

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

const nothing = {
  format: '', rowsRead: 0, rowsSkipped: 0, rowsRepaired: 0, playlists: 0, tracks: 0, more: false, problems: [], leftOut: [],
};

/** Feeds files to the core one after another, and keeps what each was. */
class Feed implements FileTaker {
  readonly files: FileReport[] = [];
  readonly #reading: Reading;
  #left: number;
  #isOpen = false;

  /** @param maxRows of all files together; 0 reads all */
  constructor(reading: Reading, maxRows: number) {
    this.#reading = reading;
    this.#left = maxRows === 0 ? Infinity : maxRows;
  }

  /** All rows that were asked for are read. */
  get isEnough(): boolean {
    return this.#left <= 0;
  }

  begin(file: string, found: boolean): void {
    const current = { ...nothing, file, fault: undefined, passedOver: found };
    this.files.push(current);
    // Whatever it is, it is more.
    if (this.isEnough) current.more = true;
    else this.#reading.begin(file);
    this.#isOpen = !this.isEnough;
  }

  push(bytes: Uint8Array): boolean {
    return this.#isOpen && this.#attempt(() => this.#reading.push(bytes));
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#attempt(() => {
      Object.assign(this.#current, this.#reading.end(), { passedOver: false });
      this.#left -= this.#current.rowsRead;
      return true;
    });
    this.#isOpen = false;
  }

  fail(file: string, found: boolean, error: SegueError): void {
    this.end();
    if (this.files.at(-1)?.file !== file) this.files.push({ ...nothing, file, fault: undefined, passedOver: found });
    Object.assign(this.#current, { fault: faultOf(error), passedOver: false });
  }

  get #current(): FileReport {
    const current = this.files.at(-1);
    if (!current) throw new Error('No file has begun.');
    return current;
  }

  /** False where the file cannot be read, which is kept; other failures are not the file's. */
  #attempt(work: () => boolean): boolean {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SegueError) || error.fatal || error.code !== 'bad_input') throw error;
      const current = this.#current;
      current.format = this.#reading.format();
      current.fault = faultOf(error);
      current.passedOver &&= current.format === '';
      this.#isOpen = false;
      return false;
    }
  }
}

function faultOf({ code, message, file, line, column }: SegueError): Fault {
  return { code, message, file, line, column };
}

/** Where no file could be read: the one's own fault, or that there was none. */
function requireSome(files: FileReport[]): void {
  if (files.some(({ rowsRead }) => rowsRead > 0)) return;
  const faults = files.flatMap(({ fault, passedOver }) => (fault && !passedOver ? [fault] : []));
  // A playlist file without songs is one all the same.
  if (faults.length === 0 && files.some(({ format }) => format !== '')) return;
  const [first] = faults;
  if (first && faults.length === 1) throw new SegueError(first);
  if (files.length === 1 && files[0]?.fault) throw new SegueError(files[0].fault);
  const named = first ? ` The first: ${first.file}: ${first.message}` : '';
  const message = `None of the ${files.length} files is a playlist file that Segue can read.${named}`;
  throw new SegueError({ code: 'bad_input', message });
}

/**
 * Feeds a source to the core, chunk by chunk, unpacking what is packed. A file that cannot be read
 * keeps no other from being read.
 */
export async function readSource(
  source: Source, reading: Reading, maxRows: number, progress: (transfer: Transfer) => void, isCancelled: () => boolean,
): Promise<ReadReport> {
  const streams = await streamsOf(source);
  const total = streams.some(({ size }) => size === 0) && streams.length === 1
    ? 0 : streams.reduce((sum, { size }) => sum + size, 0);
  const feed = new Feed(reading, maxRows);
  let done = 0;

  const stopIfCancelled = (file: string): void => {
    if (isCancelled()) throw new SegueError({ code: 'io', message: 'Reading was stopped.', file });
  };

  for (const { name, found, chunks } of streams) {
    const limit = new UnpackLimit(name);
    const unpacker = new Unpacker(name, found, feed, limit);
    const before = feed.files.length;
    try {
      for await (const chunk of chunks()) {
        stopIfCancelled(name);
        done += chunk.length;
        limit.addPacked(chunk.length);
        const wanted = unpacker.push(chunk);
        progress({ done, total });
        if (!wanted) break;
      }
      unpacker.end();
      if (feed.files.length === before) throw new SegueError({ code: 'bad_input', message: 'There is no file in it.', file: name });
    } catch (error) {
      // Two reads may overlap by a moment; the one that was called off must not win.
      stopIfCancelled(name);
      if (!(error instanceof SegueError) || error.fatal || error.code === 'out_of_memory') throw error;
      feed.fail(name, found, error);
    }
    if (feed.isEnough && feed.files.some(({ more }) => more)) break;
  }
  stopIfCancelled(streams[0]?.name ?? '');
  requireSome(feed.files);
  const { files } = feed;
  const sum = (of: (file: FileReport) => number): number => files.reduce((all, file) => all + of(file), 0);
  return {
    ...reading.finish(),
    files,
    rowsRead: sum(({ rowsRead }) => rowsRead),
    rowsSkipped: sum(({ rowsSkipped }) => rowsSkipped),
    rowsRepaired: sum(({ rowsRepaired }) => rowsRepaired),
    problems: files.flatMap(({ file, problems }) => problems.map((problem) => ({ ...problem, file }))),
    more: files.some(({ more }) => more),
  };
}
