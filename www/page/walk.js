/**
 * Visits what a browser shows, in the order in which it shows it: the flat tree, in which an open shadow root stands in its
 * host's place and slotted nodes in their slot's, and the documents of frames that the page may look into. Without recursion:
 * pages nest deeper than a call stack likes. Knows nothing of text, styles or what is worth reading.
 *
 * @typedef {{ enter(element: Element): boolean, leave(): void, text(node: Text): void }} Visitor
 *   `enter` says whether to go inside; only then `leave` follows.
 */

/**
 * Everything under `root`, itself left out.
 * @param {Element} root
 * @param {Visitor} visitor
 */
export function walk(root, visitor) {
    const open = [inside(root)];
    for (let children = open.at(-1); children; children = open.at(-1)) {
        const node = children.next();
        if (!node) {
            open.pop();
            if (open.length) visitor.leave();
        } else if (node.nodeType === Node.TEXT_NODE) {
            visitor.text(/** @type {Text} */ (node));
        } else if (node.nodeType === Node.ELEMENT_NODE && visitor.enter(/** @type {Element} */ (node))) {
            open.push(inside(/** @type {Element} */ (node)));
        }
    }
}

/**
 * The node around `node` as a browser shows it; null for the outermost document.
 * @param {Node} node
 * @returns {Node | null}
 */
export function shownIn(node) {
    if (node.nodeType === Node.DOCUMENT_NODE) {
        return /** @type {Document} */ (node).defaultView?.frameElement ?? null;
    }
    const slot = /** @type {Element | Text} */ (node).assignedSlot;
    return slot ?? node.parentNode ?? /** @type {ShadowRoot} */ (node).host ?? null;
}

/** Nodes one after the other: a node and its siblings, or a list. */
class Children {
    /**
     * @param {Node | null} first
     * @param {Node[]} [list] in its place
     */
    constructor(first, list) {
        this.node = first;
        this.list = list;
        this.at = 0;
    }

    /** @returns {Node | null | undefined} */
    next() {
        if (this.list) return this.list[this.at++];
        const { node } = this;
        this.node = node && node.nextSibling;
        return node;
    }
}

/** @param {Element} element */
function inside(element) {
    if (element.shadowRoot) return new Children(element.shadowRoot.firstChild);
    switch (element.localName) {
        case "slot": {
            const assigned = /** @type {HTMLSlotElement} */ (element).assignedNodes();
            return assigned.length ? new Children(null, assigned) : new Children(element.firstChild);
        }
        case "iframe":
        case "frame":
            return new Children(bodyOf(/** @type {HTMLIFrameElement} */ (element)));
        default:
            return new Children(element.firstChild);
    }
}

/**
 * The body of a frame's document; null where its origin, or an editor in it, forbids to look.
 * @param {HTMLIFrameElement} frame
 */
function bodyOf(frame) {
    const { contentDocument } = frame;
    return contentDocument && contentDocument.designMode !== "on" ? contentDocument.body : null;
}
