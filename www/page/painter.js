/**
 * Paints marks on a page through the CSS Custom Highlight API, with static ranges: no node is added or changed and the page
 * is not laid out again. Where a browser lacks the API, or forced colours would turn every highlight into a solid block,
 * `overlay.js` draws over the text instead. Which colours and lines the names below have is said in `marks.css`.
 *
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./marks.js").Layer} Layer
 * @typedef {import("./anchors.js").Anchors} Anchors
 * @typedef {{ set(name: string, ranges: StaticRange[], priority: number): void, clear(): void }} Surface
 */

import { LAYERS } from "./marks.js";
import { Overlay } from "./overlay.js";

/** What lies over what, the last one on top. */
const ORDER = ["clutter", "quote", "dim", "claim", ...Object.keys(LAYERS).slice(0, 6), "chosen", "current"];
const LAYER_NAMES = /** @type {Layer[]} */ (Object.keys(LAYERS));

/** The browser's own registry; only names that start with `standfirst-` are ours. */
class Highlights {
    /**
     * @param {string} name
     * @param {StaticRange[]} ranges
     * @param {number} priority
     */
    set(name, ranges, priority) {
        if (!ranges.length) return void CSS.highlights.delete(name);
        const highlight = new Highlight();
        for (const range of ranges) highlight.add(range);
        highlight.priority = priority;
        CSS.highlights.set(name, highlight);
    }

    clear() {
        for (const name of ORDER) CSS.highlights.delete(`standfirst-${name}`);
    }
}

/** @returns {Surface} */
function surfaceHere() {
    const forced = matchMedia("(forced-colors: active)").matches;
    return "highlights" in CSS && !forced ? new Highlights() : new Overlay();
}

export class Painter {
    /** @param {Surface} [surface] */
    constructor(surface = surfaceHere()) {
        this.surface = surface;
        /** @type {Set<Layer>} */
        this.off = new Set();
        /** @type {number | null} */
        this.person = null;
        /** @type {{ mark: Mark, range: StaticRange }[]} */
        this.marks = [];
    }

    /**
     * Paints `marks` in place of whatever was painted.
     * @param {Anchors} anchors
     * @param {Mark[]} marks
     * @param {{ start: number, end: number }[]} clutter stretches to grey out
     */
    paint(anchors, marks, clutter) {
        this.clear();
        this.anchors = anchors;
        for (const mark of marks) {
            const range = anchors.range(mark.start, mark.end);
            if (range) this.marks.push({ mark, range });
        }
        const ranges = clutter.map(({ start, end }) => anchors.range(start, end));
        this.#set("clutter", /** @type {StaticRange[]} */ (ranges.filter(Boolean)));
        this.#layers();
    }

    /**
     * Shows or hides one layer.
     * @param {Layer} layer
     * @param {boolean} on
     */
    show(layer, on) {
        if (on) this.off.delete(layer);
        else this.off.add(layer);
        this.#layers();
    }

    /**
     * Makes the marks of one entity strong and dims the others; null shows all alike again.
     * @param {number | null} person
     */
    choose(person) {
        this.person = person;
        this.#layers();
    }

    /**
     * Puts one mark into focus, or none.
     * @param {Mark | null} mark
     */
    focus(mark) {
        const range = mark && this.anchors?.range(mark.start, mark.end);
        this.#set("current", range ? [range] : []);
    }

    /**
     * Whether a mark is painted and not dimmed.
     * @param {Mark} mark
     */
    visible(mark) {
        return !this.off.has(mark.layer) && (this.person === null || mark.person === this.person);
    }

    clear() {
        this.surface.clear();
        this.marks = [];
        this.person = null;
        this.anchors = null;
    }

    #layers() {
        /** @type {Record<string, StaticRange[]>} */
        const ranges = { dim: [], chosen: [] };
        for (const layer of LAYER_NAMES) ranges[layer] = [];
        for (const { mark, range } of this.marks) {
            if (this.off.has(mark.layer)) continue;
            const dimmed = !this.visible(mark);
            // A dimmed quotation or claim keeps nothing: a tint or a wave would still draw the eye.
            if (!dimmed) ranges[mark.layer].push(range);
            else if (mark.of === "entity") ranges.dim.push(range);
            if (this.person !== null && mark.of === "entity" && !dimmed) ranges.chosen.push(range);
        }
        for (const [name, own] of Object.entries(ranges)) this.#set(name, own);
    }

    /**
     * @param {string} name
     * @param {StaticRange[]} ranges
     */
    #set(name, ranges) {
        this.surface.set(`standfirst-${name}`, ranges, ORDER.indexOf(name));
    }
}
