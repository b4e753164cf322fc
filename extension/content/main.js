/**
 * The page's side of the extension: reads the page, has it analysed, marks it, and tells every view that is open on it. Holds
 * the reading for as long as the page lives; nothing of it is stored. Knows no language analysis and touches the page only
 * through `page/`. `cargo xtask build` makes one script, `content/page.js`, of it and all that it imports.
 *
 * @typedef {import("../protocol.js").Analysis} Analysis
 * @typedef {import("../protocol.js").Command} Command
 * @typedef {import("../protocol.js").News} News
 * @typedef {import("../protocol.js").Note} Note
 * @typedef {import("../protocol.js").State} State
 * @typedef {import("../page/reader.js").LiveBlock} LiveBlock
 * @typedef {{ analysis: Analysis, text: string, blocks: LiveBlock[], url: string }} Reading
 */

import { readDocument, readSelection as readRange } from "../page/reader.js";
import { selectedRange } from "../page/selection.js";
import { Session } from "../page/session.js";
import { VIEW } from "../protocol.js";
import { LAYER_NAMES, check, load } from "../settings.js";
import { alive, ask } from "./asks.js";
import { onTakenOver, takeOver } from "./orphans.js";

class Visit {
    constructor() {
        takeOver();
        /** @type {Session | null} paints the marks */
        this.session = null;
        /** @type {Set<chrome.runtime.Port>} */
        this.views = new Set();
        /** @type {Reading | null} */
        this.reading = null;
        /** What is read of the page; null for all of it. @type {AbstractRange | null} */
        this.range = null;
        /** @type {State["phase"]} */
        this.phase = "idle";
        this.share = 0;
        this.message = "";
        this.on = true;
        /** @type {number | null} */
        this.person = null;
        /** Ends the reading under way when another begins, and everything when the extension is gone. */
        this.current = new AbortController();
        this.gone = new AbortController();
        /** @type {Promise<void>} the latest reading */
        this.latest = Promise.resolve();
        /** @type {Set<import("../page/marks.js").Layer>} */
        this.off = new Set();
        this.counts = /** @type {Partial<ReturnType<Session["counts"]>>} */ ({});
        this.#listen();
        this.chosen = this.#chooseLayers();
    }

    /** Reads the page; where that has been done and the page is still the same, tells again how things stand. */
    readPage() {
        const same = this.reading?.url === location.href || this.phase === "reading";
        if (!same) return this.again();
        this.#tell();
        return this.latest;
    }

    /** Reads the page, whatever has been read before. */
    again() {
        return (this.latest = this.#read(null));
    }

    /** Has what is marked analysed anew, as the settings are now; a page whose marks are off stays without. */
    renew() {
        if (this.phase === "done") this.latest = this.#read(this.range, this.on);
    }

    /** Reads what is selected; the whole page where nothing is. */
    readSelection() {
        return (this.latest = this.#read(selectedRange(document)));
    }

    async nextMark() {
        await this.readPage();
        this.session?.step(1);
    }

    /** What paints the marks, made while the first analysis is under way. */
    #prepare() {
        if (this.session) return;
        this.session = new Session();
        for (const layer of this.off) this.session.toggle(layer, false);
    }

    /**
     * @param {AbstractRange | null} range what to read of the page; null for all of it
     * @param {boolean} [on] whether to mark it
     */
    async #read(range, on = true) {
        this.current.abort();
        const { signal } = (this.current = new AbortController());
        this.#is("reading");
        if (document.contentType === "application/pdf") return this.#is("pdf");
        try {
            await breath();
            const { page, blocks } = range ? readRange(range) : readDocument(document);
            await breath();
            const asked = ask(page, (share) => this.#is("reading", "", share), signal);
            this.#prepare();
            const analysis = await asked;
            await this.chosen;
            await breath();
            if (signal.aborted) return;
            if (!analysis) return alive() ? this.#is("failed") : this.close();
            const text = blocks.map((block) => block.text).join("\n\n");
            this.reading = { analysis, text, blocks, url: location.href };
            [this.range, this.on, this.person] = [range, on, null];
            if (on) this.#mark();
            for (const view of this.views) post(view, { reading: { analysis, text } });
            this.#is("done");
        } catch (error) {
            if (!signal.aborted) this.#is("failed", error instanceof Error ? error.message : String(error));
        }
    }

    #mark() {
        if (!this.reading) return;
        const { analysis, text, blocks } = this.reading;
        this.session?.begin(analysis, text, blocks);
        if (!this.range) this.#keepUp(this.current.signal);
    }

    /**
     * Follows what the page does to itself; a selection is left as it was read.
     * @param {AbortSignal} signal of the reading that is marked
     */
    #keepUp(signal) {
        this.session?.keepUp({
            root: document.body ?? document.documentElement,
            read: () => readDocument(document),
            analyse: async (page) => {
                const analysis = await ask(page, () => {}, signal);
                if (!analysis) throw new Error("the engine is gone");
                return analysis;
            },
            changed: (analysis, text) => {
                const { blocks } = this.session?.reading ?? { blocks: [] };
                this.reading = { analysis, text, blocks, url: location.href };
                for (const view of this.views) post(view, { reading: { analysis, text } });
                this.#is("done");
            },
            moved: () => void this.again(),
        });
    }

    /**
     * @param {State["phase"]} phase
     * @param {string} [message]
     * @param {number} [share]
     */
    #is(phase, message = "", share = 0) {
        [this.phase, this.message, this.share] = [phase, message, share];
        this.#tell();
    }

    /** @returns {State} */
    #state() {
        const { phase, share, message, on, person, counts } = this;
        const layers = LAYER_NAMES.map((id) => ({ id, count: counts[id] ?? 0, on: !this.off.has(id) }));
        return { phase, share, message, on, person, layers };
    }

    /** Tells views and badge how things stand. */
    #tell() {
        if (!alive()) return this.close();
        if (this.on && this.phase === "done") this.counts = this.session?.counts() ?? {};
        const state = this.#state();
        for (const view of this.views) post(view, { state });
        if (this.phase !== "done") return;
        const marked = state.layers.reduce((sum, { count, on }) => sum + (state.on && on ? count : 0), 0);
        note({ marked, layers: state.layers });
    }

    /** @param {Command} command a view's */
    #obey(command) {
        switch (command.do) {
            case "toggle":
                this.#toggle(command.layer, command.on);
                break;
            case "choose":
                this.person = command.entity;
                this.session?.choose(command.entity);
                break;
            case "jump":
                return this.session?.jump(command.start, command.end);
            case "switch":
                this.on = command.on;
                if (this.on) this.#mark();
                else this.session?.end();
                this.person = null;
                break;
            case "again":
                return void this.again();
        }
        this.#tell();
    }

    /** Shows the layers that the settings name. */
    async #chooseLayers() {
        const { layers } = await load();
        for (const layer of LAYER_NAMES) this.#toggle(layer, layers[layer]);
        this.#tell();
    }

    /**
     * @param {import("../page/marks.js").Layer} layer
     * @param {boolean} on
     */
    #toggle(layer, on) {
        if (on) this.off.delete(layer);
        else this.off.add(layer);
        this.session?.toggle(layer, on);
    }

    #listen() {
        const { signal } = this.gone;
        chrome.runtime.onConnect.addListener((port) => {
            if (port.name !== VIEW) return;
            this.views.add(port);
            port.onDisconnect.addListener(() => this.views.delete(port));
            port.onMessage.addListener((/** @type {Command} */ command) => this.#obey(command));
            if (this.reading) post(port, { reading: { analysis: this.reading.analysis, text: this.reading.text } });
            post(port, { state: this.#state() });
        });
        chrome.storage.onChanged.addListener((changes) => {
            if ("palette" in changes || "underlineOnly" in changes) note({ look: true });
            if ("layers" in changes) this.#chooseLayers();
            // A setting that is kept for the first time need not be another.
            const [before, now] = [changes.claimBudget?.oldValue, changes.claimBudget?.newValue].map((claimBudget) => check({ claimBudget }).claimBudget);
            if (before !== now) this.renew();
        });
        onTakenOver(() => this.close(), signal);
        // The browser may keep a page that is left, and bring it back as it was. Firefox would leave its views open on it.
        window.addEventListener("pagehide", () => this.#hangUp(), { signal });
        window.addEventListener("pageshow", ({ persisted }) => persisted && this.#tell(), { signal });
        // Nobody tells a script that its extension is gone; it looks when the reader comes back to the page.
        for (const sign of ["pointermove", "keydown", "scroll", "visibilitychange", "focus"]) {
            addEventListener(sign, () => alive() || this.close(), { signal, capture: true, passive: true });
        }
    }

    #hangUp() {
        for (const view of this.views) view.disconnect();
        this.views.clear();
    }

    /** Leaves the page as if nothing had been there. */
    close() {
        this.gone.abort();
        this.current.abort();
        this.views.clear();
        this.session?.close();
    }
}

/** Between two pieces of work, lets a page do what waits for it; a browser that cannot do so goes on at once. */
async function breath() {
    await globalThis.scheduler?.yield?.();
}

/** @param {chrome.runtime.Port} view @param {News} news */
function post(view, news) {
    view.postMessage(news);
}

/** @param {Note} message */
function note(message) {
    // Nobody listens while the background starts anew after an update.
    chrome.runtime.sendMessage(message).catch(() => {});
}

const visit = new Visit();

export const readPage = () => visit.readPage();
export const readSelection = () => visit.readSelection();
export const nextMark = () => visit.nextMark();
