/**
 * The reader's selection: where it is, and which part of a text node lies in it. Selections are compared in the order in which
 * a browser shows the page, so they may begin and end in different shadow trees. Of blocks it knows only that no word crosses
 * their borders.
 *
 * @typedef {{ at: Node, offset: number, past: boolean, path: Map<Node, Node | null> }} Edge
 *   one end of a selection: `offset` code units into the text node `at`; else before the node `at` or, if `past`, after all
 *   that is in it. `path` leads from each node around `at` to the one below, and from `at` to null.
 */

import { isBlock } from "./borders.js";
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
    const start = edge(startContainer, startOffset, -1);
    const end = edge(endContainer, endOffset, 1);
    return (node) => [unitsBefore(start, node), unitsBefore(end, node)];
}

/**
 * @param {Node} container
 * @param {number} offset
 * @param {-1 | 1} side to which it moves out of a word: -1 for the beginning of a selection, 1 for its end
 * @returns {Edge}
 */
function edge(container, offset, side) {
    const child = container.childNodes[offset];
    const text = container.nodeType === Node.TEXT_NODE;
    const [at, moved] = text ? outOfWord(/** @type {Text} */ (container), offset, side) : [child ?? container, 0];
    /** @type {Edge["path"]} */
    const path = new Map();
    for (let node = /** @type {Node | null} */ (at), below = null; node; [below, node] = [node, shownIn(node)]) path.set(node, below);
    return { at, offset: moved, past: !child && !text, path };
}

/**
 * A word may go on in the next text node, as after a drop cap or where a part of it is a link.
 * @param {Text} node
 * @param {number} offset
 * @param {-1 | 1} side
 * @returns {[Text, number]}
 */
function outOfWord(node, offset, side) {
    // Older browsers cannot tell words apart; there a selection stays as it is.
    if (!Intl.Segmenter) return [node, offset];
    const word = new Intl.Segmenter(undefined, { granularity: "word" }).segment(node.data).containing(offset);
    let at = word && word.index < offset ? word.index + (side > 0 ? word.segment.length : 0) : offset;
    // Only an end that has words of this node on its inner side can cut one at the node's border.
    if (offset === (side < 0 ? node.length : 0)) return [node, at];
    let here = node;
    for (let next = goesOn(here, at, side); next; next = goesOn(here, at, side)) {
        here = next;
        const inner = new Intl.Segmenter(undefined, { granularity: "word" }).segment(here.data).containing(side < 0 ? here.length - 1 : 0);
        at = inner ? inner.index + (side > 0 ? inner.segment.length : 0) : at;
    }
    return [here, at];
}

/**
 * The text node in which the word at this end of `node` goes on.
 * @param {Text} node
 * @param {number} offset
 * @param {-1 | 1} side
 * @returns {Text | null}
 */
function goesOn(node, offset, side) {
    if (offset !== (side < 0 ? 0 : node.length)) return null;
    const around = node.ownerDocument.createTreeWalker(node.getRootNode(), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    around.currentNode = node;
    const step = () => (side < 0 ? around.previousNode() : around.nextNode());
    let next = step();
    // By its type, for a frame's elements are of another class.
    while (next?.nodeType === Node.ELEMENT_NODE && isPassed(/** @type {Element} */ (next))) next = step();
    if (next?.nodeType !== Node.TEXT_NODE) return null;
    // The walk does not show every border that it crosses on its way out of an element, or into one from behind.
    for (const [from, other] of [[node, next], [next, node]]) {
        for (let at = from.parentElement; at && !at.contains(other); at = at.parentElement) if (!isInline(at)) return null;
    }
    const [left, right] = side < 0 ? [/** @type {Text} */ (next), node] : [node, /** @type {Text} */ (next)];
    return /[\p{L}\p{N}]$/u.test(left.data) && /^[\p{L}\p{N}]/u.test(right.data) ? /** @type {Text} */ (next) : null;
}

/** @param {Element} element */
function isPassed(element) {
    return !/^(br|img|hr)$/.test(element.localName) && isInline(element);
}

/** @param {Element} element */
function isInline(element) {
    const style = getComputedStyle(element);
    return style.display !== "none" && !isBlock(element.tagName.toUpperCase(), style);
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
