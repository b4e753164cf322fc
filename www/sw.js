/**
 * Keeps the demo's own files, so that it opens without a network after the first visit. With one it asks the host first: a
 * visitor never gets yesterday's engine. It touches nothing but files of this folder.
 */

const CACHE = "standfirst-demo";
const FILES = [
    "./", "style.css", "icon.svg", "app.js", "engine-client.js", "engine-worker.js", "material.js", "page/anchors.js",
    "page/borders.js", "page/card.css", "page/card.js", "page/haystack.js", "page/hit.js", "page/host.js", "page/hues.css",
    "page/later.js", "page/marks.css", "page/marks.js", "page/nearby.js", "page/overlay.js", "page/painter.js",
    "page/reader.js", "page/reanchor.js", "page/sanitise.js", "page/save.js", "page/selection.js", "page/session.js",
    "page/summary.css", "page/theme.css", "page/ticks.css", "page/ticks.js", "page/walk.js", "page/watch.js",
    "pkg/standfirst.js", "pkg/standfirst_bg.wasm", "models/names.bin",
];
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => {
    event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(worker.registration.scope)) return;
    event.respondWith(answer(request));
});

/** @param {Request} request */
async function answer(request) {
    const cache = await caches.open(CACHE);
    try {
        const response = await fetch(request);
        if (response.ok) await cache.put(request, response.clone());
        return response;
    } catch (error) {
        const kept = await cache.match(request, { ignoreSearch: true });
        if (kept) return kept;
        throw error;
    }
}
