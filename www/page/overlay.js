/**
 * Marks for browsers without the CSS Custom Highlight API and for forced colours: thin boxes in a host of our own after the
 * page's body, placed over the text and drawn again when the page takes another shape or scrolls inside. Coarser than
 * highlights (every underline is a border); text in frames has none.
 */

import { live } from "./anchors.js";
import { Host } from "./host.js";

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
            const boxes = [...this.ranges].flatMap(([name, ranges]) => ranges.flatMap((range) => this.#boxes(name, range)));
            this.layer.replaceChildren(...boxes);
            this.own.show(PLACE);
        });
    }

    /**
     * @param {string} name
     * @param {StaticRange} range
     */
    #boxes(name, range) {
        if (range.startContainer.ownerDocument !== document) return [];
        return [...live(range).getClientRects()].map((rect) => {
            const box = document.createElement("div");
            box.className = name;
            Object.assign(box.style, {
                left: `${rect.left + scrollX}px`,
                top: `${rect.top + scrollY}px`,
                width: `${rect.width}px`,
                height: `${rect.height}px`,
            });
            return box;
        });
    }
}
