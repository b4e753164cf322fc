/**
 * Serves `dist/demo` for the tests, at `/`, `/some/folder/` and `/www/`, and this folder at `/tests/browser/`, so that a script
 * here reaches a page module by its path in the repository: files only, no cache. `node serve.mjs [PORT]`
 */
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** @type {Record<string, string>} */
const TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml", ".wasm": "application/wasm", ".bin": "application/octet-stream",
};
const here = fileURLToPath(new URL(".", import.meta.url));
const folder = fileURLToPath(new URL("../../dist/demo/", import.meta.url));

/**
 * @param {number} port 0 for any free one
 * @returns {Promise<{ url: string, close(): void }>}
 */
export function serve(port) {
    const server = createServer(async (request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
        const inside = path.replace(/^\/(some\/folder|www)\//, "/");
        const own = /^\/tests\/browser\//.test(path) ? path.replace(/^\/tests\/browser\//, "") : null;
        const file = own ? join(here, own) : join(folder, inside.endsWith("/") ? `${inside}index.html` : inside);
        // Browsers ask for it on pages without an icon of their own.
        if (path.endsWith("favicon.ico")) return void response.writeHead(204).end();
        try {
            const body = await readFile(file);
            response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain", "cache-control": "no-store" });
            response.end(body);
        } catch {
            response.writeHead(404).end("Not here");
        }
    });
    return new Promise((resolve) => {
        server.listen(port, "127.0.0.1", () => {
            const address = server.address();
            const actual = typeof address === "object" ? address?.port : port;
            resolve({ url: `http://127.0.0.1:${actual}/`, close: () => server.close() });
        });
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const { url } = await serve(Number(process.argv[2] ?? 0));
    console.log(url);
}
