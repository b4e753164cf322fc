/**
 * The side panel (Firefox: sidebar): the same view as the popup, on whichever tab is in front. It may not reach a page by
 * itself, so it shows what a click on the toolbar button, a shortcut or an always-on site has had read.
 *
 * @typedef {import("./protocol.js").Note} Note
 */

import { frame } from "./view/frame.js";
import { say } from "./words.js";

const { view } = frame({ options: () => void chrome.runtime.openOptionsPage() });
/** @type {number} */
let windowId = chrome.windows.WINDOW_ID_NONE;
/** @type {number | undefined} the tab in front */
let tabId;

/** Shows the tab in front. */
async function show() {
    const [tab] = await chrome.tabs.query({ active: true, windowId });
    tabId = tab?.id;
    view.say(say("panel_idle"));
    if (tabId !== undefined) view.connect(tabId, () => view.say(say("panel_idle")));
}

chrome.tabs.onActivated.addListener((info) => {
    if (info.windowId === windowId) show();
});
// A page that begins to be read says so; one that is shown already has its own line.
chrome.runtime.onMessage.addListener((/** @type {Note} */ note, { tab }) => {
    if ("marked" in note && tab?.id === tabId && !view.port) show();
});
windowId = (await chrome.windows.getCurrent()).id ?? windowId;
show();
