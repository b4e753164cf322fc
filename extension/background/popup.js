/**
 * Opens the popup over a page whose reading has begun. The button has none of its own, for a browser that opens a popup tells
 * nobody of the press until the popup runs, a third of a second later.
 */

/**
 * Must be called while a press of the button is being answered.
 * @param {number} tabId the tab in front
 */
export async function openPopup(tabId) {
    const button = (/** @type {string} */ popup) => chrome.action.setPopup({ tabId, popup });
    try {
        button("popup.html");
        await chrome.action.openPopup();
        await button("");
    } catch {
        // The tab has gone; or the browser opens none just now, and will where the button is pressed again.
    }
}
