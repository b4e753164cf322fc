/**
 * Which marks lie under a point of a window: the browser's caret at the point, its offset in the document text, a binary
 * search. (`highlightsFromPoint` would do, but is slow and not everywhere.)
 *
 * @typedef {import("./anchors.js").Anchors} Anchors
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./marks.js").MarkIndex} MarkIndex
 * @typedef {{ node: Node, offset: number }} Caret
 */

import { rects } from "./anchors.js";

/** A caret is found beside text as well; a point farther off than this, sideways or up and down, is not on a mark. */
const SLACK = { x: 2, y: 6 };

/**
 * @param {number} x
 * @param {number} y
 * @param {Anchors} anchors
 * @param {MarkIndex} index
 * @param {Document} [view] whose window the point is in: that of a frame where the text stands in one
 * @returns {Mark[]} the narrowest first
 */
export function marksAt(x, y, anchors, index, view = document) {
    const caret = caretAt(x, y, view, [...anchors.roots].filter(isShadow));
    const offset = caret && anchors.offset(caret.node, caret.offset);
    if (offset === null) return [];
    // The caret stands between two characters; the point may be on either.
    const marks = new Set([...index.at(offset), ...index.at(offset - 1)]);
    return [...marks].filter(({ start, end }) => rects(anchors.ranges(start, end)).some((rect) => holds(rect, x, y)));
}

/**
 * @param {number} x
 * @param {number} y
 * @param {Document} view
 * @param {ShadowRoot[]} shadowRoots that the text stands in
 * @returns {Caret | null}
 */
function caretAt(x, y, view, shadowRoots) {
    if (view.caretPositionFromPoint) {
        const caret = view.caretPositionFromPoint(x, y, { shadowRoots });
        return caret && { node: caret.offsetNode, offset: caret.offset };
    }
    const range = view.caretRangeFromPoint?.(x, y);
    return range ? { node: range.startContainer, offset: range.startOffset } : null;
}

/**
 * @param {Node} root
 * @returns {root is ShadowRoot}
 */
function isShadow(root) {
    return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE && "host" in root;
}

/**
 * @param {DOMRect} rect
 * @param {number} x
 * @param {number} y
 */
function holds(rect, x, y) {
    const across = x >= rect.left - SLACK.x && x <= rect.right + SLACK.x;
    return across && y >= rect.top - SLACK.y && y <= rect.bottom + SLACK.y;
}
