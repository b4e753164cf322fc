/**
 * Nothing leaves Firefox: every request that it begins, in whatever process, is written down with who is behind it. The same
 * twenty pages are opened twice; the second time each is analysed, with popup and sidebar open, and nothing must be asked for
 * that was not before.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, until } from "./firefox-extension.mjs";
import { PAGES, proxy } from "./wire.js";

/** What the browser asks for of its own accord, at any time. */
const OWN = /^\[System Principal\] GET https:\/\/[\w.-]+\.mozilla\.(com|org|net)\//;

test("analysing twenty pages, with popup and sidebar open, sends nothing", async () => {
    const wire = await proxy();
    const via = { "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": wire.port, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": wire.port };
    const firefox = await launch({ prefs: { ...via, "network.proxy.allow_hijacking_localhost": true } });
    try {
        await firefox.inWindow(`{
            const begun = globalThis.standfirstBegun = [];
            Services.obs.addObserver((channel) => {
                const { URI, requestMethod, loadInfo } = channel.QueryInterface(Ci.nsIHttpChannel);
                begun.push([loadInfo.triggeringPrincipal.origin, requestMethod, URI.spec].join(" "));
            }, "http-on-opening-request");
        }`);
        /** Who asked for what while the pages were open. @param {(page: import("puppeteer-core").Page) => Promise<void>} act what is done on each */
        const visit = async (act) => {
            for (const url of PAGES) {
                const page = await firefox.browser.newPage();
                await page.goto(url, { waitUntil: "load" });
                await page.bringToFront();
                await act(page);
                await page.close();
            }
            /** @type {string[]} */
            const begun = JSON.parse(await firefox.inWindow("JSON.stringify(standfirstBegun.splice(0))"));
            return new Set(begun.filter((request) => !OWN.test(request)));
        };
        const without = await visit(async () => {});
        for (const url of PAGES) assert.ok([...without].some((request) => request.endsWith(` GET ${url}`)), url);

        await firefox.openSidebar();
        let marked = 0;
        const analysed = await visit(async (page) => {
            await firefox.press();
            for (const view of /** @type {const} */ (["popup", "sidebar"])) {
                await until(() => firefox.inside(view, `document.querySelector("#again").hidden || document.querySelector("#status").textContent`), (left) => left === "", `read, says the ${view}`);
            }
            marked += Number(await page.evaluate(() => CSS.highlights.size > 0));
            await firefox.closePopup();
        });
        assert.deepEqual([...analysed].filter((request) => !without.has(request)), []);
        assert.ok(marked > 10, `${marked} pages marked`);
    } finally {
        await firefox.close();
        wire.close();
    }
});
