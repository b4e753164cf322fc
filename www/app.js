/**
 * The demo page: brings together what the visitor reads, the engine's thread, the painter, the card and the summary. It knows
 * no analysis; everything it says about one comes from the engine or from `page/`.
 *
 * @typedef {import("./pkg/standfirst.js").Analysis} Analysis
 * @typedef {import("./material.js").Material} Material
 * @typedef {import("./page/reader.js").LiveBlock} LiveBlock
 * @typedef {import("./page/marks.js").Layer} Layer
 */

import { EngineClient } from "./engine-client.js";
import { LONGEST, fromHtml, fromPage, fromText, isHtml } from "./material.js";
import init, { renderSummary } from "./pkg/standfirst.js";
import { LAYERS } from "./page/marks.js";
import { save } from "./page/save.js";
import { Session } from "./page/session.js";

const $ = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const article = $("article");
const summary = $("summary");
const desk = $("desk");
const dialog = /** @type {HTMLDialogElement} */ ($("dialog"));
const box = /** @type {HTMLTextAreaElement} */ ($("text"));
const file = /** @type {HTMLInputElement} */ ($("file"));

const sample = [...article.children].map((child) => child.cloneNode(true));
const engine = new EngineClient();
const session = new Session();
/** Which reading is the latest; an answer to an older one is dropped. */
let reading = 0;
/** @type {{ analysis: Analysis, text: string, blocks: LiveBlock[] } | null} what the summary is of */
let shown = null;
/** What the clipboard held as HTML when the text in the box was pasted. */
let clipboard = { text: "", html: "" };

/**
 * Reads `material`, from the request to the marks.
 * @param {() => Material} make
 * @param {string} [remark] for the visitor
 */
async function show(make, remark = "") {
    const mine = (reading += 1);
    session.end();
    say("Reading…");
    desk.classList.add("reading");
    try {
        const material = make();
        const analysis = await engine.analyze(material.input);
        if (mine !== reading) return;
        const blocks = material.place(analysis);
        const text = analysis.text ?? material.text;
        session.limit(Infinity);
        session.begin(analysis, text, blocks);
        fillLegend();
        await init({ module_or_path: await engine.module });
        if (mine !== reading) return;
        renderSummary(summary, analysis, text, { on: true, claims: analysis.claims.length });
        shown = { analysis, text, blocks };
        // Notes stand in the summary, which a narrow window hides: say the first one here too.
        say([remark, analysis.notes[0]?.message ?? ""].filter(Boolean).join(" "));
        $("status").classList.toggle("echo", !remark);
    } catch (error) {
        if (mine !== reading) return;
        summary.replaceChildren();
        fillLegend();
        say(error instanceof Error ? error.message : String(error), true);
    } finally {
        if (mine === reading) desk.classList.remove("reading");
    }
}

/**
 * What a visitor brought, as text.
 * @param {string} source
 * @param {"text" | "markdown" | "html"} kind
 */
function bring(source, kind) {
    if (!source.trim()) return say("There is nothing to read in it.", true);
    const long = source.length > LONGEST;
    const text = long ? source.slice(0, LONGEST) : source;
    const remark = long ? `Only the first ${LONGEST.toLocaleString("en")} characters of this are read.` : "";
    article.replaceChildren();
    scrollTo({ top: 0 });
    show(() => (kind === "html" ? fromHtml(article, text) : fromText(article, text, kind === "markdown")), remark);
}

function showSample() {
    article.replaceChildren(...sample.map((node) => node.cloneNode(true)));
    show(() => fromPage(article));
}

/** @param {File | undefined} chosen */
async function open(chosen) {
    if (!chosen) return;
    const ending = chosen.name.toLowerCase().split(".").at(-1) ?? "";
    const kind = ["html", "htm"].includes(ending) ? "html" : ending === "md" || ending === "markdown" ? "markdown" : "text";
    if (kind === "text" && ending !== "txt" && !chosen.type.startsWith("text/")) {
        return say(`${chosen.name} is no text. Standfirst reads .txt, .md and .html files.`, true);
    }
    try {
        bring(await chosen.slice(0, 4 * LONGEST).text(), kind);
    } catch {
        say(`${chosen.name} could not be opened.`, true);
    }
}

/**
 * @param {string} message
 * @param {boolean} [error]
 */
function say(message, error = false) {
    const status = $("status");
    status.textContent = message;
    status.className = error ? "status error" : "status";
}

/** One switch a layer, with its count. */
function fillLegend() {
    const fieldset = $("layers");
    const counts = session.counts();
    for (const [layer, name] of Object.entries(LAYERS)) {
        const label = fieldset.querySelector(`[data-layer=${layer}]`) ?? fieldset.appendChild(newSwitch(layer, name));
        const count = counts[/** @type {Layer} */ (layer)];
        label.classList.toggle("none", !count);
        /** @type {HTMLElement} */ (label.querySelector(".count")).textContent = String(count);
    }
    $("legend").hidden = Object.values(counts).every((count) => count === 0);
}

/**
 * @param {string} layer
 * @param {string} name
 */
function newSwitch(layer, name) {
    const label = document.createElement("label");
    label.dataset.layer = layer;
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = true;
    input.addEventListener("change", () => session.toggle(/** @type {Layer} */ (layer), input.checked));
    const words = document.createElement("span");
    words.className = "name";
    words.textContent = name;
    const count = document.createElement("span");
    count.className = "count";
    label.append(input, words, count);
    return label;
}

function listen() {
    $("again").addEventListener("click", showSample);
    $("next").addEventListener("click", () => session.step(1));
    $("previous").addEventListener("click", () => session.step(-1));
    $("paste").addEventListener("click", () => dialog.showModal());
    file.addEventListener("change", async () => {
        await open(file.files?.[0]);
        file.value = "";
    });
    box.addEventListener("paste", ({ clipboardData }) => {
        clipboard = { text: clipboardData?.getData("text/plain") ?? "", html: clipboardData?.getData("text/html") ?? "" };
    });
    dialog.addEventListener("close", () => {
        if (dialog.returnValue !== "read") return;
        const text = box.value;
        // A whole paste off a page keeps its headings and links, which tell article from clutter.
        if (clipboard.html && text.trim() === clipboard.text.replace(/\r\n?/g, "\n").trim()) bring(clipboard.html, "html");
        else bring(text, isHtml(text) ? "html" : "text");
        box.value = "";
        clipboard = { text: "", html: "" };
    });
    summary.addEventListener("standfirst:jump", (event) => {
        const { start, end } = /** @type {CustomEvent} */ (event).detail;
        if (summary.matches(":popover-open")) summary.hidePopover();
        session.jump(start, end);
    });
    summary.addEventListener("standfirst:person", (event) => {
        session.choose(/** @type {CustomEvent} */ (event).detail.entity);
    });
    summary.addEventListener("standfirst:switch", (event) => {
        if (/** @type {CustomEvent} */ (event).detail.on && shown) session.begin(shown.analysis, shown.text, shown.blocks);
        else session.end();
    });
    summary.addEventListener("standfirst:budget", (event) => {
        session.limit(/** @type {CustomEvent} */ (event).detail.claims);
        fillLegend();
    });
    summary.addEventListener("standfirst:save", (event) => {
        if (shown) save(shown.analysis, shown.text, /** @type {CustomEvent} */ (event).detail.kind);
    });
    listenForFiles();
}

/** A file dropped anywhere on the page. */
function listenForFiles() {
    const holdsFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
    document.addEventListener("dragover", (event) => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        document.body.classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => {
        if (!event.relatedTarget) document.body.classList.remove("dropping");
    });
    document.addEventListener("drop", (event) => {
        document.body.classList.remove("dropping");
        if (!holdsFile(event)) return;
        event.preventDefault();
        open(event.dataTransfer?.files[0]);
    });
}

/** Keeps the demo's own files for the next visit, network or none. */
function keepOffline() {
    if ("serviceWorker" in navigator && location.protocol.startsWith("http")) {
        navigator.serviceWorker.register(new URL("sw.js", import.meta.url)).catch(() => {
            // A browser that forbids it (a private window) still reads; it only will not do so offline.
        });
    }
}

listen();
show(() => fromPage(article));
keepOffline();
