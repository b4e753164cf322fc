/**
 * The page's end of the engine's thread: one promise a request. A thread that dies is replaced with the next request.
 *
 * @typedef {import("./pkg/standfirst.js").Analysis} Analysis
 * @typedef {import("./pkg/standfirst.js").Input} Input
 * @typedef {{ resolve(analysis: Analysis): void, reject(error: Error): void }} Waiting
 */

export class EngineClient {
    constructor() {
        /** @type {Map<number, Waiting>} */
        this.waiting = new Map();
        this.last = 0;
        /** @type {Worker | null} */
        this.worker = null;
        /** @type {Promise<WebAssembly.Module>} */
        this.module = new Promise((resolve) => (this.#ready = resolve));
        this.#start();
    }

    /** @type {(module: WebAssembly.Module) => void} */
    #ready = () => {};

    /**
     * @param {Input} input
     * @returns {Promise<Analysis>}
     */
    analyze(input) {
        const worker = this.worker ?? this.#start();
        const id = (this.last += 1);
        return new Promise((resolve, reject) => {
            this.waiting.set(id, { resolve, reject });
            worker.postMessage({ id, input });
        });
    }

    #start() {
        const worker = new Worker(new URL("engine-worker.js", import.meta.url), { type: "module" });
        worker.addEventListener("message", ({ data }) => this.#receive(data));
        worker.addEventListener("error", (event) => this.#fail(event.message || "The engine could not be started."));
        this.worker = worker;
        return worker;
    }

    /** @param {import("./engine-worker.js").Reply} reply */
    #receive(reply) {
        if ("ready" in reply) return this.#ready(reply.ready);
        if ("failed" in reply) return this.#fail(reply.failed);
        const waiting = this.waiting.get(reply.id);
        this.waiting.delete(reply.id);
        if ("analysis" in reply) waiting?.resolve(reply.analysis);
        else waiting?.reject(new Error(reply.error));
    }

    /** @param {string} message */
    #fail(message) {
        this.worker?.terminate();
        this.worker = null;
        for (const { reject } of this.waiting.values()) reject(new Error(message));
        this.waiting.clear();
    }
}
