/**
 * A Chromium with `dist/demo` in it, for measuring: no server, no network; every file comes through a route, everything else is
 * refused.
 */

import { chromium } from "@playwright/test";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

const DEMO = new URL("../../dist/demo/", import.meta.url).pathname;
/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
export const ORIGIN = "http://standfirst.test/";

/**
 * An empty page of the demo's origin, so that its modules can be imported.
 * @param {Record<string, string>} [extra] further files by path: name in a URL -> file on disk
 */
export async function open(extra = {}) {
    const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--enable-precise-memory-info"] });
    const page = await browser.newPage();
    await page.route("**/*", (route) => {
        const { origin, pathname } = new URL(route.request().url());
        const name = pathname.slice(1);
        if (`${origin}/` !== ORIGIN) return route.abort();
        if (name === "") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Measuring</title>" });
        const file = extra[name] ?? join(DEMO, name);
        if (!existsSync(file)) return route.fulfill({ status: 404 });
        const contentType = TYPES[extname(file)] ?? "application/octet-stream";
        return route.fulfill({ contentType, body: readFileSync(file) });
    });
    await page.goto(ORIGIN);
    return { browser, page };
}
