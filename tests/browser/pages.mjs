/**
 * node pages.mjs DIR OUT: reads every DIR/html/*.html.gz, or DIR/*.html, with the live page's own reader in Chromium, lets the
 * engine vote, and writes {id: {"articleBody": text of the kept blocks}}. Titles, bylines and captions are no part of a body. Scripts of the
 * pages do not run: each stands in a sandboxed frame. Times (read, classify with all later stages) go to standard error.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { open } from "./host.mjs";

const [dir, out] = process.argv.slice(2);
if (!dir || !out) {
    console.error("usage: node pages.mjs DIR OUT");
    process.exit(2);
}
const { browser, page } = await open();
await page.evaluate(async () => {
    const [{ default: init, Engine }, { readDocument }] = await Promise.all(
        ["/pkg/standfirst.js", "/page/reader.js"].map((path) => import(path)),
    );
    await init();
    const engine = new Engine(new Uint8Array(await (await fetch("/models/names.bin")).arrayBuffer()));
    const BODY = new Set(["paragraph", "post", "heading", "item", "quote"]);
    Object.assign(window, {
        async body(/** @type {string} */ html) {
            const frame = document.createElement("iframe");
            frame.setAttribute("sandbox", "allow-same-origin");
            frame.style.cssText = "width:1200px;height:900px";
            frame.srcdoc = html;
            const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
            document.body.append(frame);
            await Promise.race([loaded, new Promise((done) => setTimeout(done, 5000))]);
            const doc = /** @type {Document} */ (frame.contentDocument);
            const start = performance.now();
            const input = readDocument(doc);
            const middle = performance.now();
            const analysis = engine.analyze({ page: input.page }, {});
            const end = performance.now();
            frame.remove();
            const kept = analysis.blocks.filter((/** @type {any} */ block) => BODY.has(block.kind));
            const text = analysis.text ?? "";
            const parts = kept.map((/** @type {any} */ block) => text.slice(block.start, block.end));
            return { articleBody: parts.join("\n\n"), read: middle - start, analyse: end - middle };
        },
    });
});
const bodies = /** @type {Record<string, { articleBody: string }>} */ ({});
const times = { read: /** @type {number[]} */ ([]), "read and analyse": /** @type {number[]} */ ([]) };
const folder = existsSync(join(dir, "html")) ? join(dir, "html") : dir;
for (const file of readdirSync(folder).filter((name) => /\.html(\.gz)?$/.test(name)).sort()) {
    const bytes = readFileSync(join(folder, file));
    const html = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    const got = await page.evaluate((html) => /** @type {any} */ (window).body(html), html);
    bodies[file.replace(/\.html(\.gz)?$/, "")] = { articleBody: got.articleBody };
    times.read.push(got.read);
    times["read and analyse"].push(got.read + got.analyse);
    console.error(`${file} read ${got.read.toFixed(1)} ms, analyse ${got.analyse.toFixed(1)} ms`);
}
const all = Object.entries(times).map(([what, ms]) => {
    ms.sort((a, b) => a - b);
    return `${what}: median ${ms[ms.length >> 1]?.toFixed(1)} ms, max ${ms.at(-1)?.toFixed(1)} ms`;
});
console.error(`${times.read.length} pages; ${all.join("; ")}`);
writeFileSync(out, JSON.stringify(bodies));
await browser.close();
