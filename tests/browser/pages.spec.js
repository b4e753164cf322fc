/**
 * Every page of tests/pages, read live: the real reader, the engine in wasm. What is kept and what is noted must be what
 * NAME.expected says, every kept character must lead to itself on the page, and the page must not have changed, neither by this
 * nor by all that is done with marks (`whole.mjs`). With UPDATE_EXPECTED=1 the files are written instead: read them before you
 * commit them.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { expect, test } from "./demo-page.js";

/** @typedef {import("../../www/page/reader.js").LiveBlock} LiveBlock */

const FOLDER = new URL("../pages/", import.meta.url);
const UPDATE = process.env.UPDATE_EXPECTED === "1";
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith(".html")).sort();

/**
 * Shows `html` under the origin of the demo, whose modules it may then import.
 * @param {import("@playwright/test").Page} page
 * @param {string} html
 */
async function show(page, html) {
    await page.route("**/shown.html", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    await page.goto("./shown.html");
}

/** @param {import("@playwright/test").Page} page */
function read(page) {
    return page.evaluate(async () => {
        const modules = ["/pkg/standfirst.js", "/page/reader.js", "/page/anchors.js"];
        const [{ default: init, Engine }, { readDocument }, { Anchors }] = await Promise.all(
            modules.map((path) => import(new URL(path, location.href).href)),
        );
        await init();
        const engine = new Engine(new Uint8Array(await (await fetch("/models/names.bin")).arrayBuffer()));
        let changes = 0;
        const observer = new MutationObserver((records) => (changes += records.length));
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        const reading = readDocument(document);
        const analysis = engine.analyze({ page: reading.page }, {});
        changes += observer.takeRecords().length;
        const anchors = new Anchors(reading.blocks);
        const text = analysis.text ?? "";
        const kept = analysis.blocks.filter((/** @type {{ kind: string }} */ { kind }) => kind !== "clutter");
        /** @type {string[]} */
        const astray = [];
        for (const { start, end } of kept) {
            for (let at = start; at < end; at += 1) {
                const range = anchors.range(at, at + 1);
                const there = range?.startContainer.textContent?.slice(range.startOffset, range.endOffset);
                if (text[at] !== " " && there !== text[at]) astray.push(`${at}: ${text[at]} ${there}`);
            }
        }
        return {
            lines: [
                ...kept.map((/** @type {any} */ { start, end, kind }) => `${kind} | ${text.slice(start, end)}`),
                ...analysis.notes.map((/** @type {{ code: string }} */ { code }) => `note | ${code}`),
            ],
            kinds: analysis.blocks.map((/** @type {{ kind: string }} */ { kind }) => kind),
            astray,
            changes,
        };
    });
}

for (const name of NAMES) {
    test(name, async ({ page }) => {
        await show(page, readFileSync(new URL(name, FOLDER), "utf8"));
        const { lines, astray, changes } = await read(page);
        const file = new URL(name.replace(/html$/, "expected"), FOLDER);
        if (UPDATE) writeFileSync(file, `${lines.join("\n")}\n`);
        expect(existsSync(file), `${name} has no expectation; see tests/pages/README.md`).toBe(true);
        expect(`${lines.join("\n")}\n`).toBe(readFileSync(file, "utf8"));
        expect(astray).toEqual([]);
        expect(changes).toBe(0);
    });

    test(`${name}, marked and put away, is as it was`, async ({ page }) => {
        await show(page, readFileSync(new URL(name, FOLDER), "utf8"));
        const { mutations, astray, left } = await page.evaluate(async (path) => (await import(new URL(path, location.href).href)).through(), "/tests/browser/whole.mjs");
        expect({ mutations, astray, left }).toEqual({ mutations: [], astray: [], left: [] });
    });
}

test("a hundred thousand words are one article", async ({ page }) => {
    const paragraphs = Array.from({ length: 5000 }, (_, i) =>
        `<p>In village ${i} the bell was rung at noon, as it had been since the year of the flood, and ${i} people came to hear it.</p>`);
    await show(page, `<!doctype html><title>The bells</title><nav><a href="/">Home</a></nav><article><h1>The bells of the plain</h1>${paragraphs.join("")}</article>`);
    const { kinds, astray, changes } = await read(page);
    expect(kinds.filter((/** @type {string} */ kind) => kind === "paragraph").length).toBe(5000);
    expect(kinds.filter((/** @type {string} */ kind) => kind !== "paragraph")).toEqual(["clutter", "title"]);
    expect(astray).toEqual([]);
    expect(changes).toBe(0);
});
