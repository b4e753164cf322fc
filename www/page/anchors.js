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
        this.anchors = [];
        /** @type {Map<Node, number>} the first anchor of a node; its others follow */
        this.first = new Map();
        /** @type {Set<Node>} the documents and open shadow roots that the text stands in */
        this.roots = new Set();
        this.last = 0;
        for (const { start, runs } of blocks) {
            for (const { at, node, from, length } of runs) {
                if (!this.first.has(node)) {
                    this.first.set(node, this.anchors.length);
                    this.roots.add(node.getRootNode());
                }
                this.anchors.push({ start: start + at, node, from, length });
            }
        }
    }

    /**
     * The anchors that the stretch from `start` to `end` touches, as indexes; null where no text of it stands on the page.
     * @param {number} start
     * @param {number} end
     * @returns {[number, number] | null} first and last
     */
    #touched(start, end) {
        const { anchors } = this;
        let first = Math.max(0, this.#upTo(start));
        if (anchors[first] && start >= anchors[first].start + anchors[first].length) first += 1;
        const last = this.#upTo(end - 1);
        return first > last || !anchors[first] ? null : [first, last];
    }

    /**
     * The last anchor that starts at or before `offset`. Stretches are mostly asked for in the order of the text, so the anchor
     * of the last answer and the one after it are tried before all are searched.
     * @param {number} offset
     */
    #upTo(offset) {
        const { anchors, last } = this;
        for (let at = last; at <= last + 1 && at < anchors.length; at += 1) {
            if (anchors[at].start <= offset && (at + 1 === anchors.length || anchors[at + 1].start > offset)) return (this.last = at);
        }
        const found = lastUpTo(anchors, offset);
        this.last = Math.max(0, found);
        return found;
    }

    /**
     * Where the stretch from `start` to `end` stands on the page: one range as a rule, more where it runs through a shadow
     * root or a frame, which no range crosses; none where no text of it stands there. It runs over words that the reader of
     * the page passed over, as nobody sees them.
     * @param {number} start
     * @param {number} end
     * @returns {StaticRange[]}
     */
    ranges(start, end) {
        const touched = this.#touched(start, end);
        if (!touched) return [];
        let [from, last] = touched;
        const ranges = [];
        for (let at = from + 1; this.roots.size > 1 && at <= last; at += 1) {
            if (this.anchors[at].node.getRootNode() === this.anchors[from].node.getRootNode()) continue;
            ranges.push(this.#between(from, at - 1, start, end));
            from = at;
        }
        ranges.push(this.#between(from, last, start, end));
        return ranges;
    }

    /**
     * The first of them, or null.
     * @param {number} start
     * @param {number} end
     * @returns {StaticRange | null}
     */
    range(start, end) {
        return this.ranges(start, end)[0] ?? null;
    }

    /**
     * @param {number} first
     * @param {number} last
     * @param {number} start
     * @param {number} end
     */
    #between(first, last, start, end) {
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
 * The rectangles of the lines that a stretch stands on.
 * @param {StaticRange[]} ranges
 */
export function rects(ranges) {
    return ranges.flatMap((range) => [...live(range).getClientRects()]);
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
