/**
 * The text under an element that no known block holds, node by node and, with all white space left out, as one searchable
 * string, and the way from a find back to its nodes. The string is made when a search first needs it: most pages that replace
 * their nodes replace them by nodes that say the same. Scripts and places where somebody writes are left out. Open shadow roots
 * and frames of the same origin are in.
 *
 * @typedef {import("./reader.js").Run} Run
 * @typedef {{ node: Text, start: number, length: number }} Piece what a text node adds, in code units without white space
 */

import { lastUpTo } from "./anchors.js";

const SKIPPED = /^(script|style|noscript|template|textarea|select|title)$/i;
/** Code units before and after a quotation that are compared. */
const CONTEXT = 32;
/** Places of one quotation that are compared. */
const PLACES = 20;
/** Code units that all searches together may look through; what is dearer waits for the next reading. */
const BUDGET = 40_000_000;
/** Words on either side that a rough comparison takes on. */
const WORDS = 1500;

export class Haystack {
    /**
     * @param {Element} root
     * @param {Set<Text>} used nodes to leave out
     */
    constructor(root, used) {
        this.nodes = [...textNodes(root)].filter((node) => !used.has(node) && /\S/.test(node.data));
        /** @type {Map<string, number>} which node alone says this, white space at its ends aside; -1 where several do */
        this.sole = new Map();
        this.nodes.forEach((node, at) => {
            const words = node.data.trim();
            this.sole.set(words, this.sole.has(words) ? -1 : at);
        });
        /** The node after the last find, and in the bare text, where it is known, the place: the next block is expected there. */
        this.next = 0;
        this.cursor = -1;
        /** @type {Set<Text>} found as whole nodes */
        this.found = new Set();
        /** @type {Set<number>} where other finds begin: no place is given twice */
        this.taken = new Set();
        this.spent = 0;
        /** @type {Piece[]} by start, one a node */
        this.pieces = [];
        this.text = "";
    }

    /** Makes the bare text. */
    #strip() {
        if (this.pieces.length || !this.nodes.length) return;
        let start = 0;
        const parts = this.nodes.map((node) => {
            const part = bare(node.data);
            this.pieces.push({ node, start, length: part.length });
            start += part.length;
            return part;
        });
        this.text = parts.join("");
    }

    /**
     * Neighbours that say what the nodes of a block said, one of which says it alone.
     * @param {string[]} data of the nodes
     * @returns {Text[] | null}
     */
    same(data) {
        const words = data.map((said) => said.trim());
        for (let known = 0; known < words.length; known += 1) {
            const at = this.sole.get(words[known]) ?? -1;
            if (at < known) continue;
            const nodes = this.nodes.slice(at - known, at - known + words.length);
            if (nodes.length < words.length || nodes.some((node, i) => this.found.has(node) || node.data.trim() !== words[i])) return null;
            for (const node of nodes) this.found.add(node);
            [this.next, this.cursor] = [at - known + words.length, -1];
            return nodes;
        }
        return null;
    }

    /**
     * @param {string} text
     * @param {string} before the text of the block before it
     * @param {string} after of the one after it
     * @returns {Run[] | null} where it stands
     */
    find(text, before, after) {
        const sought = bare(text);
        if (!sought) return null;
        this.#strip();
        if (this.cursor < 0) this.cursor = this.pieces[this.next]?.start ?? this.text.length;
        let at = this.text.startsWith(sought, this.cursor) && this.#free(this.cursor) ? this.cursor : -1;
        if (at < 0) at = this.#quoted(sought, bare(before.slice(-4 * CONTEXT)), bare(after.slice(0, 4 * CONTEXT)));
        if (at < 0) return null;
        this.taken.add(at);
        this.cursor = at + sought.length;
        return this.#runs(text, at);
    }

    /** @param {number} at in the bare text */
    #free(at) {
        return !this.taken.has(at) && !this.found.has(this.pieces[lastUpTo(this.pieces, at)]?.node);
    }

    /**
     * @param {string} sought
     * @param {string} before
     * @param {string} after
     */
    #quoted(sought, before, after) {
        let best = { at: -1, likeness: -1, distance: Infinity };
        let from = 0;
        for (let tried = 0; tried < PLACES && this.spent < BUDGET; tried += 1) {
            const at = this.text.indexOf(sought, from);
            this.spent += (at < 0 ? this.text.length : at) - from;
            if (at < 0) break;
            from = at + 1;
            if (!this.#free(at)) continue;
            const likeness =
                alike(before.slice(-CONTEXT), this.text.slice(Math.max(0, at - CONTEXT), at), true) +
                alike(after.slice(0, CONTEXT), this.text.slice(at + sought.length, at + sought.length + CONTEXT), false);
            const distance = Math.abs(at - this.cursor);
            if (likeness > best.likeness || (likeness === best.likeness && distance < best.distance)) best = { at, likeness, distance };
        }
        return best.at;
    }

    /**
     * The words of `text` that still stand, in order, in `nodes` or what lies between them.
     * @param {string} text
     * @param {(Node | null)[]} nodes
     * @returns {Run[] | null} null where less than half of it does
     */
    roughly(text, nodes) {
        this.#strip();
        const places = nodes.map((node) => this.pieces.findIndex((piece) => piece.node === node)).filter((at) => at >= 0);
        const near = this.cursor < 0 ? this.next : lastUpTo(this.pieces, this.cursor);
        const [from, to] = places.length ? [Math.min(...places), Math.max(...places)] : [near, near + 8];
        const there = this.pieces.slice(Math.max(0, from), to + 1).flatMap(({ node }) => wordsOf(node.data).map((word) => ({ ...word, node })));
        if (!there.length) return null;
        const own = wordsOf(text);
        if (own.length > WORDS || there.length > WORDS) return null;
        const pairs = common(own.map(({ word }) => word), there.map(({ word }) => word));
        const kept = pairs.reduce((sum, [mine]) => sum + own[mine].word.length, 0);
        if (2 * kept < bare(text).length) return null;
        /** @type {Run[]} */
        const runs = [];
        for (const [mine, its] of pairs) add(runs, own[mine].at, there[its].node, there[its].at, own[mine].word.length);
        return runs;
    }

    /**
     * @param {string} text
     * @param {number} start where it stands in the bare text
     */
    #runs(text, start) {
        let piece = lastUpTo(this.pieces, start);
        const { node, start: first } = this.pieces[piece];
        const lead = node.data.search(/\S/);
        // Most blocks stand in one node as they are.
        if (start === first && node.data.startsWith(text, lead)) return [{ at: 0, node, from: lead, length: text.length }];
        /** @type {Run[]} */
        const runs = [];
        let [at, from] = [0, 0];
        // The place in the first node: so many code units of its own that are no white space lie before.
        for (let left = start - this.pieces[piece].start; left > 0 || isBlank(this.pieces[piece].node.data, from); from += 1) {
            if (!isBlank(this.pieces[piece].node.data, from)) left -= 1;
        }
        for (; at < text.length; at += 1) {
            if (isBlank(text, at)) continue;
            while (from >= this.pieces[piece].node.length || isBlank(this.pieces[piece].node.data, from)) {
                if (from < this.pieces[piece].node.length) from += 1;
                else [piece, from] = [piece + 1, 0];
            }
            add(runs, at, this.pieces[piece].node, from, 1);
            from += 1;
        }
        return runs;
    }
}

/**
 * Adds a stretch; one that goes on where the last one ended, but for a blank on both sides, makes that one longer.
 * @param {Run[]} runs
 * @param {number} at
 * @param {Text} node
 * @param {number} from
 * @param {number} length
 */
function add(runs, at, node, from, length) {
    const last = runs.at(-1);
    const gap = last && last.node === node ? at - last.at - last.length : -1;
    if (last && (gap === 0 || gap === 1) && from === last.from + last.length + gap) last.length += gap + length;
    else runs.push({ at, node, from, length });
}

/** @param {string} text */
function bare(text) {
    return text.replace(/\s+/g, "");
}

/**
 * @param {string} text
 * @param {number} at
 */
function isBlank(text, at) {
    const unit = text.charCodeAt(at);
    return unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 160 && /\s/.test(text[at] ?? ""));
}

/** @param {string} text */
function wordsOf(text) {
    return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ word, at: index }));
}

/**
 * How many code units two texts share at their end or their beginning.
 * @param {string} a
 * @param {string} b
 * @param {boolean} atEnd
 */
function alike(a, b, atEnd) {
    const [most, shift] = [Math.min(a.length, b.length), a.length - b.length];
    let count = 0;
    while (count < most && (atEnd ? a[a.length - 1 - count] === b[a.length - 1 - count - shift] : a[count] === b[count])) count += 1;
    return count;
}

/**
 * The longest common subsequence, as pairs of indexes.
 * @param {string[]} a
 * @param {string[]} b
 * @returns {[number, number][]}
 */
function common(a, b) {
    const width = b.length + 1;
    const best = new Uint16Array((a.length + 1) * width);
    for (let i = a.length - 1; i >= 0; i -= 1) {
        for (let j = b.length - 1; j >= 0; j -= 1) {
            const same = a[i] === b[j];
            best[i * width + j] = same ? best[(i + 1) * width + j + 1] + 1 : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
        }
    }
    /** @type {[number, number][]} */
    const pairs = [];
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
        if (a[i] === b[j]) pairs.push([i++, j++]);
        else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) i += 1;
        else j += 1;
    }
    return pairs;
}

/**
 * @param {Element} root
 * @returns {Generator<Text>} in document order
 */
function* textNodes(root) {
    /** @type {Node[]} */
    const open = [root];
    for (let node = open.pop(); node; node = open.pop()) {
        if (node.nodeType === Node.TEXT_NODE) yield /** @type {Text} */ (node);
        const element = node.nodeType === Node.ELEMENT_NODE ? /** @type {HTMLElement} */ (node) : null;
        if (element && (SKIPPED.test(element.localName) || isEditable(element))) continue;
        for (let child = node.lastChild; child; child = child.previousSibling) open.push(child);
        if (element?.shadowRoot) open.push(element.shadowRoot);
        if (element?.localName === "iframe") {
            const { contentDocument } = /** @type {HTMLIFrameElement} */ (element);
            if (contentDocument?.body) open.push(contentDocument.body);
        }
    }
}

/** @param {Element} element */
function isEditable(element) {
    const value = element.getAttribute("contenteditable");
    return value !== null && value !== "false";
}
