/**
 * A proxy for the browsers of the network tests: answers for every host there is, with twenty articles (of `tests/pages` and of the
 * newsroom) at `http://news.test/`, with nothing elsewhere, and writes down all that is asked for.
 */
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { article } from "./newsroom.js";

const folder = fileURLToPath(new URL("../pages/", import.meta.url));
const saved = readdirSync(folder).filter((name) => name.endsWith(".html")).slice(0, 15);
const made = Array.from({ length: 5 }, (_, number) => `made-${number}`);

/** The articles' addresses. */
export const PAGES = [...saved, ...made].map((name) => `http://news.test/${name}`);

/** @returns {Promise<{ port: number, sent: string[], close(): void }>} */
export function proxy() {
    /** @type {string[]} */
    const sent = [];
    const server = createServer((request, response) => {
        sent.push(`${request.method} ${request.url}`);
        const name = new URL(request.url ?? "", "http://none.test").pathname.slice(1);
        const html = saved.includes(name) ? readFileSync(folder + name) : made.includes(name) ? article(made.indexOf(name)) : null;
        response.writeHead(html ? 200 : 404, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
        response.end(html);
    });
    server.on("connect", (request, socket) => {
        sent.push(`CONNECT ${request.url}`);
        socket.end("HTTP/1.1 404 Not here\r\n\r\n");
    });
    return new Promise((resolve) => {
        server.listen(0, "127.0.0.1", () => {
            const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
            resolve({ port, sent, close: () => server.close() });
        });
    });
}
