/**
 * node page-bench.mjs [DIR]: what the live page costs in Chromium, as a table of what is asked and what was measured, then one
 * JSON object. mark.js is measured on the same page in the same run. Reading is timed on tests/pages, or on
 * DIR/html/NAME.html.gz. Nothing here passes or fails; how well pages are read is for `cargo xtask eval pages`.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./launch.mjs";
import { serve } from "./serve.mjs";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const MEASURES = "/tests/browser/page-measures.mjs";
const dir = process.argv[2] ?? here("../pages");

const server = await serve(0);
const browser = await launch("chromium", ["--js-flags=--expose-gc"]);

/** Each on a page of its own. @param {string} name @param {unknown[]} given @param {string} [script] */
async function measure(name, given = [], script) {
    const tab = await browser.tab();
    await tab.page.goto(`${server.url}tests/browser/blank.html`);
    if (script) await tab.page.addScriptTag({ path: script });
    const result = await tab.run(tab.page.url(), MEASURES, name, ...given);
    await tab.close();
    return result;
}

const mutations = spawnSync(process.execPath, [here("mutations.mjs"), dir], { encoding: "utf8" }).stdout.trim().split("\n").at(-1) ?? "{}";
const out = mkdtempSync(join(tmpdir(), "standfirst-"));
const reading = spawnSync(process.execPath, [here("pages.mjs"), dir, join(out, "bodies.json")], { encoding: "utf8" }).stderr.trim().split("\n").at(-1) ?? "";
rmSync(out, { recursive: true });
const measured = {
    mutations: JSON.parse(mutations),
    reading,
    marking: await measure("marking"),
    wrapping: await measure("wrapping", [], createRequire(import.meta.url).resolve("mark.js/dist/mark.js")),
    removals: await measure("removals"),
    hits: await measure("hits"),
    same: await measure("rerender", ["same"]),
    other: await measure("rerender", ["other"]),
};
await browser.close();
server.close();

/** @param {Record<string, number>} figures */
const three = ({ apply, layout, clear }) => [apply, layout, clear].map((ms) => ms.toFixed(1)).join(" / ");
const ratios = measured.removals["times none"];
/** @type {[string, string, string][]} */
const rows = [
    ["read and classify (and, there, all that comes after)", "10 ms median, 60 max", measured.reading],
    ["mutations inside the page", "0", `${measured.mutations.mutations} on ${measured.mutations.pages} pages`],
    [`${measured.marking.marks} marks, ${measured.marking.words} words: apply / layout / clear, ms`, "10 / 0 / 1", three(measured.marking)],
    [`  mark.js, ${measured.wrapping.marks} marks`, "", three(measured.wrapping)],
    ["2,000 removals with marks, times without", "1.1", ratios.marks.toFixed(2)],
    ["  with marks that keep up", "1.1", ratios["marks that keep up"].toFixed(2)],
    ...Object.keys(ratios).slice(3).map((kind) => /** @type {[string, string, string]} */ ([`  without marks, ${kind}`, "", ratios[kind].toFixed(2)])),
    ["hover hit test, ms (95th of 100)", "0.3", measured.hits["95th of 100"].toFixed(3)],
    ["full re-render: back, %; ms", "99; 16", `${measured.same["back in the same frame, %"]}; ${measured.same.ms.toFixed(1)}`],
    ["  into other elements", "99; 16", `${measured.other["back in the same frame, %"]}; ${measured.other.ms.toFixed(1)}`],
];
const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
for (const [what, asked, got] of [["", "asked", "measured"], ...rows]) console.log(what.padEnd(widths[0]), asked.padEnd(widths[1]), got);
console.log(JSON.stringify(measured));
