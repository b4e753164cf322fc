/**
 * Nothing leaves: everything that the browser sends, from whatever process of it, goes through a proxy that writes it down and
 * answers with the pages of `tests/pages`. The same pages are opened twice, and analysed the second time, when nothing
 * must be sent that was not before.
 */
import { expect, test } from "@playwright/test";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { heard, launch, listen } from "./chromium-extension.js";
import { article } from "./newsroom.js";

const folder = fileURLToPath(new URL("../pages/", import.meta.url));
const saved = readdirSync(folder).filter((name) => name.endsWith(".html")).slice(0, 15);
const made = Array.from({ length: 5 }, (_, number) => `made-${number}`);

/** A proxy for every host there is. @returns {Promise<{ port: number, sent: string[], close(): void }>} */
function proxy() {
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

test("analysing twenty pages sends nothing", async () => {
    const recorder = await proxy();
    const chromium = await launch({ args: [`--proxy-server=http://127.0.0.1:${recorder.port}`, "--proxy-bypass-list=<-loopback>"] });
    try {
        const names = [...saved, ...made];
        expect(names).toHaveLength(20);
        const worker = chromium.worker();
        await listen(worker);
        /** @param {boolean} analysed */
        const visit = async (analysed) => {
            recorder.sent.length = 0;
            for (const name of names) {
                const page = await chromium.context.newPage();
                await page.goto(`http://news.test/${name}`, { waitUntil: "load" });
                if (analysed) {
                    const before = (await heard(worker)).marked.length;
                    await chromium.click(page);
                    await expect.poll(async () => (await heard(worker)).marked.length, `${name} is analysed`).toBeGreaterThan(before);
                }
                await page.waitForTimeout(100);
                await page.close();
            }
            return [...new Set(recorder.sent)].sort();
        };
        const without = await visit(false);
        for (const name of names) expect(without).toContain(`GET http://news.test/${name}`);
        // The site's icon is asked for once, so there may be less than before.
        expect((await visit(true)).filter((request) => !without.includes(request))).toEqual([]);
        expect((await heard(worker)).marked.filter((count) => count > 0).length).toBeGreaterThan(10);
    } finally {
        await chromium.close();
        recorder.close();
    }
});
