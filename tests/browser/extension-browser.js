/**
 * Chromium with the unpacked extension of `dist/extension`, its toolbar button, and its own pages. A popup cannot be driven by
 * Playwright where the browser puts it, so its page opens as a tab and is told which tab the reader had in front.
 *
 * @typedef {import("@playwright/test").BrowserContext} BrowserContext
 * @typedef {import("@playwright/test").Page} Page
 */
import { chromium } from "@playwright/test";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const built = fileURLToPath(new URL("../../dist/extension", import.meta.url));

/** @typedef {Record<string, { message: string, description?: string, placeholders?: object }>} Messages */

/** The interface's words in one language. @param {string} language @returns {Messages} */
export function messages(language) {
    return JSON.parse(readFileSync(`${built}/_locales/${language}/messages.json`, "utf8"));
}

/**
 * A browser with the extension. Debian's Chromium speaks English alone unless more is installed, so another language stands in
 * the place of the English words, in a copy.
 * @param {Messages} [words] of the interface; as built where they are left out
 * @returns {Promise<{ context: BrowserContext, close(): Promise<void> }>}
 */
export async function launch(words) {
    const copy = words && mkdtempSync(join(tmpdir(), "standfirst-"));
    if (copy) {
        cpSync(built, copy, { recursive: true });
        writeFileSync(join(copy, "_locales/en/messages.json"), JSON.stringify(words));
    }
    const context = await chromium.launchPersistentContext("", {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        headless: false,
        viewport: { width: 1280, height: 800 },
        acceptDownloads: true,
        args: ["--headless=new", "--no-sandbox", "--lang=en", `--load-extension=${copy ?? built}`, "--enable-unsafe-extension-debugging"],
        ignoreDefaultArgs: ["--disable-extensions"],
    });
    const close = async () => {
        await context.close();
        if (copy) rmSync(copy, { recursive: true });
    };
    await background(context);
    return { context, close };
}

/** The extension's background. @param {BrowserContext} context */
async function background(context) {
    return context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
}

/**
 * A click on the toolbar button while `page` is in front.
 * @param {Page} page
 */
export async function click(page) {
    const id = new URL((await background(page.context())).url()).host;
    const browser = /** @type {any} */ (await page.context().browser()?.newBrowserCDPSession());
    const { targetInfos } = await browser.send("Target.getTargets", { filter: [{ type: "tab" }] });
    const tab = targetInfos.find((/** @type {{ url: string }} */ { url }) => url === page.url());
    await browser.send("Extensions.triggerAction", { id, targetId: tab.targetId });
    await browser.detach();
}

/**
 * One of the extension's pages, as if `front` were the tab in front. The button must have been clicked there before.
 * @param {Page} front
 * @param {"popup.html" | "panel.html" | "options.html"} name
 * @param {{ width: number, height: number }} [size] in CSS pixels
 * @param {string} [address] that the tab gives as its own
 * @returns {Promise<Page>}
 */
export async function view(front, name, size = { width: 400, height: 600 }, address = front.url()) {
    const context = front.context();
    const worker = await background(context);
    await front.bringToFront();
    const tab = await worker.evaluate(async () => {
        const [{ id }] = await chrome.tabs.query({ active: true });
        return { id };
    });
    const page = await context.newPage();
    await page.setViewportSize(size);
    await page.addInitScript((tab) => {
        if (globalThis.chrome?.tabs) chrome.tabs.query = /** @type {any} */ (async () => [tab]);
    }, { ...tab, url: address });
    await page.goto(`chrome-extension://${new URL(worker.url()).host}/${name}`);
    return page;
}
