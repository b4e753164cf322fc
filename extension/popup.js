/**
 * The popup: opens with a click on the toolbar button, which also lets it reach the page. It has the page read first and draws
 * itself while that goes on.
 */

import { run } from "./reach.js";
import { hostOf, load, originOf, save } from "./settings.js";
import { View } from "./view/view.js";
import { fill, say } from "./words.js";

const $ = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

const asked = chrome.tabs.query({ active: true, currentWindow: true });
// Both start at once: the engine, and the page's own side.
chrome.runtime.sendMessage({ wake: true }).catch(() => {});
const [tab] = await asked;
const reached = tab?.id === undefined ? Promise.resolve(false) : run(tab.id, "read");

fill(document);
const view = new View($("status"), $("summary"));
view.say(say("reading"));
listen();
offerAlways();
if (tab?.id !== undefined && (await reached)) view.connect(tab.id, () => view.say(say("gone")));
else explain();

/** Where nothing can run, says why. */
function explain() {
    const { protocol = "", pathname = "" } = tab?.url && URL.canParse(tab.url) ? new URL(tab.url) : {};
    const reason = /\.pdf$/i.test(pathname) ? "blocked_pdf" : protocol === "file:" ? "blocked_file" : "blocked_browser";
    view.say(say("blocked"), say(reason));
}

function listen() {
    $("options").addEventListener("click", () => {
        chrome.runtime.openOptionsPage();
        close();
    });
    $("panel").addEventListener("click", () => {
        openPanel();
        close();
    });
}

/** Opens the side panel, or what Firefox has in its place; must be called from a click. */
function openPanel() {
    const { sidebarAction, sidePanel } = /** @type {any} */ (chrome);
    if (sidebarAction) sidebarAction.open();
    else if (tab) sidePanel.open({ windowId: tab.windowId });
}

/** The switch that has this site always read. */
async function offerAlways() {
    const host = hostOf(tab?.url);
    if (!host) return;
    const button = $("always");
    const origins = [originOf(host)];
    const [{ sites }, allowed] = await Promise.all([load(), chrome.permissions.contains({ origins })]);
    const show = (/** @type {boolean} */ on) => button.setAttribute("aria-pressed", String(on));
    show(allowed && sites.includes(host));
    button.textContent = say("always", [host]);
    button.hidden = false;
    button.addEventListener("click", async () => {
        const others = sites.filter((site) => site !== host);
        if (button.getAttribute("aria-pressed") === "true") {
            show(false);
            await save({ sites: others });
            await chrome.permissions.remove({ origins });
            return;
        }
        // The question comes first, while the click still counts; asking may close this popup, so the rest must not wait.
        const granted = chrome.permissions.request({ origins });
        await save({ sites: [...others, host] });
        show(await granted);
    });
}
