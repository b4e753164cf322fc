/** The shortcuts, pressed on the keyboard of a screen that nobody sees: a headless Chromium hands no key to its own shortcuts. */
import { expect, test } from "@playwright/test";
import { heard, launch, listen, marked, quotes } from "./chromium-extension.js";
import { open } from "./newsroom.js";
import { screen } from "./screen.js";

const READ = "alt+shift+s";
const NEXT = "alt+shift+m";

test("one shortcut marks the page and opens the popup, then puts it away, then opens it again; the other goes to a mark", async () => {
    const [site, x] = [await open(), await screen("chromium")];
    const chromium = await launch({ display: x.display });
    try {
        const page = chromium.context.pages()[0];
        await page.goto(`${site.url}article/1`);
        await page.bringToFront();
        await listen(chromium.worker());
        const popups = async () => (await chromium.targets("page")).filter(({ url }) => url.endsWith("/popup.html")).length;
        x.key(READ);
        await marked(page);
        await expect.poll(popups).toBe(1);
        const all = await quotes(page);
        for (const open of [0, 1, 0]) {
            x.key(READ);
            await expect.poll(popups).toBe(open);
        }
        expect(await quotes(page)).toBe(all);
        const current = () => page.evaluate(() => CSS.highlights.get("standfirst-current")?.size ?? 0);
        expect(await current()).toBe(0);
        x.key(NEXT);
        await expect.poll(current).toBeGreaterThan(0);
        const { asked, errors } = await heard(chromium.worker());
        expect({ asked, errors }).toEqual({ asked: 1, errors: [] });
    } finally {
        await chromium.close();
        x.close();
        site.close();
    }
});
