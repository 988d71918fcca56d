/* Serves the pages that were taken to the ground when there is no signal. It keeps no page by
   itself: «Llevar a terreno» does, and leaving the session forgets them. */
"use strict";

const KEPT_ASSETS = `visitas-recursos-${VERSION}`;
const PAGES = "visitas-paginas";
const PATIENCE_MS = 6000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT_ASSETS).then((cache) => cache.addAll(ASSETS)).then(() => self.skipWaiting()));
});

/* Sheets of an earlier version stay while a page that names them is kept. */
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = async (url) => {
  const pages = await caches.open(PAGES);
  return pages.match(url.pathname, { ignoreSearch: true, ignoreVary: true });
};

const inTime = (request, ms) =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("late")), ms);
    fetch(request).then(resolve, reject).finally(() => clearTimeout(late));
  });

const page = async (request, url) => {
  const copy = await kept(url);
  try {
    return await (copy ? inTime(request, PATIENCE_MS) : fetch(request));
  } catch (error) {
    const instead = copy ?? (await kept(new URL(GROUND, location.origin)));
    if (instead) return instead;
    throw error;
  }
};

const asset = async (request) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (/\.(css|js|woff2)$/.test(url.pathname)) event.respondWith(asset(request));
});
