/**
 * The add-on in Firefox: a real click on the toolbar button marks an article, whatever the page's own policy allows, and opens
 * the popup on it; popup, sidebar and settings page do what they say. What Chromium is asked in more detail stands in the
 * `extension….spec.js` files.
 */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, marks, until } from "./firefox-extension.mjs";
import { POLICIES, open } from "./newsroom.js";
import { screen } from "./screen.js";

/** @typedef {import("puppeteer-core").Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
/** @type {Awaited<ReturnType<typeof launch>>} */
let firefox;
before(async () => {
    [site, firefox] = [await open(), await launch()];
    mkdirSync("test-results", { recursive: true });
});
after(async () => {
    await firefox.close();
    site.close();
});

/** The text of what a selector finds in a view. @param {import("./firefox-extension.mjs").View} view @param {string} selector */
const text = (view, selector) => firefox.inside(view, `document.querySelector(${JSON.stringify(selector)})?.textContent`);

/** @param {import("./firefox-extension.mjs").View} view @param {string} selector */
const pressed = (view, selector) => firefox.inside(view, `document.querySelector(${JSON.stringify(selector)})?.getAttribute("aria-pressed")`);

/**
 * Runs `act` on an article that a press of the button has had marked, with the popup open on it.
 * @param {string} path
 * @param {(page: Page) => Promise<void>} act
 */
async function marked(path, act) {
    const page = await firefox.browser.newPage();
    try {
        await page.goto(site.url + path);
        await page.bringToFront();
        await firefox.press();
        await until(() => marks(page, "quote"), (count) => count > 0, "marks");
        await until(firefox.popupIsOpen, (open) => open, "the popup is open");
        await act(page);
    } finally {
        await firefox.closePopup();
        await page.close();
    }
}

for (const policy of Object.keys(POLICIES)) {
    test(`click to marks: ${policy}`, () => marked(`policy/${policy}`, async () => {}));
}

test("a press wakes a background that sleeps, marks the page and opens the popup", async () => {
    await firefox.stop();
    assert.equal(await firefox.background(), "stopped");
    await marked("article/1", async () => {});
});

test("pressed with a real mouse, the button opens the popup, puts it away and opens it again", async () => {
    const x = await screen("firefox");
    const firefox = await launch({ display: x.display });
    try {
        const page = await firefox.browser.newPage();
        await page.goto(`${site.url}article/7`);
        await page.bringToFront();
        const { x: left, y: top } = await firefox.place();
        const button = () => x.click(left, top);
        button();
        await until(() => marks(page, "quote"), (count) => count > 0, "marks");
        const all = await marks(page, "quote");
        await until(firefox.popupIsOpen, (open) => open, "the popup is open");
        button();
        await until(firefox.popupIsOpen, (open) => !open, "the popup is away");
        button();
        await until(firefox.popupIsOpen, (open) => open, "the popup is open again");
        button();
        await until(firefox.popupIsOpen, (open) => !open, "the popup is away again");
        assert.equal(await marks(page, "quote"), all);
    } finally {
        await firefox.close();
        x.close();
    }
});

test("the shortcuts read a page, open the popup and go to a mark", async () => {
    const page = await firefox.browser.newPage();
    await page.goto(`${site.url}article/7`);
    await page.bringToFront();
    await firefox.shortcut("S");
    await until(() => marks(page, "quote"), (count) => count > 0, "marks");
    await until(firefox.popupIsOpen, (open) => open, "the popup is open");
    await firefox.closePopup();
    assert.equal(await marks(page, "current"), 0);
    await firefox.shortcut("M");
    await until(() => marks(page, "current"), (count) => count > 0, "a mark");
    await page.close();
});

test("the menu's entry reads what is selected and nothing else", () => marked("article/8", async (page) => {
    await firefox.closePopup();
    const all = await marks(page, "person");
    await page.evaluate(() => getSelection()?.selectAllChildren(/** @type {Element} */ (document.querySelectorAll("article p")[1])));
    await firefox.menu("standfirst_standfirst_example-menuitem-_selection", 300, 300);
    await until(() => marks(page, "person"), (count) => count < all, "less is marked");
    const outside = await page.evaluate(() => {
        const paragraph = document.querySelectorAll("article p")[1];
        return [...CSS.highlights].filter(([name]) => name !== "standfirst-clutter").flatMap(([, highlight]) => [...highlight]).filter((range) => !paragraph.contains(range.startContainer)).length;
    });
    assert.equal(outside, 0);
}));

test("the popup sums up the page, and its filters, people, lines and switch reach it", () => marked("article/3", async (page) => {
    await page.setViewport({ width: 600, height: 200 });
    await until(() => text("popup", ".sf-title"), (title) => title === "Ferry line 3 to end in autumn", "the summary");
    await firefox.picture("popup", "test-results/firefox-popup.png");

    const quotes = await marks(page, "quote");
    await firefox.click("popup", "[data-layer=quote]");
    await until(() => marks(page, "quote"), (count) => count === 0, "quotations off");
    await until(() => pressed("popup", "[data-layer=quote]"), (on) => on === "false", "the button says so");
    assert.ok(await marks(page, "person"));
    await firefox.click("popup", "[data-layer=quote]");
    await until(() => marks(page, "quote"), (count) => count === quotes, "quotations on");

    await firefox.click("popup", ".sf-person");
    await until(() => marks(page, "chosen"), (count) => count > 0, "one person's marks");
    await firefox.click("popup", ".sf-person");
    await until(() => marks(page, "chosen"), (count) => count === 0, "everybody's marks");

    await firefox.inside("popup", "[...document.querySelectorAll('.sf-claims .sf-jump')].at(-1).click()");
    await until(() => page.evaluate(() => scrollY), (top) => top > 0, "the page goes to the line");
    const line = await firefox.inside("popup", "[...document.querySelectorAll('.sf-claims .sf-jump')].at(-1).textContent");
    assert.equal(await page.evaluate(() => [...(CSS.highlights.get("standfirst-current") ?? [])].map((mark) => {
        const range = new Range();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        return String(range);
    }).join("")), line);

    await firefox.click("popup", "[data-switch]");
    await until(() => page.evaluate(() => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0)), (count) => count === 0, "all off");
    await firefox.closePopup();
    await firefox.press();
    await until(() => pressed("popup", "[data-switch]"), (on) => on === "false", "still off");
    assert.equal(await marks(page, "person"), 0);
    await firefox.click("popup", "[data-switch]");
    await until(() => marks(page, "person"), (count) => count > 0, "on again");
}));

test("a reading is exported, and nothing of it is kept", () => marked("article/9", async () => {
    await until(() => text("popup", ".sf-title"), (title) => title === "Ferry line 9 to end in autumn", "the summary");
    await firefox.click("popup", "[data-save=json]");
    const saved = await until(firefox.download, (saved) => saved !== "", "a file");
    const { text: words, entities } = JSON.parse(saved);
    assert.match(words, /Norrvik/);
    assert.ok(entities.some((/** @type {{ name: string }} */ { name }) => name === "Marit Haldorsen"));
}));

test("the sidebar shows the page in front, and its filters and the popup's are one", () => marked("article/4", async (page) => {
    await firefox.openSidebar();
    await until(() => text("sidebar", ".sf-title"), (title) => title === "Ferry line 4 to end in autumn", "the summary");
    await firefox.picture("sidebar", "test-results/firefox-sidebar.png");
    await firefox.click("sidebar", "[data-layer=quote]");
    await until(() => marks(page, "quote"), (count) => count === 0, "quotations off");
    await firefox.click("sidebar", "#again");
    await until(() => text("sidebar", ".sf-title"), (title) => title !== null, "read again");
    await firefox.closePopup();
    await firefox.press();
    await until(() => pressed("popup", "[data-layer=quote]"), (on) => on === "false", "off in the popup as well");
    const other = await firefox.browser.newPage();
    await other.goto(`${site.url}article/5`);
    await until(() => text("sidebar", "#status"), (words) => /Press the Standfirst button/.test(words ?? ""), "a page that is not read");
    await other.close();
    await firefox.inWindow("SidebarController.hide()");
}));

test("settings open from the popup, are kept and reach the marked page at once", () => marked("article/6", async (page) => {
    await firefox.click("popup", "#options");
    // The browser does not tell the test where a page of an add-on has gone.
    const own = async () => {
        for (const page of await firefox.browser.pages()) if ((await page.evaluate(() => location.pathname)) === "/options.html") return page;
    };
    const options = /** @type {Page} */ (await until(own, (page) => page !== undefined, "the settings page"));
    /** Clicks on a box, or moves a slider. @param {string} selector @param {string} [value] */
    const set = (selector, value) => options.evaluate((selector, value) => {
        const input = /** @type {HTMLInputElement} */ (document.querySelector(selector));
        if (value === undefined) return input.click();
        input.value = value;
        for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
    }, selector, value);
    const claims = await until(() => marks(page, "claim"), (count) => count > 0, "claims");
    await until(() => marks(options, "person"), (count) => count === 1, "a sample");
    await set("#budget", "0");
    await until(() => marks(page, "claim"), (count) => count === 0, "no claims");
    await set("input[value=quote]");
    await until(() => marks(page, "quote"), (count) => count === 0, "no quotations");
    assert.ok(await marks(page, "person"));
    const thickness = (/** @type {Page} */ page) => page.evaluate(() => getComputedStyle(document.body, "::highlight(standfirst-person)").textDecorationThickness);
    assert.deepEqual([await thickness(page), await thickness(options)], ["2px", "2px"]);
    await set("input[value=strong]");
    await until(() => thickness(page), (width) => width === "3px", "stronger marks on the page");
    assert.equal(await thickness(options), "3px");
    await options.screenshot({ path: "test-results/firefox-settings.png" });
    await set("#reset");
    await until(() => marks(page, "claim"), (count) => count === claims, "claims again");
    await until(() => marks(page, "quote"), (count) => count > 0, "quotations again");
    await options.close();
}));

test("where nothing can run, the popup says why", async () => {
    const page = await firefox.browser.newPage();
    await page.bringToFront();
    await firefox.inWindow(`gBrowser.selectedBrowser.fixupAndLoadURIString("about:license", { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() })`);
    await until(() => firefox.inWindow("gBrowser.selectedBrowser.currentURI.spec"), (url) => url === "about:license", "a page of the browser's own");
    await firefox.press();
    await until(() => text("popup", "#status"), (words) => /cannot read this page/.test(words ?? ""), "the reason");
    await firefox.closePopup();
    await page.close();
});

/** Has the popup's switch for the site in front pressed, until the browser asks. */
async function switchOn() {
    await until(() => pressed("popup", "#always"), (on) => on === "false", "off");
    await firefox.pressInPopup("#always");
    await firefox.asked();
}

/** Presses the button over the page in front, where no popup may be open, and waits for what the popup's switch says. @param {string} wanted */
async function says(wanted) {
    await firefox.press();
    await until(() => pressed("popup", "#always"), (on) => on === wanted, `the switch says ${wanted}`);
}

const SITE = "*://127.0.0.1/*";

test("a site is read without being asked once the reader says so, and no longer once that is taken back", () => marked("article/1", async (page) => {
    await switchOn();
    await firefox.answer("button");
    await until(() => pressed("popup", "#always"), (on) => on === "true", "on");
    await until(firefox.always, (sites) => sites === SITE, "the browser knows");
    await firefox.closePopup();
    await page.reload();
    await until(() => marks(page, "quote"), (count) => count > 0, "read without a press");
    await says("true");
    await firefox.pressInPopup("#always");
    await until(() => pressed("popup", "#always"), (on) => on === "false", "off again");
    await until(firefox.always, (sites) => sites === "", "the browser knows");
    await page.reload();
    assert.equal(await marks(page, "quote"), 0);
}));

test("the popup may close before the reader answers, and the browser may take its permission back", () => marked("article/2", async (page) => {
    await switchOn();
    await firefox.closePopup();
    await firefox.answer("button");
    await until(firefox.always, (sites) => sites === SITE, "the browser knows");
    await page.goto(`${site.url}article/3`);
    await until(() => marks(page, "quote"), (count) => count > 0, "read without a press");
    await firefox.withdraw(SITE);
    await until(firefox.always, (sites) => sites === "", "the browser knows");
    await page.goto(`${site.url}article/4`);
    assert.equal(await marks(page, "quote"), 0);
    await says("false");
}));

test("a site that the reader says no to is not read", () => marked("article/2", async (page) => {
    await switchOn();
    await firefox.answer("secondaryButton");
    await until(() => pressed("popup", "#always"), (on) => on === "false", "off");
    assert.equal(await firefox.always(), "");
}));
