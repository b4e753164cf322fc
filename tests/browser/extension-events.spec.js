/**
 * What the browser tells the extension of, and what becomes of it: badge, shortcuts, menu, sites that are always read, pages
 * that cannot be read, frames. Headless Chromium hands no key to its own shortcuts and draws no menu, so both are told of as the
 * browser would: to whoever listens in the background; `extension-keys.spec.js` presses the keys.
 */
import { expect, test } from "@playwright/test";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { frontTab, heard, launch, listen } from "./chromium-extension.js";
import { open } from "./newsroom.js";

/** @typedef {import("@playwright/test").Page} Page */

/** The layers of `www/page/marks.js`. */
const LAYERS = ["person", "organization", "location", "other", "when", "amount", "quote", "claim"];

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
/** @type {Awaited<ReturnType<typeof launch>>} */
let chromium;
/** @type {Page} */
let page;
/** @type {import("@playwright/test").Worker} */
let worker;
test.beforeEach(async () => {
    [site, chromium] = [await open(), await launch()];
    page = chromium.context.pages()[0];
    worker = chromium.worker();
});
test.afterEach(async () => {
    await chromium.close();
    site.close();
});

/** How many marks the page shows; on the newsroom's pages each is one stretch of text. */
const marks = () =>
    page.evaluate((layers) => layers.reduce((sum, layer) => sum + (CSS.highlights.get(`standfirst-${layer}`)?.size ?? 0), 0), LAYERS);

/** The first article, with the reader's leave to run on it but without marks. */
async function allowed() {
    await page.goto(`${site.url}article/1`);
    // A popup that comes late would read the page that is loaded anew.
    await worker.evaluate(() => void (chrome.action.openPopup = async () => {}));
    await chromium.click(page);
    await expect.poll(marks).toBeGreaterThan(0);
    await page.reload();
    expect(await marks()).toBe(0);
}

test("the badge has as many marks as the page, and none once they are off", async () => {
    await page.goto(`${site.url}article/3`);
    await chromium.click(page);
    await expect.poll(marks).toBeGreaterThan(0);
    const { id: tabId } = await frontTab(worker);
    const badge = () => worker.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tabId);
    const all = await marks();
    await expect.poll(badge).toBe(String(all));
    const popup = await chromium.view(page, "popup.html");
    await popup.locator("[data-layer=quote]").click();
    await expect.poll(marks).toBeLessThan(all);
    const some = await marks();
    await expect.poll(badge).toBe(String(some));
    await popup.locator("[data-switch]").click();
    await expect.poll(badge).toBe("");
    expect(await marks()).toBe(0);
    await popup.locator("[data-switch]").click();
    await expect.poll(badge).toBe(String(some));
    expect(await marks()).toBe(some);
    await page.goto(`${site.url}article/4`);
    await expect.poll(badge).toBe("");
});

test("where the browser refuses to open the popup the page is marked and counted, and the next press opens it", async () => {
    await page.goto(`${site.url}article/1`);
    await listen(worker);
    await worker.evaluate(() => {
        chrome.action.openPopup = async () => {
            throw new Error("Could not find an active browser window.");
        };
    });
    const press = await chromium.aim(page);
    await press();
    await expect.poll(marks).toBeGreaterThan(0);
    const { id: tabId } = await frontTab(worker);
    await expect.poll(() => worker.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tabId)).toBe(String(await marks()));
    // The press after it is the browser's own business, which needs no leave.
    await expect.poll(() => worker.evaluate((tabId) => chrome.action.getPopup({ tabId }), tabId)).toMatch(/popup\.html$/);
    await press();
    const [{ targetId }] = await chromium.opened();
    const { send } = await chromium.attach(targetId);
    const title = { expression: "document.querySelector('.sf-title')?.textContent", returnByValue: true };
    await expect.poll(async () => (await send("Runtime.evaluate", title)).result.value).toBe("Ferry line 1 to end in autumn");
    const { asked, errors } = await heard(worker);
    expect({ asked, errors }).toEqual({ asked: 1, errors: [] });
});

test("a page that lets itself be read only a moment after the press is read then", async () => {
    await page.goto(`${site.url}article/1`);
    await worker.evaluate(() => {
        const { executeScript } = chrome.scripting;
        let refusals = 2;
        chrome.scripting.executeScript = /** @type {any} */ (async (/** @type {any} */ injection) => {
            if (refusals-- > 0) throw new Error("Cannot access contents of the page.");
            return executeScript(injection);
        });
        // The popup would have the page read as well.
        chrome.action.openPopup = async () => {};
    });
    await chromium.click(page);
    await expect.poll(marks).toBeGreaterThan(0);
});

test("both shortcuts have their keys", async () => {
    const keys = await worker.evaluate(async () => (await chrome.commands.getAll()).map(({ name, shortcut }) => [name, shortcut]));
    expect(keys).toEqual([["_execute_action", "Alt+Shift+S"], ["next-mark", "Alt+Shift+M"]]);
});

test("the shortcut reads the page and goes from mark to mark", async () => {
    await allowed();
    const { id: tabId } = await frontTab(worker);
    const press = () => worker.evaluate((id) => /** @type {any} */ (chrome.commands.onCommand).dispatch("next-mark", { id }), tabId);
    const current = () => page.evaluate(() => [...(CSS.highlights.get("standfirst-current") ?? [])].map((range) => range.startOffset + String(range.startContainer.textContent)).join());
    await press();
    await expect.poll(current).not.toBe("");
    const first = await current();
    await press();
    await expect.poll(current).not.toBe(first);
    expect(await current()).not.toBe("");
});

test("the menu's entry reads what is selected and nothing else", async () => {
    await allowed();
    const second = page.locator("article p").nth(1);
    await second.selectText();
    const { id: tabId } = await frontTab(worker);
    await worker.evaluate((id) => /** @type {any} */ (chrome.contextMenus.onClicked).dispatch({ menuItemId: "selection" }, { id }), tabId);
    await expect.poll(marks).toBeGreaterThan(0);
    const outside = await second.evaluate((paragraph) =>
        [...CSS.highlights].filter(([name]) => name !== "standfirst-clutter").flatMap(([, highlight]) => [...highlight]).filter((range) => !paragraph.contains(range.startContainer)).length);
    expect(outside).toBe(0);
});

test("a site is read without being asked once the reader says so, and no longer once that is taken back", async () => {
    await page.goto(`${site.url}article/1`);
    await chromium.click(page);
    // The browser asks in a window of its own; here it has been told the answer before.
    const own = await chromium.context.newPage();
    await own.goto("chrome://extensions");
    await own.evaluate((id) => /** @type {any} */ (chrome).developerPrivate.addHostPermission(id, "*://127.0.0.1/*"), new URL(worker.url()).host);
    await own.close();
    const scripts = () => worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ matches }) => matches));
    expect(await scripts()).toEqual([]);
    const popup = await chromium.view(page, "popup.html");
    const always = popup.locator("#always");
    await expect(always).toHaveAttribute("aria-pressed", "false");
    await always.click();
    await expect(always).toHaveAttribute("aria-pressed", "true");
    await expect.poll(scripts).toEqual(["*://127.0.0.1/*"]);

    await page.goto(`${site.url}article/2`);
    await expect.poll(marks, "read without a click").toBeGreaterThan(0);
    await always.click();
    await expect(always).toHaveAttribute("aria-pressed", "false");
    await expect.poll(scripts).toEqual([]);
    expect(await worker.evaluate(() => chrome.permissions.contains({ origins: ["*://127.0.0.1/*"] }))).toBe(false);
    await page.goto(`${site.url}article/3`);
    await page.waitForTimeout(1000);
    expect(await marks()).toBe(0);
});

/** A page of another kind than the newsroom's. @param {string} type @param {string} body */
async function serve(type, body) {
    const server = createServer((_, response) => void response.writeHead(200, { "content-type": type }).end(body));
    await new Promise((done) => server.listen(0, "127.0.0.1", () => done(null)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    return { url: `http://127.0.0.1:${port}/report`, close: () => server.close() };
}

test("of a PDF, whatever its address, the popup says that it cannot be read", async () => {
    const body = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\ntrailer<</Root 1 0 R>>\n";
    const pdf = await serve("application/pdf", body);
    await page.goto(pdf.url);
    await chromium.click(page);
    const popup = await chromium.view(page, "popup.html");
    await expect(popup.locator("#status")).toContainText("This is a PDF");
    await expect(popup.locator("#summary")).toBeEmpty();
    pdf.close();
});

test("marks in a frame look as those around it", async () => {
    const framed = await serve("text/html; charset=utf-8", readFileSync(new URL("../pages/frame.html", import.meta.url), "utf8"));
    await page.goto(framed.url);
    await chromium.click(page);
    const frame = page.frames()[1];
    await expect.poll(() => frame.evaluate(() => CSS.highlights.get("standfirst-quote")?.size ?? 0)).toBeGreaterThan(0);
    const tint = () => frame.evaluate(() => getComputedStyle(document.body, "::highlight(standfirst-quote)").backgroundColor);
    await expect.poll(tint).not.toBe("rgba(0, 0, 0, 0)");
    expect(await tint()).toBe(await page.evaluate(() => getComputedStyle(document.body, "::highlight(standfirst-quote)").backgroundColor));
    framed.close();
});

test("what the page adds later is read, marked and counted as well", async () => {
    await page.goto(`${site.url}article/3`);
    await chromium.click(page);
    await expect.poll(marks).toBeGreaterThan(0);
    const before = await marks();
    await page.evaluate(() => {
        const paragraphs = document.querySelectorAll("article p");
        const more = document.createElement("p");
        more.textContent = "“We will open the gates on Monday,” said Wilhelmina Okonjo, the chief engineer of the Tarvik Water Board, in Nairobi.";
        paragraphs[paragraphs.length - 1].after(more);
    });
    const people = () => page.evaluate(() => [...(CSS.highlights.get("standfirst-person") ?? [])].map((mark) => {
        const range = new Range();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        return range.toString();
    }));
    await expect.poll(people, { timeout: 15_000 }).toContain("Wilhelmina Okonjo");
    const { id: tabId } = await frontTab(worker);
    await expect.poll(() => worker.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tabId)).toBe(String(await marks()));
    expect(await marks()).toBeGreaterThan(before);
});
