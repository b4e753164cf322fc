/**
 * node extension-bench.mjs: what the packed extension costs in Chromium, from a press of the real toolbar button on, as a table
 * of what is asked and what was measured, then one JSON object. The newsroom's articles are read, of 1,000 and of 100,000
 * words. Nothing here passes or fails.
 *
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {Awaited<ReturnType<typeof launch>>} Chromium
 * @typedef {{ woken: number, asked: number, first: number, all: number, popup: number, longest: number }} Times
 *   milliseconds from the press until the background hears of it, the page has been read, its first mark is there, its last one,
 *   the popup is open; and the longest of the page's tasks. A background that was asleep tells nothing.
 */

import { launch } from "./chromium-extension.js";
import { open } from "./newsroom.js";

/** Paragraphs; one has thirty words. */
const SHORT = 34;
const LONG = 3400;
const RUNS = 5;
const ARTICLES = 50;
/** Milliseconds in which a browser comes to rest. */
const REST = 1000;
/** Milliseconds below which a browser does not tell of a task. */
const UNTOLD = 50;
const NOTHING = { woken: NaN, asked: NaN, popup: NaN };

const site = await open();

/**
 * Opens an article, presses the button and waits until the marks have come to rest.
 * @param {Chromium} chromium
 * @param {number} paragraphs
 * @param {boolean} [asleep] whether the background is stopped before, as the browser does after thirty idle seconds
 * @returns {Promise<Times>}
 */
async function press(chromium, paragraphs, asleep = false) {
    const stop = asleep ? await chromium.stopper() : null;
    const page = chromium.context.pages()[0];
    await page.goto(`${site.url}long/${paragraphs}`);
    const go = await chromium.aim(page);
    await page.waitForTimeout(REST);
    await page.evaluate(watch);
    await (stop ? stop() : chromium.worker().evaluate(listen));
    const at = Date.now();
    await go();
    await page.waitForFunction(() => /** @type {any} */ (globalThis).seen.first, null, { timeout: 60_000 });
    await page.waitForTimeout(REST);
    const { first, last, tasks } = await page.evaluate(() => /** @type {any} */ (globalThis).seen);
    const { woken, asked, popup } = stop ? NOTHING : await chromium.worker().evaluate(() => /** @type {any} */ (globalThis).heard);
    return { woken: woken - at, asked: asked - at, first: first - at, all: last - at, popup: popup - at, longest: Math.max(0, ...tasks) };
}

/** Runs in the page: notes when its marks come and which tasks hold it up. */
function watch() {
    const seen = { first: 0, last: 0, marks: 0, tasks: /** @type {number[]} */ ([]) };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
    const look = () => {
        const marks = [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0);
        const now = performance.timeOrigin + performance.now();
        if (marks && !seen.first) seen.first = now;
        if (marks !== seen.marks) [seen.marks, seen.last] = [marks, now];
        setTimeout(look);
    };
    look();
}

/** Runs in the background: notes when it hears of the press, when a page asks and when the popup is open. */
function listen() {
    const heard = { woken: 0, asked: 0, popup: 0 };
    const first = !("heard" in globalThis);
    Object.assign(globalThis, { heard });
    if (!first) return;
    const now = /** @type {() => typeof heard} */ (() => /** @type {any} */ (globalThis).heard);
    chrome.action.onClicked.addListener(() => void (now().woken = Date.now()));
    const open = chrome.action.openPopup;
    chrome.action.openPopup = async () => {
        await open();
        now().popup = Date.now();
    };
    chrome.runtime.onConnect.addListener(({ name }) => void (name === "engine" && (now().asked = Date.now())));
}

/** Bytes that the background holds once what is no longer needed is gone: objects, buffers, and the engine's memory. @param {Chromium} chromium */
async function held(chromium) {
    const [{ targetId }] = await chromium.targets("service_worker");
    const { send, detach } = await chromium.attach(targetId);
    await send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize } = await send("Runtime.getHeapUsage");
    const { result } = await send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
    const { objects } = await send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
    const sum = { objectId: objects.objectId, functionDeclaration: "function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0) }", returnByValue: true };
    const wasm = (await send("Runtime.callFunctionOn", sum)).result.value;
    await detach();
    return { objects: usedSize, buffers: backingStorageSize, wasm };
}

/** Medians and least of several runs. @param {() => Promise<Times>} run */
async function several(run) {
    /** @type {Times[]} */
    const all = [];
    while (all.length < RUNS) all.push(await run());
    /** @param {keyof Times} time */
    const of = (time) => all.map((times) => times[time]).toSorted((a, b) => a - b);
    const keys = /** @type {(keyof Times)[]} */ (["woken", "asked", "first", "all", "popup", "longest"]);
    return Object.fromEntries(keys.map((key) => [key, { median: of(key)[RUNS >> 1], least: of(key)[0] }]));
}

// In a browser just started nothing of the engine is loaded.
const cold = await several(async () => {
    const chromium = await launch();
    const times = await press(chromium, SHORT);
    await chromium.close();
    return times;
});
const asleep = await several(async () => {
    const chromium = await launch();
    await press(chromium, SHORT);
    const times = await press(chromium, SHORT, true);
    await chromium.close();
    return times;
});
const chromium = await launch();
await press(chromium, SHORT);
const warm = await several(() => press(chromium, SHORT));
const long = await several(() => press(chromium, LONG));
const memory = [];
for (let read = 1; read <= ARTICLES; read += 1) {
    const page = await chromium.context.newPage();
    await page.goto(`${site.url}article/${read}`);
    await chromium.click(page);
    await chromium.opened();
    await page.waitForFunction(() => CSS.highlights.size);
    await page.close();
    if (read === 1 || read % (ARTICLES / 2) === 0) memory.push(await held(chromium));
}
await chromium.close();
site.close();

/** @param {...{ median: number, least: number }} times */
const ms = (...times) => times.map(({ median, least }) => `${median.toFixed(0)} (${least.toFixed(0)})`).join(" / ");
/** @param {{ median: number }} task */
const task = ({ median }) => (median ? median.toFixed(0) : `under ${UNTOLD}`);
/** @type {[string, string, string][]} */
const rows = [
    ["1,000 words, browser just started: press to first mark, ms: median (least)", "150", ms(cold.first)],
    ["  press to background / to question / to mark / to popup", "", ms(cold.woken, cold.asked, cold.first, cold.popup)],
    ["1,000 words, background asleep: press to first mark, ms", "", ms(asleep.first)],
    ["1,000 words, engine loaded: press to first mark, ms", "30", ms(warm.first)],
    ["  press to background / to question / to mark / to popup", "", ms(warm.woken, warm.asked, warm.first, warm.popup)],
    ["100,000 words: press to first / last mark, ms", "600", ms(long.first, long.all)],
    ["  longest task of the page, ms", "50", task(long.longest)],
    [`background after 1 / ${ARTICLES / 2} / ${ARTICLES} articles, MB: objects`, "no growth", memory.map(({ objects }) => (objects / 1e6).toFixed(1)).join(" / ")],
    ["  buffers", "no growth", memory.map(({ buffers }) => (buffers / 1e6).toFixed(1)).join(" / ")],
    ["  engine's memory", "no growth", memory.map(({ wasm }) => (wasm / 1e6).toFixed(1)).join(" / ")],
];
const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
for (const [what, asked, got] of [["", "asked", "measured"], ...rows]) console.log(what.padEnd(widths[0]), asked.padEnd(widths[1]), got);
console.log(JSON.stringify({ cold, asleep, warm, long, memory }));
