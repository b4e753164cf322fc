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
        // After a trap the module's memory is not to be trusted; the page starts a new thread for the next request.
        if (error instanceof WebAssembly.RuntimeError) reply({ failed: "The engine gave up on this text. It can read the next one." });
        else reply({ id, error: message(error) });
    }
});

async function load() {
    // Compiled from bytes, not from the stream: a static host need not know the type of a wasm file.
    const compiled = bytes("pkg/standfirst_bg.wasm").then((wasm) => WebAssembly.compile(wasm));
    const [module, names] = await Promise.all([compiled, bytes("models/names.bin")]);
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
