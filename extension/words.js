/**
 * The interface's words in the browser's language, out of `_locales`. Elements name theirs with `data-say` (their text),
 * `data-say-title` (their tooltip) or `data-say-label` (their name for screen readers).
 */

/**
 * @param {string} key
 * @param {string[]} [parts] for its placeholders
 * @returns {string} empty where the language has none
 */
export function say(key, parts) {
    return chrome.i18n.getMessage(key, parts);
}

/**
 * Puts the words into a page of ours and turns it the way that they run. The words' own language counts, which is not the
 * browser's where `_locales` lacks that.
 * @param {Document} page
 */
export function fill(page) {
    page.documentElement.lang = say("language");
    page.documentElement.dir = say("direction");
    for (const element of page.querySelectorAll("[data-say]")) element.textContent = say(element.getAttribute("data-say") ?? "");
    for (const [mark, attribute] of [["data-say-title", "title"], ["data-say-label", "aria-label"]]) {
        for (const element of page.querySelectorAll(`[${mark}]`)) element.setAttribute(attribute, say(element.getAttribute(mark) ?? ""));
    }
}
