/**
 * One way to drive either browser for what runs in both: opens a page and calls an exported function of a module in it.
 * Chromium through Playwright, Firefox through WebDriver BiDi.
 */

import { chromium } from "@playwright/test";
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

/**
 * Calls `name` of the module at `path` in the page; written to be sent there.
 * @param {{ path: string, name: string, given: unknown[] }} call
 */
async function call({ path, name, given }) {
    const module = await import(new URL(path, location.origin).href);
    return module[name](...given);
}

/**
 * @param {string} name `chromium` or `firefox`
 * @param {string[]} [args] further flags of Chromium
 */
export async function launch(name, args = []) {
    const firefox = name === "firefox";
    const browser = firefox
        ? await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true })
        : await chromium.launch({
            executablePath: [process.env.CHROMIUM ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path)),
            args: ["--no-sandbox", ...args],
        });
    return {
        browser,
        async tab() {
            const page = /** @type {import("puppeteer-core").Page} */ (await browser.newPage());
            if (firefox) await page.setViewport({ width: 1280, height: 900 });
            return {
                page,
                /**
                 * @param {string} url of the page
                 * @param {string} path of the module
                 * @param {string} name of its function
                 * @param {...unknown} given plain data
                 * @returns {Promise<any>}
                 */
                async run(url, path, name, ...given) {
                    if (page.url() !== url) await page.goto(url, { waitUntil: "load" });
                    return page.evaluate(call, { path, name, given });
                },
                close: () => page.close(),
            };
        },
        close: () => browser.close(),
    };
}
