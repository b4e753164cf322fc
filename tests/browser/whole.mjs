/**
 * Runs in the browser: the page as it stands goes through everything that Standfirst does with one, with the real reader and
 * engine (read, analysed, marked, kept up with, walked through, put away), and every change inside it is counted meanwhile.
 */

import { readDocument } from "../../www/page/reader.js";
import { Session } from "../../www/page/session.js";
import { painted, witness } from "./toy.mjs";

/** Longer than the dwell of the card. */
const DWELT = 260;

/** @param {number} ms */
function wait(ms) {
    return new Promise((done) => setTimeout(done, ms));
}

/** Two frames, or a moment where the browser draws none. */
function drawn() {
    return Promise.race([wait(300), new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))]);
}

async function engine() {
    const { default: init, Engine } = await import(/** @type {any} */ (new URL("/pkg/standfirst.js", import.meta.url).href));
    await init();
    return new Engine(new Uint8Array(await (await fetch(new URL("/models/names.bin", import.meta.url))).arrayBuffer()));
}

/**
 * @returns {Promise<{ mutations: string[], marks: number, painted: number, astray: string[], cards: number, left: string[] }>}
 *   every change in the page; marks of the analysis that stand on it; ranges painted at first; marks that lie over other words than their own;
 *   cards that opened; what was left when all was put away
 */
export async function through() {
    const model = await engine();
    const before = document.documentElement.outerHTML;
    const seen = witness();
    const { page, blocks } = readDocument(document);
    const analysis = model.analyze({ page }, {});
    const text = analysis.text ?? "";
    const session = new Session();
    session.begin(analysis, text, blocks);
    session.keepUp({ root: document.body, read: () => readDocument(document), analyse: async (page) => model.analyze({ page }, {}) });
    await drawn();
    const { marks, anchors } = session.painter;
    const read = (/** @type {Node} */ node) => Boolean(anchors?.first.has(node));
    const words = (/** @type {AbstractRange[]} */ ranges) => bare(ranges.map((range) => wordsOf(range, read)).join(""));
    const astray = marks.filter(({ mark, ranges }) => ranges.length && words(ranges) !== bare(text.slice(mark.start, mark.end)));
    const result = {
        marks: marks.filter(({ ranges }) => ranges.length).length,
        painted: painted().length,
        astray: astray.map(({ mark }) => text.slice(mark.start, mark.end)),
        cards: 0,
    };
    const shown = () => (result.cards += Number(document.querySelector("[data-standfirst-card]")?.matches(":popover-open")));
    for (let i = 0; i < 3; i += 1) {
        session.step(1);
        await drawn();
        shown();
    }
    const place = session.painter.marks.find(({ place }) => place)?.place?.getBoundingClientRect();
    if (place) document.dispatchEvent(new PointerEvent("pointermove", { clientX: place.left + 4, clientY: place.top + 8, pointerType: "mouse" }));
    await wait(DWELT);
    session.toggle("person", false);
    session.choose(0);
    session.jump(0, 5);
    scrollTo(0, document.documentElement.scrollHeight);
    await drawn();
    scrollTo(0, 0);
    session.close();
    await drawn();
    const left = painted();
    if (document.documentElement.outerHTML !== before) left.push("the page's HTML is another");
    return { ...result, mutations: seen(), left };
}

/** @param {string} text */
function bare(text) {
    return text.replace(/\s+/g, "");
}

/**
 * The words of a range without those that the reader of the page passed over, for nobody sees them: one range runs over both.
 * @param {AbstractRange} range
 * @param {(node: Node) => boolean} read
 */
function wordsOf({ startContainer, startOffset, endContainer, endOffset }, read) {
    const words = [];
    const document = /** @type {Document} */ (startContainer.ownerDocument);
    const walker = document.createTreeWalker(startContainer.getRootNode(), NodeFilter.SHOW_TEXT);
    walker.currentNode = startContainer;
    for (let node = /** @type {Node | null} */ (startContainer); node; node = node === endContainer ? null : walker.nextNode()) {
        if (!read(node)) continue;
        const end = node === endContainer ? endOffset : undefined;
        words.push(/** @type {Text} */ (node).data.slice(node === startContainer ? startOffset : 0, end));
    }
    return words.join("");
}
