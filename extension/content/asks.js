/**
 * Asking the background for an analysis. It may be stopped at any moment, its memory with it: a question that is left
 * without an answer is asked again.
 *
 * @typedef {import("../protocol.js").Analysis} Analysis
 * @typedef {import("../protocol.js").Answer} Answer
 * @typedef {import("../protocol.js").Page} Page
 */

import { ENGINE } from "../protocol.js";

/** Times that one question is asked: a page that stops the background each time is given up. */
const ATTEMPTS = 4;

/** Whether the extension that this script belongs to is still there: not reloaded, updated, switched off or removed. */
export function alive() {
    try {
        return Boolean(chrome.runtime?.id);
    } catch {
        return false;
    }
}

/**
 * @param {Page} page
 * @param {(share: number) => void} progress called with 0 when the question is asked again
 * @param {AbortSignal} signal
 * @returns {Promise<Analysis | null>} null where the background is gone for good
 */
export async function ask(page, progress, signal) {
    for (let attempt = 0; attempt < ATTEMPTS && alive() && !signal.aborted; attempt += 1) {
        progress(0);
        const analysis = await askOnce(page, progress, signal);
        if (analysis) return analysis;
    }
    return null;
}

/**
 * @param {Page} page
 * @param {(share: number) => void} progress
 * @param {AbortSignal} signal
 * @returns {Promise<Analysis | null>} null where the background went away, or the page for a while
 */
function askOnce(page, progress, signal) {
    const settled = new AbortController();
    const meanwhile = { signal: settled.signal };
    return /** @type {Promise<Analysis | null>} */ (new Promise((resolve, reject) => {
        const port = chrome.runtime.connect({ name: ENGINE });
        signal.addEventListener("abort", () => {
            port.disconnect();
            resolve(null);
        }, meanwhile);
        // A page that is left may be kept and come back, without the answers that were sent to it.
        window.addEventListener("pagehide", () => port.disconnect(), meanwhile);
        window.addEventListener("pageshow", ({ persisted }) => persisted && resolve(null), meanwhile);
        port.onDisconnect.addListener(() => resolve(null));
        port.onMessage.addListener((/** @type {Answer} */ answer) => {
            if ("share" in answer) return progress(answer.share);
            port.disconnect();
            if ("analysis" in answer) resolve(answer.analysis);
            else reject(new Error(answer.failed));
        });
        port.postMessage({ page });
    })).finally(() => settled.abort());
}
