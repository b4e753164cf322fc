/**
 * Taking the page over from copies of this script whose extension is gone: updated, reloaded, or switched off for a while. In
 * Chromium such a copy runs on and gives the page up itself; Firefox has ended it without a word, and what it left is removed here.
 */

/** On which a copy gives the page up. */
const SUCCESSOR = "standfirst:successor";
const HOSTS = "[data-standfirst-card], [data-standfirst-ticks], [data-standfirst-overlay]";

/** To be called before anything is put on the page. */
export function takeOver() {
    document.dispatchEvent(new Event(SUCCESSOR));
    for (const host of document.querySelectorAll(HOSTS)) host.remove();
    unmark(window);
}

/**
 * @param {() => void} giveUp called when another copy takes the page over
 * @param {AbortSignal} signal
 */
export function onTakenOver(giveUp, signal) {
    document.addEventListener(SUCCESSOR, giveUp, { signal });
}

/** Takes marks away in a window and in its frames. @param {Window & typeof globalThis} view */
function unmark(view) {
    try {
        for (const name of [...(view.CSS.highlights?.keys() ?? [])]) if (name.startsWith("standfirst-")) view.CSS.highlights.delete(name);
        for (let at = 0; at < view.length; at += 1) unmark(/** @type {typeof view} */ (view[at]));
    } catch {
        // A frame from elsewhere, which is never marked.
    }
}
