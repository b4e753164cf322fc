/**
 * Which marks lie under a point of the window: the browser's caret at the point, its offset in the document text, a binary
 * search. (`highlightsFromPoint` would do, but is slow and not everywhere.)
 *
 * @typedef {import("./anchors.js").Anchors} Anchors
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./marks.js").MarkIndex} MarkIndex
 */

import { live } from "./anchors.js";

/** A caret is found beside text as well; a point farther off than this, sideways or up and down, is not on a mark. */
const SLACK = { x: 2, y: 6 };

/**
 * @param {number} x
 * @param {number} y
 * @param {Anchors} anchors
 * @param {MarkIndex} index
 * @returns {Mark[]}
 */
export function marksAt(x, y, anchors, index) {
    const caret = caretAt(x, y);
    const offset = caret && anchors.offset(caret.node, caret.offset);
    if (offset === null) return [];
    // The caret stands between two characters; the point may be on either.
    const marks = [...index.at(offset), ...index.at(offset - 1)];
    return [...new Set(marks)].filter((mark) => {
        const range = anchors.range(mark.start, mark.end);
        return range && [...live(range).getClientRects()].some((rect) => holds(rect, x, y));
    });
}

/**
 * @param {number} x
 * @param {number} y
 */
function caretAt(x, y) {
    if (document.caretPositionFromPoint) {
        const caret = document.caretPositionFromPoint(x, y);
        return caret && { node: caret.offsetNode, offset: caret.offset };
    }
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? { node: range.startContainer, offset: range.startOffset } : null;
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
