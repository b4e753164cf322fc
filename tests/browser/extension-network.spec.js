/**
 * Nothing leaves: everything that the browser sends, from whatever process of it, goes through a proxy that writes it down and
 * answers with the pages of `tests/pages`. The same pages are opened twice, and analysed the second time, when nothing
 * must be sent that was not before.
 */
import { expect, test } from "@playwright/test";
import { heard, launch, listen } from "./chromium-extension.js";
import { PAGES, proxy } from "./wire.js";

test("analysing twenty pages sends nothing", async () => {
    const recorder = await proxy();
    const chromium = await launch({ args: [`--proxy-server=http://127.0.0.1:${recorder.port}`, "--proxy-bypass-list=<-loopback>"] });
    try {
        expect(PAGES).toHaveLength(20);
        const worker = chromium.worker();
        await listen(worker);
        /** @param {boolean} analysed */
        const visit = async (analysed) => {
            recorder.sent.length = 0;
            for (const url of PAGES) {
                const page = await chromium.context.newPage();
                await page.goto(url, { waitUntil: "load" });
                if (analysed) {
                    const before = (await heard(worker)).marked.length;
                    await chromium.click(page);
                    await expect.poll(async () => (await heard(worker)).marked.length, `${url} is analysed`).toBeGreaterThan(before);
                }
                await page.waitForTimeout(100);
                await page.close();
            }
            return [...new Set(recorder.sent)].sort();
        };
        const without = await visit(false);
        for (const url of PAGES) expect(without).toContain(`GET ${url}`);
        // The site's icon is asked for once, so there may be less than before.
        expect((await visit(true)).filter((request) => !without.includes(request))).toEqual([]);
        expect((await heard(worker)).marked.filter((count) => count > 0).length).toBeGreaterThan(10);
    } finally {
        await chromium.close();
        recorder.close();
    }
});
