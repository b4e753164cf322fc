/**
 * Sites that are read without being asked. A site is on where both agree: it stands in the settings, which travel with the
 * reader's browser account, and the browser's own permission for it was given on this machine. Taking either back is enough.
 */

import { PAGE } from "../reach.js";
import { load, originOf } from "../settings.js";

const ID = "always";

/** @type {Promise<void>} the latest refresh */
let latest = Promise.resolve();

/**
 * Makes the browser's list of content scripts what settings and permissions say. One at a time: both change with one press, and
 * what was asked before the second change must not be acted upon after it.
 */
export function refresh() {
    return (latest = latest.then(agree, agree));
}

async function agree() {
    const { sites } = await load();
    const allowed = await Promise.all(sites.map((host) => chrome.permissions.contains({ origins: [originOf(host)] })));
    const matches = sites.filter((_, at) => allowed[at]).map(originOf);
    const [registered] = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
    if (String(registered?.matches ?? []) === String(matches)) return;
    if (registered) await chrome.scripting.unregisterContentScripts({ ids: [ID] });
    if (!matches.length) return;
    await chrome.scripting.registerContentScripts([{ id: ID, matches, js: [PAGE, "content/read.js"], runAt: "document_idle" }]);
}
