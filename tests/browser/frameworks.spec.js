/**
 * Pages that a framework owns: marks are on before React, Vue or Svelte take over what their server has sent, and stay on while
 * they change it. The last test wraps words in elements instead, to show that a page that breaks is noticed.
 */
import { createRequire } from "node:module";
import { build } from "./frameworks/build.mjs";
import { STEPS, stateAt, textAt } from "./frameworks/model.mjs";
import { expect, mark, open, test } from "./live-page.js";

const texts = Array.from({ length: STEPS + 1 }, (_, step) => textAt(step));

/**
 * Runs the page through all its steps.
 * @param {import("@playwright/test").Page} page
 * @param {"react" | "vue" | "svelte"} name
 * @param {() => Promise<void>} marking
 */
async function through(page, name, marking) {
    /** @type {string[]} */
    const complaints = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text().slice(0, 200)));
    page.on("pageerror", (error) => complaints.push(String(error).slice(0, 200)));
    const { html, script } = await build(name);
    await open(page, `<div id=root>${html}</div>`);
    await marking();
    await page.addScriptTag({ content: script });
    const results = await page.evaluate(async (texts) => {
        const w = /** @type {any} */ (window);
        const root = /** @type {Element} */ (document.querySelector("#root"));
        w.framework.start(root);
        await new Promise((done) => setTimeout(done, 200));
        let [text, marks, most] = [0, 0, 0];
        for (const [step, wanted] of texts.entries()) {
            try {
                await w.update(step);
            } catch {
                text += 1;
            }
            if (String(root.textContent).replace(/\s+/g, "") !== wanted) text += 1;
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            marks += w.toy.wrong().length;
            // Now and then the page rests long enough to be read again.
            if (step % 10 === 9) await new Promise((done) => setTimeout(done, 700));
            most = Math.max(most, w.toy.painted().length);
        }
        await new Promise((done) => setTimeout(done, 1500));
        return { text, marks, most, names: w.toy.painted().filter((/** @type {string} */ line) => line.startsWith("person")).length };
    }, texts);
    return { complaints, ...results };
}

for (const name of /** @type {const} */ (["react", "vue", "svelte"])) {
    test(`${name} takes over its page and changes it ${STEPS} times with marks on`, async ({ page }) => {
        const { most, names, ...results } = await through(page, name, () => mark(page));
        expect(results).toEqual({ complaints: [], text: 0, marks: 0 });
        expect(most).toBeGreaterThan(15);
        expect(names).toBe(stateAt(STEPS).posts.length);
    });
}

test("wrapping the words in elements does break such a page", async ({ page, heard }) => {
    const script = createRequire(import.meta.url).resolve("mark.js/dist/mark.js");
    const { complaints, text } = await through(page, "react", async () => {
        await page.addScriptTag({ path: script });
        await page.evaluate(() => {
            const Mark = /** @type {any} */ (window).Mark;
            new Mark(document.body).mark(["Mirela Vantongeren", "Tamsin Okoro", "Port Ellery"], { separateWordSearch: false });
        });
    });
    expect(complaints.length + text).toBeGreaterThan(0);
    heard.errors = [];
});
