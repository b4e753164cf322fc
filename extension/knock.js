/**
 * The popup's first script, small so that it runs before all else that the popup needs has loaded: wakes the engine and has the
 * page in front read. Knows nothing of what is shown.
 */

import { run } from "./reach.js";

/** The tab in front. @type {Promise<chrome.tabs.Tab | undefined>} */
export const front = chrome.tabs.query({ active: true, currentWindow: true }).then(([tab]) => tab);
// Both start at once: the engine, and the page's own side.
chrome.runtime.sendMessage({ wake: true }).catch(() => {});
/** Whether the page in it could be reached, once it has been read. */
export const reached = front.then((tab) => (tab?.id === undefined ? false : run(tab.id, "read")));
