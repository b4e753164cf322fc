/**
 * The card beside a mark: what is named, who speaks and how sure that is, why a statement can be checked. It lives in a
 * closed shadow root in the top layer, so the page's styles and scripts do not reach it and it moves nothing on the page.
 *
 * @typedef {import("../pkg/standfirst.js").Analysis} Analysis
 * @typedef {import("../pkg/standfirst.js").Quote} Quote
 * @typedef {import("../pkg/standfirst.js").Claim} Claim
 * @typedef {import("../pkg/standfirst.js").Entity} Entity
 * @typedef {import("./marks.js").Mark} Mark
 */

import { LAYER_OF } from "./marks.js";

/** Between the card and the words, and between the card and the window's edge. */
const GAP = 8;

/** @type {Record<Entity["type"], string>} */
const TYPES = {
    person: "Person", organization: "Organisation", location: "Place", group: "Group", event: "Event", law: "Law",
    work: "Work", product: "Product", date: "Date", time: "Time", money: "Money", percent: "Percentage", quantity: "Quantity",
};

/** @type {Record<Quote["kind"], string>} */
const QUOTES = { direct: "Quotation", mixed: "Partly quoted", indirect: "Reported speech" };

/** @type {Record<Claim["kind"], string>} */
const CLAIMS = {
    quantity: "a number", comparison: "a comparison", cause: "cause and effect", law: "law and rules",
    prediction: "a prediction", record: "what somebody did or said", allegation: "an allegation", event: "what happened",
};

export class Card {
    constructor() {
        this.host = document.createElement("div");
        this.host.setAttribute("popover", "manual");
        this.host.setAttribute("data-standfirst-card", "");
        // Until its style sheet is there; the sheet lays it out itself.
        this.host.style.cssText = "position:fixed;inset:auto;margin:0;padding:0;border:0;background:none;overflow:visible";
        const shadow = this.host.attachShadow({ mode: "closed" });
        const sheet = element("link", "");
        sheet.setAttribute("rel", "stylesheet");
        sheet.setAttribute("href", new URL("card.css", import.meta.url).href);
        this.box = element("div", "card");
        this.box.setAttribute("role", "status");
        shadow.append(sheet, this.box);
        document.documentElement.append(this.host);
    }

    /** Whether it lies at the foot of the window, across its whole width. */
    get docked() {
        return innerWidth < 560;
    }

    get open() {
        return this.host.matches(":popover-open");
    }

    /**
     * Shows what there is to say of `marks`, beside `rect`.
     * @param {Mark[]} marks those at one place, the narrowest first
     * @param {Analysis} analysis
     * @param {string} text the document text
     * @param {DOMRect} rect
     */
    show(marks, analysis, text, rect) {
        this.box.replaceChildren(...marks.map((mark) => section(mark, analysis, text)));
        if (!this.open) this.host.showPopover();
        this.place(rect);
    }

    hide() {
        if (this.open) this.host.hidePopover();
    }

    /**
     * Under the words, above them where there is no room; at the foot of a narrow window.
     * @param {DOMRect} rect
     */
    place(rect) {
        const { style } = this.host;
        this.box.classList.toggle("docked", this.docked);
        if (this.docked) {
            Object.assign(style, { left: "0", right: "0", top: "auto", bottom: "0", width: "auto" });
            return;
        }
        Object.assign(style, { left: "0", right: "auto", top: "0", bottom: "auto", width: "max-content" });
        const { offsetWidth: width, offsetHeight: height } = this.host;
        const left = Math.min(Math.max(GAP, rect.left), innerWidth - width - GAP);
        const under = rect.bottom + GAP;
        const fits = under + height + GAP <= innerHeight || rect.top < height + 2 * GAP;
        style.left = `${Math.max(GAP, left)}px`;
        style.top = `${Math.max(GAP, fits ? Math.min(under, innerHeight - height - GAP) : rect.top - GAP - height)}px`;
    }
}

/**
 * @param {Mark} mark
 * @param {Analysis} analysis
 * @param {string} text
 */
function section(mark, analysis, text) {
    if (mark.of === "entity") return entity(analysis.entities[mark.index]);
    if (mark.of === "quote") return quote(analysis.quotes[mark.index], analysis, text);
    return claim(analysis.claims[mark.index], analysis);
}

/** @param {Entity} entity */
function entity({ name, type, role, mentions }) {
    const count = mentions.length === 1 ? "Named once" : `Named ${mentions.length} times`;
    return part(LAYER_OF[type], TYPES[type], [
        element("p", "name", name),
        role ? element("p", "role", role) : null,
        element("p", "note", count),
    ]);
}

/**
 * @param {Quote} quote
 * @param {Analysis} analysis
 * @param {string} text
 */
function quote({ kind, speaker, cue }, analysis, text) {
    if (!speaker) return part("quote", QUOTES[kind], [element("p", "note", "The text does not say clearly whose words these are.")]);
    const role = speaker.entity === null ? null : analysis.entities[speaker.entity]?.role;
    return part("quote", QUOTES[kind], [
        element("p", "name", speaker.name),
        role ? element("p", "role", role) : null,
        element("p", "note", `${sureness(speaker.confidence)}: ${why(speaker, cue, text)}`),
    ]);
}

/** @param {number} confidence */
function sureness(confidence) {
    const words = confidence >= 0.9 ? "Almost certain" : confidence >= 0.7 ? "Likely" : "Uncertain";
    return `${words} (${Math.round(confidence * 100)}%)`;
}

/**
 * What shows the speaker, in the text's own words.
 * @param {NonNullable<Quote["speaker"]>} speaker
 * @param {Quote["cue"]} cue
 * @param {string} text
 */
function why(speaker, cue, text) {
    const shown = speaker.start === null || speaker.end === null ? "" : text.slice(speaker.start, speaker.end);
    const said = cue ? text.slice(cue.start, cue.end) : "";
    if (shown && said) {
        const family = speaker.name.split(" ").at(-1) ?? speaker.name;
        return `“${said}” beside “${shown}”${shown.includes(family) ? "" : `, which stands for ${speaker.name}`}`;
    }
    if (shown) return `“${shown}” stands beside it`;
    return "it goes on from what was said before";
}

/**
 * @param {Claim} claim
 * @param {Analysis} analysis
 */
function claim({ kind, reasons, claimant }, analysis) {
    const list = element("ul", "reasons");
    list.append(...reasons.map(({ label }) => element("li", "", label)));
    const who = claimant === null ? null : analysis.entities[claimant]?.name;
    return part("claim", `Worth checking: ${CLAIMS[kind]}`, [
        reasons.length ? list : null,
        who ? element("p", "note", `Asserted by ${who}`) : null,
    ]);
}

/**
 * @param {string} layer
 * @param {string} heading
 * @param {(HTMLElement | null)[]} content
 */
function part(layer, heading, content) {
    const made = element("section", layer);
    made.append(element("p", "kind", heading), ...content.filter((child) => child !== null));
    return made;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [words]
 */
function element(tag, className, words = "") {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = words;
    return made;
}
