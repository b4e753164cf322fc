/**
 * Paints marks on a page through the CSS Custom Highlight API, with static ranges: no node is added or changed and the page
 * is not laid out again. Where a browser lacks the API, or forced colours would turn every highlight into a solid block,
 * `overlay.js` draws over the text instead. Which colours and lines the names below have is said in `marks.css`, which the
 * page's document needs, and that of a frame whose text is marked.
 *
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./marks.js").Layer} Layer
 * @typedef {import("./anchors.js").Anchors} Anchors
 * @typedef {{ many: number, set(name: string, ranges: StaticRange[], priority: number): void, clear(): void, remove(): void }} Surface
 *   `many`: with more marks than this, only those near the window are painted.
 * @typedef {{ mark: Mark, ranges: StaticRange[], place: Element | null }} Painted
 *   `place` is the element around its first word; null while its words are nowhere on the page.
 */

import { LAYERS } from "./marks.js";
import { Nearby } from "./nearby.js";
import { Overlay } from "./overlay.js";

/** What lies over what, the last one on top. */
const ORDER = ["clutter", "quote", "dim", "claim", ...Object.keys(LAYERS).slice(0, 6), "chosen", "current"];
const LAYER_NAMES = /** @type {Layer[]} */ (Object.keys(LAYERS));
const FORCED = "(forced-colors: active)";

/** The browser's own registries, one a document; only names that start with `standfirst-` are ours. */
class Highlights {
    // Firefox takes long for many highlights, Chromium does not.
    many = "mozInnerScreenX" in globalThis ? 1500 : 20_000;

    /** @type {Map<Window & typeof globalThis, Set<string>>} which names stand in which window */
    windows = new Map();

    /**
     * @param {string} name
     * @param {StaticRange[]} ranges
     * @param {number} priority
     */
    set(name, ranges, priority) {
        /** @type {Map<Window & typeof globalThis, Highlight>} */
        const made = new Map();
        /** @type {Highlight | undefined} */
        let highlight;
        /** @type {Document | null} */
        let last = null;
        for (const range of ranges) {
            const { ownerDocument } = range.startContainer;
            // Thousands of ranges stand in one document, and asking a window for its registry takes longer than adding one.
            if (ownerDocument !== last) {
                last = ownerDocument;
                const view = last?.defaultView;
                highlight = view ? made.get(view) : undefined;
                if (!highlight && view?.CSS?.highlights) made.set(view, (highlight = new view.Highlight()));
            }
            highlight?.add(range);
        }
        for (const [view, names] of this.windows) {
            if (!made.has(view) && names.delete(name)) view.CSS?.highlights.delete(name);
        }
        for (const [view, highlight] of made) {
            highlight.priority = priority;
            view.CSS.highlights.set(name, highlight);
            if (!this.windows.has(view)) this.windows.set(view, new Set());
            this.windows.get(view)?.add(name);
        }
    }

    clear() {
        for (const [view, names] of this.windows) for (const name of names) view.CSS?.highlights.delete(name);
        this.windows.clear();
    }

    remove() {
        this.clear();
    }
}

/** @returns {Surface} */
function surfaceHere() {
    return "highlights" in CSS && !matchMedia(FORCED).matches ? new Highlights() : new Overlay();
}

export class Painter {
    /**
     * @param {AbortSignal} [signal] takes everything away
     * @param {() => void} [changed] called when other marks are shown
     */
    constructor(signal, changed = () => {}) {
        this.surface = surfaceHere();
        this.changed = changed;
        /** @type {Set<Layer>} */
        this.off = new Set();
        /** @type {number | null} */
        this.person = null;
        /** At most so many claims are shown, the worthiest. */
        this.budget = Infinity;
        /** @type {Painted[]} */
        this.marks = [];
        /** @type {Map<string, StaticRange[]>} what the surface shows now */
        this.shown = new Map();
        this.nearby = new Nearby(() => this.#layers(), signal);
        matchMedia(FORCED).addEventListener("change", () => this.#resurface(), { signal });
        signal?.addEventListener("abort", () => this.surface.remove());
    }

    /**
     * Paints `marks` in place of whatever was painted.
     * @param {Anchors} anchors
     * @param {Mark[]} marks
     * @param {{ start: number, end: number }[]} clutter stretches to grey out
     */
    paint(anchors, marks, clutter) {
        this.clear();
        this.clutter = clutter;
        this.marks = marks.map((mark) => ({ mark, ranges: [], place: null }));
        this.move(anchors);
    }

    /**
     * Paints the same marks where they stand now.
     * @param {Anchors} anchors
     * @param {(mark: Mark) => boolean} [stands] whether its words are still on the page
     */
    move(anchors, stands = () => true) {
        this.anchors = anchors;
        const near = new Set();
        for (const painted of this.marks) {
            const { start, end } = painted.mark;
            const wasNear = painted.place !== null && this.nearby.has(painted.place);
            painted.ranges = stands(painted.mark) ? anchors.ranges(start, end) : [];
            painted.place = painted.ranges.length ? around(painted.ranges[0].startContainer) : null;
            if (wasNear && painted.place) near.add(painted.place);
        }
        if (this.marks.length > this.surface.many) this.#window(near);
        this.#set("clutter", (this.clutter ?? []).flatMap(({ start, end }) => anchors.ranges(start, end)));
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
     * Shows at most so many claims, the worthiest.
     * @param {number} claims
     */
    limit(claims) {
        this.budget = claims;
        this.#layers();
    }

    /**
     * Puts one mark into focus, or none.
     * @param {Mark | null} mark
     */
    focus(mark) {
        this.#set("current", (mark && this.anchors?.ranges(mark.start, mark.end)) ?? []);
    }

    /**
     * Whether a mark is painted, within the budget and not dimmed.
     * @param {Mark} mark
     */
    visible(mark) {
        return !this.off.has(mark.layer) && (mark.rank ?? 0) < this.budget && (this.person === null || mark.person === this.person);
    }

    clear() {
        this.surface.clear();
        this.shown.clear();
        this.nearby.stop();
        this.marks = [];
        this.person = null;
        this.anchors = null;
        this.clutter = null;
        this.changed();
    }

    /** @param {Set<Element>} near */
    #window(near) {
        const places = new Set(this.marks.map(({ place }) => place).filter((place) => place !== null));
        this.nearby.watch(places, near);
    }

    /** Forced colours have come or gone. */
    #resurface() {
        this.surface.remove();
        this.surface = surfaceHere();
        if (this.marks.length > this.surface.many) this.#window(this.nearby.near);
        const shown = this.shown;
        this.shown = new Map();
        for (const [name, ranges] of shown) this.#set(name, ranges);
        this.#layers();
    }

    #layers() {
        /** @type {Record<string, StaticRange[]>} */
        const shown = { dim: [], chosen: [] };
        for (const layer of LAYER_NAMES) shown[layer] = [];
        for (const { mark, ranges, place } of this.marks) {
            if (!place || this.off.has(mark.layer) || !this.nearby.has(place)) continue;
            const dimmed = !this.visible(mark);
            // A dimmed quotation or claim keeps nothing: a tint or a wave would still draw the eye.
            if (!dimmed) shown[mark.layer].push(...ranges);
            else if (mark.of === "entity") shown.dim.push(...ranges);
            if (this.person !== null && mark.of === "entity" && !dimmed) shown.chosen.push(...ranges);
        }
        for (const [name, ranges] of Object.entries(shown)) this.#set(name, ranges);
        this.changed();
    }

    /**
     * @param {string} name
     * @param {StaticRange[]} ranges
     */
    #set(name, ranges) {
        const shown = this.shown.get(name) ?? [];
        if (shown.length === ranges.length && shown.every((range, at) => range === ranges[at])) return;
        this.shown.set(name, ranges);
        this.surface.set(`standfirst-${name}`, ranges, ORDER.indexOf(name));
    }
}

/**
 * The element around a node; a text node may stand directly in a shadow root.
 * @param {Node} node
 * @returns {Element | null}
 */
function around(node) {
    return node.parentElement ?? /** @type {Partial<ShadowRoot>} */ (node.getRootNode()).host ?? null;
}
