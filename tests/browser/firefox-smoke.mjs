/** Firefox opens the demo, marks the sample and draws its summary; it takes the extension as well. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { serve } from "./serve.mjs";

const server = await serve(0);
const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
});
try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    /** @type {string[]} */
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(server.url);
    await page.waitForSelector("#summary .sf-points button");
    const marked = await page.evaluate(() => [...CSS.highlights].map(([name, ranges]) => `${name}: ${ranges.size}`));
    console.log(marked.join("\n"));
    assert.ok(marked.some((name) => name.startsWith("standfirst-person")), "people are marked");
    assert.ok(marked.some((name) => name.startsWith("standfirst-quote")), "quotations are marked");
    await page.keyboard.press("n");
    assert.ok(await page.$("[data-standfirst-card]:popover-open"), "the card opens");
    mkdirSync("test-results", { recursive: true });
    await page.screenshot({ path: "test-results/firefox.png" });
    assert.deepEqual(errors, []);
    const id = await browser.installExtension(fileURLToPath(new URL("../../dist/extension", import.meta.url)));
    assert.equal(id, "standfirst@standfirst.example");
    console.log("Firefox: marked, and the extension loads");
} finally {
    await browser.close();
    server.close();
}
