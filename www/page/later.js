/** Work that can wait until the browser is idle; soon, where the browser does not say. One call, one run: nothing repeats. */

/**
 * @param {() => void} run
 * @returns {number} for `cancel`
 */
export function whenIdle(run) {
    return "requestIdleCallback" in globalThis ? requestIdleCallback(run, { timeout: 1000 }) : Number(setTimeout(run, 50));
}

/** @param {number} id */
export function cancel(id) {
    if ("cancelIdleCallback" in globalThis) cancelIdleCallback(id);
    else clearTimeout(id);
}
