import { Gunzip, Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import { SegueError } from '../engine/error';

/** Takes files one after another, each in pieces. */
export interface FileTaker {
  /** @param found in a folder or an archive, and not chosen itself */
  begin(name: string, found: boolean): void;
  /** @returns false where no more of this file is wanted */
  push(bytes: Uint8Array): boolean;
  end(): void;
  /** The file cannot be read, or no further if it has begun; it has then ended. */
  fail(name: string, found: boolean, error: SegueError): void;
}

// No playlist file packs that well, and a bomb does far better.
const mostTimes = 200;
const alwaysFine = 32 * 2 ** 20;
const deepest = 2;
/** What 16 kB can unpack to at once is bearable. */
const step = 16 * 1024;

/** Keeps what is unpacked from one file from growing without bounds. */
export class UnpackLimit {
  readonly #file: string;
  #packed = 0;
  #unpacked = 0;

  constructor(file: string) {
    this.#file = file;
  }

  addPacked(bytes: number): void {
    this.#packed += bytes;
  }

  addUnpacked(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked <= alwaysFine || this.#unpacked <= mostTimes * this.#packed) return;
    const message = 'It unpacks to more than 200 times its size, as no playlists do. It may be a bomb, and was left unread.';
    throw new SegueError({ code: 'bad_input', message, file: this.#file });
  }
}

/** Where the bytes of one file go once it is known what it is. */
interface Content {
  push(bytes: Uint8Array): boolean;
  end(): void;
}

/** The engine's own failures pass; what the unpacking throws is about the file. */
function failure(error: unknown, file: string, text: string): SegueError {
  return error instanceof SegueError ? error : new SegueError({ code: 'bad_input', message: text, file });
}

const damaged = 'It is damaged or locked with a password. Download it once more, or unpack it yourself and choose what is in it.';
const cutShort = 'It was cut short. Download it once more.';

/** Hands a file's bytes on: as they are, or what is in them where they are gzip or a zip archive. */
export class Unpacker {
  readonly #name: string;
  readonly #found: boolean;
  readonly #taker: FileTaker;
  readonly #limit: UnpackLimit;
  readonly #depth: number;
  #start = new Uint8Array(0);
  #content: Content | undefined;

  constructor(name: string, found: boolean, taker: FileTaker, limit: UnpackLimit, depth = 0) {
    this.#name = name;
    this.#found = found;
    this.#taker = taker;
    this.#limit = limit;
    this.#depth = depth;
  }

  /** @returns false where no more bytes are wanted */
  push(bytes: Uint8Array): boolean {
    if (this.#content) return this.#content.push(bytes);
    const start = new Uint8Array(this.#start.length + bytes.length);
    start.set(this.#start);
    start.set(bytes, this.#start.length);
    this.#start = start;
    return start.length < 4 || this.#begin().push(start);
  }

  end(): void {
    if (!this.#content) this.#begin().push(this.#start);
    this.#content?.end();
  }

  #begin(): Content {
    const [first, second, third] = this.#start;
    const isGzip = first === 0x1f && second === 0x8b;
    const isZip = first === 0x50 && second === 0x4b && (third === 3 || third === 5);
    if ((isGzip || isZip) && this.#depth === deepest) {
      const message = 'It lies too deep in other archives. Unpack them, and choose what is in them.';
      throw new SegueError({ code: 'bad_input', message, file: this.#name });
    }
    this.#content = isGzip ? this.#gzip() : isZip ? this.#zip() : this.#plain();
    return this.#content;
  }

  #plain(): Content {
    this.#taker.begin(this.#name, this.#found);
    return { push: (bytes) => this.#taker.push(bytes), end: () => this.#taker.end() };
  }

  #gzip(): Content {
    const name = this.#name;
    const inside = new Unpacker(name.replace(/\.gz$/, ''), this.#found, this.#taker, this.#limit, this.#depth + 1);
    let wanted = true;
    let over = false;
    let isFirst = true;
    let memberEnded = false;
    const gunzip = new Gunzip((chunk, final) => {
      memberEnded = final;
      this.#limit.addUnpacked(chunk.length);
      if (wanted && chunk.length > 0) wanted = inside.push(chunk);
    });
    return {
      push: (bytes) => {
        try {
          for (let at = 0; at < bytes.length && wanted && !over; at += step) {
            const piece = bytes.subarray(at, at + step);
            // Zeros behind the last member are padding.
            over = memberEnded && !isFirst && piece[0] === 0;
            if (!over) gunzip.push(piece);
            isFirst = false;
          }
        } catch (error) {
          throw failure(error, name, damaged);
        }
        return wanted;
      },
      end: () => {
        try {
          if (wanted && !over) gunzip.push(new Uint8Array(0), true);
        } catch (error) {
          throw failure(error, name, cutShort);
        }
        inside.end();
      },
    };
  }

  #zip(): Content {
    const name = this.#name;
    const state: ZipState = { stopped: false, broken: undefined };
    /** Does no work for a member that nobody wants any more. */
    class Inflate extends UnzipInflate {
      override push(data: Uint8Array, final: boolean): void {
        if (!state.stopped) super.push(data, final);
        else if (final) this.ondata(null, new Uint8Array(0), true);
      }
    }
    const unzip = new Unzip((file) => {
      state.stopped = state.broken !== undefined;
      this.#take(file, state);
    });
    unzip.register(Inflate);
    const push = (bytes: Uint8Array, final: boolean, otherwise: string): void => {
      try {
        unzip.push(bytes, final);
      } catch (error) {
        throw failure(error, name, otherwise);
      }
      if (state.broken) throw state.broken;
    };
    return {
      push: (bytes) => {
        for (let at = 0; at < bytes.length; at += step) push(bytes.subarray(at, at + step), false, damaged);
        return true;
      },
      end: () => push(new Uint8Array(0), true, cutShort),
    };
  }

  /** One member of a zip archive; its failure is its own. */
  #take(file: UnzipFile, state: ZipState): void {
    if (isNoFile(file.name)) return;
    const name = `${this.#name}/${file.name}`;
    const inside = new Unpacker(name, true, this.#taker, this.#limit, this.#depth + 1);
    let over = false;
    let size = 0;
    const fail = (error: unknown): void => {
      over = state.stopped = true;
      const about = failure(error, name, damaged);
      if (!about.fatal && about.file === name) this.#taker.fail(name, true, about);
      // What is thrown here the library would hand back to us and forget.
      else state.broken = about;
    };
    file.ondata = (error, chunk, final) => {
      if (over) return;
      if (error) return fail(error);
      try {
        this.#limit.addUnpacked(chunk.length);
        size += chunk.length;
        // The library does not check sums; a wrong length tells of most damage.
        if (final && size !== (file.originalSize ?? size)) return fail(new Error('a wrong length'));
        const wanted = chunk.length === 0 || inside.push(chunk);
        over = state.stopped = !wanted;
        if (over || final) inside.end();
      } catch (problem) {
        fail(problem);
      }
    };
    file.start();
  }
}

/** What the members of one archive have in common. */
interface ZipState {
  /** The member at hand is of no more interest. */
  stopped: boolean;
  /** Why the archive as a whole cannot be read. */
  broken: SegueError | undefined;
}

/** A folder, or what a Mac adds for itself. */
export function isNoFile(path: string): boolean {
  return path.endsWith('/') || path.startsWith('__MACOSX/') || path.slice(path.lastIndexOf('/') + 1).startsWith('.');
}
