/**
 * The plainest of static hosts: the built page under one sub-path and nothing anywhere else, so that
 * an address that should have been relative ends in a 404.
 *
 *   node static-server.mjs PORT /sub/path/
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const [port, base] = process.argv.slice(2);
const root = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.csv': 'text/csv',
};

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const inside = pathname.startsWith(base) ? normalize(decodeURIComponent(pathname.slice(base.length))) : undefined;
  const path = inside === undefined || inside.startsWith('..') ? undefined : join(root, inside === '.' ? 'index.html' : inside);
  const stats = path && statSync(path, { throwIfNoEntry: false });
  if (!path || !stats || !stats.isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    'Content-Length': stats.size,
  });
  createReadStream(path).pipe(response);
}).listen(Number(port), '127.0.0.1');
