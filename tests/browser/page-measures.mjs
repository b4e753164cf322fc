/**
 * Runs in the browser: what marks cost a page of 109,000 words with 5,000 marks. Every figure is the median of several runs on a
 * page made anew, in milliseconds unless said; of removals, which take so little that a busy machine hides them, the least.
 * `Mark` of mark.js is measured on the same page where it is loaded.
 */

import { marksAt } from "../../www/page/hit.js";
import { read } from "../../www/page/reader.js";
import { longPage, painted, start } from "./toy.mjs";

const RUNS = 9;

/** @param {number[]} values */
function median(values) {
    return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** @param {() => unknown} run */
function time(run) {
    const start = performance.now();
    run();
    return performance.now() - start;
}

function layout() {
    return document.body.offsetHeight;
}

function rest() {
    return new Promise((done) => setTimeout(done, 250));
}

function frame() {
    return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

/** Taking marks on and off: the whole of `Session.begin` and `end`. */
export async function marking() {
    /** @type {{ apply: number[], layout: number[], clear: number[], frame: number[] }} */
    const all = { apply: [], layout: [], clear: [], frame: [] };
    let size = longPage();
    for (let i = 0; i < RUNS; i += 1) {
        size = longPage();
        const session = start({ keepUp: false });
        const { analysis, text, blocks } = /** @type {any} */ (session.reading);
        session.end();
        layout();
        await rest();
        all.apply.push(time(() => session.begin(analysis, text, blocks)));
        all.layout.push(time(layout));
        const begun = performance.now();
        await frame();
        all.frame.push(performance.now() - begun);
        all.clear.push(time(() => session.end()));
        session.close();
    }
    return { ...size, apply: median(all.apply), layout: median(all.layout), clear: median(all.clear), "to the next frame": median(all.frame) };
}

/** The same words wrapped by mark.js, once: it takes long. */
export async function wrapping() {
    const { Mark } = /** @type {any} */ (globalThis);
    longPage();
    const names = [...new Set([...document.querySelectorAll("p")].slice(0, 50).flatMap((p) => p.textContent?.match(/\b[A-Z]\w+ [A-Z][\w-]+/g) ?? []))];
    layout();
    await rest();
    const marker = new Mark(document.body);
    const apply = time(() => marker.mark(names, { separateWordSearch: false, caseSensitive: true }));
    const marks = document.querySelectorAll("mark").length;
    return { marks, apply, layout: time(layout), clear: time(() => marker.unmark()) };
}

/**
 * What could tell of a removed node at all, each doing nothing with it.
 * @type {Record<string, () => { disconnect(): void }>}
 */
const TELLERS = {
    "an idle observer": () => watched(new MutationObserver(() => {}), [document.documentElement], { subtree: true, childList: true }),
    "an idle observer of the article's children": () => watched(new MutationObserver(() => {}), document.querySelectorAll("article"), { childList: true }),
    "an idle observer of every paragraph's size": () => watched(new ResizeObserver(() => {}), document.querySelectorAll("p")),
    "an idle observer of every paragraph's place": () => watched(new IntersectionObserver(() => {}), document.querySelectorAll("p")),
};

/**
 * @template {{ observe(element: any, options?: any): void }} Observer
 * @param {Observer} observer
 * @param {Iterable<Element>} elements
 * @param {MutationObserverInit} [options]
 */
function watched(observer, elements, options) {
    for (const element of elements) observer.observe(element, options);
    return observer;
}

/**
 * The page removes 2,000 of its own nodes: without marks, with marks, with marks that keep up, and without marks but with each
 * of the tellers above, which is what noticing a removal costs at least. The least of all runs.
 */
export async function removals() {
    const kinds = ["none", "marks", "marks that keep up", ...Object.keys(TELLERS)];
    /** @type {Record<string, number[]>} */
    const all = { ...Object.fromEntries(kinds.map((kind) => [kind, []])), after: [] };
    for (let i = 0; i < kinds.length * RUNS; i += 1) {
        longPage();
        layout();
        const kind = kinds[i % kinds.length] ?? "";
        const session = kind.startsWith("marks") ? start({ keepUp: kind !== "marks" }) : null;
        const idle = TELLERS[kind]?.();
        await rest();
        /** @type {any} */ (globalThis).gc?.();
        await rest();
        const nodes = [...document.querySelectorAll("p")].slice(200, 2200);
        const begun = performance.now();
        for (const node of nodes) node.remove();
        // The observers' turn comes before this.
        await Promise.resolve();
        all[kind]?.push(performance.now() - begun);
        if (kind === "marks that keep up") all.after?.push(await longest());
        session?.close();
        idle?.disconnect();
    }
    const { after, ...times } = Object.fromEntries(Object.entries(all).map(([kind, values]) => [kind, Math.min(...values)]));
    const none = times.none ?? NaN;
    const ratios = Object.fromEntries(Object.entries(times).map(([kind, value]) => [kind, value / none]));
    return { ms: times, "times none": ratios, "then, once: looking for the words": after };
}

/** How long the callbacks of the next frame take. */
function longest() {
    return new Promise((done) => {
        // Asked for after the session's own, so called after it, in the same frame.
        requestAnimationFrame((at) => done(performance.now() - Math.max(at, begun)));
        const begun = performance.now();
    });
}

/** Which mark is under the pointer. */
export async function hits() {
    longPage();
    const session = start({ keepUp: false });
    await rest();
    const { anchors, index } = /** @type {any} */ (session.reading);
    /** @type {number[]} */
    const all = [];
    let found = 0;
    for (let i = 0; i < 400; i += 1) {
        const [x, y] = [40 + ((i * 37) % 600), 20 + ((i * 53) % 560)];
        const begun = performance.now();
        for (let again = 0; again < 10; again += 1) found += marksAt(x, y, anchors, index).length;
        all.push((performance.now() - begun) / 10);
    }
    session.close();
    all.sort((a, b) => a - b);
    return { median: median(all), "95th of 100": all[Math.floor(all.length * 0.95)], "marks hit": found / 10 };
}

/**
 * Every node of the page is replaced; how many marks stand in the next frame, and what finding them took. `same`: as they were;
 * `other`: in other elements, with other white space.
 * @param {"same" | "other"} manner
 */
export async function rerender(manner) {
    const all = [];
    let [back, count] = [0, 0];
    for (let i = 0; i < RUNS; i += 1) {
        count = longPage().marks;
        const session = start();
        await rest();
        await rest();
        const article = /** @type {Element} */ (document.querySelector("article"));
        const copy = /** @type {Element} */ (article.cloneNode(true));
        if (manner === "other") for (const p of copy.querySelectorAll("p")) p.replaceWith(Object.assign(document.createElement("div"), { textContent: `\n ${p.textContent}` }));
        article.replaceWith(copy);
        await Promise.resolve();
        all.push(await longest());
        back += painted().length;
        session.close();
    }
    return { "back in the same frame, %": (100 * back) / (count * RUNS), ms: median(all) };
}

/** Reading all of it again, when the page has come to rest. */
export async function reading() {
    longPage();
    layout();
    const all = [];
    for (let i = 0; i < RUNS; i += 1) all.push(time(() => read(document.body)));
    return { ms: median(all) };
}
