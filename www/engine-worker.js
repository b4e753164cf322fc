/**
 * The engine's own thread. Loads the wasm module and the model beside it once, then answers every request with a message of
 * the same id. The compiled module goes to the page too, which draws the summary with it.
 *
 * @typedef {{ id: number, input: import("./pkg/standfirst.js").Input, options?: import("./pkg/standfirst.js").Options }} Request
 * @typedef {{ id: number, analysis: import("./pkg/standfirst.js").Analysis } | { id: number, error: string }
 *     | { ready: WebAssembly.Module } | { failed: string }} Reply
 */

import init, { Engine } from "./pkg/standfirst.js";

const loading = load();
loading.catch((error) => reply({ failed: message(error) }));

addEventListener("message", async ({ data }) => {
    const { id, input, options } = /** @type {Request} */ (data);
    // A page that cannot be loaded from has been told so above.
    const engine = await loading.catch(() => null);
    if (!engine) return;
    try {
        reply({ id, analysis: engine.analyze(input, options) });
    } catch (error) {
        reply({ id, error: message(error) });
    }
});

async function load() {
    const [wasm, names] = await Promise.all([bytes("pkg/standfirst_bg.wasm"), bytes("models/names.bin")]);
    // Compiled from bytes, not from the stream: a static host need not know the type of a wasm file.
    const module = await WebAssembly.compile(wasm);
    await init({ module_or_path: module });
    const engine = new Engine(new Uint8Array(names));
    reply({ ready: module });
    return engine;
}

/** @param {string} path */
async function bytes(path) {
    const response = await fetch(new URL(path, import.meta.url));
    if (!response.ok) throw new Error(`${path} could not be loaded (${response.status})`);
    return response.arrayBuffer();
}

/** @param {Reply} reply */
function reply(reply) {
    postMessage(reply);
}

/** @param {unknown} error */
function message(error) {
    return error instanceof Error ? error.message : String(error);
}
