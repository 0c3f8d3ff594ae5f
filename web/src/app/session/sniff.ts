/** What a dropped file is, by its content; its name decides nothing. */
export type FileKind = 'model' | 'playlists';

/** A safetensors file begins with the length of its header, 8 bytes little-endian, and the header's `{`. */
export function kindOf(start: Uint8Array): FileKind {
  if (start.length < 9 || start[8] !== 0x7b) return 'playlists';
  // Four zero bytes: no header is longer than 4 GB, and no text holds them.
  return start.subarray(4, 8).every((byte) => byte === 0) ? 'model' : 'playlists';
}

/** An unreadable file passes for playlists: reading it then says what is wrong. */
export async function sniff(file: Blob): Promise<FileKind> {
  const start = await file.slice(0, 9).arrayBuffer().catch(() => new ArrayBuffer(0));
  return kindOf(new Uint8Array(start));
}
