/**
 * The engine and what waits for it. Readings take turns, one step each, so that a long page holds up neither a short one nor
 * the background's other events. Knows nothing of tabs; keeps nothing once a reading is done.
 *
 * @typedef {import("../protocol.js").Page} Page
 * @typedef {import("../protocol.js").Analysis} Analysis
 * @typedef {import("../pkg/standfirst.js").Options} Options
 * @typedef {{ progress(share: number): void, signal: AbortSignal }} Reader
 * @typedef {{ reading: import("../pkg/standfirst.js").Reading, reader: Reader, done(analysis: Analysis): void, failed(error: unknown): void }} Turn
 */

import init, { Engine } from "../pkg/standfirst.js";

export class Desk {
    constructor() {
        /** @type {Promise<Engine> | null} */
        this.loading = null;
        /** @type {Turn[]} */
        this.turns = [];
        this.working = false;
    }

    /** The engine, loaded when it is first asked for. */
    engine() {
        this.loading ??= load();
        this.loading.catch(() => (this.loading = null));
        return this.loading;
    }

    /**
     * Analyses `page`. Rejects when the engine fails; never settles once the reader has gone.
     * @param {Page} page
     * @param {Options} options
     * @param {Reader} reader
     * @returns {Promise<Analysis>}
     */
    async analyse(page, options, reader) {
        const engine = await this.engine();
        return new Promise((done, failed) => {
            this.turns.push({ reading: engine.begin({ page }, options), reader, done, failed });
            if (!this.working) this.#work();
        });
    }

    async #work() {
        this.working = true;
        while (this.turns.length) {
            for (const turn of [...this.turns]) {
                if (!this.#step(turn)) this.turns.splice(this.turns.indexOf(turn), 1);
                await otherEvents();
            }
        }
        this.working = false;
    }

    /**
     * One step of one reading.
     * @param {Turn} turn
     * @returns {boolean} whether there is more to do
     */
    #step({ reading, reader, done, failed }) {
        try {
            if (reader.signal.aborted) {
                reading.free();
                return false;
            }
            const share = reading.step();
            if (share < 1) {
                reader.progress(share);
                return true;
            }
            done(reading.finish());
        } catch (error) {
            // After a trap the module's memory is not to be trusted: the next reading gets a new engine.
            if (error instanceof WebAssembly.RuntimeError) this.loading = null;
            failed(error);
        }
        return false;
    }
}

async function load() {
    const file = (/** @type {string} */ path) => fetch(chrome.runtime.getURL(path));
    const [names] = await Promise.all([
        file("models/names.bin").then((response) => response.arrayBuffer()),
        init({ module_or_path: file("pkg/standfirst_bg.wasm") }),
    ]);
    return new Engine(new Uint8Array(names));
}

/** Lets whatever else has happened be handled first. */
function otherEvents() {
    return new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            port1.close();
            resolve(undefined);
        };
        port2.postMessage(null);
    });
}
