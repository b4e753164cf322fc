/**
 * Runs in the browser: a session on the page as it stands, over a toy analysis, so that tests and measures of reading, painting
 * and keeping up know exactly what is to be marked. Names of a short list are people, organisations or places, what stands
 * between “ and ” is a quotation, a sentence with a digit a claim, a block inside `.clutter` clutter.
 *
 * @typedef {import("../../www/pkg/standfirst.js").Analysis} Analysis
 * @typedef {import("../../www/pkg/standfirst.js").Page} Page
 */

import { read } from "../../www/page/reader.js";
import { Session } from "../../www/page/session.js";

/** @type {Record<string, "person" | "organization" | "location">} */
const NAMES = {
    "Mirela Vantongeren": "person", "Oskar Lindqvist-Bell": "person", "Tamsin Okoro": "person",
    "Harbour Trust": "organization", "Quillfeather Ltd": "organization",
    "Port Ellery": "location", "Great Skerry": "location",
};
const NAME = new RegExp(Object.keys(NAMES).join("|"), "g");

/**
 * @param {Page} page
 * @returns {Analysis}
 */
export function analyse(page) {
    /** @type {any} */
    const analysis = { id: "toy", title: null, language: "en", blocks: [], entities: [], quotes: [], claims: [], summary: {}, notes: [] };
    /** @type {Map<string, any>} */
    const entities = new Map();
    let start = 0;
    for (const { text, container } of page.blocks) {
        const clutter = page.containers[container].names.includes("clutter");
        analysis.blocks.push({ start, end: start + text.length, kind: clutter ? "clutter" : "paragraph" });
        if (!clutter) mark(text, start, analysis, entities);
        start += text.length + 2;
    }
    analysis.entities = [...entities.values()];
    return analysis;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {any} analysis
 * @param {Map<string, any>} entities
 */
function mark(text, start, analysis, entities) {
    for (const { 0: name, index } of text.matchAll(NAME)) {
        if (!entities.has(name)) entities.set(name, { id: entities.size, name, type: NAMES[name], role: null, salience: 1, mentions: [] });
        entities.get(name).mentions.push({ start: start + index, end: start + index + name.length });
    }
    for (const { 0: words, index } of text.matchAll(/“[^”]*”/g)) {
        const span = { start: start + index, end: start + index + words.length };
        analysis.quotes.push({ ...span, kind: "direct", scare: false, speaker: null, cue: null });
    }
    for (const { 0: sentence, index } of text.matchAll(/[^.?!]*\d[^.?!]*[.?!]”?/g)) {
        const from = start + index + (sentence.length - sentence.trimStart().length);
        const end = start + index + sentence.length;
        analysis.claims.push({ start: from, end, verifiable: 1, worth: 1, kind: "quantity", reasons: [{ start: from, end, label: "It gives a number." }], claimant: null });
    }
}

/** How often a page was analysed, and what was marked when. */
export const log = { analyses: 0, moved: 0, changed: 0 };

/**
 * Reads `root` and marks it; keeps up with it where asked.
 * @param {{ root?: Element, keepUp?: boolean, watchAlso?: boolean }} [options]
 */
export function start({ root = document.body, keepUp = true } = {}) {
    const session = new Session();
    const { page, blocks } = read(root);
    session.begin(analyse(page), textOf(blocks), blocks);
    if (keepUp) {
        session.keepUp({
            root,
            read: (root) => read(root),
            analyse: async (page) => {
                log.analyses += 1;
                return analyse(page);
            },
            changed: () => (log.changed += 1),
            moved: () => (log.moved += 1),
        });
    }
    return session;
}

/** @param {{ text: string }[]} blocks */
export function textOf(blocks) {
    return blocks.map(({ text }) => text).join("\n\n");
}

/**
 * What is painted now: the words under every highlight of ours, in this document and its frames, sorted.
 * @returns {string[]} `layer: words`
 */
export function painted() {
    const frames = [...document.querySelectorAll("iframe")].filter((frame) => frame.contentDocument).map((frame) => /** @type {any} */ (frame.contentWindow));
    return [window, ...frames].flatMap((view) =>
        [...view.CSS.highlights].filter(([name]) => name.startsWith("standfirst-")).flatMap(([name, ranges]) =>
            [...ranges].map((range) => `${name.slice("standfirst-".length)}: ${wordsOf(range)}`)),
    ).sort();
}

/** @param {AbstractRange} range */
function wordsOf(range) {
    const live = new Range();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return live.startContainer.isConnected ? live.toString().replace(/\s+/g, " ") : "(gone)";
}

/** Painted words that are not those that a layer may have: a name that is none, a quotation without its marks. */
export function wrong() {
    const names = new Set(Object.keys(NAMES));
    return painted().filter((line) => {
        const [layer, words] = [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)];
        if (["person", "organization", "location"].includes(layer)) return NAMES[words] !== layer || !names.has(words);
        if (layer === "quote") return !/^“[^”]*”$/.test(words);
        return layer === "claim" && !/\d/.test(words);
    });
}

/** Every change inside the page, its open shadow roots and its frames from now on; our own hosts' coming and going left out. */
export function witness() {
    /** @type {string[]} */
    const seen = [];
    const ours = (/** @type {Node} */ node) => node.nodeType === Node.ELEMENT_NODE && [.../** @type {Element} */ (node).attributes].some(({ name }) => name.startsWith("data-standfirst-"));
    const note = (/** @type {MutationRecord[]} */ records) => {
        for (const { type, target, addedNodes, removedNodes } of records) {
            const nodes = [...addedNodes, ...removedNodes];
            if (ours(target) || (type === "childList" && target === document.documentElement && nodes.every(ours))) continue;
            seen.push(`${type} at ${target.nodeName}`);
        }
    };
    const observer = new MutationObserver(note);
    for (const root of roots(document)) observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    return () => {
        note(observer.takeRecords());
        return seen;
    };
}

/**
 * @param {Document | ShadowRoot} root
 * @returns {(Document | ShadowRoot)[]} it, and every open shadow root and frame of the same origin in it
 */
function roots(root) {
    const inner = [...root.querySelectorAll("*")].map((element) => element.shadowRoot ?? /** @type {Partial<HTMLIFrameElement>} */ (element).contentDocument);
    return [root, ...inner.flatMap((found) => (found ? roots(found) : []))];
}

/** A page of 109,000 words or so with 5,000 things to mark, each paragraph an element of its own. */
export function longPage() {
    const names = Object.keys(NAMES);
    const words = "the harbour council said on that day of the week that work on the long wall would go on until spring and no one had asked for it".split(" ");
    const article = document.createElement("article");
    let [marks, count] = [0, 0];
    for (let i = 0; i < 2500; i += 1) {
        const paragraph = document.createElement("p");
        const line = Array.from({ length: 41 }, (_, j) => words[(i * 7 + j) % words.length]);
        line[5] = names[i % names.length];
        line[20] = names[(i + 3) % names.length];
        // No two paragraphs of a page read the same.
        const own = [...String(i)].map((digit) => "bcdfghjklm"[Number(digit)]).join("");
        [line[7], line[22]] = [`reach-${own}`, `bend-${own}`];
        marks += 2;
        paragraph.append(document.createTextNode(`${line.join(" ")}.`));
        article.append(paragraph);
        count += paragraph.textContent?.split(" ").length ?? 0;
    }
    document.body.replaceChildren(article);
    return { marks, words: count };
}
