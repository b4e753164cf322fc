/**
 * One reading of one page: an analysis painted onto live text, the card under the pointer, the walk from mark to mark with
 * the keyboard. Shared by the demo and the extension. It listens on the document and adds nothing to the article.
 *
 * @typedef {import("../pkg/standfirst.js").Analysis} Analysis
 * @typedef {import("./reader.js").LiveBlock} LiveBlock
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./marks.js").Layer} Layer
 */

import { Anchors, live } from "./anchors.js";
import { Card } from "./card.js";
import { marksAt } from "./hit.js";
import { LAYERS, MarkIndex, marksOf } from "./marks.js";
import { Painter } from "./painter.js";

/** Milliseconds that a pointer rests on a mark before the card opens; leaving is forgiven as long. */
const DWELL = 200;

export class Session {
    constructor() {
        this.painter = new Painter();
        this.card = new Card();
        /** @type {{ analysis: Analysis, text: string, anchors: Anchors, index: MarkIndex } | null} */
        this.reading = null;
        /** @type {Mark | null} where the keyboard's walk stands */
        this.at = null;
        /** @type {Mark | null} what the pointer rests on */
        this.hovered = null;
        this.timer = 0;
        this.leave = new AbortController();
        this.#listen();
    }

    /**
     * Marks `analysis` of `text`, which stands in `blocks`.
     * @param {Analysis} analysis
     * @param {string} text
     * @param {LiveBlock[]} blocks
     */
    begin(analysis, text, blocks) {
        this.end();
        const anchors = new Anchors(blocks);
        const marks = marksOf(analysis);
        const clutter = analysis.blocks.filter(({ kind }) => kind === "clutter");
        this.reading = { analysis, text, anchors, index: new MarkIndex(marks) };
        this.painter.paint(anchors, marks, clutter);
    }

    /** Takes every mark away. Which layers are switched off is remembered. */
    end() {
        this.#dismiss();
        this.at = null;
        this.reading = null;
        this.painter.clear();
    }

    /** Ends for good: nothing of it stays in the page. */
    close() {
        this.end();
        this.leave.abort();
        this.card.host.remove();
    }

    /** @returns {Record<Layer, number>} marks a layer */
    counts() {
        const counts = /** @type {Record<Layer, number>} */ (
            Object.fromEntries(Object.keys(LAYERS).map((layer) => [layer, 0]))
        );
        for (const { layer } of this.reading?.index.marks ?? []) counts[layer] += 1;
        return counts;
    }

    /**
     * @param {Layer} layer
     * @param {boolean} on
     */
    toggle(layer, on) {
        this.painter.show(layer, on);
    }

    /** @param {number | null} entity whose marks are to be strong; null for everyone's alike */
    choose(entity) {
        this.painter.choose(entity);
    }

    /**
     * Brings a stretch of the text into view and flashes it.
     * @param {number} start
     * @param {number} end
     */
    jump(start, end) {
        const range = this.reading?.anchors.range(start, end);
        if (!range) return;
        this.#dismiss();
        bringIntoView(live(range), "smooth");
        this.painter.focus(/** @type {Mark} */ ({ start, end }));
        this.at = this.reading?.index.marks.find((mark) => mark.start >= start) ?? null;
    }

    /**
     * Goes to the next mark or back to the last and opens its card.
     * @param {1 | -1} step
     */
    step(step) {
        const { reading } = this;
        if (!reading) return;
        const mark = reading.index.next(this.at, step, (other) => this.painter.visible(other));
        const range = mark && reading.anchors.range(mark.start, mark.end);
        if (!mark || !range) return;
        this.at = mark;
        bringIntoView(live(range), "instant");
        this.painter.focus(mark);
        this.#open([mark]);
    }

    #listen() {
        const { signal } = this.leave;
        document.addEventListener("pointermove", (event) => this.#hover(event), { passive: true, signal });
        document.addEventListener("click", (event) => this.#press(event), { signal });
        document.addEventListener("keydown", (event) => this.#key(event), { signal });
        addEventListener("scroll", () => this.#follow(), { passive: true, signal });
        addEventListener("resize", () => this.#dismiss(), { signal });
    }

    /** @param {PointerEvent} event */
    #hover(event) {
        if (event.pointerType === "touch" || !this.reading || event.buttons) return;
        clearTimeout(this.timer);
        this.timer = window.setTimeout(() => {
            if (document.elementFromPoint(event.clientX, event.clientY) === this.card.host) return;
            const marks = this.#under(event.clientX, event.clientY);
            if (marks.length) {
                if (marks[0] === this.hovered) return;
                [this.hovered, this.at] = [marks[0], null];
                this.painter.focus(null);
                this.#open(marks, { x: event.clientX, y: event.clientY });
            } else if (this.hovered) {
                this.#dismiss();
            }
        }, DWELL);
    }

    /**
     * A tap or click shows the card at once, or puts it away; links of the page keep working.
     * @param {MouseEvent} event
     */
    #press(event) {
        if (!this.reading || event.target === this.card.host) return;
        if (event.target instanceof Element && event.target.closest("a[href], button, input, label, summary")) return;
        clearTimeout(this.timer);
        const marks = this.#under(event.clientX, event.clientY);
        if (!marks.length) return void this.#dismiss();
        [this.hovered, this.at] = [marks[0], marks[0]];
        this.painter.focus(marks[0]);
        this.#open(marks, { x: event.clientX, y: event.clientY });
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
        if (event.key === "n") this.step(1);
        else if (event.key === "p") this.step(-1);
        else if (event.key === "Escape" && (this.card.open || this.at)) this.#dismiss();
    }

    /** The card of the keyboard's mark goes with it when the page scrolls, the pointer's is put away. */
    #follow() {
        if (!this.card.open) return;
        const range = this.at && this.reading?.anchors.range(this.at.start, this.at.end);
        const rect = range && live(range).getClientRects()[0];
        if (rect && rect.bottom > 0 && rect.top < innerHeight) this.card.place(rect);
        else this.#dismiss();
    }

    /**
     * The marks at a point, those that are switched off or dimmed left out.
     * @param {number} x
     * @param {number} y
     */
    #under(x, y) {
        if (!this.reading) return [];
        const { anchors, index } = this.reading;
        return marksAt(x, y, anchors, index).filter((mark) => this.painter.visible(mark));
    }

    /**
     * @param {Mark[]} marks
     * @param {{ x: number, y: number }} [point] on which line of the first mark; its first line without it
     */
    #open(marks, point) {
        const range = this.reading?.anchors.range(marks[0].start, marks[0].end);
        if (!this.reading || !range) return;
        const rects = [...live(range).getClientRects()];
        const rect = rects.find(({ top, bottom }) => point && point.y >= top && point.y <= bottom) ?? rects[0];
        if (!rect) return;
        this.card.show(marks, this.reading.analysis, this.reading.text, rect);
        // A card at the foot of a narrow window must not lie over its own words.
        const covered = this.card.docked ? rect.bottom - this.card.host.getBoundingClientRect().top + 24 : 0;
        if (covered > 0) scrollBy({ top: covered, behavior: "instant" });
    }

    #dismiss() {
        clearTimeout(this.timer);
        this.hovered = null;
        this.card.hide();
        this.painter.focus(null);
    }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
    return target instanceof HTMLElement && (target.isContentEditable || /^(textarea|select)$/i.test(target.tagName) ||
        (target instanceof HTMLInputElement && !/^(checkbox|radio|button|file)$/.test(target.type)));
}

/**
 * Scrolls only as far as needed, and without a sweep for those who asked for less motion.
 * @param {Range} range
 * @param {ScrollBehavior} behavior
 */
function bringIntoView(range, behavior) {
    const rect = range.getBoundingClientRect();
    const room = innerHeight * 0.2;
    if (rect.top >= room && rect.bottom <= innerHeight - room) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: rect.top - innerHeight * 0.3, behavior: calm ? "instant" : behavior });
}
