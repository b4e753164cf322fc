/**
 * Turns what a visitor brings (pasted text, pasted HTML, a file) into something to read: what goes to the engine, what stands
 * on the page, and where each stretch of the document text stands there.
 *
 * @typedef {import("./pkg/standfirst.js").Analysis} Analysis
 * @typedef {import("./pkg/standfirst.js").Input} Input
 * @typedef {import("./page/reader.js").LiveBlock} LiveBlock
 * @typedef {{ input: Input, text: string, place: (analysis: Analysis) => LiveBlock[] }} Material
 *   `text` is the document text unless the analysis brings its own; `place` puts the words on the page, if they are not there
 *   yet, and says where.
 */

import { read } from "./page/reader.js";
import { sanitise } from "./page/sanitise.js";

/** Longer than any article (about 170,000 words); what goes beyond it is not read, and the visitor is told. */
export const LONGEST = 1_000_000;

/** @type {Record<import("./pkg/standfirst.js").BlockKind, string>} */
const TAGS = {
    title: "h1", paragraph: "p", post: "p", heading: "h2", item: "p", quote: "blockquote", caption: "p", byline: "p", clutter: "p",
};

/**
 * What stands in `article` already.
 * @param {HTMLElement} article
 * @param {import("./page/reader.js").ReadOptions} [options]
 * @returns {Material}
 */
export function fromPage(article, options) {
    const { page, blocks } = read(article, options);
    return { input: { page }, text: blocks.map(({ text }) => text).join("\n\n"), place: () => blocks };
}

/**
 * HTML, made harmless.
 * @param {HTMLElement} article
 * @param {string} html
 * @returns {Material}
 */
export function fromHtml(article, html) {
    const { content, title, lang, names } = sanitise(html);
    article.replaceChildren(content);
    return fromPage(article, { title, lang, names });
}

/**
 * Text or Markdown: the engine finds the blocks, so they are placed when it has.
 * @param {HTMLElement} article
 * @param {string} text
 * @param {boolean} markdown
 * @returns {Material}
 */
export function fromText(article, text, markdown) {
    return {
        input: markdown ? { markdown: text } : { text },
        text,
        place: (analysis) => placeBlocks(article, analysis.text ?? text, analysis.blocks),
    };
}

/**
 * @param {HTMLElement} article
 * @param {string} text
 * @param {Analysis["blocks"]} blocks
 * @returns {LiveBlock[]}
 */
function placeBlocks(article, text, blocks) {
    const live = blocks.map(({ start, end, kind }) => {
        const own = text.slice(start, end);
        const node = document.createTextNode(own);
        const element = document.createElement(TAGS[kind]);
        if (["caption", "byline", "clutter"].includes(kind)) element.className = "small";
        element.append(node);
        article.append(element);
        return { start, text: own, runs: [{ at: 0, node, from: 0, length: own.length }] };
    });
    return live;
}

/**
 * Whether `text` is HTML source and not prose with a stray angle bracket.
 * @param {string} text
 */
export function isHtml(text) {
    return /^\s*<(!doctype|html|head|body|article|main|section|div|p|h[1-6]|ul|ol|table|figure|blockquote|span|a|img|script|svg)\b/i.test(text) && text.includes(">");
}
