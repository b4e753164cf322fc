/**
 * Marks for browsers without the CSS Custom Highlight API and for forced colours: thin boxes in a host of our own after the
 * page's body, placed over the text and drawn again when the page takes another shape or scrolls inside. Coarser than
 * highlights (every underline is a border); text in frames has none.
 *
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Pane a part of the window
 */

import { live } from "./anchors.js";
import { Host } from "./host.js";
import { shownIn } from "./walk.js";

/** Over the page's text, under the headers that it pins to the window. */
const PLACE = { position: "absolute", inset: "0 auto auto 0", "z-index": "1", "pointer-events": "none" };

export class Overlay {
    /** Boxes are dearer than highlights: with more marks than this, only those near the window. */
    many = 400;

    constructor() {
        this.own = new Host("overlay", "marks.css");
        this.own.element.removeAttribute("popover");
        this.own.element.setAttribute("aria-hidden", "true");
        this.layer = document.createElement("div");
        this.layer.className = "standfirst-overlay";
        this.own.shadow.append(this.layer);
        /** @type {Map<string, StaticRange[]>} */
        this.ranges = new Map();
        this.pending = 0;
        this.off = new AbortController();
        const { signal } = this.off;
        addEventListener("resize", () => this.#draw(), { signal });
        document.addEventListener("scroll", (event) => event.target === document || this.#draw(), { capture: true, passive: true, signal });
        this.shape = new ResizeObserver(() => this.#draw());
        this.shape.observe(document.body);
    }

    /**
     * @param {string} name
     * @param {StaticRange[]} ranges
     */
    set(name, ranges) {
        this.ranges.set(name, ranges);
        this.#draw();
    }

    clear() {
        this.ranges.clear();
        this.#draw();
    }

    remove() {
        cancelAnimationFrame(this.pending);
        this.off.abort();
        this.shape.disconnect();
        this.own.remove();
    }

    /** Once a frame, however often it is asked. */
    #draw() {
        cancelAnimationFrame(this.pending);
        this.pending = requestAnimationFrame(() => {
            /** @type {Map<Node, Pane>} */
            const panes = new Map();
            const boxes = [...this.ranges].flatMap(([name, ranges]) => ranges.flatMap((range) => this.#boxes(name, range, panes)));
            this.layer.replaceChildren(...boxes);
            this.own.show(PLACE);
        });
    }

    /**
     * @param {string} name
     * @param {StaticRange} range
     * @param {Map<Node, Pane>} panes
     */
    #boxes(name, range, panes) {
        if (range.startContainer.ownerDocument !== document || !range.startContainer.isConnected) return [];
        const pane = paneOf(range.startContainer, panes);
        return [...live(range).getClientRects()].flatMap((rect) => {
            const [left, top] = [Math.max(rect.left, pane.left), Math.max(rect.top, pane.top)];
            const right = Math.min(rect.right, pane.right);
            // A line that is cut at its foot shows none of its underline.
            if (right <= left || rect.bottom <= top || rect.bottom > pane.bottom) return [];
            const box = document.createElement("div");
            box.className = name;
            Object.assign(box.style, {
                left: `${left + scrollX}px`, top: `${top + scrollY}px`, width: `${right - left}px`, height: `${rect.bottom - top}px`,
            });
            return [box];
        });
    }
}

/**
 * Where in the window a node can be seen: what scrolls or clips around it shows a part only.
 * @param {Node} node
 * @param {Map<Node, Pane>} known
 * @returns {Pane}
 */
function paneOf(node, known) {
    /** @type {Node[]} */
    const unknown = [];
    let at = /** @type {Node | null} */ (node);
    for (; at && at !== document.body && !known.has(at); at = shownIn(at)) unknown.push(at);
    let pane = (at && known.get(at)) ?? { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
    for (const inner of unknown.reverse()) {
        if (inner instanceof Element && clips(getComputedStyle(inner))) {
            const { left, top, right, bottom } = inner.getBoundingClientRect();
            pane = {
                left: Math.max(left, pane.left), top: Math.max(top, pane.top),
                right: Math.min(right, pane.right), bottom: Math.min(bottom, pane.bottom),
            };
        }
        known.set(inner, pane);
    }
    return pane;
}

/** @param {CSSStyleDeclaration} style */
function clips({ overflowX, display }) {
    return overflowX !== "visible" && !display.startsWith("inline") && display !== "contents";
}
