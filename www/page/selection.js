/**
 * The reader's selection: where it is, and which part of a text node lies in it. Selections are compared in the order in which
 * a browser shows the page, so they may begin and end in different shadow trees. Knows nothing of blocks.
 *
 * @typedef {{ at: Node, offset: number, past: boolean, path: Map<Node, Node | null> }} Edge
 *   one end of a selection: `offset` code units into the text node `at`; else before the node `at` or, if `past`, after all
 *   that is in it. `path` leads from each node around `at` to the one below, and from `at` to null.
 */

import { shownIn, walk } from "./walk.js";

/**
 * What the reader has selected: in the document, in open shadow roots, or in the frame that has the focus; null where nothing
 * is.
 * @param {Document} document
 * @returns {AbstractRange | null}
 */
export function selectedRange(document) {
    const selection = document.getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    if (range && !range.collapsed) return range;
    for (let focus = document.activeElement; focus; focus = focus.shadowRoot.activeElement) {
        if (focus.tagName === "IFRAME" || focus.tagName === "FRAME") {
            const inner = /** @type {HTMLIFrameElement} */ (focus).contentDocument;
            return inner && selectedRange(inner);
        }
        if (!focus.shadowRoot) break;
    }
    return range && selection ? inShadow(selection, document) : null;
}

/**
 * A selection with an end in a shadow root, which the document's own shows as a collapsed one.
 * @param {Selection} selection
 * @param {Document} document
 */
function inShadow(selection, document) {
    if (!selection.getComposedRanges) return null;
    /** @type {ShadowRoot[]} */
    const shadowRoots = [];
    walk(document.documentElement, {
        enter: ({ shadowRoot }) => Boolean(shadowRoot && shadowRoots.push(shadowRoot)) || true,
        leave() {},
        text() {},
    });
    const range = selection.getComposedRanges({ shadowRoots })[0];
    // Browsers tell of selections inside text fields as well.
    const inside = [range?.startContainer, range?.endContainer].some((node) => shadowRoots.some((root) => root === node?.getRootNode()));
    return range && !range.collapsed && inside ? range : null;
}

/**
 * Which part of a text node lies in `range`, as [from, to) in code units; nothing of it where `from` is not below `to`. A word
 * that an end of the range cuts lies in it as a whole, and so does a shadow tree or a frame that the range passes over.
 * @param {AbstractRange} range
 * @returns {(node: Text) => [number, number]}
 */
export function portionOf({ startContainer, startOffset, endContainer, endOffset }) {
    const start = edge(startContainer, startOffset, (word) => word.index);
    const end = edge(endContainer, endOffset, (word) => word.index + word.segment.length);
    return (node) => [unitsBefore(start, node), unitsBefore(end, node)];
}

/**
 * @param {Node} container
 * @param {number} offset
 * @param {(word: Intl.SegmentData) => number} side where to cut instead of inside a word
 * @returns {Edge}
 */
function edge(container, offset, side) {
    const child = container.childNodes[offset];
    const at = child ?? container;
    const text = container.nodeType === Node.TEXT_NODE;
    /** @type {Edge["path"]} */
    const path = new Map();
    for (let node = /** @type {Node | null} */ (at), below = null; node; [below, node] = [node, shownIn(node)]) path.set(node, below);
    return { at, offset: text ? wholeWord(/** @type {Text} */ (container).data, offset, side) : 0, past: !child && !text, path };
}

/**
 * @param {string} text
 * @param {number} offset
 * @param {(word: Intl.SegmentData) => number} side
 */
function wholeWord(text, offset, side) {
    // Older browsers cannot tell words apart; there a selection stays as it is.
    const word = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "word" }).segment(text).containing(offset);
    return word && word.index < offset ? side(word) : offset;
}

/**
 * How many code units of `node` are shown before an edge.
 * @param {Edge} edge
 * @param {Text} node
 */
function unitsBefore({ at, offset, past, path }, node) {
    if (node === at) return offset;
    let below = /** @type {Node} */ (node);
    let around = shownIn(node);
    while (around && !path.has(around)) [below, around] = [around, shownIn(around)];
    const towards = around && path.get(around);
    const before = towards ? below.compareDocumentPosition(towards) & Node.DOCUMENT_POSITION_FOLLOWING : around && past;
    return before ? node.length : 0;
}
