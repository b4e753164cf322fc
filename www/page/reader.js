/**
 * Reads a live document: one walk over what a browser shows of it (open shadow roots with their slots, frames of the same
 * origin) emits the `Page` that the engine takes (flat blocks and the tree of elements around them) and keeps, for every
 * block, which stretch of which text node each stretch of its text came from.
 *
 * It only looks. Which block is the article and which is clutter is the engine's decision; no node, attribute or style is
 * changed. Text that nobody sees and text that somebody edits is not read, nor is anything in a closed shadow root or a frame
 * of another origin.
 *
 * @typedef {import("../pkg/standfirst.js").Page} Page
 * @typedef {{ at: number, node: Text, from: number, length: number }} Run
 *   `length` code units of a block's text from `at` on are those of `node.data` from `from` on.
 * @typedef {{ start: number, text: string, runs: Run[] }} LiveBlock
 *   `start` is where its text stands in the document text, which is all blocks joined by blank lines.
 * @typedef {{ page: Page, blocks: LiveBlock[] }} Reading
 * @typedef {{ names?: (element: Element) => string, title?: string | null, lang?: string | null, range?: AbstractRange | null, data?: string[], headlines?: string[] }} ReadOptions
 *   `names` says what an element is called (class, id, itemprop) where the live element no longer shows it; `range` is the
 *   reader's selection: only what lies in it is read, and nothing of it is voted out; `data` and `headlines` as in `Page`.
 * @typedef {{ element: Element, parent: Holder | null, index: number }} Holder
 * @typedef {{ element: Element, block: boolean, link: boolean, time: boolean, author: boolean, style: CSSStyleDeclaration | null, pre: boolean, mute: boolean, closed: boolean, holder: Holder }} Frame
 *   `style` is there until text right in it is met: only then `pre` and `mute`, text that is not seen, are final. `closed`: only
 *   the summary of what is in it is seen.
 */

import { isBlock } from "./borders.js";
import { portionOf } from "./selection.js";
import { walk } from "./walk.js";

const SEPARATOR = 2; // "\n\n"

/** Code units of structured data that are worth the way to the engine. */
const DATA = 1_000_000;

/** Their text is none, is no prose, or is somebody's own. */
const SKIPPED = new Set(
    ("SCRIPT STYLE NOSCRIPT TEMPLATE OBJECT EMBED SVG MATH CANVAS VIDEO AUDIO SELECT DATALIST INPUT TEXTAREA " +
        "BUTTON HEAD PROGRESS METER RT RP MAP NOFRAMES").split(" "),
);

/**
 * A whole document, with what it says of itself.
 * @param {Document} document
 * @param {ReadOptions} [options]
 * @returns {Reading}
 */
export function readDocument(document, options = {}) {
    const metas = [...document.querySelectorAll("meta[property='og:title'], meta[name='twitter:title']")];
    const scripts = [...document.querySelectorAll("script[type='application/ld+json' i]")];
    let room = DATA;
    return read(document.body ?? document.documentElement, {
        title: document.title,
        lang: document.documentElement.lang,
        headlines: metas.map((meta) => meta.getAttribute("content") ?? "").filter(Boolean),
        data: scripts.map((script) => script.textContent ?? "").filter((text) => (room -= text.length) >= 0),
        ...options,
    });
}

/**
 * The reader's own selection, in whichever trees of nodes it lies.
 * @param {AbstractRange} range
 * @returns {Reading}
 */
export function readSelection(range) {
    const top = /** @type {Document} */ (range.startContainer.ownerDocument ?? range.startContainer);
    return read(top.body ?? top.documentElement, { lang: top.documentElement.lang, range });
}

/**
 * What stands in `root`.
 * @param {Element} root
 * @param {ReadOptions} [options]
 * @returns {Reading}
 */
export function read(root, options = {}) {
    const out = new Blocks(options.names ?? ownNames);
    const portion = options.range ? portionOf(options.range) : null;
    /** @type {Frame[]} */
    const frames = [{
        element: root, block: true, link: false, time: false, author: false, style: null, pre: false, mute: false,
        closed: false,
        holder: { element: root, parent: null, index: -1 },
    }];
    walk(root, {
        enter(element) {
            const frame = frameOf(element, /** @type {Frame} */ (frames.at(-1)));
            if (element.tagName === "BR") out.lineBreak();
            if (!frame) return false;
            if (frame.block) out.flush();
            frames.push(frame);
            return true;
        },
        leave() {
            if (frames.pop()?.block) out.flush();
        },
        text(node) {
            const frame = /** @type {Frame} */ (frames.at(-1));
            if (frame.closed) return;
            if (!INK.test(node.data)) {
                out.gap = true;
                return;
            }
            if (frame.style) lookAt(frame, frame.style);
            if (frame.mute) return;
            const [from, to] = portion ? portion(node) : [0, node.length];
            if (from < to) out.add(node, from, to, frame);
        },
    });
    out.flush();
    const page = {
        title: options.title ?? null,
        lang: options.lang ?? root.closest("[lang]")?.getAttribute("lang") ?? null,
        selection: Boolean(options.range),
        headlines: options.headlines ?? [],
        data: options.data ?? [],
        containers: out.containers,
        blocks: out.page,
    };
    return { page, blocks: out.live };
}

/**
 * How to read inside `element`, or null where nothing of it is to be read.
 * @param {Element} element
 * @param {Frame} outer
 * @returns {Frame | null}
 */
function frameOf(element, outer) {
    const tag = element.tagName.toUpperCase();
    if (SKIPPED.has(tag) || tag === "BR") return null;
    if (element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true") return null;
    if (isEditable(element) || (outer.closed && !isSummary(element, outer.element))) return null;
    const style = getComputedStyle(element);
    if (isHidden(element, tag, style)) return null;
    const block = isBlock(tag, style);
    return {
        element,
        block,
        link: outer.link || tag === "A",
        time: outer.time || tag === "TIME",
        author: outer.author || isAuthor(element),
        style,
        pre: tag === "PRE" || outer.pre,
        mute: false,
        closed: tag === "DETAILS" && !element.hasAttribute("open"),
        holder: block ? { element, parent: outer.holder, index: -1 } : outer.holder,
    };
}

/**
 * What text right in an element looks like. Asked only where there is some: most elements hold none, and every question to a
 * style costs.
 * @param {Frame} frame
 * @param {CSSStyleDeclaration} style
 */
function lookAt(frame, style) {
    if (style.whiteSpace) frame.pre = style.whiteSpace.startsWith("pre");
    frame.mute = style.visibility === "hidden" || style.visibility === "collapse" || style.fontSize === "0px" ||
        parseFloat(style.textIndent) < -FAR;
    frame.style = null;
}

/** Anything but the white space that a page collapses. */
const INK = /[^ \t\n\r\f]/;

/** Words that are written as they are shown; few enough that no text is too long for the expression. */
const WORDS = /[^ \t\n\r\f]+(?: [^ \t\n\r\f]+){0,99}/g;

/** Pixels beyond which something was moved out of sight on purpose. */
const FAR = 900;

/**
 * Whether nothing in it is seen. What `visibility` hides may hold something that is seen.
 * @param {Element} element
 * @param {string} tag
 * @param {CSSStyleDeclaration} style
 */
function isHidden(element, tag, style) {
    if (style.display === "none" || style.contentVisibility === "hidden") return true;
    // Closed accordions, and boxes of a pixel for screen readers.
    const clips = style.overflowX !== "visible" && style.overflowX !== "" && !style.display.startsWith("inline");
    const box = (clips && tag !== "BODY" && tag !== "HTML" && style.display !== "contents") || tag === "IFRAME";
    if (box && isTiny(element)) return true;
    if (style.position !== "absolute" && style.position !== "fixed") return false;
    // Text for screen readers only, clipped away: "(opens in a new window)" is none of the article's words.
    return style.clip.startsWith("rect(") || style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)" ||
        parseFloat(style.left) < -FAR || parseFloat(style.top) < -FAR;
}

/** @param {Element} element */
function isTiny(element) {
    const { offsetWidth, offsetHeight } = /** @type {HTMLElement} */ (element);
    return offsetWidth <= 1 || offsetHeight <= 1;
}

/** @param {Element} element */
function isEditable(element) {
    const editable = element.getAttribute("contenteditable");
    const role = element.getAttribute("role");
    return (editable !== null && editable.toLowerCase() !== "false") || role === "textbox" || role === "searchbox";
}

/**
 * Whether `element` is what is seen of closed `details`.
 * @param {Element} element
 * @param {Element} details
 */
function isSummary(element, details) {
    return element === details.querySelector(":scope > summary");
}

/** @param {Element} element */
function isAuthor(element) {
    const names = element.getAttribute("rel") ?? element.getAttribute("itemprop");
    return names !== null && /(^|\s)author(\s|$)/i.test(names);
}

/** @param {Element} element */
function ownNames(element) {
    return ["class", "id", "itemprop"].map((name) => element.getAttribute(name) ?? "").join(" ");
}

/** Gathers text into blocks, white space collapsed to single blanks as a page shows it. */
class Blocks {
    /** @param {(element: Element) => string} names */
    constructor(names) {
        this.names = names;
        /** @type {Page["containers"]} */
        this.containers = [];
        /** @type {Page["blocks"]} */
        this.page = [];
        /** @type {LiveBlock[]} */
        this.live = [];
        this.start = 0;
        // The block that is being gathered.
        /** @type {string[]} */
        this.parts = [];
        /** @type {Run[]} */
        this.runs = [];
        /** @type {Holder | null} */
        this.holder = null;
        this.length = 0;
        this.linkUnits = 0;
        this.timeUnits = 0;
        this.authorUnits = 0;
        this.gap = false;
        this.broken = false;
    }

    #clear() {
        [this.parts, this.runs, this.holder] = [[], [], null];
        [this.length, this.linkUnits, this.timeUnits, this.authorUnits] = [0, 0, 0, 0];
        [this.gap, this.broken] = [false, false];
    }

    /** One `<br>` is a blank, two in a row end the block. */
    lineBreak() {
        if (this.broken) this.flush();
        this.gap = true;
        this.broken = this.length > 0;
    }

    /**
     * @param {Text} node
     * @param {number} from
     * @param {number} to
     * @param {Frame} frame
     */
    add(node, from, to, frame) {
        const data = node.data.slice(0, to);
        let last = from;
        for (const words of data.slice(from).matchAll(WORDS)) {
            const at = from + words.index;
            if (at > last) this.gap = true;
            if (frame.pre && /\n[ \t\r]*\n/.test(data.slice(last, at))) this.flush();
            this.#words(node, at, words[0], frame);
            last = at + words[0].length;
        }
        if (last < to) this.gap = true;
    }

    /**
     * @param {Text} node
     * @param {number} at
     * @param {string} words with single blanks between them
     * @param {Frame} frame
     */
    #words(node, at, words, frame) {
        const blank = this.gap && this.length > 0 ? 1 : 0;
        const run = this.runs.at(-1);
        // Text that runs on with single blanks stays one run; a blank that stands for more belongs to none.
        if (run && run.node === node && run.from + run.length + blank === at) {
            run.length += blank + words.length;
        } else {
            this.runs.push({ at: this.length + blank, node, from: at, length: words.length });
        }
        if (blank) this.parts.push(" ");
        this.parts.push(words);
        this.length += blank + words.length;
        if (frame.link) this.linkUnits += blank + words.length;
        if (frame.time) this.timeUnits += blank + words.length;
        if (frame.author) this.authorUnits += blank + words.length;
        this.holder ??= frame.holder;
        this.gap = false;
        this.broken = false;
    }

    /** Ends the block. */
    flush() {
        const text = this.parts.join("");
        if (this.holder && text.trim()) {
            const { linkUnits, timeUnits, authorUnits } = this;
            this.page.push({ text, container: this.#container(this.holder), linkUnits, timeUnits, authorUnits });
            this.live.push({ start: this.start, text, runs: this.runs });
            this.start += text.length + SEPARATOR;
        }
        this.#clear();
    }

    /**
     * The index of an element among the containers; it and those around it are listed when the first block needs them.
     * @param {Holder} holder
     */
    #container(holder) {
        /** @type {Holder[]} */
        const unlisted = [];
        for (let at = /** @type {Holder | null} */ (holder); at && at.index < 0; at = at.parent) unlisted.push(at);
        for (const at of unlisted.reverse()) {
            at.index = this.containers.length;
            this.containers.push({
                parent: at.parent ? at.parent.index : null,
                tag: at.element.tagName.toLowerCase(),
                role: at.element.getAttribute("role") ?? "",
                names: this.names(at.element).trim().replace(/\s+/g, " "),
            });
        }
        return holder.index;
    }
}
