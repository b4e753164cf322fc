/**
 * The popup: opens with a click on the toolbar button, which also lets it reach the page. The background has the page read
 * meanwhile; where nothing can run, the popup says why.
 *
 * @typedef {import("./protocol.js").Shown} Shown
 */

import { POPUP } from "./protocol.js";
import { run } from "./reach.js";
import { hostOf, load, originOf, save } from "./settings.js";
import { frame } from "./view/frame.js";
import { say } from "./words.js";

const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });

const { view, footer } = frame({
    keep_open: () => {
        openPanel();
        close();
    },
    options: () => {
        chrome.runtime.openOptionsPage();
        close();
    },
});
chrome.runtime.connect({ name: POPUP }).postMessage(/** @type {Shown} */ ({ tabId: tab?.id }));
view.say(say("reading"));
offerAlways();
// Reads nothing twice, and tells whether the page can be reached at all.
if (tab?.id !== undefined && (await run(tab.id, "read"))) view.connect(tab.id, () => view.say(say("gone")));
else explain();

/** Where nothing can run, says why. */
function explain() {
    const { protocol = "", pathname = "" } = tab?.url && URL.canParse(tab.url) ? new URL(tab.url) : {};
    const reason = /\.pdf$/i.test(pathname) ? "blocked_pdf" : protocol === "file:" ? "blocked_file" : "blocked_browser";
    view.say(say("blocked"), say(reason));
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
    const origins = [originOf(host)];
    const [{ sites }, allowed] = await Promise.all([load(), chrome.permissions.contains({ origins })]);
    const words = say("always", [host]);
    const button = Object.assign(document.createElement("button"), { id: "always", type: "button", textContent: words, title: words });
    const show = (/** @type {boolean} */ on) => button.setAttribute("aria-pressed", String(on));
    show(allowed && sites.includes(host));
    footer.prepend(button);
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
        if (!(await granted)) await save({ sites: others });
    });
}
