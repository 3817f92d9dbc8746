/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;

/**
 * Keeps the program on the terminal. Its files carry their hash in their name and never change; the page itself is
 * asked of the server first and taken from here when the server cannot be reached. Nothing of a candidate passes
 * through: only this program's own folder is looked at.
 */
const CACHE = 'kaotai-kiosk';
const base = new URL(self.registration.scope).pathname;
const PAGE_WITHIN_MS = 3000;

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(base))
    return;
  // The clerk's page for looking at a question is no part of a terminal.
  if (request.mode === 'navigate' && !url.pathname.endsWith('/preview.html'))
    event.respondWith(page(request));
  else if (url.pathname.startsWith(`${base}assets/`)) event.respondWith(asset(request));
});

/** Stores the page and every file of the build it belongs to, and drops those of former builds. */
async function keepPage(): Promise<void> {
  const cache = await caches.open(CACHE);
  const [res, list] = await Promise.all([
    fetch(base, { cache: 'no-cache' }),
    fetch(`${base}manifest.json`, { cache: 'no-cache' }),
  ]);
  if (!res.ok || !list.ok) return;
  const files = filesOf(await list.json());
  const kept = (await cache.keys()).map((k) => new URL(k.url).pathname);
  await Promise.all(files.filter((f) => !kept.includes(f)).map((f) => cache.add(f)));
  await cache.put(base, res);
  await Promise.all(kept.filter((f) => f !== base && !files.includes(f)).map((f) => cache.delete(f)));
}

function filesOf(manifest: unknown): string[] {
  const { 'preview.html': _, ...own } = manifest as Record<string, { file: string; css?: string[] }>;
  const chunks = Object.values(own);
  const names = chunks.flatMap((c) => [c.file, ...(c.css ?? [])]).filter((f) => f.startsWith('assets/'));
  return [...new Set(names)].map((f) => base + f);
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(base);
  try {
    const fresh = await fetch(request, kept ? { signal: AbortSignal.timeout(PAGE_WITHIN_MS) } : {});
    // A gateway's error page must not replace the paper.
    if (!fresh.ok && kept) return kept;
    if (fresh.ok) void keepPage().catch(() => undefined);
    return fresh;
  } catch (err) {
    if (kept) return kept;
    throw err;
  }
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

export {};
