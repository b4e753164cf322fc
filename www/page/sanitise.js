/**
 * Makes harmless elements of HTML that somebody pasted or opened. It is parsed into an inert document, where nothing runs
 * and nothing loads; then fresh elements are built from a short list of tags, with text nodes and without a single attribute
 * of the source. What the elements were called (class, id, itemprop), which tells article from clutter, is kept beside them.
 */

/** Tags that come through as they are; every other element is unwrapped to its text. */
const KEPT = new Set(
    ("ADDRESS ARTICLE ASIDE B BLOCKQUOTE BR CAPTION CITE CODE DD DIV DL DT EM FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER " +
        "HR I LI MAIN NAV OL P PRE Q S SECTION SMALL SPAN STRONG SUB SUP TABLE TBODY TD TFOOT TH THEAD TIME TR U UL A")
        .split(" "),
);

/** Nothing of them comes through. */
const DROPPED = new Set(
    ("SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG MATH CANVAS VIDEO AUDIO SELECT DATALIST INPUT TEXTAREA BUTTON " +
        "HEAD LINK META BASE FRAME FRAMESET NOFRAMES NOEMBED XMP PLAINTEXT").split(" "),
);

/**
 * @param {string} html
 * @returns {{ content: DocumentFragment, title: string | null, lang: string | null, names: (element: Element) => string }}
 */
export function sanitise(html) {
    const source = new DOMParser().parseFromString(html, "text/html");
    /** @type {WeakMap<Element, string>} */
    const names = new WeakMap();
    const content = document.createDocumentFragment();
    /** @type {[Node, Node][]} source node, and where its copy goes; the last one is next */
    const open = children(source.body, content);
    for (let next = open.pop(); next; next = open.pop()) {
        const [node, into] = next;
        if (node.nodeType === Node.TEXT_NODE) into.appendChild(document.createTextNode(node.nodeValue ?? ""));
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        const element = /** @type {Element} */ (node);
        const tag = element.tagName.toUpperCase();
        if (DROPPED.has(tag) || isHidden(element)) continue;
        let target = into;
        if (KEPT.has(tag)) {
            target = into.appendChild(document.createElement(tag));
            names.set(/** @type {Element} */ (target), namesOf(element));
        }
        open.push(...children(element, target));
    }
    return {
        content,
        title: source.title.trim() || null,
        lang: source.documentElement.lang || null,
        names: (element) => names.get(element) ?? "",
    };
}

/**
 * @param {Node} node
 * @param {Node} into
 * @returns {[Node, Node][]} last child first
 */
function children(node, into) {
    /** @type {[Node, Node][]} */
    const list = [];
    for (let child = node.lastChild; child; child = child.previousSibling) list.push([child, into]);
    return list;
}

/** @param {Element} element */
function isHidden(element) {
    const style = element.getAttribute("style") ?? "";
    return (
        element.hasAttribute("hidden") ||
        element.getAttribute("aria-hidden") === "true" ||
        /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)
    );
}

/** @param {Element} element */
function namesOf(element) {
    return ["class", "id", "itemprop"].map((name) => element.getAttribute(name) ?? "").join(" ").trim();
}
