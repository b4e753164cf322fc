/** What stands in popup and side panel alike: the line on how things stand, the summary, and a row of buttons under both. */

import { fill, say } from "../words.js";
import { View } from "./view.js";

/**
 * Fills the document.
 * @param {Record<string, () => void>} actions what the buttons do, by the key of their words, which is their id as well
 * @returns {{ view: View, footer: HTMLElement }}
 */
export function frame(actions) {
    fill(document);
    const status = Object.assign(document.createElement("div"), { id: "status", className: "status" });
    status.setAttribute("role", "status");
    const summary = Object.assign(document.createElement("div"), { id: "summary" });
    const main = document.createElement("main");
    main.append(status, summary);
    const footer = Object.assign(document.createElement("footer"), { className: "actions" });
    const [again, ...others] = Object.entries({ again: () => view.send({ do: "again" }), ...actions }).map(([key, act]) => {
        const button = Object.assign(document.createElement("button"), { id: key, type: "button", textContent: say(key) });
        button.addEventListener("click", act);
        return button;
    });
    footer.append(again, ...others);
    document.body.append(main, footer);
    const view = new View(status, summary, again);
    return { view, footer };
}
