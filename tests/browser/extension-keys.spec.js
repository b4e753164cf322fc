/**
 * The shortcuts, pressed on a real keyboard as far as the browser can tell: Chromium shows its window on a screen that nobody
 * sees (Xvfb), and the X server is told of the keys (xdotool). A headless Chromium hands no key to its own shortcuts.
 */
import { expect, test } from "@playwright/test";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { heard, launch, listen, marked, quotes } from "./chromium-extension.js";
import { open } from "./newsroom.js";

const READ = "alt+shift+s";
const NEXT = "alt+shift+m";

/** @returns {Promise<{ display: string, key(keys: string): void, close(): void }>} */
async function screen() {
    const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1000x24"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    const [number] = await once(/** @type {import("node:stream").Readable} */ (server.stdio[3]), "data");
    const display = `:${String(number).trim()}`;
    const tool = (/** @type {string[]} */ ...args) => execFileSync("xdotool", args, { env: { ...process.env, DISPLAY: display } });
    return {
        display,
        key(keys) {
            // Without a window manager nothing has the keyboard by itself; a popup has taken it where one is open.
            tool("search", "--onlyvisible", "--class", "chromium", "windowfocus");
            tool("key", keys);
        },
        close: () => void server.kill(),
    };
}

test("one shortcut marks the page and opens the popup, then puts it away, then opens it again; the other goes to a mark", async () => {
    const [site, x] = [await open(), await screen()];
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
