/** The settings page. Every change is kept at once and reaches pages that are already marked. */

import { Anchors } from "./page/anchors.js";
import { Painter } from "./page/painter.js";
import { read } from "./page/reader.js";
import { LOOKS, looksOf } from "./reach.js";
import { BadFile, LAYER_NAMES, PALETTES, defaults, hostOf, load, originOf, parse, save } from "./settings.js";
import { fill, say } from "./words.js";

/** @typedef {import("./settings.js").Settings} Settings */

const $ = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const input = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ ($(id));

/** Milliseconds after which what the form says is kept: the browser limits how often its synchronised storage is written. */
const PAUSE = 250;
/** The timer of a change that is not kept yet; 0 where there is none. */
let waiting = 0;

fill(document);
for (const layer of LAYER_NAMES) $("layers").append(choice("checkbox", "layer", layer, say(`layer_${layer}`)));
for (const palette of [...PALETTES].reverse()) {
    $("palettes").querySelector("legend")?.after(choice("radio", "palette", palette, say(`palette_${palette}`)));
}
listen();
show().then(mark);

/**
 * @param {string} type
 * @param {string} name
 * @param {string} value
 * @param {string} words
 */
function choice(type, name, value, words) {
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type, name, value });
    const text = Object.assign(document.createElement("span"), { textContent: words });
    label.append(input, text);
    return label;
}

/** Shows the settings as they are kept. */
async function show() {
    const settings = await load();
    // The reader is faster than the storage.
    if (waiting) return;
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=layer]"))) {
        box.checked = settings.layers[/** @type {keyof Settings["layers"]} */ (box.value)];
    }
    for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=palette]"))) {
        radio.checked = radio.value === settings.palette;
    }
    input("underline").checked = settings.underlineOnly;
    showLook();
    input("budget").value = String(Math.round(settings.claimBudget * 100));
    showBudget();
    await Promise.all([showSites(settings.sites), showShortcuts()]);
}

/** Marks the names of the kinds as those kinds are marked on a page, with the page's own painter: samples of every look. */
function mark() {
    const { blocks } = read($("layers"));
    const samples = blocks.slice(-LAYER_NAMES.length);
    new Painter().paint(new Anchors(blocks), samples.map(({ start, text }, index) => (
        { start, end: start + text.length, layer: LAYER_NAMES[index], of: "entity", index, person: null }
    )), []);
}

/** Gives the samples the look that the form says. */
function showLook() {
    const wanted = looksOf(formed());
    for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[data-look]"))) {
        link.disabled = !wanted.includes(link.dataset.look ?? "");
    }
}

function showBudget() {
    $("budget-words").textContent = `${input("budget").value}%`;
}

/** @param {string[]} sites */
async function showSites(sites) {
    const items = await Promise.all(sites.map(async (host) => {
        const origins = [originOf(host)];
        const item = document.createElement("li");
        item.append(Object.assign(document.createElement("span"), { textContent: host }));
        if (!(await chrome.permissions.contains({ origins }))) {
            item.append(button("options_allow", host, () => chrome.permissions.request({ origins }).then(show)));
        }
        item.append(button("options_remove", host, () => void store(forget(host))));
        return item;
    }));
    $("sites").replaceChildren(...items);
}

/**
 * @param {string} words
 * @param {string} host which site it is about
 * @param {() => void} act
 */
function button(words, host, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: say(words) });
    made.setAttribute("aria-label", `${say(words)}: ${host}`);
    made.addEventListener("click", act);
    return made;
}

/** Takes a site's permission back with its rule. @param {string} host */
async function forget(host) {
    const { sites } = await load();
    await save({ sites: sites.filter((site) => site !== host) });
    await chrome.permissions.remove({ origins: [originOf(host)] });
    await show();
    // The button that had the focus is gone.
    input("host").focus();
}

async function showShortcuts() {
    const commands = await chrome.commands.getAll();
    const rows = commands.flatMap(({ name, description, shortcut }) => {
        const words = name === "_execute_action" ? say("action") : description ?? "";
        const keys = document.createElement(shortcut ? "kbd" : "span");
        keys.textContent = shortcut || say("options_no_shortcut");
        const [term, value] = [document.createElement("dt"), document.createElement("dd")];
        term.textContent = words;
        value.append(keys);
        return [term, value];
    });
    for (const [words, key] of [[say("command_next_page"), "n"], [say("command_previous_page"), "p"], [say("command_close"), "Esc"]]) {
        const [term, value, keys] = ["dt", "dd", "kbd"].map((tag) => document.createElement(tag));
        [term.textContent, keys.textContent] = [words, key];
        value.append(keys);
        rows.push(term, value);
    }
    $("shortcuts").replaceChildren(...rows);
    $("shortcuts-note").textContent = say("sidePanel" in chrome ? "options_shortcuts_chromium" : "options_shortcuts_firefox");
}

function listen() {
    $("form").addEventListener("submit", (event) => event.preventDefault());
    for (const file of LOOKS) {
        const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: file, disabled: true });
        link.dataset.look = file;
        document.head.append(link);
    }
    $("form").addEventListener("input", () => {
        showBudget();
        showLook();
    });
    $("form").addEventListener("change", () => {
        clearTimeout(waiting);
        waiting = window.setTimeout(() => store(keep()), PAUSE);
    });
    addEventListener("pagehide", () => waiting && keep());
    $("add").addEventListener("submit", (event) => {
        event.preventDefault();
        const host = hostOf(input("host").value);
        if (!host) return tell("options_no_site");
        // The browser's question comes first, while the click still counts.
        const granted = chrome.permissions.request({ origins: [originOf(host)] });
        store(remember(host, granted));
    });
    $("export").addEventListener("click", exportSettings);
    $("import").addEventListener("click", () => input("file").click());
    $("reset").addEventListener("click", async () => {
        const { sites, ...rest } = defaults();
        if (await store(save(rest))) tell("options_was_reset");
        await show();
    });
    input("file").addEventListener("change", importSettings);
    chrome.storage.onChanged.addListener(() => void show());
    chrome.permissions.onAdded.addListener(() => void show());
    chrome.permissions.onRemoved.addListener(() => void show());
}

/**
 * Waits for something to be kept, and says so where the browser refuses.
 * @param {Promise<void>} kept
 * @returns {Promise<boolean>} whether it was kept
 */
async function store(kept) {
    try {
        await kept;
        tell("");
        return true;
    } catch {
        tell("options_not_kept");
        return false;
    }
}

/** Keeps what the form says. */
function keep() {
    clearTimeout(waiting);
    waiting = 0;
    return save(formed());
}

/** What the form says. @returns {Omit<Settings, "sites">} */
function formed() {
    const checked = (/** @type {string} */ name) =>
        [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`input[name=${name}]:checked`))].map(({ value }) => value);
    const layers = checked("layer");
    return {
        layers: /** @type {Settings["layers"]} */ (Object.fromEntries(LAYER_NAMES.map((layer) => [layer, layers.includes(layer)]))),
        claimBudget: Number(input("budget").value) / 100,
        palette: /** @type {Settings["palette"]} */ (checked("palette")[0]),
        underlineOnly: input("underline").checked,
    };
}

/**
 * @param {string} host
 * @param {Promise<boolean>} granted
 */
async function remember(host, granted) {
    if (!(await granted)) return;
    const { sites } = await load();
    await save({ sites: [...new Set([...sites, host])].sort() });
    input("host").value = "";
    await show();
}

async function exportSettings() {
    const url = URL.createObjectURL(new Blob([`${JSON.stringify(await load(), null, 4)}\n`], { type: "application/json" }));
    const link = Object.assign(document.createElement("a"), { href: url, download: "standfirst-settings.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function importSettings() {
    const [file] = input("file").files ?? [];
    input("file").value = "";
    if (!file) return;
    try {
        const settings = parse(await file.text(), await load());
        if (await store(save(settings))) tell("options_imported");
        await show();
    } catch (error) {
        const setting = error instanceof BadFile ? error.setting : null;
        if (setting) tell("options_bad_setting", [setting]);
        else tell("options_not_imported");
    }
}

/**
 * @param {string} key of the words; empty for none
 * @param {string[]} [parts]
 */
function tell(key, parts) {
    $("status").textContent = key && say(key, parts);
}
