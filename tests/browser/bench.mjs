/**
 * node bench.mjs [TEXT-FILE ...]: what the engine weighs and how fast it is in Chromium, beside what one would pick instead for
 * names in a page (compromise), in the same page and run. The last line is one JSON object. The text is the corpus: one article
 * of about 600 words, and all of them joined into 100,000 words; further text files are timed as well.
 */

import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { open } from "./host.mjs";

const ROOT = new URL("../../", import.meta.url).pathname;
const corpus = readdirSync(`${ROOT}tests/corpus`).filter((name) => /^\w+\.txt$/.test(name) && name !== "floors.txt").sort();
const articles = corpus.map((name) => plain(readFileSync(`${ROOT}tests/corpus/${name}`, "utf8")));
const long = repeat(articles, 100_000);
const one = articles.reduce((a, b) => (words(b) > words(a) ? b : a));

/** The words of an annotated article without its markup. @param {string} marked */
function plain(marked) {
    return marked
        .split("\n")
        .filter((line) => !/^(###|@|~) /.test(line))
        .map((line) => line.replace(/^(#+|>|-) /, "").replace(/\^\w+\^/g, "").replace(/(\[\w+ [^|]*\||\{\{[^|]*\||<<[^|]*\||\]|\}\}|>>)/g, ""))
        .join("\n");
}

/** @param {string[]} texts @param {number} count */
function repeat(texts, count) {
    const out = [];
    for (let n = 0, i = 0; n < count; i++) {
        const text = texts[i % texts.length] ?? "";
        out.push(text);
        n += words(text);
    }
    return out.join("\n\n");
}

/** @param {string} text */
function words(text) {
    return text.split(/\s+/).filter(Boolean).length;
}

/** @param {string} path */
function weigh(path) {
    const bytes = readFileSync(`${ROOT}dist/demo/${path}`);
    return { raw: bytes.length, brotli: brotliCompressSync(bytes).length };
}

const { browser, page } = await open({ "compromise.js": `${ROOT}tests/browser/node_modules/compromise/builds/three/compromise-three.mjs` });
// A given text goes first: its first time is that of an engine just loaded.
const given = process.argv.slice(2).map((file) => [basename(file), readFileSync(file, "utf8")]);
const texts = { ...Object.fromEntries(given), "one article": one, "100,000 words": long };
const times = await page.evaluate(async (texts) => {
    const load = performance.now();
    const { default: init, Engine } = await import(/** @type {any} */ ("/pkg/standfirst.js"));
    await init();
    const model = new Uint8Array(await (await fetch("/models/names.bin")).arrayBuffer());
    const start = performance.now();
    const engine = new Engine(model);
    const loaded = performance.now();
    const time = (/** @type {() => unknown} */ run, /** @type {number} */ runs) => {
        const all = [];
        for (let i = 0; i < runs; i++) {
            const start = performance.now();
            run();
            all.push(performance.now() - start);
        }
        return { first: all[0], median: all.toSorted((a, b) => a - b)[runs >> 1] };
    };
    /** @type {Record<string, any>} */
    const result = { "load ms": { module: start - load, model: loaded - start }, "analysis ms": {} };
    for (const [name, text] of Object.entries(texts)) result["analysis ms"][name] = time(() => engine.analyze({ text }, {}), 7);
    const nlp = (await import(/** @type {any} */ ("/compromise.js"))).default;
    const long = texts["100,000 words"].slice(0, texts["100,000 words"].length / 10);
    result["names in 10,000 words, ms"] = {
        "standfirst (everything)": time(() => engine.analyze({ text: long }, {}), 3),
        "compromise (names only)": time(() => [nlp(long).people().json(), nlp(long).places().json(), nlp(long).organizations().json()], 3),
    };
    return result;
}, texts);
await browser.close();
const round = (/** @type {string} */ _, /** @type {unknown} */ value) => (typeof value === "number" && !Number.isInteger(value) ? Math.round(value * 10) / 10 : value);
const speed = Math.round((words(long) / times["analysis ms"]["100,000 words"].median) * 1000);
console.log(JSON.stringify({ "size in bytes": { engine: weigh("pkg/standfirst_bg.wasm"), names: weigh("models/names.bin") }, "words/s in wasm": speed, ...times }, round));
