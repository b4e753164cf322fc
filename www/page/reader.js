/**
 * Reads a live document: one walk over its nodes emits the `Page` that the engine takes (flat blocks and the tree of
 * elements around them) and keeps, for every block, which stretch of which text node each stretch of its text came from.
 *
 * It only looks. Which block is the article and which is clutter is the engine's decision; no node, attribute or style is
 * changed. Text inside shadow roots and frames is not read.
 *
 * @typedef {import("../pkg/standfirst.js").Page} Page
 * @typedef {{ at: number, node: Text, from: number, length: number }} Run
 *   `length` code units of a block's text from `at` on are those of `node.data` from `from` on.
 * @typedef {{ start: number, text: string, runs: Run[] }} LiveBlock
 *   `start` is where its text stands in the document text, which is all blocks joined by blank lines.
 * @typedef {{ names?: (element: Element) => string, title?: string | null, lang?: string | null, range?: Range | null }} ReadOptions
 *   `names` says what an element is called (class, id, itemprop) where the live element no longer shows it; `range` is the
 *   reader's selection: only what lies in it is read, and nothing of it is voted out.
 * @typedef {{ element: Element, parent: Holder | null, index: number }} Holder
 * @typedef {{ element: Element, block: boolean, link: boolean, pre: boolean, holder: Holder }} Frame
 */

const SEPARATOR = 2; // "\n\n"

/** Their text is none, or is no prose. */
const SKIPPED = new Set(
    ("SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG MATH CANVAS VIDEO AUDIO SELECT DATALIST INPUT TEXTAREA " +
        "BUTTON HEAD PROGRESS METER RT RP MAP").split(" "),
);

/** Block-level where no style says otherwise. */
const BLOCKS = new Set(
    ("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER " +
        "FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML LI MAIN MENU NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH " +
        "THEAD TR UL").split(" "),
);

/**
 * @param {Element} root
 * @param {ReadOptions} [options]
 * @returns {{ page: Page, blocks: LiveBlock[] }}
 */
export function read(root, options = {}) {
    const out = new Blocks(options.names ?? ownNames);
    /** @type {Holder} */
    const outermost = { element: root, parent: null, index: -1 };
    /** @type {Frame[]} */
    const frames = [{ element: root, block: true, link: false, pre: false, holder: outermost }];
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
            const [from, to] = stretch(node, options.range);
            if (from < to) out.add(node, from, to, /** @type {Frame} */ (frames.at(-1)));
        },
    });
    out.flush();
    const page = {
        title: options.title ?? null,
        lang: options.lang ?? root.closest("[lang]")?.getAttribute("lang") ?? null,
        selection: Boolean(options.range),
        containers: out.containers,
        blocks: out.page,
    };
    return { page, blocks: out.live };
}

/**
 * Visits everything under `root` in document order without recursion: pages nest deeper than a call stack likes.
 * @param {Element} root
 * @param {{ enter(element: Element): boolean, leave(): void, text(node: Text): void }} visitor
 */
function walk(root, visitor) {
    /** @type {Node | null} */
    let node = root.firstChild;
    while (node) {
        if (node.nodeType === Node.TEXT_NODE) visitor.text(/** @type {Text} */ (node));
        if (node.nodeType === Node.ELEMENT_NODE && visitor.enter(/** @type {Element} */ (node))) {
            if (node.firstChild) {
                node = node.firstChild;
                continue;
            }
            visitor.leave();
        }
        while (node && !node.nextSibling) {
            node = node.parentNode;
            if (!node || node === root) return;
            visitor.leave();
        }
        node = node.nextSibling;
    }
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
    const style = getComputedStyle(element);
    if (isHidden(style)) return null;
    const block = isBlock(tag, style);
    return {
        element,
        block,
        link: outer.link || tag === "A",
        pre: style.whiteSpace ? style.whiteSpace.startsWith("pre") : tag === "PRE" || outer.pre,
        holder: block ? { element, parent: outer.holder, index: -1 } : outer.holder,
    };
}

/** @param {CSSStyleDeclaration} style */
function isHidden(style) {
    if (style.display === "none" || style.visibility === "hidden" || style.visibility === "collapse") return true;
    // Text for screen readers only, clipped away: "(opens in a new window)" is none of the article's words.
    return style.position === "absolute" && (style.clip.startsWith("rect(") || style.clipPath === "inset(50%)");
}

/**
 * @param {string} tag
 * @param {CSSStyleDeclaration} style
 */
function isBlock(tag, style) {
    const { display } = style;
    // Nothing is laid out outside a document; a drop cap floats, which makes it a block that the word goes on after.
    if (!display || (style.float !== "none" && !BLOCKS.has(tag))) return BLOCKS.has(tag);
    return !display.startsWith("inline") && !display.startsWith("ruby") && display !== "contents";
}

/**
 * The part of `node` that lies in `range`.
 * @param {Text} node
 * @param {Range | null | undefined} range
 * @returns {[number, number]}
 */
function stretch(node, range) {
    if (!range) return [0, node.length];
    if (!range.intersectsNode(node)) return [0, 0];
    return [
        node === range.startContainer ? range.startOffset : 0,
        node === range.endContainer ? range.endOffset : node.length,
    ];
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
        this.gap = false;
        this.broken = false;
    }

    #clear() {
        [this.parts, this.runs, this.holder] = [[], [], null];
        [this.length, this.linkUnits] = [0, 0];
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
        for (const word of data.slice(from).matchAll(/[^ \t\n\r\f]+/g)) {
            const at = from + word.index;
            if (at > last) this.gap = true;
            if (frame.pre && /\n[ \t\r]*\n/.test(data.slice(last, at))) this.flush();
            this.#word(node, at, word[0], frame);
            last = at + word[0].length;
        }
        if (last < to) this.gap = true;
    }

    /**
     * @param {Text} node
     * @param {number} at
     * @param {string} word
     * @param {Frame} frame
     */
    #word(node, at, word, frame) {
        const blank = this.gap && this.length > 0 ? 1 : 0;
        const run = this.runs.at(-1);
        // Text that runs on with single blanks stays one run; a blank that stands for more belongs to none.
        if (run && run.node === node && run.from + run.length + blank === at) {
            run.length += blank + word.length;
        } else {
            this.runs.push({ at: this.length + blank, node, from: at, length: word.length });
        }
        if (blank) this.parts.push(" ");
        this.parts.push(word);
        this.length += blank + word.length;
        if (frame.link) this.linkUnits += blank + word.length;
        this.holder ??= frame.holder;
        this.gap = false;
        this.broken = false;
    }

    /** Ends the block. */
    flush() {
        if (this.holder) {
            const text = this.parts.join("");
            this.page.push({ text, container: this.#container(this.holder), linkUnits: this.linkUnits });
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
