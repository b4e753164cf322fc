/**
 * Reaching the page in a tab: running one of `content/*.js` there and dressing its marks. Works where the browser allows it:
 * after a click on the toolbar button, the menu or a shortcut (`activeTab`), or on a site with a permission of its own.
 */

/** @typedef {import("./settings.js").Settings} Settings */

/** The page's side: does nothing where it is already. */
export const PAGE = "content/page.js";

/**
 * Milliseconds after which a page that refused is tried again: on a busy machine Chromium may tell of a press before the page
 * has heard of the leave that comes with it.
 */
const AGAIN = [20, 80, 160];

/**
 * Runs a file in the tab's top frame and waits until the page's side is there; false where the browser lets nothing run.
 * @param {number} tabId
 * @param {"read" | "selection" | "next"} file
 */
export async function run(tabId, file) {
    for (const wait of [...AGAIN, 0]) {
        try {
            const [ran] = await chrome.scripting.executeScript({ target: { tabId }, files: [PAGE, `content/${file}.js`] });
            // Of some of its own pages Firefox does not say that it ran nothing there.
            return ran?.result === true;
        } catch {
            await new Promise((resolve) => setTimeout(resolve, wait));
        }
    }
    return false;
}

/** Style sheets that say how marks look, beyond `page/marks.css`. */
export const LOOKS = ["looks/strong.css", "looks/grey.css", "looks/underline-only.css"];

/**
 * Those of `LOOKS` that make the look of `settings`.
 * @param {Pick<Settings, "palette" | "underlineOnly">} settings
 */
export function looksOf({ palette, underlineOnly }) {
    const wanted = [`looks/${palette}.css`, underlineOnly ? "looks/underline-only.css" : ""];
    return LOOKS.filter((file) => wanted.includes(file));
}

/**
 * Gives the marks in a tab the look of `settings`.
 * @param {number} tabId
 * @param {Settings} settings
 */
export async function dress(tabId, settings) {
    const files = looksOf(settings);
    const unwanted = LOOKS.filter((file) => !files.includes(file));
    // Text in frames of the page's own site is marked too.
    const target = { tabId, allFrames: true };
    // A tab that has gone elsewhere in the meantime needs no look.
    await Promise.allSettled([
        chrome.scripting.insertCSS({ target, files: ["page/marks.css", ...files] }),
        chrome.scripting.removeCSS({ target, files: unwanted }),
    ]);
}
