// Keeps check-in pages and what they need, and shows them when there is no connection.
"use strict";

const KEPT = "guildhall-check-in-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (!event.data.keep) return;
  event.waitUntil(caches.open(KEPT).then((kept) => Promise.allSettled(event.data.keep.map((url) => kept.add(url)))));
});

async function fromNetFirst(request) {
  const earlier = navigator.onLine ? undefined : await caches.match(request, { ignoreVary: true });
  if (earlier) return earlier;
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(KEPT)).put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate" || request.url.includes("/static/")) event.respondWith(fromNetFirst(request));
});
