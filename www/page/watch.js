/**
 * Watches a page for changes that concern a reading of it: one MutationObserver over the read part of the page, its open shadow
 * roots and its frames, and the events of a page that goes to another address without loading. It says when to look for torn
 * words (before the next paint) and when to read again (when the page has come to rest and the browser is idle). It decides
 * nothing about text.
 *
 * A page that stands still costs nothing: no timer runs. One that never rests is read at most so often that reading takes a
 * twentieth of the time, and ever more rarely as long as reading brings nothing new (a clock, a counter).
 *
 * @typedef {{ torn(): void, read(): Promise<{ cost: number, news: boolean }>, moved(): void }} Concerned
 *   `torn`: words may have lost their nodes; `read`: read again, and say how many milliseconds that took the page and whether it
 *   brought anything; `moved`: the page shows another address.
 */

import { cancel, whenIdle } from "./later.js";

/** Milliseconds without a change after which a page is read again, at first and at most. */
const REST = 400;
const LONGEST_REST = 30_000;
/** Milliseconds of change after which it is read although it does not come to rest. */
const PATIENCE = 2000;
/** Reading may take this part of the time. */
const SHARE = 20;
/** Code units of new text that are no clock and no counter. */
const MUCH = 200;

const NO_TEXT = /^(script|style|link|meta|img|picture|source|br|hr|noscript|template|canvas|video|audio|svg|input)$/i;

export class Watch {
    /**
     * @param {() => Element} root the read part of the page
     * @param {Concerned} concerned
     * @param {AbortSignal} signal ends it
     */
    constructor(root, concerned, signal) {
        this.root = root;
        this.concerned = concerned;
        this.signal = signal;
        this.observer = new MutationObserver((records) => this.#changed(records));
        this.address = addressHere();
        this.rest = REST;
        /** When the first change came that is not read yet; 0 without any. */
        this.since = 0;
        this.timer = 0;
        this.idle = 0;
        this.frame = 0;
        this.reading = false;
        for (const [target, type] of /** @type {[EventTarget | undefined, string][]} */ ([
            [globalThis.navigation, "currententrychange"], [globalThis, "popstate"], [globalThis, "hashchange"],
        ])) target?.addEventListener(type, () => this.#address(), { signal });
        signal.addEventListener("abort", () => this.#stop());
    }

    /**
     * Watches from now on. To be called again when the text stands elsewhere.
     * @param {Iterable<Node>} roots the documents and shadow roots that the text stands in
     */
    over(roots) {
        if (this.signal.aborted) return;
        const pending = this.observer.takeRecords();
        this.observer.disconnect();
        const root = this.root();
        for (const node of [root === document.body ? document.documentElement : root, ...roots]) {
            if (node === document) continue;
            this.observer.observe(node, {
                subtree: true, childList: true, characterData: true,
                attributes: true, attributeOldValue: true, attributeFilter: ["hidden", "aria-hidden", "open", "class", "style"],
            });
        }
        if (pending.length) this.#changed(pending);
    }

    /** @param {MutationRecord[]} records */
    #changed(records) {
        this.#address();
        /** @type {Map<Node, boolean>} what was found out about a target; changes come in swarms */
        const known = new Map();
        let [torn, any, much] = [false, false, 0];
        for (const record of records) {
            // Once something has changed, only how much has come matters; a swarm of removals costs no more than its first.
            if (torn && (much >= MUCH || !record.addedNodes.length)) continue;
            const { target } = record;
            if (!known.has(target)) known.set(target, !isElsewhere(target));
            if (!known.get(target) || !concerns(record)) continue;
            any = true;
            torn ||= record.type !== "attributes";
            for (let i = 0; i < record.addedNodes.length && much < MUCH; i += 1) much += lengthOf(record.addedNodes[i], MUCH);
        }
        if (!any) return;
        if (torn) this.frame ||= requestAnimationFrame(() => this.#torn());
        if (much >= MUCH) this.rest = REST;
        this.#wait();
    }

    #torn() {
        this.frame = 0;
        this.concerned.torn();
    }

    /** Puts the next reading off until the page has been at rest. */
    #wait() {
        const now = performance.now();
        this.since ||= now;
        const left = this.since + Math.max(PATIENCE, this.rest) - now;
        clearTimeout(this.timer);
        this.timer = window.setTimeout(() => {
            cancel(this.idle);
            this.idle = whenIdle(() => this.#read());
        }, Math.max(0, Math.min(this.rest, left)));
    }

    async #read() {
        if (this.reading) return this.#wait();
        this.reading = true;
        this.since = 0;
        try {
            const { cost, news } = await this.concerned.read();
            this.rest = Math.min(LONGEST_REST, Math.max(SHARE * cost, news ? REST : 2 * this.rest));
        } catch {
            // No analysis came, as when the engine was stopped: the marks stay as they are until the page changes again.
            this.rest = LONGEST_REST;
        } finally {
            this.reading = false;
        }
    }

    #address() {
        const address = addressHere();
        if (address === this.address) return;
        this.address = address;
        this.rest = REST;
        this.concerned.moved();
        this.#wait();
    }

    #stop() {
        this.observer.disconnect();
        clearTimeout(this.timer);
        cancel(this.idle);
        cancelAnimationFrame(this.frame);
    }
}

/**
 * Code units of text in `node`, counted until there are `enough`.
 * @param {Node} node
 * @param {number} enough
 */
function lengthOf(node, enough) {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let length = node.nodeType === Node.TEXT_NODE ? /** @type {Text} */ (node).length : 0;
    while (length < enough && texts.nextNode()) length += /** @type {Text} */ (texts.currentNode).length;
    return length;
}

/** Where on the page one is makes no other page. */
function addressHere() {
    return location.href.split("#", 1)[0];
}

/**
 * Whether a change happened where somebody writes, or outside the body.
 * @param {Node} target
 */
function isElsewhere(target) {
    if (target === document.documentElement) return false;
    const element = target.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (target) : target.parentElement;
    return Boolean(element?.closest("head, textarea, [contenteditable]:not([contenteditable=false]), [data-standfirst-card], [data-standfirst-ticks], [data-standfirst-overlay]"));
}

/**
 * Whether a change can have brought, taken, shown or hidden text.
 * @param {MutationRecord} record
 */
function concerns({ type, target, attributeName, oldValue, addedNodes, removedNodes }) {
    if (type === "characterData") return true;
    if (type === "childList") return holdsText(addedNodes) || holdsText(removedNodes);
    if (!target.firstChild) return false;
    // Of styles only what shows or hides: animations change the others all the time.
    const style = /display|visibility/;
    return attributeName !== "style" || style.test(oldValue ?? "") || style.test(/** @type {Element} */ (target).getAttribute("style") ?? "");
}

/** @param {NodeList} nodes */
function holdsText(nodes) {
    for (let i = 0; i < nodes.length; i += 1) {
        const node = nodes[i];
        if (node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim()) return true;
        if (node.nodeType !== Node.ELEMENT_NODE || NO_TEXT.test(/** @type {Element} */ (node).localName)) continue;
        if (!/** @type {Element} */ (node).hasAttribute("popover") || !isElsewhere(node)) return true;
    }
    return false;
}
