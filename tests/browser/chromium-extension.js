/**
 * A Chromium with the packed extension in it, for the extension's tests: clicks the real toolbar button, speaks to the
 * background as the tests' own ear, and opens the extension's own pages. Knows nothing of what is tested.
 *
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {import("@playwright/test").Worker} Worker
 * @typedef {Record<string, { message: string, description?: string, placeholders?: object }>} Messages
 */
import { chromium, expect } from "@playwright/test";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const packed = fileURLToPath(new URL("../../dist/chromium", import.meta.url));

/** The interface's words in one language. @param {string} language @returns {Messages} */
export function messages(language) {
    return JSON.parse(readFileSync(`${packed}/_locales/${language}/messages.json`, "utf8"));
}

/**
 * Debian's Chromium speaks English alone unless more is installed, so another language stands in the place of the English words,
 * in a copy.
 * @param {{ args?: string[], words?: Messages, display?: string }} [choice] further switches of the browser; words of the
 *   interface; the screen to show it on
 */
export async function launch({ args = [], words, display } = {}) {
    const copy = words && mkdtempSync(join(tmpdir(), "standfirst-"));
    if (copy) {
        cpSync(packed, copy, { recursive: true });
        writeFileSync(join(copy, "_locales/en/messages.json"), JSON.stringify(words));
    }
    const context = await chromium.launchPersistentContext("", {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        headless: false,
        viewport: { width: 1280, height: 800 },
        acceptDownloads: true,
        env: display ? { ...process.env, DISPLAY: display } : undefined,
        args: [...(display ? [] : ["--headless=new"]), "--no-sandbox", "--lang=en", `--load-extension=${copy ?? packed}`, "--enable-unsafe-extension-debugging", ...args],
        ignoreDefaultArgs: ["--disable-extensions"],
    });
    const worker = () => /** @type {Worker} */ (context.serviceWorkers().at(-1));
    const ready = async () => {
        if (!worker()) await context.waitForEvent("serviceworker");
        // A press that comes before the background has begun to listen for it for the first time is lost.
        await expect.poll(() => worker().evaluate(() => chrome.action?.onClicked.hasListeners() ?? false), { intervals: [20] }).toBe(true);
    };
    await ready();
    const id = new URL(worker().url()).host;
    const browser = /** @type {any} */ (await context.browser()?.newBrowserCDPSession());

    /** @param {string} type @returns {Promise<{ targetId: string, url: string }[]>} */
    const targets = async (type) => (await browser.send("Target.getTargets", { filter: [{ type }] })).targetInfos;

    return {
        context,
        browser,
        targets,
        /** The background that runs now. */
        worker,

        /** Presses the toolbar button while `page` is in front. @param {Page} page */
        async click(page) {
            await (await this.aim(page))();
        },

        /** Returns once a popup is open: which one, as a target. */
        async opened() {
            const popups = async () => (await targets("page")).filter(({ url }) => url.endsWith("/popup.html"));
            await expect.poll(async () => (await popups()).length, { intervals: [20] }).toBeGreaterThan(0);
            return popups();
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

        /**
         * A line to what Playwright gives no hold of: the background's own inspector, the popup and the side panel.
         * @param {string} targetId
         */
        async attach(targetId) {
            const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: false });
            let last = 0;
            /** @param {string} method @param {object} [params] @returns {Promise<any>} */
            const send = async (method, params = {}) => {
                const id = (last += 1);
                const answered = new Promise((resolve) => browser.on("Target.receivedMessageFromTarget", (/** @type {any} */ event) => {
                    const answer = JSON.parse(event.message);
                    if (event.sessionId === sessionId && answer.id === id) resolve(answer.result);
                }));
                await browser.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) });
                return answered;
            };
            return { send, detach: () => browser.send("Target.detachFromTarget", { sessionId }) };
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

        /** Reloads the extension, as an update does; its own pages close when it goes. Returns once the new one listens. */
        async reload() {
            const page = await context.newPage();
            // Without this the browser switches an unpacked extension off when it comes back.
            await page.goto("chrome://extensions");
            await page.evaluate(() => /** @type {any} */ (chrome).developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }));
            await page.goto(`chrome-extension://${id}/options.html`);
            const closed = Promise.all([page, worker()].map((part) => /** @type {Page} */ (part).waitForEvent("close")));
            await page.evaluate(() => void setTimeout(() => chrome.runtime.reload())).catch(() => {});
            await closed;
            await ready();
        },

        /**
         * One of the extension's pages, as if `front` were the tab in front, where the button must have been clicked before.
         * Playwright cannot drive a popup where the browser puts it, so its page opens as a tab and is told of the other one.
         * @param {Page} front
         * @param {"popup.html" | "panel.html" | "options.html"} name
         * @param {{ width: number, height: number }} [size] in CSS pixels
         * @param {string} [address] that the tab gives as its own
         */
        async view(front, name, size = { width: 400, height: 600 }, address = front.url()) {
            await front.bringToFront();
            const tab = { ...(await frontTab(worker())), url: address };
            const page = await context.newPage();
            await page.setViewportSize(size);
            await page.addInitScript((tab) => {
                if (globalThis.chrome?.tabs) chrome.tabs.query = /** @type {any} */ (async () => [tab]);
            }, tab);
            await page.goto(`chrome-extension://${id}/${name}`);
            return page;
        },

        async close() {
            await context.close();
            if (copy) rmSync(copy, { recursive: true });
        },
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

/** The tab in front. @param {Worker} worker */
export function frontTab(worker) {
    return worker.evaluate(async () => {
        const [{ id = 0, windowId }] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        return { id, windowId };
    });
}
