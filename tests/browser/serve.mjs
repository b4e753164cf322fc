/**
 * Serves `dist/demo` for the tests, at `/`, `/some/folder/` and `/www/`, and this folder at `/tests/browser/`, so that a script
 * here reaches a page module by its path in the repository: files only, no cache. Whole pages can be given by path besides; no
 * script of theirs runs where they are said to be `quiet`. `node serve.mjs [PORT]`
 *
 * @typedef {{ html: string, quiet: boolean }} Shown
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
/** Nothing is loaded and nothing runs but what stands in our own folders. */
const QUIET = "default-src 'none'; style-src 'self' 'unsafe-inline'; connect-src 'self'; script-src 'wasm-unsafe-eval' " +
    ["pkg", "page", "tests", "www"].map((name) => `*:*/${name}/`).join(" ");
const here = fileURLToPath(new URL(".", import.meta.url));
const folder = fileURLToPath(new URL("../../dist/demo/", import.meta.url));

/**
 * @param {number} port 0 for any free one
 * @param {Map<string, Shown>} [pages] by path; may grow later
 * @returns {Promise<{ url: string, close(): void }>}
 */
export function serve(port, pages = new Map()) {
    const server = createServer(async (request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
        const inside = path.replace(/^\/(some\/folder|www)\//, "/");
        const own = /^\/tests\/browser\//.test(path) ? path.replace(/^\/tests\/browser\//, "") : null;
        const file = own ? join(here, own) : join(folder, inside.endsWith("/") ? `${inside}index.html` : inside);
        const shown = pages.get(path);
        if (shown) return void response.writeHead(200, { "content-type": TYPES[".html"], ...(shown.quiet && { "content-security-policy": QUIET }) }).end(shown.html);
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
