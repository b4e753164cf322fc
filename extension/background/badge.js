/** The toolbar button's badge and title, a tab each; the browser clears both when the tab goes elsewhere. */

import { say } from "../words.js";

chrome.action.setBadgeBackgroundColor({ color: "#1d1b18" });
chrome.action.setBadgeTextColor({ color: "#fdfcf9" });

/**
 * How far a reading is.
 * @param {number} tabId
 * @param {number} share 0 to 1
 */
export function progress(tabId, share) {
    set(tabId, `${Math.round(share * 100)}%`, say("reading"));
}

/**
 * How many marks a page shows.
 * @param {number} tabId
 * @param {number} marked
 * @param {import("../protocol.js").LayerState[]} layers
 */
export function count(tabId, marked, layers) {
    const parts = layers.filter(({ count, on }) => on && count).map(({ id, count }) => `${say(`layer_${id}`)}: ${count}`);
    set(tabId, marked ? shortened(marked) : "", parts.length ? parts.join("\n") : say("action"));
}

/** @param {number} tabId */
export function clear(tabId) {
    set(tabId, "", say("action"));
}

/** @param {number} tabId */
export function failed(tabId) {
    set(tabId, "!", say("failed"));
}

/** @param {number} count a badge has room for four characters */
function shortened(count) {
    return count < 10_000 ? String(count) : `${Math.floor(count / 1000)}k`;
}

/**
 * @param {number} tabId
 * @param {string} text
 * @param {string} title
 */
function set(tabId, text, title) {
    // The tab may be closed by now.
    Promise.all([chrome.action.setBadgeText({ tabId, text }), chrome.action.setTitle({ tabId, title })]).catch(() => {});
}
