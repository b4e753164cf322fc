/**
 * The reader's selection: where it is, and which part of a text node lies in it. Knows nothing of blocks.
 */

import { shownIn } from "./walk.js";

/**
 * What the reader has selected: in the document, in an open shadow root, or in the frame that has the focus; null where
 * nothing is.
 * @param {Document} document
 * @returns {Range | null}
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
    return selection ? inShadow(selection, document) : null;
}

/**
 * A selection inside a shadow root, which the document's own shows as a collapsed one at the host.
 * @param {Selection} selection
 * @param {Document} document
 */
function inShadow(selection, document) {
    const host = selection.anchorNode && hostAt(selection.anchorNode, selection.anchorOffset);
    if (!host?.shadowRoot || !selection.getComposedRanges) return null;
    const roots = [host.shadowRoot];
    for (let inner; (inner = roots.at(-1)?.activeElement?.shadowRoot); ) roots.push(inner);
    const composed = selection.getComposedRanges({ shadowRoots: roots })[0];
    if (!composed || composed.collapsed) return null;
    const range = document.createRange();
    range.setStart(composed.startContainer, composed.startOffset);
    range.setEnd(composed.endContainer, composed.endOffset);
    // Ends in two trees collapse a range.
    return range.collapsed ? null : range;
}

/**
 * @param {Node} node
 * @param {number} offset
 */
function hostAt(node, offset) {
    const at = node.childNodes[offset] ?? node;
    return at.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (at) : at.parentElement;
}

/**
 * Which part of a text node lies in `range`, as [from, to) in code units. A shadow tree or a frame that the range passes over
 * lies in it as a whole.
 * @param {Range} range
 * @returns {(node: Text) => [number, number]}
 */
export function portionOf(range) {
    const { startContainer, startOffset, endContainer, endOffset } = range;
    const root = startContainer.getRootNode();
    return (node) => {
        /** @type {Node | null} */
        let at = node;
        while (at && at.getRootNode() !== root) at = shownIn(at);
        if (!at || !range.intersectsNode(at)) return [0, 0];
        if (at !== node) return at.contains(startContainer) || at.contains(endContainer) ? [0, 0] : [0, node.length];
        return [node === startContainer ? startOffset : 0, node === endContainer ? endOffset : node.length];
    };
}
