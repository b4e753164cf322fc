/**
 * What popup and side panel share: a line to the page in one tab, drawn with the engine's own view. Commands go out, news come
 * in; it keeps nothing but what it shows.
 *
 * @typedef {import("../protocol.js").Analysis} Analysis
 * @typedef {import("../protocol.js").Command} Command
 * @typedef {import("../protocol.js").News} News
 * @typedef {import("../protocol.js").State} State
 */

import { save } from "../page/save.js";
import init, { renderSummary } from "../pkg/standfirst.js";
import { VIEW } from "../protocol.js";
import { say } from "../words.js";
import { summaryWords } from "./words.js";

export class View {
    /**
     * @param {HTMLElement} status one line on how things stand
     * @param {HTMLElement} summary
     * @param {HTMLElement} again the button that has the page read again; seen where there is something to read again
     */
    constructor(status, summary, again) {
        this.status = status;
        this.summary = summary;
        this.again = again;
        again.hidden = true;
        /** @type {chrome.runtime.Port | null} */
        this.port = null;
        /** @type {{ analysis: Analysis, text: string } | null} */
        this.reading = null;
        /** @type {State | null} how the page says that things stand */
        this.state = null;
        this.drawn = false;
        this.drawing = init({ module_or_path: chrome.runtime.getURL("pkg/standfirst_bg.wasm") });
        this.#listen();
    }

    /**
     * Opens the line to the page in a tab, in place of the one before.
     * @param {number} tabId
     * @param {() => void} lost called when the page has gone, or never was there
     */
    connect(tabId, lost) {
        this.leave();
        const port = (this.port = chrome.tabs.connect(tabId, { name: VIEW, frameId: 0 }));
        port.onMessage.addListener((/** @type {News} */ news) => this.#hear(news));
        port.onDisconnect.addListener(() => {
            // Reading it tells the browser that the error has been seen.
            void chrome.runtime.lastError;
            if (this.port !== port) return;
            this.leave();
            lost();
        });
    }

    leave() {
        this.port?.disconnect();
        [this.port, this.reading, this.state] = [null, null, null];
        this.summary.replaceChildren();
        this.again.hidden = true;
        this.say("");
    }

    /** @param {Command} command for the page */
    send(command) {
        this.port?.postMessage(command);
    }

    /**
     * @param {string} words
     * @param {string} [more] in smaller print
     */
    say(words, more = "") {
        this.status.replaceChildren(...[words, more].filter(Boolean).map((line) => {
            const made = document.createElement("p");
            made.textContent = line;
            return made;
        }));
    }

    /** @param {News} news */
    async #hear(news) {
        if ("reading" in news) {
            this.reading = news.reading;
            this.drawn = false;
            return;
        }
        const state = (this.state = news.state);
        this.#report(state);
        if (state.phase !== "done" || !this.reading) {
            this.drawn = false;
            return this.summary.replaceChildren();
        }
        if (this.drawn) return this.#reflect(state);
        await this.drawing;
        // Another state may have come in the meantime; the newest draws.
        if (this.state !== state) return;
        this.drawn = true;
        const { analysis, text } = this.reading;
        const layers = state.layers.map((layer) => ({ ...layer, name: say(`layer_${layer.id}`) }));
        renderSummary(this.summary, analysis, text, { on: state.on, person: state.person, layers, words: summaryWords() });
    }

    /** @param {State} state */
    #report({ phase, share, message }) {
        this.again.hidden = !["done", "failed"].includes(phase);
        if (phase === "reading") this.say(share ? `${say("reading")} ${Math.round(share * 100)}%` : say("reading"));
        else if (phase === "failed") this.say(say("failed"), message);
        else if (phase === "pdf") this.say(say("blocked"), say("blocked_pdf"));
        else this.say("");
    }

    /** Shows what another view, or the settings, have changed. @param {State} state */
    #reflect({ on, person, layers }) {
        const press = (/** @type {string} */ which, /** @type {boolean} */ pressed) => {
            for (const button of this.summary.querySelectorAll(which)) button.setAttribute("aria-pressed", String(pressed));
        };
        press("[data-switch]", on);
        for (const { id, on } of layers) press(`[data-layer="${id}"]`, on);
        press("[data-entity]", false);
        if (person !== null) press(`[data-entity="${person}"]`, true);
    }

    #listen() {
        /** @type {Record<string, (detail: any) => void>} */
        const heard = {
            jump: ({ start, end }) => this.send({ do: "jump", start, end }),
            person: ({ entity }) => this.send({ do: "choose", entity }),
            layer: ({ layer, on }) => this.send({ do: "toggle", layer, on }),
            switch: ({ on }) => this.send({ do: "switch", on }),
            save: ({ kind }) => this.reading && save(this.reading.analysis, this.reading.text, kind),
        };
        for (const [name, act] of Object.entries(heard)) {
            this.summary.addEventListener(`standfirst:${name}`, (event) => act(/** @type {CustomEvent} */ (event).detail));
        }
    }
}
