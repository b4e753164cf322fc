/** What the tests do on the demo page, in a visitor's terms. Fails a test on any error that the page reports. */
import { test as base, expect } from "@playwright/test";

export { expect };

/**
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {{ errors: string[], requests: string[] }} Heard
 */

export const test = base.extend(/** @type {import("@playwright/test").Fixtures<{ heard: Heard }, {}, import("@playwright/test").PlaywrightTestArgs>} */ ({
    /** Every page error and console error; a test may read it, none may leave any. */
    heard: [
        async ({ page }, use) => {
            /** @type {Heard} */
            const heard = { errors: [], requests: [] };
            page.on("pageerror", (error) => heard.errors.push(String(error)));
            page.on("console", (message) => message.type() === "error" && heard.errors.push(message.text()));
            page.on("request", (request) => heard.requests.push(request.url()));
            await use(heard);
            expect(heard.errors, "errors on the page").toEqual([]);
        },
        { auto: true },
    ],
}));

/**
 * Opens the demo and waits until the sample is read.
 * @param {Page} page
 */
export async function open(page) {
    await page.goto("./");
    await done(page);
}

/**
 * Waits until the latest reading has come out, well or not.
 * @param {Page} page
 */
export async function done(page) {
    await expect(page.locator("#status")).not.toHaveText("Reading…");
    await expect(page.locator("#desk")).not.toHaveClass(/reading/);
}

/**
 * Pastes `text` into the box and reads it.
 * @param {Page} page
 * @param {string} text
 */
export async function paste(page, text) {
    await page.click("#paste");
    // Typing or filling would take lone surrogates and NUL away before the page sees them.
    await page.evaluate((value) => {
        /** @type {HTMLTextAreaElement} */ (document.getElementById("text")).value = value;
    }, text);
    await page.click("#dialog button[value=read]");
    await done(page);
}

/**
 * How many ranges each registered highlight has.
 * @param {Page} page
 * @returns {Promise<Record<string, number>>}
 */
export function highlights(page) {
    return page.evaluate(() =>
        Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name.replace("standfirst-", ""), ranges.size])),
    );
}

/**
 * The card's words; it lives in a closed shadow root, so the test reads it through the accessibility tree.
 * @param {Page} page
 */
export async function cardIsOpen(page) {
    return page.evaluate(() => Boolean(document.querySelector("[data-standfirst-card]:popover-open")));
}
