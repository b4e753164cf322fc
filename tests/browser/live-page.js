/** What the tests of the live page do: a page of their own HTML, a toy analysis on it, and what is painted. */
import { expect, test } from "./demo-page.js";

export { expect, test };

/** @typedef {import("@playwright/test").Page} Page */

/**
 * Opens a page with `html` as its body and `toy.mjs` at hand as `toy`.
 * @param {Page} page
 * @param {string} html trusted, for this test
 */
export async function open(page, html) {
    await page.goto("./tests/browser/blank.html");
    await page.evaluate(async (html) => {
        document.body.innerHTML = html;
        Object.assign(window, { toy: await import(new URL("/tests/browser/toy.mjs", location.href).href) });
    }, html);
}

/**
 * Marks the page, and keeps up with it unless told otherwise.
 * @param {Page} page
 * @param {{ keepUp?: boolean }} [options]
 */
export async function mark(page, options = {}) {
    await page.evaluate((options) => {
        const w = /** @type {any} */ (window);
        w.session = w.toy.start(options);
    }, options);
}

/**
 * @param {Page} page
 * @returns {Promise<string[]>} `layer: words`, sorted
 */
export function painted(page) {
    return page.evaluate(() => /** @type {any} */ (window).toy.painted());
}

/**
 * Waits for the next paint and what follows it.
 * @param {Page} page
 */
export function frame(page) {
    return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * The middle of the first line of the words under a highlight.
 * @param {Page} page
 * @param {string} layer
 * @param {number} [at] which of its marks
 */
export function middle(page, layer, at = 0) {
    return page.evaluate(([layer, at]) => {
        const mark = [...(CSS.highlights.get(`standfirst-${layer}`) ?? [])][Number(at)];
        const range = new Range();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        const { left, top, width, height } = range.getClientRects()[0];
        return { x: left + width / 2, y: top + height / 2 };
    }, /** @type {const} */ ([layer, at]));
}

/**
 * What the card holds, through the browser's debugger: the card stands in a closed shadow root.
 * @param {Page} page
 * @returns {Promise<{ open: boolean, role: string, label: string, text: string, spoken: string, focused: boolean }>}
 */
export async function card(page) {
    const host = find(await tree(page), (node) => has(node, "data-standfirst-card"));
    const box = find(host, (node) => has(node, "role", "dialog"));
    const spoken = find(host, (node) => has(node, "role", "status"));
    const open = await page.evaluate(() => Boolean(document.querySelector("[data-standfirst-card]:popover-open")));
    const focused = await page.evaluate(() => document.activeElement?.hasAttribute("data-standfirst-card") ?? false);
    return { open, focused, role: attribute(box, "role"), label: attribute(box, "aria-label"), text: words(box), spoken: words(spoken) };
}

/**
 * How the strip of ticks looks: one entry a tick.
 * @param {Page} page
 * @returns {Promise<{ layer: string, top: number }[]>}
 */
export async function ticks(page) {
    const strip = await inHost(page, "data-standfirst-ticks", "strip");
    return strip.map((tick) => ({ layer: attribute(tick, "class"), top: Number(/top: (\d+)px/.exec(attribute(tick, "style"))?.[1]) }));
}

/**
 * The class of every box that lies over the text where highlights are not to be had.
 * @param {Page} page
 */
export async function boxes(page) {
    return (await inHost(page, "data-standfirst-overlay", "standfirst-overlay")).map((box) => attribute(box, "class"));
}

/**
 * @param {Page} page
 * @param {string} host
 * @param {string} name of the class of the element in it whose children are wanted
 * @returns {Promise<any[]>}
 */
async function inHost(page, host, name) {
    return find(find(await tree(page), (node) => has(node, host)), (node) => has(node, "class", name))?.children ?? [];
}

/**
 * The page with its closed shadow roots.
 * @param {Page} page
 * @returns {Promise<any>}
 */
async function tree(page) {
    const client = await page.context().newCDPSession(page);
    const { root } = await client.send("DOM.getDocument", { depth: -1, pierce: true });
    await client.detach();
    return root;
}

/**
 * @param {any} node
 * @param {(node: any) => boolean} wanted
 * @returns {any}
 */
function find(node, wanted) {
    if (!node || wanted(node)) return node ?? null;
    for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) {
        const found = find(child, wanted);
        if (found) return found;
    }
    return null;
}

/** @param {any} node @param {string} name */
function attribute(node, name) {
    const at = (node?.attributes ?? []).indexOf(name);
    return at < 0 ? "" : node.attributes[at + 1];
}

/** @param {any} node @param {string} name @param {string} [value] */
function has(node, name, value) {
    return (node.attributes ?? []).includes(name) && (value === undefined || attribute(node, name) === value);
}

/** @param {any} node @returns {string} */
function words(node) {
    return node ? [node.nodeType === 3 ? node.nodeValue : "", ...(node.children ?? []).map(words)].filter(Boolean).join(" ") : "";
}
