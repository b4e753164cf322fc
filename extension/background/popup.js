/**
 * Opens the popup over a page whose reading has begun. The button has none of its own, for a browser that opens a popup tells
 * nobody of the press until the popup runs, a third of a second later.
 */

/** Milliseconds that the popup waits for the page's marks, at most. */
const PATIENCE = 150;

/**
 * Must be called while a press of the button is being answered.
 * @param {number} tabId the tab in front
 * @param {Promise<boolean>} reached whether the page in it can be read at all
 */
export async function openPopup(tabId, reached) {
    try {
        // Firefox opens a popup only while the press is being answered. Opening one starts a process, which takes its time from
        // the reading: where it may come later, the marks come first.
        if (!("sidebarAction" in chrome)) await settled(tabId, reached);
        // While it is open the button has it, so that the next press puts it away.
        chrome.action.setPopup({ tabId, popup: "popup.html" });
        await chrome.action.openPopup();
    } catch {
        // The tab has gone; or the browser opens none just now, and will where the button is pressed again.
    }
}

/**
 * The next press is the background's own again.
 * @param {number | undefined} tabId
 */
export function closedPopup(tabId) {
    // The tab may be closed as well.
    chrome.action.setPopup({ tabId, popup: "" }).catch(() => {});
}

/**
 * Returns once the page tells of its marks, cannot be read, or takes long.
 * @param {number} tabId
 * @param {Promise<boolean>} reached
 */
function settled(tabId, reached) {
    return new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
        const hear = (/** @type {import("../protocol.js").Note} */ note, /** @type {chrome.runtime.MessageSender} */ { tab }) => {
            if ("marked" in note && tab?.id === tabId) done();
        };
        const done = () => {
            chrome.runtime.onMessage.removeListener(hear);
            resolve();
        };
        chrome.runtime.onMessage.addListener(hear);
        reached.then((reached) => reached || done());
        setTimeout(done, PATIENCE);
    });
}
