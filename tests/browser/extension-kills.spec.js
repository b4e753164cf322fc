/** What may go wrong while a page is read: nothing is lost and nothing is left behind. */
import { expect, test } from "@playwright/test";
import { frontTab, heard, launch, listen, marked, quotes } from "./chromium-extension.js";
import { open } from "./newsroom.js";

/** Paragraphs of a page whose analysis takes long enough to be cut off. */
const LONG = "long/16000";

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
/** @type {Awaited<ReturnType<typeof launch>>} */
let chromium;
test.beforeEach(async () => {
    [site, chromium] = [await open(), await launch()];
});
test.afterEach(async () => {
    await chromium.close();
    site.close();
});

/** Opens a long page, clicks, and returns once its reading is under way. */
async function underWay() {
    const page = chromium.context.pages()[0];
    const worker = chromium.worker();
    await page.goto(site.url + LONG);
    await listen(worker);
    await chromium.click(page);
    await expect.poll(async () => (await heard(worker)).badge.some((text) => text.endsWith("%")), { intervals: [20] }).toBe(true);
    expect(await quotes(page), "still being read").toBe(0);
    return page;
}

test("a press wakes a background that sleeps, marks the page and opens the popup", async () => {
    const stop = await chromium.stopper();
    const page = await chromium.context.newPage();
    await page.goto(`${site.url}article/3`);
    const press = await chromium.aim(page);
    await stop();
    await press();
    await marked(page);
    await chromium.opened();
});

test("the background is stopped in mid-analysis: the page asks again", async () => {
    const stop = await chromium.stopper();
    const page = await underWay();
    await stop();
    expect(await quotes(page), "not an answer from before").toBe(0);
    await marked(page);
});

test("the tab is closed in mid-analysis: the next one is read as ever", async () => {
    const page = await underWay();
    const next = await chromium.context.newPage();
    await page.close();
    await next.goto(`${site.url}article/1`);
    await chromium.click(next);
    await marked(next);
    expect((await heard(chromium.worker())).errors).toEqual([]);
});

test("the page goes elsewhere in mid-analysis: the new one has no marks and no badge of the old", async () => {
    const page = await underWay();
    await page.goto(`${site.url}article/2`);
    const worker = chromium.worker();
    const { id: tabId } = await frontTab(worker);
    // Long enough for the old page's reading to have ended, had it gone on.
    await page.waitForTimeout(5000);
    expect(await quotes(page)).toBe(0);
    expect(await worker.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tabId)).toBe("");
    await chromium.click(page);
    await marked(page);
    expect((await heard(worker)).errors).toEqual([]);
});

/** What there is of ours on a page. @param {import("@playwright/test").Page} page */
function traces(page) {
    return page.evaluate(() => {
        const ours = [...document.querySelectorAll("*")].filter((element) => element.getAttributeNames().some((name) => name.startsWith("data-standfirst")));
        return { highlights: [...CSS.highlights.keys()], hosts: ours.map((element) => element.getAttributeNames().join()).sort() };
    });
}

test("the extension is reloaded under a marked page: its orphan leaves nothing behind", async () => {
    const page = chromium.context.pages()[0];
    await page.goto(`${site.url}article/3`);
    const before = await page.content();
    await chromium.click(page);
    await marked(page);
    expect((await traces(page)).hosts).not.toEqual([]);
    await chromium.reload();
    await page.mouse.move(200, 200);
    await expect.poll(() => traces(page)).toEqual({ highlights: [], hosts: [] });
    expect(await page.content()).toBe(before);
    await chromium.click(page);
    await marked(page);
});

test("several tabs at once: a long one and three short ones", async () => {
    const long = await underWay();
    const short = [];
    for (const number of [1, 2, 3]) {
        const page = await chromium.context.newPage();
        await page.goto(`${site.url}article/${number}`);
        await chromium.click(page);
        short.push(page);
        await expect.poll(async () => (await heard(chromium.worker())).asked).toBe(1 + number);
    }
    for (const page of [...short, long]) {
        // A page with very many marks paints those near the window, and there is none while another tab is in front.
        await page.bringToFront();
        await marked(page);
    }
    expect((await heard(chromium.worker())).asked).toBe(4);
});

test("injected several times, it runs once", async () => {
    const page = chromium.context.pages()[0];
    const worker = chromium.worker();
    await page.goto(`${site.url}article/4`);
    await listen(worker);
    await chromium.click(page);
    const { id: tabId } = await frontTab(worker);
    const inject = () => worker.evaluate((tabId) => chrome.scripting.executeScript({ target: { tabId }, files: ["content/page.js", "content/read.js"] }), tabId);
    await Promise.all([inject(), inject()]);
    await marked(page);
    const once = await traces(page);
    await inject();
    await page.waitForTimeout(500);
    expect(await traces(page)).toEqual(once);
    expect((await heard(worker)).asked).toBe(1);
});
