/**
 * One reading of one page: an analysis painted onto live text, the card under the pointer or the focus, the walk from mark to
 * mark with the keyboard, ticks beside the scroll bar, and, where asked, keeping all of it up with a page that changes. Shared
 * by the demo and the extension. It listens on the document and adds nothing to the article: `data-standfirst-…` elements of
 * its own stand after the body.
 *
 * What others use (all else is the session's own business):
 *   new Session()                        listens; shows nothing yet
 *   begin(analysis, text, blocks)        marks an analysis of `text` that stands in `blocks`, in place of the one before
 *   keepUp({ root, read, analyse, … })   after `begin`: follows the page's changes until `end`
 *   end()                                takes every mark away; which layers are off is remembered
 *   close()                              takes everything away for good: marks, hosts, observers, listeners
 *   counts()                             marks a layer
 *   toggle(layer, on), choose(entity)    what is shown, and whose marks are strong
 *   limit(claims)                        at most so many claims are shown, the worthiest
 *   jump(start, end), step(1 | -1)       brings a stretch or the next mark into view
 *   reading                              `{ analysis, text, … }` as it is marked now, or null
 *
 * @typedef {import("../pkg/standfirst.js").Analysis} Analysis
 * @typedef {import("../pkg/standfirst.js").Page} Page
 * @typedef {import("./reader.js").LiveBlock} LiveBlock
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./marks.js").Layer} Layer
 * @typedef {{ analysis: Analysis, text: string, blocks: LiveBlock[], anchors: Anchors, index: MarkIndex, off: AbortController }} Reading
 * @typedef {{
 *     root: Element,
 *     read(root: Element): { page: Page, blocks: LiveBlock[] },
 *     analyse(page: Page): Promise<Analysis>,
 *     changed?(analysis: Analysis, text: string): void,
 *     moved?(): void,
 * }} Follow
 *   `root` is what was read: the body, or a part of the page. `changed` is told of every analysis that took the place of the
 *   one before, `moved` of another address without a page load.
 */

import { Anchors, lastUpTo, live, rects } from "./anchors.js";
import { Card } from "./card.js";
import { marksAt } from "./hit.js";
import { cancel, whenIdle } from "./later.js";
import { LAYERS, MarkIndex, marksOf } from "./marks.js";
import { Painter } from "./painter.js";
import { Memory } from "./reanchor.js";
import { Ticks } from "./ticks.js";
import { Watch } from "./watch.js";

/** Milliseconds that a pointer rests on a mark before the card opens; leaving is forgiven as long. */
const DWELL = 200;
/** Text nodes of a focused element that are looked through for a mark: enough for a link, not for a whole page. */
const FOCUSED = 20;

export class Session {
    constructor() {
        this.off = new AbortController();
        const { signal } = this.off;
        this.ticks = new Ticks(() => this.#ticking(), signal);
        this.painter = new Painter(signal, () => this.ticks.draw());
        this.card = new Card();
        /** @type {Reading | null} */
        this.reading = null;
        /** @type {Mark | null} where the keyboard's walk stands */
        this.at = null;
        /** @type {Mark | null} what the pointer or the focus rests on */
        this.hovered = null;
        this.timer = 0;
        /** While a card gives the focus back, which is no reason to show one. */
        this.giving = false;
        this.#listen(document, signal);
        addEventListener("scroll", () => this.#follow(), { passive: true, signal });
        addEventListener("resize", () => this.#dismiss(), { signal });
    }

    /**
     * Marks `analysis` of `text`, which stands in `blocks`.
     * @param {Analysis} analysis
     * @param {string} text
     * @param {LiveBlock[]} blocks
     */
    begin(analysis, text, blocks) {
        this.end();
        this.#mark(analysis, text, blocks);
    }

    /**
     * Keeps the reading true to a page that changes: words whose nodes were replaced are found again before the next paint;
     * when the page has come to rest it is read again, and analysed again where it says something else.
     * @param {Follow} follow
     */
    keepUp(follow) {
        const reading = this.reading;
        if (!reading) return;
        const off = new AbortController();
        this.stopKeeping?.();
        this.stopKeeping = () => off.abort();
        const inBody = follow.root === document.body;
        // Some pages change their whole body for another.
        const root = () => (inBody ? document.body : follow.root);
        let memory = new Memory(root(), reading.blocks);
        let idle = whenIdle(() => memory.learn());
        off.signal.addEventListener("abort", () => cancel(idle));
        const remember = () => {
            if (!this.reading) return;
            memory = new Memory(root(), this.reading.blocks);
            cancel(idle);
            idle = whenIdle(() => memory.learn());
            watch.over(this.reading.anchors.roots);
        };
        const mend = () => {
            if (!memory.mend(root())) return;
            this.#move(memory.blocks, memory.doubtful);
            watch.over(this.reading?.anchors.roots ?? []);
        };
        const watch = new Watch(root, {
            torn: mend,
            moved: () => follow.moved?.(),
            read: async () => {
                const start = performance.now();
                const { page, blocks } = follow.read(root());
                const before = this.reading?.blocks ?? [];
                const same = before.length === blocks.length && before.every(({ text }, at) => text === blocks[at].text);
                if (same) this.#move(blocks, []);
                const cost = performance.now() - start;
                if (same) remember();
                if (same) return { cost, news: false };
                const analysis = await follow.analyse(page);
                if (off.signal.aborted) return { cost, news: false };
                const text = analysis.text ?? blocks.map((block) => block.text).join("\n\n");
                const news = this.#renew(analysis, text, blocks);
                remember();
                // The page may have gone on changing while the analysis was made.
                mend();
                follow.changed?.(analysis, text);
                return { cost, news };
            },
        }, off.signal);
        watch.over(reading.anchors.roots);
    }

    /** Takes every mark away. Which layers are switched off is remembered, and the limit of claims. */
    end() {
        this.stopKeeping?.();
        this.stopKeeping = null;
        this.#dismiss();
        this.at = null;
        this.reading?.off.abort();
        this.reading = null;
        this.painter.clear();
    }

    /** Takes everything away that the session has brought to the page; it is not to be used again. */
    close() {
        this.end();
        this.off.abort();
        this.card.remove();
    }

    /** @returns {Record<Layer, number>} marks a layer, claims within the limit */
    counts() {
        const counts = /** @type {Record<Layer, number>} */ (
            Object.fromEntries(Object.keys(LAYERS).map((layer) => [layer, 0]))
        );
        for (const { layer, rank = 0 } of this.reading?.index.marks ?? []) counts[layer] += Number(rank < this.painter.budget);
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

    /** @param {number} claims */
    limit(claims) {
        this.painter.limit(claims);
        if (this.hovered && !this.painter.visible(this.hovered)) this.#dismiss();
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
        bringIntoView(range, "smooth");
        this.painter.focus(/** @type {Mark} */ ({ start, end }));
        this.at = this.reading?.index.marks.find((mark) => mark.start >= start) ?? null;
    }

    /**
     * Goes to the next mark or back to the last and opens its card, with the focus in it.
     * @param {1 | -1} step
     */
    step(step) {
        const { reading } = this;
        if (!reading) return;
        const mark = reading.index.next(this.at, step, (other) => this.painter.visible(other) && reading.anchors.range(other.start, other.end) !== null);
        const range = mark && reading.anchors.range(mark.start, mark.end);
        if (!mark || !range) return;
        this.at = mark;
        this.hovered = null;
        bringIntoView(range, "instant");
        this.painter.focus(mark);
        this.#open([mark], "focus");
    }

    /**
     * @param {Analysis} analysis
     * @param {string} text
     * @param {LiveBlock[]} blocks
     */
    #mark(analysis, text, blocks) {
        this.reading?.off.abort();
        const written = blocks.filter(({ runs }) => !runs[0]?.node.parentElement?.isContentEditable);
        const anchors = new Anchors(written);
        const marks = marksOf(analysis);
        const off = new AbortController();
        this.reading = { analysis, text, blocks, anchors, index: new MarkIndex(marks), off };
        for (const root of anchors.roots) {
            const view = root.ownerDocument ?? /** @type {Document} */ (root);
            if (view !== document) this.#listen(view, off.signal);
        }
        this.painter.paint(anchors, marks, analysis.blocks.filter(({ kind }) => kind === "clutter"));
    }

    /**
     * The same marks where their words stand now.
     * @param {LiveBlock[]} blocks
     * @param {{ start: number, end: number }[]} doubtful stretches, by start, in which a mark stands only if its very words do
     */
    #move(blocks, doubtful) {
        const { reading } = this;
        if (!reading) return;
        const anchors = new Anchors(blocks);
        Object.assign(reading, { blocks, anchors });
        const bare = (/** @type {string} */ text) => text.replace(/\s+/g, "");
        this.painter.move(anchors, ({ start, end }) => {
            const last = doubtful[lastUpTo(doubtful, end - 1)];
            if (!last || last.end <= start) return true;
            return bare(anchors.ranges(start, end).map((range) => live(range).toString()).join("")) === bare(reading.text.slice(start, end));
        });
        if (this.at && this.card.open) this.painter.focus(this.at);
        this.#follow();
    }

    /**
     * Another analysis of the same page in place of the one before: what the reader has chosen stays.
     * @param {Analysis} analysis
     * @param {string} text
     * @param {LiveBlock[]} blocks
     * @returns {boolean} whether the article says anything else than before
     */
    #renew(analysis, text, blocks) {
        const before = this.reading;
        const chosen = this.painter.person === null ? null : before?.analysis.entities[this.painter.person]?.name;
        const kept = [this.at, this.hovered].map((mark) => mark && before && before.text.slice(mark.start, mark.end));
        this.#mark(analysis, text, blocks);
        const person = analysis.entities.findIndex(({ name }) => name === chosen);
        if (person >= 0) this.painter.choose(person);
        const { marks } = /** @type {Reading} */ (this.reading).index;
        [this.at, this.hovered] = kept.map((words, i) => {
            const old = [this.at, this.hovered][i];
            return (old && marks.find((mark) => mark.layer === old.layer && text.slice(mark.start, mark.end) === words)) ?? null;
        });
        if (!this.at && !this.hovered) this.#dismiss();
        else this.painter.focus(this.at);
        const article = (/** @type {Reading | null} */ reading) =>
            reading?.analysis.blocks.filter(({ kind }) => kind !== "clutter").map(({ start, end }) => reading.text.slice(start, end)).join("\n");
        return article(before) !== article(this.reading);
    }

    /** What the strip of ticks shows. */
    #ticking() {
        return this.painter.marks.filter(({ mark, place }) => place && this.painter.visible(mark));
    }

    /**
     * @param {Document} view the page's document, or that of a frame whose text is marked
     * @param {AbortSignal} signal
     */
    #listen(view, signal) {
        view.addEventListener("pointermove", (event) => this.#hover(event, view), { passive: true, signal });
        view.addEventListener("click", (event) => this.#press(event, view), { signal });
        view.addEventListener("keydown", (event) => this.#key(event), { signal });
        view.addEventListener("focusin", (event) => this.#focus(event), { signal });
        view.addEventListener("focusout", () => this.hovered && !this.card.focused && this.#dismiss(), { signal });
    }

    /**
     * @param {PointerEvent} event
     * @param {Document} view
     */
    #hover(event, view) {
        if (event.pointerType === "touch" || !this.reading || event.buttons) return;
        clearTimeout(this.timer);
        const point = { x: event.clientX, y: event.clientY };
        this.timer = window.setTimeout(() => {
            if (view === document && document.elementFromPoint(point.x, point.y) === this.card.host) return;
            const marks = this.#under(point, view);
            if (marks.length) {
                if (marks[0] === this.hovered) return;
                [this.hovered, this.at] = [marks[0], null];
                this.painter.focus(null);
                this.#open(marks, "silent", point);
            } else if (this.hovered) {
                this.#dismiss();
            }
        }, DWELL);
    }

    /**
     * A tap or click shows the card at once, or puts it away; links of the page keep working.
     * @param {MouseEvent} event
     * @param {Document} view
     */
    #press(event, view) {
        const target = /** @type {Node | undefined} */ (event.composedPath()[0]);
        if (!this.reading || event.target === this.card.host || !target) return;
        const element = target.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (target) : target.parentElement;
        if (element?.closest("a[href], button, input, label, summary")) return;
        clearTimeout(this.timer);
        const point = { x: event.clientX, y: event.clientY };
        const marks = this.#under(point, view);
        if (!marks.length) return void this.#dismiss();
        [this.hovered, this.at] = [marks[0], marks[0]];
        this.painter.focus(marks[0]);
        this.#open(marks, "silent", point);
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.composedPath()[0])) return;
        if (event.key === "n") this.step(1);
        else if (event.key === "p") this.step(-1);
        else if (event.key === "Escape" && (this.card.open || this.at)) this.#dismiss();
    }

    /**
     * A link that the keyboard comes to shows the card of the mark in it; the focus stays where it is.
     * @param {FocusEvent} event
     */
    #focus(event) {
        const element = /** @type {Element | undefined} */ (event.composedPath()[0]);
        if (!this.reading || this.giving || !element?.matches?.(":focus-visible") || event.target === this.card.host) return;
        const stretch = stretchOf(element, this.reading.anchors);
        const marks = stretch ? this.reading.index.within(...stretch).filter((mark) => this.painter.visible(mark)) : [];
        if (!marks.length) return;
        [this.hovered, this.at] = [marks[0], marks[0]];
        this.#open(marks, "spoken");
    }

    /** The card of the keyboard's mark goes with it when the page scrolls, the pointer's is put away. */
    #follow() {
        if (!this.card.open) return;
        const place = this.at && this.#beside(this.at);
        if (place && place.bottom > 0 && place.top < innerHeight) this.card.place(place);
        else this.#dismiss();
    }

    /**
     * The marks at a point, those that are switched off or dimmed left out.
     * @param {{ x: number, y: number }} point
     * @param {Document} view
     */
    #under({ x, y }, view) {
        if (!this.reading) return [];
        const { anchors, index } = this.reading;
        return marksAt(x, y, anchors, index, view).filter((mark) => this.painter.visible(mark));
    }

    /**
     * @param {Mark[]} marks
     * @param {"silent" | "spoken" | "focus"} manner
     * @param {{ x: number, y: number }} [point] on which line of the first mark
     */
    #open(marks, manner, point) {
        const rect = this.#beside(marks[0], point);
        if (!this.reading || !rect) return;
        this.card.show(marks, this.reading.analysis, this.reading.text, rect, manner);
        // A card at the foot of a narrow window must not lie over its own words.
        const covered = this.card.docked ? rect.bottom - this.card.host.getBoundingClientRect().top + 24 : 0;
        if (covered > 0) scrollBy({ top: covered, behavior: "instant" });
    }

    /**
     * What of a mark a card stands beside: all its lines, so that it covers none of them, or only the one at `point`, or the
     * first, where they are so many that it would stand far off.
     * @param {Mark} mark
     * @param {{ x: number, y: number }} [point]
     * @returns {DOMRect | null} in the page's window
     */
    #beside({ start, end }, point) {
        const ranges = this.reading?.anchors.ranges(start, end) ?? [];
        const lines = rects(ranges);
        if (!lines.length) return null;
        const all = enclosing(lines);
        const line = lines.find(({ top, bottom }) => point && point.y >= top && point.y <= bottom) ?? lines[0];
        const few = all.height < innerHeight / (point ? 4 : 2);
        return shifted(few ? new DOMRect(point ? line.left : all.left, all.top, all.width, all.height) : line, ranges[0].startContainer);
    }

    #dismiss() {
        clearTimeout(this.timer);
        const range = this.at && this.card.focused ? this.reading?.anchors.range(this.at.start, this.at.end) : null;
        this.hovered = null;
        this.giving = true;
        this.card.hide();
        this.giving = false;
        if (range) goOnFrom(range);
        this.painter.focus(null);
    }
}

/**
 * Where nothing had the focus that could take it back, the next Tab goes on from the words, not from the end of the page, where
 * the card was. Browsers go on from the caret; one that selects nothing is not seen. What the reader has selected stays.
 * @param {StaticRange} range
 */
function goOnFrom({ startContainer, startOffset }) {
    const selection = document.getSelection();
    const free = document.activeElement === document.body && selection?.isCollapsed && startContainer.isConnected;
    if (free && startContainer.getRootNode() === document) selection.collapse(startContainer, startOffset);
}

/**
 * The document text from the first to the last read text node in an element.
 * @param {Element} element
 * @param {Anchors} anchors
 * @returns {[number, number] | null}
 */
function stretchOf(element, anchors) {
    const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    /** @type {[number, number] | null} */
    let stretch = null;
    let count = 0;
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        if ((count += 1) > FOCUSED) return null;
        const [start, end] = [anchors.offset(node, 0), anchors.offset(node, /** @type {Text} */ (node).length)];
        if (start !== null && end !== null) stretch = [stretch?.[0] ?? start, end];
    }
    return stretch;
}

/** @param {DOMRect[]} boxes */
function enclosing(boxes) {
    const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
    const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
    return new DOMRect(left, top, right - left, bottom - top);
}

/**
 * A rectangle of a frame's window as one of the page's window.
 * @param {DOMRect} rect
 * @param {Node} node in the frame
 */
function shifted(rect, node) {
    let { x, y } = rect;
    let view = node.ownerDocument?.defaultView;
    while (view && view !== window && view.frameElement) {
        const frame = view.frameElement;
        const { left, top } = frame.getBoundingClientRect();
        [x, y] = [x + left + frame.clientLeft, y + top + frame.clientTop];
        view = frame.ownerDocument.defaultView;
    }
    return new DOMRect(x, y, rect.width, rect.height);
}

/** @param {EventTarget | undefined} target */
function isTyping(target) {
    const element = /** @type {Partial<HTMLInputElement> | undefined} */ (target);
    const tag = element?.localName ?? "";
    return element?.isContentEditable || /^(textarea|select)$/.test(tag) ||
        (tag === "input" && !/^(checkbox|radio|button|file)$/.test(element?.type ?? ""));
}

/**
 * Scrolls only as far as needed, and without a sweep for those who asked for less motion.
 * @param {StaticRange} range
 * @param {ScrollBehavior} behavior
 */
function bringIntoView(range, behavior) {
    const rect = live(range).getBoundingClientRect();
    const { top } = shifted(rect, range.startContainer);
    const room = innerHeight * 0.2;
    if (top >= room && top + rect.height <= innerHeight - room) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: top - innerHeight * 0.3, behavior: calm ? "instant" : behavior });
}
