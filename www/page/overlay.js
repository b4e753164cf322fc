/**
 * Marks for browsers without the CSS Custom Highlight API: thin boxes in a layer of our own at the end of the document,
 * placed over the text and drawn again when the window changes. Coarser than highlights (every underline is a border), and
 * it does not follow a page that rearranges itself.
 */

import { live } from "./anchors.js";

export class Overlay {
    constructor() {
        this.layer = document.createElement("div");
        this.layer.className = "standfirst-overlay";
        this.layer.setAttribute("aria-hidden", "true");
        /** @type {Map<string, StaticRange[]>} */
        this.ranges = new Map();
        this.pending = 0;
        addEventListener("resize", () => this.#draw());
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

    /** Once a frame, however often it is asked. */
    #draw() {
        cancelAnimationFrame(this.pending);
        this.pending = requestAnimationFrame(() => {
            const boxes = [...this.ranges].flatMap(([name, ranges]) => ranges.flatMap((range) => this.#boxes(name, range)));
            this.layer.replaceChildren(...boxes);
            if (!this.layer.isConnected) document.body.append(this.layer);
        });
    }

    /**
     * @param {string} name
     * @param {StaticRange} range
     */
    #boxes(name, range) {
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
