/**
 * Keeps the page's own files, so that it opens without a network, and gives each of them the two headers
 * that threads need, where the host does not. It knows no other site and no data of a person's.
 */
declare const self: ServiceWorkerGlobalScope;

/** Filled in by the build: the page's files by address relative to it, and a name for just these. */
const precache = '__PRECACHE__' as unknown as { version: string; files: string[] };
/** What ./demo lays beside the page; it may be another at any time, or missing. */
const data = ['data/model.safetensors', 'data/sample.csv'];

const scope = self.registration.scope;
const prefix = `segue ${new URL(scope).pathname} `;
const cacheName = prefix + precache.version;
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const address = (file: string): string => new URL(file, scope).href;

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(precache.files.map(address));
  await Promise.all(data.map((file) => refresh(cache, new Request(address(file))).catch(() => undefined)));
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** From the network, and into the cache. */
async function refresh(cache: Cache, request: Request): Promise<Response> {
  const response = await fetch(request);
  // A full disk must not keep back what has just arrived.
  if (response.status === 200) await cache.put(request, response.clone()).catch(() => undefined);
  return response;
}

function isolated(response: Response): Response {
  if (response.status === 0 || response.status === 304) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolation)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** The page itself and the sample: as the network has them, or else as they were. */
async function newest(request: Request, key: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  try {
    return isolated(await refresh(cache, new Request(key, { redirect: request.redirect })));
  } catch (error) {
    const kept = await cache.match(key, { ignoreVary: true });
    if (kept) return isolated(kept);
    throw error;
  }
}

/** All else has a name of its own for each content. */
async function kept(request: Request): Promise<Response> {
  const found = await caches.match(request, { cacheName, ignoreVary: true });
  return isolated(found ?? await fetch(request));
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  const file = request.url.slice(scope.length).replace(/[?#].*$/, '');
  if (file === '' || file === 'index.html') event.respondWith(newest(request, address('')));
  else if (data.includes(file)) event.respondWith(newest(request, address(file)));
  else event.respondWith(kept(request));
});
