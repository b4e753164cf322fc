/**
 * A Chromium with the packed extension in it, for the extension's tests: clicks the real toolbar button, and speaks to the
 * background as the tests' own ear. Knows nothing of what is tested.
 *
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {import("@playwright/test").Worker} Worker
 */
import { chromium, expect } from "@playwright/test";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../dist/chromium", import.meta.url));
/** Chromium names an unpacked extension after its path. */
export const id = [...createHash("sha256").update(folder).digest("hex").slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + parseInt(digit, 16)))
    .join("");

/** @param {string[]} args further switches of the browser */
export async function launch(args = []) {
    const context = await chromium.launchPersistentContext("", {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        headless: false,
        args: ["--headless=new", "--no-sandbox", `--load-extension=${folder}`, "--enable-unsafe-extension-debugging", ...args],
        ignoreDefaultArgs: ["--disable-extensions"],
    });
    if (!context.serviceWorkers().length) await context.waitForEvent("serviceworker");
    const browser = /** @type {any} */ (await context.browser()?.newBrowserCDPSession());

    /** @param {string} type @returns {Promise<{ targetId: string, url: string }[]>} */
    const targets = async (type) => (await browser.send("Target.getTargets", { filter: [{ type }] })).targetInfos;

    return {
        context,
        browser,
        targets,
        /** The background that runs now. */
        worker: () => /** @type {Worker} */ (context.serviceWorkers().at(-1)),

        /** Presses the toolbar button while `page` is in front. @param {Page} page */
        async click(page) {
            await (await this.aim(page))();
        },

        /** Returns once a popup is open. */
        async opened() {
            await expect.poll(async () => (await targets("page")).some(({ url }) => url.endsWith("/popup.html")), { intervals: [20] }).toBe(true);
        },

        /** Makes ready for a press of the toolbar button while `page` is in front; returns the press. @param {Page} page */
        async aim(page) {
            await page.bringToFront();
            // A popup that is still open from another tab would take the press as its end.
            for (const { targetId, url } of await targets("page")) {
                if (url.endsWith("/popup.html")) await browser.send("Target.closeTarget", { targetId });
            }
            const tab = (await targets("tab")).find(({ url }) => url === page.url());
            return () => browser.send("Extensions.triggerAction", { id, targetId: tab?.targetId });
        },

        /** A function that stops the background, as the browser does when it likes, and returns once the browser says so. */
        async stopper() {
            const page = await context.newPage();
            await page.goto(`chrome-extension://${id}/options.html`);
            const session = await context.newCDPSession(page);
            /** @type {string[]} */
            const states = [];
            session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => states.push(...versions.map(({ runningStatus }) => runningStatus)));
            await session.send("ServiceWorker.enable");
            await expect.poll(() => states.at(-1)).toBe("running");
            return async () => {
                await session.send("ServiceWorker.stopAllWorkers");
                await expect.poll(() => states.includes("stopped"), { intervals: [20] }).toBe(true);
            };
        },

        /** Reloads the extension, as an update does; its own pages close when it goes. */
        async reload() {
            const page = await context.newPage();
            await page.goto(`chrome-extension://${id}/options.html`);
            const closed = page.waitForEvent("close");
            await page.evaluate(() => void setTimeout(() => chrome.runtime.reload())).catch(() => {});
            await closed;
        },
        close: () => context.close(),
    };
}

/** How many quotations a page shows. @param {Page} page */
export function quotes(page) {
    return page.evaluate(() => CSS.highlights.get("standfirst-quote")?.size ?? 0);
}

/** @param {Page} page */
export async function marked(page) {
    await expect.poll(() => quotes(page)).toBeGreaterThan(0);
}

/**
 * Starts to write down what happens in the background: readings asked for, marks told of, texts of the badge, errors. `heard`
 * returns it.
 * @param {Worker} worker
 */
export async function listen(worker) {
    await worker.evaluate(() => {
        const heard = { asked: 0, marked: /** @type {number[]} */ ([]), badge: /** @type {string[]} */ ([]), errors: /** @type {string[]} */ ([]) };
        Object.assign(globalThis, { heard });
        chrome.runtime.onConnect.addListener(({ name }) => void (name === "engine" && (heard.asked += 1)));
        chrome.runtime.onMessage.addListener((note) => void ("marked" in note && heard.marked.push(note.marked)));
        globalThis.addEventListener("unhandledrejection", ({ reason }) => heard.errors.push(String(reason)));
        const set = chrome.action.setBadgeText;
        chrome.action.setBadgeText = /** @type {any} */ ((/** @type {any} */ details) => {
            heard.badge.push(details.text);
            return set(details);
        });
    });
}

/**
 * @param {Worker} worker
 * @returns {Promise<{ asked: number, marked: number[], badge: string[], errors: string[] }>}
 */
export function heard(worker) {
    return worker.evaluate(() => /** @type {any} */ (globalThis).heard);
}

/** The number of the tab in front. @param {Worker} worker @returns {Promise<number>} */
export function frontTab(worker) {
    return worker.evaluate(async () => /** @type {number} */ ((await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0].id));
}
