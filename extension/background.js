/**
 * The background: owns the engine, answers pages that ask for an analysis, and turns the browser's events (the button, menu,
 * shortcuts, settings, permissions) into readings. It starts when one of these happens and may be stopped at any moment: it remembers
 * nothing, and a page that was left without its answer asks again.
 *
 * @typedef {import("./protocol.js").Ask} Ask
 * @typedef {import("./protocol.js").Answer} Answer
 * @typedef {import("./protocol.js").Note} Note
 * @typedef {import("./protocol.js").Shown} Shown
 */

import * as badge from "./background/badge.js";
import { Desk } from "./background/desk.js";
import { closedPopup, openPopup } from "./background/popup.js";
import { refresh } from "./background/sites.js";
import { ENGINE, POPUP } from "./protocol.js";
import { dress, run } from "./reach.js";
import { load } from "./settings.js";
import { say } from "./words.js";

const MENU = "selection";
/** Milliseconds after which a reading tells how far it is; most are done before. */
const PATIENCE = 200;
const desk = new Desk();

chrome.runtime.onConnect.addListener((port) => {
    const tabId = port.sender?.tab?.id;
    if (port.name !== ENGINE || tabId === undefined) return;
    const gone = new AbortController();
    port.onDisconnect.addListener(() => gone.abort());
    port.onMessage.addListener((/** @type {Ask} */ { page }) => answer(port, tabId, page, gone.signal));
});

/**
 * @param {chrome.runtime.Port} port
 * @param {number} tabId
 * @param {import("./protocol.js").Page} page
 * @param {AbortSignal} signal
 */
async function answer(port, tabId, page, signal) {
    const since = Date.now();
    const send = (/** @type {Answer} */ answer) => signal.aborted || port.postMessage(answer);
    // A page that goes in the middle may have had its last progress shown after the browser cleared the badge.
    const cut = () => badge.clear(tabId);
    signal.addEventListener("abort", cut);
    try {
        const settings = await load();
        const dressed = dress(tabId, settings);
        const progress = (/** @type {number} */ share) => {
            if (Date.now() - since < PATIENCE) return;
            badge.progress(tabId, share);
            send({ share });
        };
        const analysis = await desk.analyse(page, { claimBudget: settings.claimBudget }, { progress, signal });
        delete analysis.text;
        await dressed;
        // The page tells of its marks, where it is still there.
        badge.clear(tabId);
        send({ analysis });
    } catch (error) {
        badge.failed(tabId);
        send({ failed: error instanceof Error ? error.message : String(error) });
    } finally {
        signal.removeEventListener("abort", cut);
    }
}

chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== POPUP) return;
    port.onMessage.addListener((/** @type {Shown} */ { tabId }) => port.onDisconnect.addListener(() => closedPopup(tabId)));
});

chrome.runtime.onMessage.addListener((/** @type {Note} */ note, { tab }) => {
    if (tab?.id === undefined) return;
    if ("marked" in note) badge.count(tab.id, note.marked, note.layers);
    if ("look" in note) load().then((settings) => dress(/** @type {number} */ (tab.id), settings));
});

chrome.action.onClicked.addListener(({ id }) => {
    if (id === undefined) return;
    // All in one go: Firefox opens a popup only while the press is being answered.
    desk.engine().catch(() => {});
    openPopup(id, run(id, "read"));
});

chrome.commands.onCommand.addListener((name, tab) => {
    if (name === "next-mark" && tab?.id !== undefined) run(tab.id, "next");
});

chrome.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    if (menuItemId === MENU && tab?.id !== undefined) run(tab.id, "selection");
});

chrome.runtime.onInstalled.addListener(async () => {
    await chrome.contextMenus.removeAll();
    chrome.contextMenus.create({ id: MENU, title: say("menu_selection"), contexts: ["selection"] });
    await refresh();
});

chrome.storage.onChanged.addListener((changes) => {
    if ("sites" in changes) refresh();
});
chrome.permissions.onAdded.addListener(() => void refresh());
chrome.permissions.onRemoved.addListener(() => void refresh());
