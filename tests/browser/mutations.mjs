/**
 * node mutations.mjs [DIR] [chromium|firefox]: takes every page of DIR (NAME.html, or html/NAME.html.gz, whose own scripts do
 * not run; tests/pages without it) through `whole.mjs` and counts the changes inside the page. Prints one line a page that
 * changed or failed, and a sum; fails where there is any.
 */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { launch } from "./launch.mjs";
import { serve } from "./serve.mjs";

const [dir = fileURLToPath(new URL("../pages", import.meta.url)), name = "chromium"] = process.argv.slice(2);
/** @type {Map<string, import("./serve.mjs").Shown>} */
const pages = new Map();
const packed = join(dir, "html");
for (const file of readdirSync(existsSync(packed) ? packed : dir).sort()) {
    if (file.endsWith(".html.gz")) pages.set(`/shown/${file}`, { html: gunzipSync(readFileSync(join(packed, file))).toString("utf8"), quiet: true });
    if (file.endsWith(".html")) pages.set(`/shown/${file}`, { html: readFileSync(join(dir, file), "utf8"), quiet: false });
}
const server = await serve(0, pages);
const browser = await launch(name);
const sum = { pages: 0, marks: 0, cards: 0, mutations: 0, failures: 0 };
for (const path of pages.keys()) {
    const tab = await browser.tab();
    try {
        const { mutations, marks, cards, astray, left } = await tab.run(server.url + path.slice(1), "/tests/browser/whole.mjs", "through");
        sum.pages += 1;
        sum.marks += marks;
        sum.cards += cards;
        sum.mutations += mutations.length;
        if (mutations.length || astray.length || left.length) console.log(path, JSON.stringify({ mutations: mutations.slice(0, 5), astray, left }));
    } catch (error) {
        sum.failures += 1;
        console.log(path, String(error).split("\n")[0]);
    }
    await tab.close();
}
await browser.close();
server.close();
console.log(JSON.stringify(sum));
process.exitCode = sum.mutations + sum.failures ? 1 : 0;
