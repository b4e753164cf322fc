/**
 * What the reader may choose, kept in the browser's own synchronised storage, each setting under its own key. Whatever comes
 * out of storage is checked field by field, and what does not fit falls back to its default; a file that does not fit is
 * refused as a whole.
 *
 * @typedef {import("./page/marks.js").Layer} Layer
 * @typedef {{ layers: Record<Layer, boolean>, claimBudget: number, palette: Palette, underlineOnly: boolean, sites: string[] }} Settings
 *   `claimBudget`: at most this share of the sentences is marked as checkable, 0 to 0.25. `sites`: host names that are
 *   read without being asked, where the browser's permission for them was given as well.
 * @typedef {"standard" | "strong" | "grey"} Palette
 */

import { LAYERS } from "./page/marks.js";

export const LAYER_NAMES = /** @type {Layer[]} */ (Object.keys(LAYERS));
export const PALETTES = /** @type {const} */ (["standard", "strong", "grey"]);
/** The engine's own limit. */
export const LARGEST_BUDGET = 0.25;

/** @returns {Settings} */
export function defaults() {
    return check({});
}

/** @returns {Promise<Settings>} */
export async function load() {
    return check(await chrome.storage.sync.get());
}

/** @param {Partial<Settings>} changed */
export async function save(changed) {
    await chrome.storage.sync.set(changed);
}

/**
 * Settings out of anything at all.
 * @param {unknown} raw
 * @returns {Settings}
 */
export function check(raw) {
    const given = isObject(raw) ? raw : {};
    const { claimBudget: budget, palette, underlineOnly, sites } = given;
    return {
        layers: /** @type {Settings["layers"]} */ (
            Object.fromEntries(LAYER_NAMES.map((layer) => [layer, given.layers?.[layer] !== false]))
        ),
        claimBudget: typeof budget === "number" && budget >= 0 && budget <= LARGEST_BUDGET ? budget : LARGEST_BUDGET,
        palette: PALETTES.includes(palette) ? palette : "standard",
        underlineOnly: underlineOnly === true,
        sites: Array.isArray(sites) ? [...new Set(sites.map(hostOf).filter((host) => host !== null))].sort() : [],
    };
}

/** Whether a value out of a file fits its setting. @type {Record<keyof Settings, (value: any) => boolean>} */
const FITS = {
    layers: (value) => isObject(value) && Object.entries(value).every(([layer, on]) => LAYER_NAMES.includes(/** @type {Layer} */ (layer)) && typeof on === "boolean"),
    claimBudget: (value) => typeof value === "number" && value >= 0 && value <= LARGEST_BUDGET,
    palette: (value) => PALETTES.includes(value),
    underlineOnly: (value) => typeof value === "boolean",
    sites: (value) => Array.isArray(value) && value.every((site) => hostOf(site) !== null),
};

/** A file that is not one of settings; `setting` names the first that does not fit, null where there is none at all. */
export class BadFile extends Error {
    /** @param {string | null} setting */
    constructor(setting) {
        super(setting ?? "no settings");
        this.setting = setting;
    }
}

/**
 * The settings in a file's text, on top of `kept`, which stands for whatever the file leaves out. Settings that this version
 * does not know are passed over.
 * @param {string} text
 * @param {Settings} kept
 * @returns {Settings}
 * @throws {BadFile} where a setting does not fit or none is there
 */
export function parse(text, kept) {
    const raw = fromJson(text);
    const known = Object.entries(FITS).filter(([setting]) => Object.hasOwn(raw, setting));
    if (!known.length) throw new BadFile(null);
    for (const [setting, fits] of known) if (!fits(raw[setting])) throw new BadFile(setting);
    return check({ ...kept, ...raw, layers: { ...kept.layers, ...raw.layers } });
}

/** @param {string} text @returns {Record<string, any>} */
function fromJson(text) {
    try {
        const raw = JSON.parse(text);
        if (isObject(raw)) return raw;
    } catch {
        // Told below, as what is no object is.
    }
    throw new BadFile(null);
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The host name in what a person types or a tab shows (`news.example`, `https://news.example/a`); null where there is none
 * that a permission could be given for.
 * @param {unknown} words
 * @returns {string | null}
 */
export function hostOf(words) {
    if (typeof words !== "string" || !words.trim()) return null;
    try {
        const url = new URL(/^[a-z][a-z\d+.-]*:/i.test(words) && !/^[\w.-]+:\d/.test(words) ? words : `https://${words.trim()}`);
        const named = ["http:", "https:"].includes(url.protocol) && /^[\w.-]+$/.test(url.hostname);
        return named ? url.hostname : null;
    } catch {
        return null;
    }
}

/** @param {string} host @returns {string} the permission that covers it */
export function originOf(host) {
    return `*://${host}/*`;
}
