/** A real click on the toolbar button marks an article, whatever the page's own policy allows, and opens the popup on it. */
import { chromium, expect, test } from "@playwright/test";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { POLICIES, open } from "./newsroom.js";

const folder = fileURLToPath(new URL("../../dist/extension", import.meta.url));
/** Chromium names an unpacked extension after its path. */
const id = [...createHash("sha256").update(folder).digest("hex").slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + parseInt(digit, 16)))
    .join("");

for (const policy of Object.keys(POLICIES)) {
    test(`click to marks: ${policy}`, async () => {
        const site = await open();
        const context = await chromium.launchPersistentContext("", {
            executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
            headless: false,
            args: ["--headless=new", "--no-sandbox", `--load-extension=${folder}`, "--enable-unsafe-extension-debugging"],
            ignoreDefaultArgs: ["--disable-extensions"],
        });
        try {
            if (!context.serviceWorkers().length) await context.waitForEvent("serviceworker");
            const page = context.pages()[0];
            await page.goto(`${site.url}policy/${policy}`);
            const browser = /** @type {any} */ (await context.browser()?.newBrowserCDPSession());
            const { targetInfos } = await browser.send("Target.getTargets", { filter: [{ type: "tab" }] });
            const tab = targetInfos.find((/** @type {{ url: string }} */ { url }) => url === page.url());
            await browser.send("Extensions.triggerAction", { id, targetId: tab.targetId });
            const marked = () => page.evaluate(() => CSS.highlights.get("standfirst-quote")?.size ?? 0);
            await expect.poll(marked).toBeGreaterThan(0);
            const { targetInfos: pages } = await browser.send("Target.getTargets", { filter: [{ type: "page" }] });
            expect(pages.some((/** @type {{ url: string }} */ { url }) => url.endsWith("/popup.html"))).toBe(true);
        } finally {
            await context.close();
            site.close();
        }
    });
}
