/**
 * The live page in Firefox: marks, nothing changed, found again, put away, read by hover; every page of tests/pages; the demo
 * and the extension. What Chromium is asked in more detail stands in the `.spec.js` files.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./launch.mjs";
import { serve } from "./serve.mjs";

const PAGES = new URL("../pages/", import.meta.url);
const NAMES = readdirSync(PAGES).filter((name) => name.endsWith(".html")).sort();
const ARTICLE = `<article><h1>A wall for Port Ellery</h1>
    <p>“It cost the Harbour Trust 40 million,” said <a href="#more">Mirela Vantongeren</a>, who lives on Great Skerry.</p>
    <p>Tamsin Okoro disagreed.</p></article>`;
const MARKS = [
    "claim: “It cost the Harbour Trust 40 million,” said Mirela Vantongeren, who lives on Great Skerry.",
    "location: Great Skerry", "location: Port Ellery", "organization: Harbour Trust",
    "person: Mirela Vantongeren", "person: Tamsin Okoro", "quote: “It cost the Harbour Trust 40 million,”",
];

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {Awaited<ReturnType<typeof launch>>} */
let firefox;
const shown = new Map(NAMES.map((name) => [`/shown/${name}`, { html: readFileSync(new URL(name, PAGES), "utf8"), quiet: false }]));

before(async () => {
    server = await serve(0, shown);
    firefox = await launch("firefox");
});
after(async () => {
    await firefox.close();
    server.close();
});

/**
 * A page with `html` as its body, marked and kept up with; `run` gets it and is run in it afterwards.
 * @param {string} html trusted, for this test
 * @param {(page: import("puppeteer-core").Page) => Promise<void>} run
 */
async function marked(html, run) {
    const tab = await firefox.tab();
    try {
        await tab.page.evaluateOnNewDocument(() => {
            // The card stands in a closed shadow root; a test may look into it.
            const attach = Element.prototype.attachShadow;
            Element.prototype.attachShadow = function (options) {
                const root = attach.call(this, options);
                if (this.hasAttribute("data-standfirst-card")) Object.assign(window, { card: root });
                return root;
            };
        });
        await tab.page.goto(`${server.url}tests/browser/blank.html`);
        await tab.page.evaluate(async (html) => {
            document.body.innerHTML = html;
            const toy = await import(new URL("/tests/browser/toy.mjs", location.href).href);
            Object.assign(window, { toy, html: document.documentElement.outerHTML, seen: toy.witness(), session: toy.start() });
        }, html);
        await run(tab.page);
    } finally {
        await tab.close();
    }
}

/** @param {import("puppeteer-core").Page} page @returns {Promise<string[]>} */
function painted(page) {
    return page.evaluate(() => /** @type {any} */ (window).toy.painted());
}

test("Firefox registers highlights over the right words, and nothing on the page changes", () => marked(ARTICLE, async (page) => {
    assert.ok(await page.evaluate(() => "highlights" in CSS));
    assert.deepEqual(await painted(page), MARKS);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).seen()), []);
}));

test("of thousands of marks only those near the window are registered, and others when they come near", async () => {
    await marked("", async (page) => {
        const marks = await page.evaluate(() => {
            const w = /** @type {any} */ (window);
            w.session.close();
            const { marks } = w.toy.longPage();
            w.session = w.toy.start({ keepUp: false });
            return marks;
        });
        const painted = await page.waitForFunction(() => /** @type {any} */ (window).toy.painted().length, { timeout: 20_000 });
        const first = /** @type {number} */ (await painted.jsonValue());
        assert.ok(first < marks / 10, `${first} of ${marks}`);
        // Those at the page's end, within two window's heights of where it is now.
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
        await page.waitForFunction(() => {
            const mark = [...(CSS.highlights.get("standfirst-person") ?? [])].at(-1);
            const top = mark?.startContainer.parentElement?.getBoundingClientRect().top;
            return top !== undefined && top < 2000;
        }, { timeout: 20_000 });
        assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).toy.wrong()), []);
    });
});

test("after a full re-render the marks are back in the next frame", () => marked(ARTICLE, async (page) => {
    for (const other of [false, true]) {
        await page.evaluate(async (other) => {
            const article = /** @type {Element} */ (document.querySelector("article"));
            const copy = /** @type {Element} */ (article.cloneNode(true));
            if (other) for (const p of copy.querySelectorAll("p")) p.replaceWith(Object.assign(document.createElement("div"), { textContent: `\n ${p.textContent}` }));
            article.replaceWith(copy);
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }, other);
        assert.deepEqual(await painted(page), MARKS);
    }
}));

test("late text is read and marked", () => marked(ARTICLE, async (page) => {
    await page.evaluate(() => document.querySelector("article")?.append(Object.assign(document.createElement("p"), { textContent: "Oskar Lindqvist-Bell arrived." })));
    await page.waitForFunction(() => /** @type {any} */ (window).toy.painted().includes("person: Oskar Lindqvist-Bell"), { timeout: 20_000 });
}));

test("the pointer, the keyboard's walk and a focused link open the card", () => marked(ARTICLE, async (page) => {
    const at = await page.evaluate(() => {
        const mark = /** @type {StaticRange} */ ([...(CSS.highlights.get("standfirst-organization") ?? [])][0]);
        const range = new Range();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
    });
    await page.mouse.move(at.x - 1, at.y);
    await page.mouse.move(at.x, at.y);
    await page.waitForSelector("[data-standfirst-card]:popover-open", { timeout: 20_000 });
    const text = () => page.evaluate(() => String(/** @type {any} */ (window).card.textContent));
    for (const part of ["Organisation", "Harbour Trust", "Quotation", "Worth checking"]) assert.ok((await text()).includes(part), part);
    await page.keyboard.press("Escape");
    assert.equal(await page.$("[data-standfirst-card]:popover-open"), null);
    await page.keyboard.press("n");
    assert.ok(await page.$("[data-standfirst-card]:popover-open"));
    assert.ok((await text()).includes("Port Ellery"));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.ok(await page.$("[data-standfirst-card]:popover-open"));
    assert.ok((await text()).includes("Mirela Vantongeren"));
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).seen()), []);
}));

test("closing removes every trace", () => marked(ARTICLE, async (page) => {
    await page.keyboard.press("n");
    const left = await page.evaluate(() => {
        const w = /** @type {any} */ (window);
        w.session.close();
        return {
            highlights: [...CSS.highlights.keys()], same: document.documentElement.outerHTML === w.html,
            sheets: document.adoptedStyleSheets.length, seen: w.seen(),
        };
    });
    assert.deepEqual(left, { highlights: [], same: true, sheets: 0, seen: [] });
}));

for (const name of NAMES) {
    test(`${name}, read, marked and put away, is as it was`, async () => {
        const tab = await firefox.tab();
        const { mutations, astray, left } = await tab.run(`${server.url}shown/${name}`, "/tests/browser/whole.mjs", "through");
        await tab.close();
        assert.deepEqual({ mutations, astray, left }, { mutations: [], astray: [], left: [] });
    });
}

test("the demo marks its sample, and the extension is taken", async () => {
    const { page, close } = await firefox.tab();
    /** @type {string[]} */
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(server.url);
    await page.waitForSelector("#summary .sf-points button");
    const names = await page.evaluate(() => [...CSS.highlights.keys()]);
    for (const layer of ["person", "quote"]) assert.ok(names.includes(`standfirst-${layer}`), layer);
    await page.keyboard.press("n");
    assert.ok(await page.$("[data-standfirst-card]:popover-open"), "the card opens");
    mkdirSync("test-results", { recursive: true });
    await page.screenshot({ path: "test-results/firefox.png" });
    assert.deepEqual(errors, []);
    await close();
    const browser = /** @type {import("puppeteer-core").Browser} */ (firefox.browser);
    const id = await browser.installExtension(fileURLToPath(new URL("../../dist/extension", import.meta.url)));
    assert.equal(id, "standfirst@standfirst.example");
});
