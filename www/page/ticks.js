/**
 * A thin strip beside the scroll bar that shows where on the page marks stand, one lane for names, one for quotations, one for
 * claims, in the colours of the marks. It takes no clicks, and it is drawn when the browser is idle, only after something
 * changed. Where the article scrolls inside the page, the strip stands at the edge of that part.
 *
 * @typedef {import("./painter.js").Painted} Painted
 */

import { live } from "./anchors.js";
import { Host } from "./host.js";
import { cancel, whenIdle } from "./later.js";

/** Pixels: of one tick, and of the strip. */
const TICK = 3;
const WIDTH = 11;

export class Ticks {
    /**
     * @param {() => Painted[]} marks those to show, in the order of the text
     * @param {AbortSignal} signal takes it away
     */
    constructor(marks, signal) {
        this.marks = marks;
        this.own = new Host("ticks", "ticks.css");
        this.own.element.setAttribute("aria-hidden", "true");
        this.strip = document.createElement("div");
        this.strip.className = "strip";
        this.own.shadow.append(this.strip);
        this.pending = 0;
        this.shape = new ResizeObserver(() => this.draw());
        this.shape.observe(document.documentElement);
        this.shape.observe(document.body);
        addEventListener("resize", () => this.draw(), { signal });
        signal.addEventListener("abort", () => {
            cancel(this.pending);
            this.shape.disconnect();
            this.own.remove();
        });
    }

    /** Once, when the browser has time, however often it is asked. */
    draw() {
        this.pending ||= whenIdle(() => {
            this.pending = 0;
            this.#draw();
        });
    }

    #draw() {
        const marks = this.marks();
        const place = marks[0]?.place;
        const scroller = place ? scrollerOf(place) : null;
        if (!scroller || scroller.scrollHeight <= scroller.clientHeight + TICK) return this.own.hide();
        const whole = scroller === document.scrollingElement;
        const frame = whole ? new DOMRect(0, 0, document.documentElement.clientWidth, innerHeight) : scroller.getBoundingClientRect();
        const shift = whole ? scroller.scrollTop : scroller.scrollTop - frame.top;
        const scale = frame.height / scroller.scrollHeight;
        this.strip.replaceChildren(...ticks(marks, shift, scale));
        this.own.show({
            top: `${frame.top}px`, left: `${frame.right - WIDTH}px`, width: `${WIDTH}px`, height: `${frame.height}px`, "pointer-events": "none",
        });
    }
}

/**
 * One element a run of neighbouring ticks of a layer.
 * @param {Painted[]} marks
 * @param {number} shift what is added to a place in the window to have it in the scrolled part
 * @param {number} scale from there to the strip
 */
function ticks(marks, shift, scale) {
    /** @type {Map<Element, DOMRect>} */
    const boxes = new Map();
    /** @type {Map<string, { from: number, to: number }[]>} */
    const lanes = new Map();
    for (const { mark: { layer }, place, ranges } of marks) {
        // Nothing of a frame's inside is placed on this page's strip.
        if (!place || place.ownerDocument !== document) continue;
        let box = boxes.get(place);
        if (!box) boxes.set(place, (box = place.getBoundingClientRect()));
        // In a box of some height only the words themselves say where; most boxes are a line or two of the strip.
        if (box.height * scale > 2 * TICK) box = live(ranges[0]).getBoundingClientRect();
        const at = Math.floor(((box.top + shift) * scale) / TICK);
        const lane = lanes.get(layer) ?? [];
        const last = lane.at(-1);
        if (last && at >= last.from && at <= last.to + 1) last.to = Math.max(last.to, at);
        else lane.push({ from: at, to: at });
        lanes.set(layer, lane);
    }
    return [...lanes].flatMap(([layer, runs]) => runs.map(({ from, to }) => {
        const tick = document.createElement("div");
        tick.className = layer;
        Object.assign(tick.style, { top: `${from * TICK}px`, height: `${(to - from + 1) * TICK - 1}px` });
        return tick;
    }));
}

/**
 * The element that scrolls `place`: the document, or a part of the page with a scroll bar of its own.
 * @param {Element} place
 */
function scrollerOf(place) {
    for (let at = place.parentElement; at && at !== document.body && at !== document.documentElement; at = at.parentElement) {
        if (at.scrollHeight > at.clientHeight + TICK && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
    }
    return document.scrollingElement;
}
