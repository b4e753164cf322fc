/**
 * What may go wrong in Firefox while a page is read or after it was: nothing is lost and nothing is left behind. Readings are held
 * in the middle, so that no machine is too fast to be interrupted.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { launch, marks, until } from "./firefox-extension.mjs";
import { open } from "./newsroom.js";

/** @typedef {import("puppeteer-core").Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
/** @type {Awaited<ReturnType<typeof launch>>} */
let firefox;
before(async () => {
    [site, firefox] = [await open(), await launch()];
});
after(async () => {
    await firefox.close();
    site.close();
});
afterEach(async () => assert.deepEqual(await firefox.errors(), []));

/** A page in front. @param {string} path */
async function opened(path) {
    const page = await firefox.browser.newPage();
    await page.goto(site.url + path);
    await page.bringToFront();
    return page;
}

/** Presses the button over the page in front and puts the popup away, which the next press would take as its own. */
async function press() {
    await firefox.press();
    await until(firefox.popupIsOpen, (open) => open, "the popup is open");
    await firefox.closePopup();
}

/** @param {Page} page */
const marked = (page) => until(() => marks(page, "quote"), (count) => count > 0, "marks");

/** A page in front whose reading is held in the middle. */
async function underWay() {
    await firefox.hold();
    const page = await opened("article/1");
    await press();
    await firefox.underWay();
    assert.equal(await marks(page, "quote"), 0);
    return page;
}

test("a background that is stopped in mid-analysis is asked again", async () => {
    const page = await underWay();
    await firefox.stop();
    await marked(page);
    await page.close();
});

test("a tab is closed in mid-analysis: the next one is read as ever", async () => {
    const page = await underWay();
    const next = await opened("article/2");
    await press();
    await page.close();
    await firefox.release();
    await marked(next);
    await next.close();
});

test("a page goes elsewhere in mid-analysis: the new one has no marks and no badge of the old, another tab is read as ever", async () => {
    const page = await underWay();
    const next = await opened("article/2");
    await press();
    await page.bringToFront();
    await page.goto(`${site.url}article/3`);
    await firefox.release();
    await next.bringToFront();
    // Readings take turns, and the page that has gone asked first: were it still read, it would be done.
    await marked(next);
    await page.bringToFront();
    assert.equal(await marks(page, "quote"), 0);
    assert.equal(await firefox.badge(), "");
    await press();
    await marked(page);
    await Promise.all([page.close(), next.close()]);
});

/** Has a page go where a link or a button of its own would take it. @param {Page} page @param {string} path; `back` is where it came from */
async function go(page, path) {
    const from = page.url();
    await page.evaluate((to) => (to ? location.assign(to) : history.back()), path === "back" ? "" : site.url + path);
    await until(async () => page.evaluate(() => [location.href, document.readyState]).catch(() => []), ([url, state]) => url !== from && state === "complete", "another page");
}

/** What the sidebar says. */
const sidebar = () => firefox.inside("sidebar", `document.querySelector(".sf-title, #status p").textContent`);
const IDLE = /Press the Standfirst button/;

test("a page that the browser keeps is left and comes back: marks, badge and sidebar are its own each time", async () => {
    const page = await opened("article/5");
    await firefox.openSidebar();
    await press();
    await marked(page);
    const badge = await until(firefox.badge, (text) => text !== "", "a badge");
    await until(sidebar, (words) => /line 5/.test(words), "summed up");
    await go(page, "article/6");
    await until(sidebar, (words) => IDLE.test(words), "a page that is not read");
    assert.deepEqual([await marks(page, "quote"), await firefox.badge()], [0, ""]);
    await go(page, "back");
    await until(sidebar, (words) => /line 5/.test(words), "summed up again");
    await until(firefox.badge, (text) => text === badge, "the badge again");
    await firefox.inWindow("SidebarController.hide()");
    await page.close();
});

test("a page that the browser keeps is left in mid-analysis and comes back: it asks again", async () => {
    const page = await underWay();
    await go(page, "article/6");
    await firefox.release();
    await go(page, "back");
    await marked(page);
    await page.close();
});

/** What there is of ours on a page, and whether it can be seen. @param {Page} page */
function traces(page) {
    return page.evaluate(() => {
        const ours = [...document.querySelectorAll("*")].filter((element) => element.getAttributeNames().some((name) => name.startsWith("data-standfirst")));
        return {
            hosts: ours.map((element) => element.getAttributeNames().find((name) => name.startsWith("data-"))).sort(),
            seen: ours.filter((element) => getComputedStyle(element).visibility === "visible").length,
            painted: ["text-decoration-line", "background-color"].map((property) => getComputedStyle(document.body, "::highlight(standfirst-quote)").getPropertyValue(property)),
            names: [...CSS.highlights.keys()].sort(),
        };
    });
}

for (const how of /** @type {const} */ (["reload", "disable"])) {
    test(`under a marked page the extension is gone (${how}): nothing of it is seen, and a new press marks the page as the first did`, async () => {
        const page = await opened("article/4");
        await press();
        await marked(page);
        await page.setViewport({ width: 600, height: 200 });
        const first = await traces(page);
        assert.deepEqual(first.hosts, ["data-standfirst-card", "data-standfirst-ticks"]);
        assert.equal(first.seen, 2);
        await firefox.manage(how);
        const { seen, painted } = await until(() => traces(page), ({ seen }) => seen === 0, "out of sight");
        assert.deepEqual({ seen, painted }, { seen: 0, painted: ["none", "rgba(0, 0, 0, 0)"] });
        if (how === "disable") await firefox.manage("enable");
        await press();
        await until(() => traces(page), (traces) => isDeepStrictEqual(traces, first), "marked again");
        await page.close();
    });
}
