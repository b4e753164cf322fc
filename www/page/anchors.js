/**
 * From offsets in the document text to places in live text nodes, and back. Knows nothing of marks or of language; what it
 * gives for a node that has left the page is a range that browsers do not paint.
 *
 * @typedef {import("./reader.js").LiveBlock} LiveBlock
 * @typedef {{ start: number, node: Text, from: number, length: number }} Anchor
 */

export class Anchors {
    /** @param {LiveBlock[]} blocks in document order */
    constructor(blocks) {
        /** @type {Anchor[]} by start */
        this.anchors = blocks.flatMap((block) =>
            block.runs.map(({ at, node, from, length }) => ({ start: block.start + at, node, from, length })),
        );
        /** @type {Map<Node, number>} the first anchor of a node; its others follow */
        this.first = new Map();
        this.anchors.forEach(({ node }, index) => {
            if (!this.first.has(node)) this.first.set(node, index);
        });
    }

    /**
     * Where the stretch from `start` to `end` stands on the page; null where no text of it does.
     * @param {number} start
     * @param {number} end
     * @returns {StaticRange | null}
     */
    range(start, end) {
        let first = Math.max(0, lastUpTo(this.anchors, start));
        if (this.anchors[first] && start >= this.anchors[first].start + this.anchors[first].length) first += 1;
        const last = lastUpTo(this.anchors, end - 1);
        if (first > last || !this.anchors[first]) return null;
        const [a, b] = [this.anchors[first], this.anchors[last]];
        return new StaticRange({
            startContainer: a.node,
            startOffset: a.from + Math.max(0, start - a.start),
            endContainer: b.node,
            endOffset: b.from + Math.min(end - b.start, b.length),
        });
    }

    /**
     * The offset in the document text of a place in a text node; null where the node was not read.
     * @param {Node} node
     * @param {number} offset
     * @returns {number | null}
     */
    offset(node, offset) {
        let index = this.first.get(node);
        if (index === undefined) return null;
        while (this.anchors[index + 1]?.node === node && this.anchors[index + 1].from <= offset) index += 1;
        const anchor = this.anchors[index];
        return anchor.start + Math.min(Math.max(0, offset - anchor.from), anchor.length);
    }
}

/**
 * Index of the last item that starts at or before `offset`; -1 where none does.
 * @param {{ start: number }[]} items by start
 * @param {number} offset
 */
export function lastUpTo(items, offset) {
    let [low, high] = [0, items.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (items[middle].start <= offset) low = middle + 1;
        else high = middle;
    }
    return low - 1;
}

/**
 * A live range for measuring and scrolling, made when needed and dropped again: one that stays would tax every change that
 * the page makes.
 * @param {StaticRange} range
 */
export function live(range) {
    const made = new Range();
    made.setStart(range.startContainer, range.startOffset);
    made.setEnd(range.endContainer, range.endOffset);
    return made;
}
