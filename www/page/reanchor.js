/**
 * Finds the words of a reading again after the page has replaced or rewritten its nodes. For every text node it remembers the
 * data and the path from the root; a block whose nodes are gone is looked for
 *   1. under the same paths, node by node;
 *   2. among the text that no other block holds: in nodes that say the same, if one of them alone does;
 *   3. at its position, right after the block before it;
 *   4. as a quotation: wherever its text stands, the place whose surroundings are most like its own before and after;
 *   5. roughly: where it should stand, those of its words that are still there, in order.
 * White space is left out of account from 2 on. It finds words, not marks: after 5 the caller checks each mark's own text.
 *
 * @typedef {import("./reader.js").LiveBlock} LiveBlock
 * @typedef {import("./reader.js").Run} Run
 * @typedef {{ up: Step | null, at: number, pass: number, node: Node | null }} Step a path, shared by all that lies below it
 * @typedef {{ start: number, text: string, runs: Run[], state: "whole" | "rough" | "lost" }} Held
 *   a block and where it was last seen; offsets and lengths in code units
 */

import { Haystack } from "./haystack.js";

/** Steps that are no child: into an open shadow root, into a frame's document. */
const SHADOW = -1;
const FRAME = -2;

export class Memory {
    /**
     * @param {Element} root everything was read under
     * @param {LiveBlock[]} blocks
     */
    constructor(root, blocks) {
        this.root = root;
        /** @type {Held[]} */
        this.held = blocks.map(({ start, text, runs }) => ({ start, text, runs, state: "whole" }));
        /** @type {Map<Text, string>} the data of every node that words stand in */
        this.data = new Map();
        /** @type {Map<Node, Step>} */
        this.steps = new Map();
        this.pass = 0;
        this.#note();
    }

    /** Notes the paths; for an idle moment after the reading. */
    learn() {
        this.steps = new Map([[this.root, { up: null, at: 0, pass: 0, node: null }]]);
        for (const node of this.data.keys()) {
            /** @type {Node[]} */
            const unknown = [];
            for (let at = /** @type {Node | null} */ (node); at && !this.steps.has(at); at = outer(at)) unknown.push(at);
            for (const at of unknown.reverse()) this.#step(at);
        }
    }

    /** The blocks with their words where they were last found; without any where they were not. */
    get blocks() {
        return this.held.map(({ start, text, runs, state }) => ({ start, text, runs: state === "lost" ? [] : runs }));
    }

    /** The stretches whose words are not all known to be there. */
    get doubtful() {
        return this.held.filter(({ state }) => state !== "whole").map(({ start, text }) => ({ start, end: start + text.length }));
    }

    /**
     * Looks whether every node is still there with its text, and looks for the words of those that are not.
     * @param {Element} [root] in place of one that is gone
     * @returns {boolean} whether anything has changed
     */
    mend(root = this.root) {
        /** @type {Set<Text>} */
        const torn = new Set();
        for (const [node, data] of this.data) if (!node.isConnected || node.data !== data) torn.add(node);
        /** @type {Held[]} */
        const broken = [];
        /** @type {Set<Text>} nodes that words of whole blocks alone stand in */
        const used = new Set();
        for (const block of this.held) {
            if (block.state !== "whole" || block.runs.some(({ node }) => torn.has(node))) broken.push(block);
            else for (const { node } of block.runs) used.add(node);
        }
        if (!broken.length) return false;
        this.root = root;
        this.pass += 1;
        for (const { runs } of broken) for (const { node } of runs) used.delete(node);
        const missing = broken.filter((block) => !this.#byPath(block, used));
        if (missing.length) this.#byText(missing, used);
        this.#note();
        return true;
    }

    /**
     * @param {Held} block
     * @param {Set<Text>} used nodes that other words stand in; those found are added
     * @returns {boolean} whether all its nodes were found
     */
    #byPath(block, used) {
        if (block.state === "rough") return false;
        /** @type {Map<Text, Text>} */
        const found = new Map();
        for (const { node } of block.runs) {
            if (found.has(node)) continue;
            const now = node.isConnected ? node : this.#resolve(this.steps.get(node));
            const same = now?.nodeType === Node.TEXT_NODE && /** @type {Text} */ (now).data === this.data.get(node);
            if (!same || used.has(/** @type {Text} */ (now))) return false;
            found.set(node, /** @type {Text} */ (now));
        }
        for (const [old, now] of found) {
            used.add(now);
            const step = this.steps.get(old);
            if (step) this.steps.set(now, step);
        }
        block.runs = block.runs.map((run) => ({ ...run, node: found.get(run.node) ?? run.node }));
        block.state = "whole";
        return true;
    }

    /**
     * @param {Held[]} missing
     * @param {Set<Text>} used
     */
    #byText(missing, used) {
        const hay = new Haystack(this.root, used);
        const all = new Map(this.held.map((block, at) => [block, at]));
        /** @type {Held[]} */
        const rough = [];
        for (const block of missing) {
            if (this.#bySame(block, hay)) continue;
            const at = all.get(block) ?? 0;
            const runs = hay.find(block.text, this.held[at - 1]?.text ?? "", this.held[at + 1]?.text ?? "");
            if (runs) [block.runs, block.state] = [runs, "whole"];
            else rough.push(block);
        }
        for (const block of rough) {
            const nodes = block.runs.flatMap(({ node }) => (node.isConnected ? [node] : [this.#resolve(this.steps.get(node))]));
            const runs = hay.roughly(block.text, nodes);
            if (runs) [block.runs, block.state] = [runs, "rough"];
            else block.state = "lost";
        }
    }

    /**
     * @param {Held} block
     * @param {Haystack} hay
     * @returns {boolean} whether nodes that say the same were found
     */
    #bySame(block, hay) {
        if (block.state === "rough") return false;
        const old = [...new Set(block.runs.map(({ node }) => node))];
        const data = old.map((node) => this.data.get(node) ?? "");
        const now = hay.same(data);
        if (!now) return false;
        const lead = (/** @type {string} */ said) => said.length - said.trimStart().length;
        const moves = new Map(old.map((node, i) => [node, { node: now[i], by: lead(now[i].data) - lead(data[i]) }]));
        block.runs = block.runs.map((run) => {
            const { node, by } = moves.get(run.node) ?? { node: run.node, by: 0 };
            return { ...run, node, from: run.from + by };
        });
        block.state = "whole";
        return true;
    }

    /** Notes what every node says now; what a lost block's nodes said last stays known. */
    #note() {
        const before = this.data;
        this.data = new Map();
        for (const { runs, state } of this.held) {
            for (const { node } of runs) this.data.set(node, (state === "lost" ? before.get(node) : undefined) ?? node.data);
        }
    }

    /** @param {Node} node whose outer node has a step */
    #step(node) {
        const parent = node.parentNode;
        const up = this.steps.get(outer(node) ?? this.root) ?? null;
        if (!parent) {
            this.steps.set(node, { up, at: node.nodeType === Node.DOCUMENT_NODE ? FRAME : SHADOW, pass: 0, node: null });
            return;
        }
        // All children at once: counting siblings anew for each would be quadratic.
        let at = 0;
        for (let child = parent.firstChild; child; child = child.nextSibling) {
            if (!this.steps.has(child)) this.steps.set(child, { up, at, pass: 0, node: null });
            at += 1;
        }
    }

    /**
     * @param {Step | undefined} step
     * @returns {Node | null} what stands under this path now
     */
    #resolve(step) {
        /** @type {Step[]} */
        const open = [];
        for (let at = step ?? null; at && at.pass !== this.pass; at = at.up) open.push(at);
        for (const at of open.reverse()) {
            at.pass = this.pass;
            at.node = at.up ? inner(at.up.node, at.at) : this.root;
        }
        return step?.node ?? null;
    }
}

/**
 * What a node stands in: its parent, the host of a shadow root, the frame of a document.
 * @param {Node} node
 * @returns {Node | null}
 */
function outer(node) {
    if (node.parentNode) return node.parentNode;
    if (node.nodeType === Node.DOCUMENT_NODE) return /** @type {Document} */ (node).defaultView?.frameElement ?? null;
    return /** @type {Partial<ShadowRoot>} */ (node).host ?? null;
}

/**
 * @param {Node | null} node
 * @param {number} at
 */
function inner(node, at) {
    if (at === SHADOW) return /** @type {Element | null} */ (node)?.shadowRoot ?? null;
    if (at === FRAME) return /** @type {HTMLIFrameElement | null} */ (node)?.contentDocument ?? null;
    // A list of children is made for every node that is asked for one, and most texts are first children.
    return (at === 0 ? node?.firstChild : node?.childNodes[at]) ?? null;
}
